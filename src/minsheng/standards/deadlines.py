"""How long something may take, and until when: a figure of the rule book as it holds at the place on the day, counted by the calendar."""

from datetime import date

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
