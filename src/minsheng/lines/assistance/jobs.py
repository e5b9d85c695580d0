"""What the assistance line does by itself: reviews that fall due are opened, some awards a step."""

from datetime import time, timedelta

from minsheng.applications.actions import open_about
from minsheng.base.actor import MACHINE
from minsheng.base.clock import today
from minsheng.base.errors import AlreadyDone
from minsheng.base.jobs.kinds import Kind
from minsheng.benefits.models import Award

STEP = 20


def reviews(job, cursor):
    """Open the review of every award whose time has come and that has no open case."""
    due = Award.objects.filter(matter="dibao", review_on__lte=today(), pk__gt=cursor or 0).exclude(state="stopped")
    rows = list(due.select_related("person__place", "household").order_by("pk")[:STEP])
    for award in rows:
        try:
            open_about(
                award=f"benefits.award:{award.pk}",
                matter="dibao",
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


KINDS = {"assistance.reviews": Kind(reviews, ("到期复核自动立件", "Opening reviews that fall due"), every=timedelta(days=1), at=time(3))}
