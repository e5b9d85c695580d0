"""Every night: remove files that were brought and never used, and contents whose row was never committed."""

import re
from collections.abc import Callable, Collection, Iterator
from datetime import time, timedelta
from uuid import UUID

from django.apps import apps
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from minsheng.base import files
from minsheng.base.audit import record
from minsheng.base.jobs import Kind
from minsheng.base.models import Job, StoredFile

KEPT_FOR = timedelta(days=1)
PIECE = 100  # files a step
FOLDERS = 256
CONTENT = re.compile(r"[0-9a-f]{30}(\.half)?")

InUse = Callable[[Collection[UUID]], Collection[UUID]]


def kinds(*in_use: InUse) -> dict[str, Kind]:
    """The job, for `config/jobs.py`. A file is in use while any row points to it by a foreign key or holds its id in a UUID column; ids kept in
    other ways (a JSON list) are told by `in_use`: given some ids, it returns those that are used."""

    def step(job: Job, cursor) -> dict | None:
        """{"after": id} while rows are gone through, then {"folder": 0 … 255}."""
        cursor = cursor or {"after": None}
        return _folder(cursor["folder"]) if "folder" in cursor else _rows(job, cursor["after"], in_use)

    return {"files.orphans": Kind(step, ("清理没有用上的文件", "Removing files that were not used"), every=timedelta(days=1), at=time(3, 30))}


def orphans() -> models.QuerySet[StoredFile]:
    """Older than a day, and pointed to by no column of any table."""
    old = StoredFile.objects.filter(uploaded_at__lt=timezone.now() - KEPT_FOR)
    for model, field in _pointers():
        old = old.filter(~Exists(model._base_manager.filter(**{field.name: OuterRef("pk")})))
    return old


def _pointers() -> Iterator[tuple[type[models.Model], models.Field]]:
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if field.related_model is StoredFile or (isinstance(field, models.UUIDField) and not field.primary_key):
                yield model, field


def _rows(job: Job, after: str | None, in_use: tuple[InUse, ...]) -> dict:
    unused = orphans().filter(pk__gt=after) if after else orphans()
    found = {file.pk: file for file in unused.order_by("pk")[:PIECE]}
    if not found:
        return {"folder": 0}
    used = {UUID(str(number)) for ask in in_use for number in ask(found.keys())}
    for number, file in found.items():
        if number not in used:
            record(by=job.by, on=job.on, act="files.remove", subject=file, place=file.place_id, sm3=file.sm3)
            path = files.path_of(file)
            file.delete()
            transaction.on_commit(lambda path=path: path.unlink(missing_ok=True))
            job.done += 1
    return {"after": str(max(found))}


def _folder(number: int) -> dict | None:
    """One of the 256 folders of contents: what is old and has no row is left over from a crash."""
    folder = files.folder() / f"{number:02x}"
    old = (timezone.now() - KEPT_FOR).timestamp()
    left = [path for path in folder.glob("*") if CONTENT.fullmatch(path.name) and path.stat().st_mtime < old]
    known = set(StoredFile.objects.filter(pk__in={UUID(folder.name + path.stem) for path in left}).values_list("pk", flat=True))
    for path in left:
        if path.suffix or UUID(folder.name + path.stem) not in known:
            path.unlink(missing_ok=True)
    return {"folder": number + 1} if number + 1 < FOLDERS else None
