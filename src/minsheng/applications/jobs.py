"""What applications do by themselves: every night each decision is looked for in the queue of whoever decides it today."""

from datetime import time, timedelta

from minsheng.applications.actions.following import follow, waiting
from minsheng.applications.models import Task
from minsheng.base.actor import MACHINE
from minsheng.base.clock import today
from minsheng.base.jobs.kinds import Kind

STEP = 50  # each is asked who decides it


def follow_some(job, cursor):
    """Open decisions, some a step. The cursor is the task to go on from."""
    rows = Task.objects.filter(state="open", step__in=waiting(), pk__gt=cursor or 0).select_related("application__place", "application__household")
    tasks = list(rows.order_by("pk")[:STEP])
    for task in tasks:
        follow(application=task.application, by=MACHINE, on=today())
    return tasks[-1].pk if len(tasks) == STEP else None


KINDS = {
    "applications.follow": Kind(
        follow_some, ("待决定的办件转到有权决定的地方", "Taking decisions to whoever decides them"), every=timedelta(days=1), at=time(0, 20)
    )
}
