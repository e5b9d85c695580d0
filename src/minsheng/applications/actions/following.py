"""A step waits where it is decided: a delegation may begin or end, a near relative be declared, after the step was opened."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.applications import route, way
from minsheng.applications.models import Application, Task
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.matters import catalogue


def waiting() -> list[str]:
    """Keys of the steps that wait with whoever decides."""
    return sorted({s.key for m in catalogue.all_matters() for steps in (m.steps, *m.ways.values()) for s in steps if s.at == "decider"})


@action
def follow(*, application: Application, by: Actor, on: date) -> list[Task]:
    """Take its open steps to the queue of the authority of this day. Those that moved."""
    allowed(by, "applications.see", application.place, machine=True)
    moved = []
    for task in application.tasks.filter(state="open", step__in=waiting()).select_related("place"):
        where = way.queue_place(application, next(s for s in route.steps_of(application) if s.key == task.step), on)
        if where.pk != task.place_id:
            task.place = where
            task.save(update_fields=["place"])
            moved.append(task)
            record(by=by, on=on, act="applications.follow", subject=application, place=application.place, step=task.step, to=where.pk)
    return moved
