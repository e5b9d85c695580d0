"""The rows of awards taken over, set-based: award, spans, account in use, one line in each life, and what became of the lines."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import connection

from minsheng.applications.numbers import numbers
from minsheng.base.actor import Actor
from minsheng.base.clock import now
from minsheng.base.crypto import digest, seal
from minsheng.base.rows import insert, update
from minsheng.benefits.models import Award, OpeningImport, OpeningRow, Span
from minsheng.benefits.opening import packing
from minsheng.benefits.opening.columns import matter_of, of_person
from minsheng.registry.bulk import reserve
from minsheng.registry.models import BankAccount, Event, Person

AWARD = ["id", "number", "benefit", "matter", "person", "household", "payee", "place", "opening", "state", "from_month", "settled_to", "review_on", "stop_code"]
SPAN = ["award", "component", "person", "fen", "from_month", "why", "receipt", "recorded_on"]
ACCOUNT = ["id", "person", "digest", "sealed", "holder_relation", "entered_by", "entered_on", "approved_by", "since"]
EVENT = ["person", "on", "kind", "about", "data", "by_name", "recorded_at"]


@dataclass
class Taken:
    """One award of the list: who receives it, the recipient's own line, all its lines. `award` and `account` are ids once they are made."""

    person: Person
    household: int | None
    head: OpeningRow
    lines: list[OpeningRow]
    award: int = 0
    account: int | None = None


def for_household(opening: OpeningImport) -> bool:
    return matter_of(opening.benefit).unit == "household"


def make(opening: OpeningImport, taken: list[Taken], by: Actor, on: date) -> None:
    """As paid outside up to the month of the list, so that the next run begins with the month after."""
    for one, pk in zip(taken, reserve(Award, len(taken)), strict=True):
        one.award = pk
    _awards(opening, taken, on)
    _spans(opening, taken, on)
    _accounts(opening, taken, on)
    _events(opening, taken, by, on)
    update(
        OpeningRow,
        ["state", "award", "account", "sealed"],
        (("loaded", one.award, one.account if row is one.head else None, b"", row.pk) for one in taken for row in one.lines),
    )


def _awards(opening: OpeningImport, taken: list[Taken], on: date) -> None:
    given = numbers("DY", opening.place, on, len(taken))
    matter = matter_of(opening.benefit)
    rows = (
        (one.award, number, opening.benefit, matter.key, one.person.pk, one.household, one.person.pk, one.person.place_id, opening.pk, "active",
         min(line.from_month for line in one.lines), opening.month, one.head.review_on, "")
        for one, number in zip(taken, given, strict=True)
    )  # fmt: skip
    insert(Award, AWARD, rows)


def _spans(opening: OpeningImport, taken: list[Taken], on: date) -> None:
    """For whom a component is paid is told as a decision would tell it, so that later decisions about it meet the same."""
    matter = matter_of(opening.benefit)
    rows = (
        (one.award, component, (line.member_id or one.person.pk) if of_person(matter, component) else None, fen, line.from_month, "opening", {}, on)
        for one in taken for line in one.lines for component, fen in line.parts.items()
    )  # fmt: skip
    insert(Span, SPAN, rows)


def _accounts(opening: OpeningImport, taken: list[Taken], on: date) -> None:
    """Entered by who brought the list, approved by who accepted it. An account that is in use here already stays."""
    people = [one.person.pk for one in taken]
    in_use = set(BankAccount.objects.filter(person__in=people, until=None).exclude(since=None).values_list("person", flat=True))
    new = [(one, kept) for one in taken if one.person.pk not in in_use and (kept := packing.opened(one.head)).get("account")]
    for (one, _), pk in zip(new, reserve(BankAccount, len(new)), strict=True):
        one.account = pk
    rows = (
        (one.account, one.person.pk, digest("account", kept["account"]), _sealed(one, kept), "", opening.entered_by_id, opening.created_on, opening.approved_by_id, on)
        for one, kept in new
    )  # fmt: skip
    insert(BankAccount, ACCOUNT, rows)


def _sealed(one: Taken, kept: dict) -> bytes:
    content = {"number": kept["account"], "bank": kept["bank"], "holder": kept["holder"] or one.person.name}
    return seal(content, f"registry.account:{one.person.pk}")


def _events(opening: OpeningImport, taken: list[Taken], by: Actor, on: date) -> None:
    moment, name = _moment(), by.name if by.user else ""
    rows = [(one.person.pk, on, "taken_over", f"benefits.award:{one.award}", {"month": f"{opening.month:%Y-%m}"}, name, moment) for one in taken]
    rows += [(one.person.pk, on, "account_approved", f"benefits.openingimport:{opening.pk}", {}, name, moment) for one in taken if one.account]
    insert(Event, EVENT, rows)


def _moment() -> datetime:
    return now().astimezone(UTC).replace(tzinfo=UTC if connection.vendor == "postgresql" else None)
