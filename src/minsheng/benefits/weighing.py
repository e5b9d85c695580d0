"""What figures that were raised mean for one award: asked again for every month from which something changes, compared with what it pays.

An award moves only by the figures. Where the old figures do not come to what is paid, or the file knows too little, a human looks.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from minsheng.base.months import each, later, month_of
from minsheng.benefits.again import ask, lines_of
from minsheng.benefits.due import HoldOf, SpanOf, due
from minsheng.benefits.models import Award
from minsheng.matters.declare import Proposal
from minsheng.standards.models import Standard


@dataclass(frozen=True)
class Segment:
    """From a month to the next segment: what is paid, what it would be, with the lines and the receipt that say so."""

    month: date
    before: int
    after: int
    lines: list[dict]
    receipt: dict


@dataclass(frozen=True)
class Weighed:
    """`kind`, `why`: of Move. `before` and `after` are of this month; `segments` from the first that changes, in order."""

    kind: str
    why: str
    before: int
    after: int
    from_month: date
    arrears: int = 0
    segments: tuple[Segment, ...] = ()


class Unsure(Exception):
    """A human has to look: the code of Move.WHYS."""


def weigh(award: Award, figures: Iterable[Standard], on: date) -> Weighed | None:
    """None where nothing changes. `figures`: those that the award's benefits read, approved and not applied; `on`: the day they are asked for."""
    figures = list(figures)
    starts = sorted({max(month_of(s.in_force), award.from_month) for s in figures})
    starts = [m for m in starts if award.stopped_from is None or m < award.stopped_from]
    if not starts:
        return None
    spans = [s for s in award.spans.all() if s.replaced_on is None]
    paid = [SpanOf(s.component, s.person_id or 0, s.fen, s.from_month, s.until_month) for s in spans]
    now = max(starts[0], month_of(on))
    now = min(now, later(award.stopped_from, -1)) if award.stopped_from else now
    before = _sum(paid, now)
    try:
        if any(s.why == "grace" for s in spans):
            raise Unsure("grace")
        segments = _changed([_segment(award, m, paid, figures, on) for m in _bounds(award, starts, paid)])
        if segments and award.stopped_from and award.person.died_on:
            raise Unsure("died")
    except Unsure as why:
        return Weighed("look", str(why), before, before, starts[0])
    return _weighed(award, segments, paid, now) if segments else None


def _bounds(award: Award, starts: list[date], paid: list[SpanOf]) -> list[date]:
    """The months from which something is another: a figure, or what was decided for the family."""
    found = {*starts, *(s.from_month for s in paid), *(s.until_month for s in paid if s.until_month)}
    return sorted(m for m in found if m >= starts[0] and (award.stopped_from is None or m < award.stopped_from))


def _segment(award: Award, month: date, paid: list[SpanOf], figures: list[Standard], on: date) -> Segment:
    before = _sum(paid, month)
    if not before:
        return Segment(month, 0, 0, [], {})
    new = ask(award, month, on)
    if not _certain(new, month):
        raise Unsure("unknown")
    old = ask(award, month, _before(figures))
    if _certain(old, month) and _fen(old) != before:
        raise Unsure("differs")
    return Segment(month, before, _fen(new), lines_of(new) if _fen(new) else [], new.receipts[0])


def _before(figures: list[Standard]) -> date:
    """The last day on which nobody knew of them: the rule book dates what it knows by the month, an office by the day."""
    return month_of(min(s.known for s in figures)) - timedelta(days=1)


def _certain(proposal: Proposal | None, month: date) -> bool:
    return proposal is not None and (proposal.status == "no" or proposal.status == "yes" and proposal.payable and proposal.from_month == month)


def _fen(proposal: Proposal) -> int:
    return proposal.fen if proposal.status == "yes" else 0


def _changed(segments: list[Segment]) -> list[Segment]:
    """From the first that changes on."""
    first = next((i for i, s in enumerate(segments) if s.before != s.after), len(segments))
    return segments[first:]


def _weighed(award: Award, segments: list[Segment], paid: list[SpanOf], now: date) -> Weighed:
    current = [s for s in segments if s.month <= now][-1]
    if less := [s for s in segments if s.after < s.before]:
        return Weighed("lower", "ends" if not less[-1].after else "lower", current.before, current.after, segments[0].month)
    return Weighed("raise", "", current.before, current.after, segments[0].month, _arrears(award, segments, paid), _apart(segments))


def _apart(segments: list[Segment]) -> tuple[Segment, ...]:
    """Without those that go on as the one before."""
    return tuple(s for i, s in enumerate(segments) if i == 0 or s.lines != segments[i - 1].lines)


def _arrears(award: Award, segments: list[Segment], paid: list[SpanOf]) -> int:
    """The difference for months already settled; nothing for those held."""
    if award.settled_to is None:
        return 0
    ends = [*(s.month for s in segments[1:]), None]
    after = [SpanOf("", 0, s.after, s.month, end) for s, end in zip(segments, ends, strict=True)]
    holds = [HoldOf(h.from_month, h.until_month, h.paid_back) for h in award.holds.all()]
    return sum(
        sum(due(after, holds, m, award.stopped_from).values()) - sum(due(paid, holds, m, award.stopped_from).values())
        for m in each(segments[0].month, award.settled_to)
    )


def _sum(paid: list[SpanOf], month: date) -> int:
    return sum(due(paid, [], month).values())
