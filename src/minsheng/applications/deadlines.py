"""When a step is due: the figure its matter names, as it holds at the place on the day, counted by the calendar of working days."""

from datetime import date

from minsheng.applications.models import Application, Task
from minsheng.base import calendar
from minsheng.matters.declare import Limit, Term
from minsheng.places.models import Place
from minsheng.rules.engine.figures import INDICATIVE, LEVEL, PAYABLE
from minsheng.standards.queries import law_at


def term(limit: Limit | None, place: Place, on: date) -> Term | None:
    """How long it may take there: the office's own figure, else the book's. None where nobody says how long."""
    return term_under(law_at(place, on, known=on), limit) if limit else None


def term_under(law, limit: Limit | None) -> Term | None:
    """The same under a law that is at hand."""
    if limit is None:
        return None
    found = law.values[limit.figure]
    cells = found.cell("", INDICATIVE)
    return Term(cells[0][1], limit.working, found.entry.source, found.entry.grade, LEVEL[found.standing] == PAYABLE) if cells else None


def due_at(limit: Limit | None, place: Place, start: date) -> tuple[date | None, bool]:
    """(last day, provisional) by what holds at the place on the day it begins."""
    return due(term(limit, place, start), start)


def due(term: Term | None, start: date) -> tuple[date | None, bool]:
    """(last day, provisional). Provisional: no document confirms the length, or it lies in a year whose holidays nobody has announced."""
    if term is None:
        return None, False
    found = calendar.add_working_days(start, term.days) if term.working else calendar.add_days(start, term.days)
    return found.day, found.provisional or not term.confirmed


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
