"""The way of an application: which steps are open, what opens next. The matter declares it; nothing here knows a matter by name."""

from datetime import date

from minsheng.applications import needless, recusal, route
from minsheng.applications.deadlines import due_at
from minsheng.applications.models import Application, Task
from minsheng.base.actions import locked
from minsheng.base.actor import MACHINE, Actor
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.matters import catalogue
from minsheng.matters.declare import Matter, Step
from minsheng.places.models import Place
from minsheng.places.queries import deciding_place


def matter_of(application: Application) -> Matter:
    return catalogue.get(application.matter)


def ancestor(place: Place, *levels: str) -> Place:
    """The place itself or the nearest living one above it of these levels: what has ended hangs below who has taken it over."""
    ids = [int(i) for i in place.path.split(".") if i]
    return max(Place.objects.filter(pk__in=ids, level__in=levels, until=None), key=lambda p: len(p.path), default=place)


def street_of(place: Place) -> Place:
    return ancestor(place, "street")


def authority_of(application: Application, on: date):
    """(place that decides, delegation or None): the street where the district has delegated, unless staff there are near relatives."""
    matter = matter_of(application)
    place, delegation = deciding_place(matter, application.place, on)
    if place.level == "street" and recusal.staff_related(application, place, on):
        return ancestor(application.place, "district", "functional"), None
    return place, delegation


def queue_place(application: Application, step: Step, on: date) -> Place:
    if step.at == "decider":
        return authority_of(application, on)[0]
    return application.place if step.at == "community" else street_of(application.place)


def open_ready(application: Application, on: date) -> list[Task]:
    """Open every step whose predecessors are done and that is neither open nor done itself. One with nothing to do closes at once and says why."""
    way = route.steps_of(application)
    states = {(t.step, t.state) for t in application.tasks.all()}
    ready = [s for s in way if not {(s.key, "open"), (s.key, "done")} & states and all((a, "done") in states for a in s.after)]
    opened = [open_step(application, step, on) for step in ready]
    for step, task in zip(ready, opened, strict=True):
        if because := needless.why(application, step, on):
            close(task, by=MACHINE, on=on, skipped=because)
    return opened


def open_step(application: Application, step: Step, on: date) -> Task:
    day, provisional = due_at(step.limit, application.place, on)
    return Task.objects.create(
        application=application,
        step=step.key,
        round=1 + application.tasks.filter(step=step.key).count(),
        place=queue_place(application, step, on),
        opened_on=on,
        due_on=day,
        due_provisional=provisional,
    )


def begin_again(application: Application, kind: str, on: date) -> None:
    """The days of an open step count from this day on."""
    for step in route.steps_of(application):
        if step.kind == kind:
            day, provisional = due_at(step.limit, application.place, on)
            application.tasks.filter(step=step.key, state="open").update(due_on=day, due_provisional=provisional)


def current(application: Application, kind: str) -> tuple[Task, Step]:
    """The open task of this kind of step; the case is locked, so that of two who do it at once the second is told. Raises AlreadyDone when it is done,
    Refused when it is not its turn."""
    locked(application)
    steps = {s.key: s for s in route.steps_of(application) if s.kind == kind}
    tasks = list(application.tasks.filter(step__in=steps).order_by("round", "pk"))
    if opened := [t for t in tasks if t.state == "open"]:
        return opened[-1], steps[opened[-1].step]
    if any(t.state == "done" for t in tasks):
        raise AlreadyDone("这一步已经办过了，没有重复办理。", "This step has been done already; nothing was done twice.")
    raise Refused("还没有轮到这一步，请先办完前面的步骤。", "It is not this step's turn yet: finish the earlier steps first.")


def close(task: Task, *, by: Actor, on: date, **result) -> None:
    """Mark a step done and open what waits for it."""
    task.state, task.done_on, task.done_by_id, task.result = "done", on, by.user, result
    task.save(update_fields=["state", "done_on", "done_by", "result"])
    open_ready(task.application, on)


def again_from(application: Application, kind: str, on: date) -> None:
    """A step and all that rests on it have to be done again (an objection was upheld): what was done is kept as a round before."""
    _redo(application, _resting_on(application, kind))
    open_ready(application, on)


def open_again(application: Application, kind: str, on: date) -> Task:
    """A step that had closed by itself is wanted after all; what rests on it waits."""
    _redo(application, _resting_on(application, kind))
    return open_step(application, next(s for s in route.steps_of(application) if s.kind == kind), on)


def _resting_on(application: Application, kind: str) -> set[str]:
    """Keys of the steps of a kind and of all that come after them."""
    way = route.steps_of(application)
    redo = {s.key for s in way if s.kind == kind}
    for step in way:
        if redo & set(step.after):
            redo.add(step.key)
    return redo


def again_whole(application: Application, on: date) -> None:
    """Everything after acceptance once more (the decision was set aside)."""
    _redo(application, {s.key for s in route.steps_of(application) if s.kind != "accept"})
    open_ready(application, on)


def _redo(application: Application, redo: set[str]) -> None:
    application.tasks.filter(step__in=redo, state="open").update(state="dropped")
    application.tasks.filter(step__in=redo, state="done").update(state="redone")
