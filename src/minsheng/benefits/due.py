"""What is due in a month: plain arithmetic over spans and holds. No clock, no database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from minsheng.base.months import each, later

Key = tuple[str, int]  # component, person (0: the whole award)
MonthKey = tuple[date, str, int]


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
    """Months not paid for now. `paid_back`: None while it stands; released, True makes the months due after all, False ends them for good."""

    from_month: date
    until_month: date | None = None
    paid_back: bool | None = None

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


def owed_back(spans: Iterable[SpanOf], holds: Iterable[HoldOf], month: date, stopped_from: date | None = None) -> dict[Key, int]:
    """What may be kept of a month already paid: a hold that still stands pauses money, it does not ask any back."""
    return due(spans, [h for h in holds if h.paid_back is not None], month, stopped_from)


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


def differences(
    due_by_month: Mapping[date, Mapping[Key, int]],
    handed_in: Mapping[MonthKey, int],
    kept_by_month: Mapping[date, Mapping[Key, int]] | None = None,
    let_be: Mapping[MonthKey, int] | None = None,
) -> list[Difference]:
    """Month by month and component by component; what agrees is left out.

    `kept_by_month` (default: what is due) is what may be kept of money already handed in; `let_be` what is asked back already, or was waived.
    """
    kept_by_month, let_be = kept_by_month or due_by_month, let_be or {}
    keys = {(m, c, p) for m, found in due_by_month.items() for c, p in found} | {k for k in handed_in if k[0] in due_by_month}
    rows = []
    for month, component, person in keys:
        key, handed = (component, person), handed_in.get((month, component, person), 0)
        more = due_by_month[month].get(key, 0) - handed
        less = handed - max(kept_by_month[month].get(key, 0), due_by_month[month].get(key, 0)) - let_be.get((month, component, person), 0)
        rows.append(Difference(month, component, person, more if more > 0 else -max(less, 0)))
    return sorted((d for d in rows if d.fen), key=lambda d: (d.month, d.component, d.person))
