"""Files people bring: checked by what they are, stripped of what they carry, kept encrypted outside the database."""

import io
from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from django.conf import settings
from django.http import HttpResponse
from PIL import Image, ImageOps, UnidentifiedImageError

from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.crypto import open_bytes, seal_bytes
from minsheng.base.errors import Refused
from minsheng.base.models import StoredFile

LARGEST = 10 * 1024 * 1024
WIDEST = 2_000
KINDS = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG": "image/png", b"%PDF": "application/pdf"}


def _sm3(content: bytes) -> str:
    work = hashes.Hash(hashes.SM3())
    work.update(content)
    return work.finalize().hex()


def _where(file: StoredFile) -> Path:
    name = file.id.hex
    return settings.VAR / "files" / name[:2] / name[2:]


def _kind(content: bytes) -> str:
    for start, mime in KINDS.items():
        if content.startswith(start):
            return mime
    raise Refused("只收照片（JPG、PNG）和 PDF。", "Only photographs (JPG, PNG) and PDF are taken.", field="file")


def _stripped(content: bytes) -> bytes:
    """The picture alone, no place or camera, at most 2,000 pixels wide."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            picture = ImageOps.exif_transpose(picture).convert("RGB")
            picture.thumbnail((WIDEST, WIDEST))
            out = io.BytesIO()
            picture.save(out, "JPEG", quality=85)
    except (UnidentifiedImageError, OSError) as wrong:
        raise Refused("照片打不开，请重新拍一张。", "The photograph cannot be opened; take another.", field="file") from wrong
    return out.getvalue()


@action
def store(*, upload, by: Actor, on: date, place=None) -> StoredFile:
    """Keep an uploaded file. Raises Refused for one that is too large or of another kind."""
    if upload.size > LARGEST:
        raise Refused("文件不能超过 10 MB。", "A file may have at most 10 MB.", field="file")
    content = upload.read()
    mime = _kind(content)
    if mime.startswith("image/"):
        content, mime = _stripped(content), "image/jpeg"
    file = StoredFile(mime=mime, size=len(content), sm3=_sm3(content), uploaded_by=by.user, place_id=getattr(place, "pk", None))
    file.name = seal_bytes(upload.name.encode()[:200], f"base.file:{file.id}")
    path = _where(file)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(seal_bytes(content, f"base.file:{file.id}"))
    file.save(force_insert=True)
    record(by=by, on=on, act="base.store", subject=f"base.file:{file.id}", size=file.size)
    return file


def read(file: StoredFile) -> bytes:
    return open_bytes(_where(file).read_bytes(), f"base.file:{file.id}")


def served(request, file: StoredFile) -> HttpResponse:
    """Shown in the browser, kept by nobody on the way."""
    response = HttpResponse(read(file), content_type=file.mime)
    response["Cache-Control"] = "no-store"
    response["Content-Disposition"] = f'inline; filename="{file.id}"'
    return response
