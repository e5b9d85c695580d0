"""Files people bring: checked by what they are, stripped of what they carry, kept encrypted outside the database (`files/` under MINSHENG_VAR).

A row and its content are written in this order: content, row, commit. What a crash leaves between them is removed by the daily job (`files_orphans`).
"""

import io
import os
import re
from datetime import date
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from PIL import Image

from minsheng.base import crypto
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.audit.chain import sm3
from minsheng.base.errors import Refused
from minsheng.base.files_kinds import LARGEST, checked
from minsheng.base.models import StoredFile

INLINE = ("image/jpeg", "application/pdf")  # what a browser shows; the rest is downloaded


class Missing(Refused):
    """The row is there, its content is not: the folder was not restored together with the database."""


@action
def store(*, upload, by: Actor, on: date, place=None) -> StoredFile:
    """Keep an uploaded file (Django's UploadedFile). Raises Refused, about the field "file", for one that is too large or of another kind.

    Whoever stores one points to it by a foreign key (or a UUID column) within a day; else it is removed.
    """
    data = upload.read(LARGEST + 1)
    content = checked(data, upload.name or "")
    file = StoredFile(mime=content.mime, size=len(content.data), sm3=sm3(content.data).hex(), taken_at=content.taken_at, uploaded_by=by.user)
    file.place_id = getattr(place, "pk", place)
    file.name = crypto.seal_bytes(_safe_name(upload.name or "", content.ending).encode(), f"{_about(file)}:name")
    _write(path_of(file), crypto.seal_bytes(content.data, _about(file)))
    file.save(force_insert=True)
    record(by=by, on=on, act="files.store", subject=file, place=file.place_id, mime=file.mime, size=file.size, sm3=file.sm3)
    return file


def read(file: StoredFile) -> bytes:
    """The content. Raises Missing, or crypto.Unreadable when it was changed."""
    try:
        sealed = path_of(file).read_bytes()
    except FileNotFoundError as wrong:
        raise Missing("文件的内容不见了，请联系系统管理员。", "The content of this file is missing: ask the administrator.") from wrong
    return crypto.open_bytes(sealed, _about(file))


def seal_anew(file: StoredFile) -> bool:
    """Its content under the newest key; whether that was needed. What is missing or damaged stays as it is: reading it says so."""
    try:
        new = crypto.resealed(path_of(file).read_bytes(), _about(file))
    except (FileNotFoundError, crypto.Unreadable):
        return False
    if new:
        _write(path_of(file), new)
    return bool(new)


def name_of(file: StoredFile) -> str:
    """The name it was brought under. May name a person: for pages of the case only."""
    return crypto.open_bytes(bytes(file.name), f"{_about(file)}:name").decode()


def served(request, file: StoredFile) -> HttpResponse:
    """The file for the browser, kept by nobody on the way. The view has checked who may see it and recorded the look (`audit.looked`)."""
    response = HttpResponse(read(file), content_type=file.mime)
    response["Content-Disposition"] = content_disposition_header(file.mime not in INLINE, name_of(file))
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def small(file: StoredFile) -> HttpResponse:
    """A photograph as a thumbnail, made from its content each time: nothing of it is kept."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(read(file)), formats=["JPEG"]) as picture:
        picture.draft("RGB", (SMALL, SMALL))
        picture.thumbnail((SMALL, SMALL))
        picture.convert("RGB").save(out, "JPEG", quality=80)
    response = HttpResponse(out.getvalue(), content_type="image/jpeg")
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


SMALL = 320  # pixels of a thumbnail's longer side


def path_of(file: StoredFile) -> Path:
    return folder() / file.id.hex[:2] / file.id.hex[2:]


def folder() -> Path:
    return settings.VAR / "files"


def _about(file: StoredFile) -> str:
    return f"base.storedfile:{file.id}"


def _safe_name(name: str, ending: str) -> str:
    """The name without folders and signs that a file system minds, with the ending of what it really is."""
    stem = PurePosixPath(name.replace("\\", "/")).stem
    return (re.sub(r'[\x00-\x1f\x7f<>:"/|?*]', "", stem).strip(". ")[:80] or "file") + ending


def _write(path: Path, data: bytes) -> None:
    """Whole and on the disk, or not at all; for this user only."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = path.with_suffix(".half")
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    half.replace(path)
