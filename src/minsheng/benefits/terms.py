"""Terms of payment: rounds of certification, the month of death. Figures of the rule book by benefit, dated and by place; an office's own come before the book's."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from minsheng.base.months import later, month_of
from minsheng.matters import catalogue
from minsheng.places.models import Place
from minsheng.rules import book
from minsheng.rules.engine.figures import INDICATIVE, LEVEL, PAYABLE
from minsheng.standards.queries import law_at


@dataclass(frozen=True)
class Rounds:
    """In which months certification is due. `pays_back`: whether a late one is paid for the months between; None where no document says."""

    months: tuple[int, ...]
    pays_back: bool | None
    clause: str

    @property
    def makes_good(self) -> bool:
        """Where no document says that the months are lost, they are paid."""
        return self.pays_back is not False


@dataclass(frozen=True)
class MonthOfDeath:
    """Whether the month of death is still due; `confirmed` says whether a document is behind it."""

    due: bool
    clause: str
    confirmed: bool


@dataclass(frozen=True)
class _Said:
    """What a figure says, by which document."""

    value: Any
    clause: str
    confirmed: bool


def _said(name: str, place: Place, on: date, known: date) -> _Said | None:
    """A figure as it holds there on a day and was known on another; None where nobody has found one."""
    found = law_at(place, on, known).values.get(name)
    cells = found.cell("", INDICATIVE) if found else None
    return _Said(cells[0][1], found.entry.source, LEVEL[found.standing] == PAYABLE) if cells else None


def rounds(benefit: str, place: Place, month: date, known: date) -> Rounds | None:
    """None where nobody has to certify, and where no document confirms that they have: nobody is held by guess."""
    asked = _said(f"{benefit}_certification_months", place, month, known)
    if asked is None or not asked.confirmed or not asked.value:
        return None
    months = book.load().figures[f"{benefit}_certification_months"].kind.of(asked.value)
    back = _said(f"{benefit}_certification_pays_back", place, month, known)
    return Rounds(tuple(months), bool(back.value) if back and back.confirmed else None, asked.clause)


def benefits_with_rounds() -> list[str]:
    """Every benefit paid here that somewhere can ask for certification."""
    return [m.benefit for m in catalogue.all_matters() if f"{m.benefit}_certification_months" in book.load().figures]


def month_of_death(benefit: str, place: Place, died_on: date, known: date) -> MonthOfDeath:
    """Where nothing was found: due, and not confirmed."""
    found = _said(f"{benefit}_month_of_death", place, died_on, known)
    return MonthOfDeath(bool(found.value), found.clause, found.confirmed) if found else MonthOfDeath(True, "", False)


def first_month_not_due(benefit: str, place: Place, died_on: date, known: date) -> date:
    """The first month that is no longer paid after a death; where no document says, what is proposed to the officer who has to say."""
    month = month_of(died_on)
    return later(month) if month_of_death(benefit, place, died_on, known).due else month


def held_after(benefit: str, place: Place, died_on: date, known: date) -> date:
    """From which month money waits once a death is reported: where no document says whether the month of death is due, it waits as well."""
    found, month = month_of_death(benefit, place, died_on, known), month_of(died_on)
    return later(month) if found.due and found.confirmed else month
