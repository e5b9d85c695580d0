"""When a step is due: the term its matter declares, counted by the calendar of working days."""

from datetime import date

from minsheng.applications.models import Application, Task
from minsheng.base import calendar
from minsheng.matters.declare import Term


def due(term: Term | None, start: date) -> tuple[date | None, bool]:
    """(last day, provisional). Provisional: it lies in a year whose holidays nobody has announced."""
    if term is None:
        return None, False
    found = calendar.add_working_days(start, term.days) if term.working else calendar.add_days(start, term.days)
    return found.day, found.provisional


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
