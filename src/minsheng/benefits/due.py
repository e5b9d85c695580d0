"""What is due in a month: plain arithmetic over spans and holds. No clock, no database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from minsheng.base.months import each, later, month_of

Key = tuple[str, int]  # component, person (0: the whole award)


@dataclass(frozen=True)
class SpanOf:
    """So many fen a month of one component, from a month to a month (not included; None: till further notice)."""

    component: str
    person: int
    fen: int
    from_month: date
    until_month: date | None = None

    def covers(self, month: date) -> bool:
        return self.from_month <= month and (self.until_month is None or month < self.until_month)


@dataclass(frozen=True)
class HoldOf:
    """Months not paid for now. `paid_back`: released, and the months are due after all."""

    from_month: date
    until_month: date | None = None
    paid_back: bool = False

    def keeps(self, month: date) -> bool:
        return not self.paid_back and self.from_month <= month and (self.until_month is None or month < self.until_month)


def due(spans: Iterable[SpanOf], holds: Iterable[HoldOf], month: date, stopped_from: date | None = None) -> dict[Key, int]:
    """{(component, person): fen} due in a month; nothing once stopped or while held."""
    if (stopped_from and month >= stopped_from) or any(h.keeps(month) for h in holds):
        return {}
    found: dict[Key, int] = {}
    for span in spans:
        if span.covers(month) and span.fen:
            found[span.component, span.person] = found.get((span.component, span.person), 0) + span.fen
    return found


def to_settle(from_month: date, settled_to: date | None, reopen_from: date | None, through: date) -> list[date]:
    """The months to look at: those since the last run, and those that have changed since."""
    first = later(settled_to) if settled_to else from_month
    if reopen_from:
        first = min(first, reopen_from)
    return list(each(max(first, from_month), through))


@dataclass(frozen=True)
class Difference:
    """What is due less what was handed in: above zero to be paid, below zero paid too much."""

    month: date
    component: str
    person: int
    fen: int


def differences(due_by_month: dict[date, dict[Key, int]], handed_in: dict[tuple[date, str, int], int]) -> list[Difference]:
    """Month by month and component by component; what agrees is left out."""
    keys = {(m, c, p) for m, found in due_by_month.items() for c, p in found} | {k for k in handed_in if k[0] in due_by_month}
    rows = [Difference(m, c, p, due_by_month[m].get((c, p), 0) - handed_in.get((m, c, p), 0)) for m, c, p in keys]
    return sorted((d for d in rows if d.fen), key=lambda d: (d.month, d.component, d.person))


def month_after(day: date) -> date:
    return later(month_of(day))
