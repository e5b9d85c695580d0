"""After a new key: everything that is sealed is sealed again under it, in small steps that can be killed and repeated. What is to be walked is one visible
list (`config/sealed.py`), handed in at start-up."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from string import Formatter
from typing import Any, Protocol

from django.apps import apps
from django.db import models, transaction
from django.db.models import ExpressionWrapper, F

from minsheng.base import files
from minsheng.base.crypto import Unreadable, resealed
from minsheng.base.fields import SealedText
from minsheng.base.jobs import Kind
from minsheng.base.models import Job, StoredFile

log = logging.getLogger("minsheng.keys")


class Place(Protocol):
    """Something that holds sealed content."""

    def some(self, after: Any) -> tuple[Any, int]:
        """Seal the next few anew: (the last of them, how many needed it), (None, 0) when there are no more. In a transaction, and again without harm."""
        ...


@dataclass(frozen=True)
class Column:
    """A column of blobs; `about` is what they are bound to, with fields of the row: "registry.account:{person_id}"."""

    model: type[models.Model]
    name: str
    about: str
    at_once: int = 200

    def some(self, after: Any) -> tuple[Any, int]:
        fields = [part for _, part, _, _ in Formatter().parse(self.about) if part and part != "pk"]
        rows = self.model._default_manager.annotate(raw=ExpressionWrapper(F(self.name), output_field=models.BinaryField())).order_by("pk")
        rows = rows.filter(pk__gt=after) if after is not None else rows
        last, n = None, 0
        for pk, raw, *values in rows.select_for_update().values_list("pk", "raw", *fields)[: self.at_once]:
            last = pk
            if raw and (new := _anew(raw, self.about.format(pk=pk, **dict(zip(fields, values, strict=True))), self.model, pk)):
                self.model._default_manager.filter(pk=pk).update(**{self.name: new})
                n += 1
        return last, n


class Contents:
    """The content of stored files, beside the database."""

    def some(self, after: Any) -> tuple[Any, int]:
        rows = StoredFile.objects.order_by("pk")
        file = (rows.filter(pk__gt=after) if after is not None else rows).first()
        if file is None:
            return None, 0
        return file.pk, files.seal_anew(file)


def _anew(raw, about: str, model: type[models.Model], pk: Any) -> bytes | None:
    try:
        return resealed(raw, about)
    except Unreadable:
        log.warning("%s %s cannot be opened: left as it is", model._meta.label_lower, pk)  # one that is damaged holds up nothing
        return None


def words() -> list[Column]:
    """Every column of sealed words: they know themselves what they are bound to."""
    found = [(model, f) for model in apps.get_models() for f in model._meta.local_concrete_fields if isinstance(f, SealedText)]
    return [Column(model, f.name, f._about) for model, f in sorted(found, key=lambda one: one[1]._about)]


_places: list[Place] = []


def install(places: Iterable[Place]) -> None:
    _places[:] = places


def places() -> list[Place]:
    return [*_places, *words(), Contents()]


def step(job: Job, cursor: Any) -> Any:
    """One small piece of the whole walk. The cursor: [which place, the last that was done there]."""
    number, after = cursor or (0, None)
    everywhere = places()
    last, n = everywhere[number].some(after)
    job.done += n
    if last is not None:
        return [number, str(last)]
    return [number + 1, None] if number + 1 < len(everywhere) else None


def reseal() -> int:
    """All of it, piece by piece; how many were sealed anew. What was stopped goes on when it is called again."""
    done = 0
    for place in places():
        after = None
        while True:
            with transaction.atomic():
                after, n = place.some(after)
            done += n
            if after is None:
                break
    return done


KINDS = {"base.reseal": Kind(step, ("用新密钥重新加密", "Sealing everything anew under the newest key"))}
