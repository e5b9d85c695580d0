"""Reading lists of awards taken over."""

from django.db.models import QuerySet

from minsheng.accounts.access import within
from minsheng.base.actor import Actor
from minsheng.base.models import OPEN, Job
from minsheng.benefits.models import OpeningImport, OpeningRow
from minsheng.benefits.opening.actions.accepting import CHECK_JOB, JOB

KINDS = (CHECK_JOB, JOB)


def openings(by: Actor) -> QuerySet[OpeningImport]:
    return within(OpeningImport.objects.select_related("place", "entered_by", "approved_by"), by)


def lines(opening: OpeningImport) -> QuerySet[OpeningRow]:
    """As they stand in the file."""
    return opening.lines.select_related("person", "member", "award").order_by("number")


def job_of(opening: OpeningImport) -> Job | None:
    """The job that checks it or takes it over now; None when there is none, or it has ended."""
    kind = CHECK_JOB if opening.state == "checking" else JOB
    return Job.objects.filter(OPEN, kind=kind, key=f"{kind}:{opening.pk}").first()


def failure(opening: OpeningImport) -> tuple[str, str] | None:
    """Why its check has ended before the end."""
    failed = Job.objects.filter(kind=CHECK_JOB, key=f"{CHECK_JOB}:{opening.pk}").order_by("-pk").first() if opening.state == "checking" else None
    return (failed.error_zh, failed.error_en) if failed and failed.error_zh else None
