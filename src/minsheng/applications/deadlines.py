"""When a step is due: the figure its matter names, as it holds at the place on the day, counted by the calendar of working days."""

from datetime import date

from minsheng.applications.models import Application, Task
from minsheng.base import calendar
from minsheng.standards.deadlines import due, due_at, term, term_under

__all__ = ["due", "due_at", "fall_due", "left", "shift", "term", "term_under"]


def fall_due(task: Task, last: date) -> None:
    """The step can be done only when something has run out: it is due on the working day after that."""
    found = calendar.add_working_days(last, 1)
    task.due_on, task.due_provisional = found.day, found.provisional
    task.save(update_fields=["due_on", "due_provisional"])


def shift(application: Application, days: int) -> None:
    """Move everything that is still due by so many working days (a pause, an extension)."""
    for thing in [application, *application.tasks.filter(state="open").exclude(due_on=None)]:
        if thing.due_on:
            moved = calendar.add_working_days(thing.due_on, days)
            thing.due_on, thing.due_provisional = moved.day, moved.provisional
            thing.save(update_fields=["due_on", "due_provisional"])


def left(thing: Application | Task, on: date) -> int | None:
    """Working days left, negative when late; None when nothing is due."""
    return None if thing.due_on is None else calendar.working_days_between(on, thing.due_on)
