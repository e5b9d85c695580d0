"""Reading lists of awards taken over."""

from django.db.models import QuerySet

from minsheng.accounts.access import within
from minsheng.base.actor import Actor
from minsheng.base.models import OPEN, Job
from minsheng.benefits.models import OpeningImport, OpeningRow
from minsheng.benefits.opening.actions.accepting import CHECK_JOB, JOB, UNDO_JOB

KINDS = (CHECK_JOB, JOB, UNDO_JOB)


def openings(by: Actor) -> QuerySet[OpeningImport]:
    return within(OpeningImport.objects.select_related("place", "entered_by", "approved_by"), by)


def lines(opening: OpeningImport) -> QuerySet[OpeningRow]:
    """As they stand in the file."""
    return opening.lines.select_related("person", "member", "award").order_by("number")


def _jobs(opening: OpeningImport) -> QuerySet[Job]:
    """All that were ever begun about it, the latest first."""
    return Job.objects.filter(key__in=[f"{kind}:{opening.pk}" for kind in KINDS]).order_by("-pk")


def job_of(opening: OpeningImport) -> Job | None:
    """The job that checks it, takes it over or takes it back now; None when there is none, or it has ended."""
    return _jobs(opening).filter(OPEN).first()


def failure(opening: OpeningImport) -> tuple[str, str] | None:
    """Why its check, or taking it back, has ended before the end."""
    last = _jobs(opening).first()
    told = last is not None and (last.kind == UNDO_JOB or opening.state == "checking") and opening.state != "undone"
    return (last.error_zh, last.error_en) if last is not None and told and last.error_zh else None
