"""What the assistance line does by itself: reviews that fall due are opened, some awards a step."""

from datetime import time, timedelta

from minsheng.applications.actions import open_about
from minsheng.base.actor import MACHINE
from minsheng.base.clock import today
from minsheng.base.errors import AlreadyDone
from minsheng.base.jobs.kinds import Kind
from minsheng.base.months import month_of
from minsheng.benefits.actions import end_grace
from minsheng.benefits.models import Award
from minsheng.benefits.queries import leaving
from minsheng.lines.assistance.matters import MATTERS

STEP = 20


def reviews(job, cursor):
    """Open the review of every award whose time has come and that has no open case."""
    due = Award.objects.filter(matter__in=[m.key for m in MATTERS], review_on__lte=today(), pk__gt=cursor or 0).exclude(state="stopped")
    rows = list(due.select_related("person__place", "household").order_by("pk")[:STEP])
    for award in rows:
        try:
            open_about(
                award=f"benefits.award:{award.pk}",
                matter=award.matter,
                kind="review",
                applicant=award.person,
                household=award.household,
                reason="due",
                by=MACHINE,
                on=today(),
            )
        except AlreadyDone:
            continue
    return rows[-1].pk if rows else None


def exits(job, cursor):
    """Close every award whose gradual exit is over, as was decided with it."""
    over = leaving().filter(ends__lte=month_of(today()), pk__gt=cursor or 0)
    rows = list(over.select_related("person", "place").order_by("pk")[:STEP])
    for award in rows:
        end_grace(award=award, by=MACHINE, on=today())
    return rows[-1].pk if rows else None


KINDS = {
    "assistance.reviews": Kind(reviews, ("到期复核自动立件", "Opening reviews that fall due"), every=timedelta(days=1), at=time(3)),
    "assistance.exits": Kind(exits, ("渐退期满自动停发", "Closing gradual exits that are over"), every=timedelta(days=1), at=time(3, 30)),
}
