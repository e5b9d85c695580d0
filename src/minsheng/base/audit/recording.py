"""Writing the audit trail: rows in the caller's own transaction, so that what is undone leaves no trace and what is done always does."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models, transaction

from minsheng.base.actor import Actor
from minsheng.base.audit.impersonal import impersonal
from minsheng.base.models import AuditEntry

ACT = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")


def record(*, by: Actor, on: date, act: str, subject: models.Model | str, place: Any = None, **details: Any) -> AuditEntry:
    """One row: who did what to what. `act` is "area.verb"; `subject` an object already saved, or "area.kind:id"; `place` a place or its id.

    Details are ids, codes, amounts, dates and keyed digests (`audit.impersonal`).
    """
    entry = _entry(by, on, act, subject, place, details)
    entry.save(force_insert=True)
    return entry


def record_many(*, by: Actor, on: date, act: str, subjects: Iterable[models.Model | str], place: Any = None, **details: Any) -> list[AuditEntry]:
    """The same act on many subjects, in few statements. Where the subjects can be found again from a batch, one `record` of the batch is better."""
    return AuditEntry.objects.bulk_create([_entry(by, on, act, subject, place, details) for subject in subjects], batch_size=500)


def looked(*, by: Actor, on: date, subject: models.Model | str, purpose: str, fields: Iterable[str] = (), place: Any = None) -> AuditEntry:
    """Somebody looked at a file. `purpose` is a code ("applications.review"), `fields` the names of what was shown unmasked."""
    with transaction.atomic():
        return record(by=by, on=on, act="file.looked", subject=subject, place=place, purpose=purpose, fields=sorted(fields))


def noted(*, by: Actor, on: date, act: str, subject: models.Model | str, place: Any = None, **details: Any) -> AuditEntry:
    """One row of a page that changes nothing else: an export, a print, a download."""
    with transaction.atomic():
        return record(by=by, on=on, act=act, subject=subject, place=place, **details)


def _entry(by: Actor, on: date, act: str, subject: models.Model | str, place: Any, details: dict) -> AuditEntry:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{act}: an audit row is written in the transaction of what it tells of")
    if not ACT.fullmatch(act):
        raise ValueError(f"{act!r}: an act is named area.verb")
    return AuditEntry(
        on=on,
        user_id=by.user,
        post_id=by.post,
        role=by.role,
        act=act,
        subject=impersonal(name_of(subject), f"{act} subject"),
        place_id=place.pk if isinstance(place, models.Model) else place,
        details={name: impersonal(value, f"{act} {name}") for name, value in details.items()} | ({"token": by.token} if by.token else {}),
    )


def name_of(subject: models.Model | str) -> str:
    """ "applications.application:12", the name by which the trail of an object is found again."""
    if isinstance(subject, str):
        return subject
    if subject.pk is None:
        raise ValueError(f"{subject._meta.label_lower}: save it first, the trail needs its id")
    return f"{subject._meta.label_lower}:{subject.pk}"
