"""Reading lists of awards taken over."""

from django.db.models import QuerySet

from minsheng.accounts.access import within
from minsheng.base.actor import Actor
from minsheng.base.models import OPEN, Job
from minsheng.benefits.models import OpeningImport, OpeningRow
from minsheng.benefits.opening.actions.accepting import JOB


def openings(by: Actor) -> QuerySet[OpeningImport]:
    return within(OpeningImport.objects.select_related("place", "entered_by", "approved_by"), by)


def lines(opening: OpeningImport) -> QuerySet[OpeningRow]:
    """As they stand in the file."""
    return opening.lines.select_related("person", "member", "award").order_by("number")


def job_of(opening: OpeningImport) -> Job | None:
    """The job that takes it over now; None when there is none, or it has ended."""
    return Job.objects.filter(OPEN, kind=JOB, key=f"{JOB}:{opening.pk}").first()
