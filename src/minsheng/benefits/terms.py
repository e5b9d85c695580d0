"""Terms of payment that are no figure of the rule book: rounds of certification, the month of death. Dated data by benefit and place, with clause and grade."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from minsheng.base.months import later, month_of
from minsheng.places.models import Place
from minsheng.rules import book
from minsheng.rules.engine.figures import CONFIRMED_GRADES, read_yaml

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Rounds:
    """In which months certification is due, and whether a late one is paid back."""

    months: tuple[int, ...]
    pays_back: bool
    clause: str
    grade: str


@dataclass(frozen=True)
class MonthOfDeath:
    """Whether the month of death is still due; `confirmed` says whether a document is behind it."""

    due: bool
    clause: str
    confirmed: bool


@cache
def _series(file: str, benefit: str) -> dict[str, list[dict]]:
    """{place code: entries, the latest first}."""
    raw = read_yaml(DATA / file)
    rows = raw.get(benefit) or raw.get("all") or {}
    return {book.load().places.find(name).code: sorted(entries, key=lambda e: e["in_force"], reverse=True) for name, entries in rows.items()}


def _entry(file: str, benefit: str, place: Place, on: date) -> dict | None:
    """What holds there on a day: the nearest place upwards, the latest in force."""
    series = _series(file, benefit)
    for code in book.load().places.path(place.law_code or "000000"):
        if found := next((e for e in series.get(code, ()) if e["in_force"] <= on), None):
            return found
    return None


def rounds(benefit: str, place: Place, on: date) -> Rounds | None:
    """None where nobody has to certify."""
    found = _entry("certification.yaml", benefit, place, on)
    return Rounds(tuple(found["months"]), found["pays_back"], found["clause"], found["grade"]) if found else None


def places_with_rounds() -> list[tuple[str, str]]:
    """(benefit, place code) of every rule there is."""
    return [(benefit, code) for benefit in read_yaml(DATA / "certification.yaml") for code in _series("certification.yaml", benefit)]


def benefits_with_rounds() -> list[str]:
    """Every benefit that somewhere asks for certification."""
    return list(dict.fromkeys(benefit for benefit, _ in places_with_rounds()))


def month_of_death(benefit: str, place: Place, on: date) -> MonthOfDeath:
    found = _entry("death.yaml", benefit, place, on)
    assert found is not None, "the nation has an entry"
    return MonthOfDeath(found["due"], found["clause"], found["grade"] in CONFIRMED_GRADES)


def first_month_not_due(benefit: str, place: Place, died_on: date) -> date:
    """The first month that is no longer paid after a death; where no document says, what is proposed to the officer who has to say."""
    month = month_of(died_on)
    return later(month) if month_of_death(benefit, place, died_on).due else month


def held_after(benefit: str, place: Place, died_on: date) -> date:
    """From which month money waits once a death is reported: where no document says whether the month of death is due, it waits as well."""
    found, month = month_of_death(benefit, place, died_on), month_of(died_on)
    return later(month) if found.due and found.confirmed else month
