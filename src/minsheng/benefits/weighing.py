"""What figures that were raised mean for one award: asked again for every month from which something changes, compared with what it pays.

An award moves only by the figures. Where the old figures do not come to what is paid, or the file knows too little, a human looks.
Many are asked at once in columns (weighing_many.py); what is written for those that move is asked one by one, with the receipt.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from minsheng.base.months import each, later, month_of
from minsheng.benefits.again import ask, lines_of
from minsheng.benefits.due import HoldOf, SpanOf, due
from minsheng.benefits.models import Award, Span
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


@dataclass(frozen=True)
class Said:
    """What an award would be in a month, for certain: fen a month; `lines` and `receipt` where it was asked one by one."""

    fen: int
    lines: list[dict] = field(default_factory=list)
    receipt: dict = field(default_factory=dict)


Asked = Callable[[Award, date, date], Said | None]  # (award, month, the law as known on this day); None where it is not certain


class Unsure(Exception):
    """A human has to look: the code of Move.WHYS."""


def one_by_one(award: Award, month: date, known: date) -> Said | None:
    proposal = ask(award, month, known)
    if not _certain(proposal, month):
        return None
    return Said(proposal.fen, lines_of(proposal), proposal.receipts[0]) if proposal.status == "yes" else Said(0, [], proposal.receipts[0])


def weigh(award: Award, figures: Iterable[Standard], on: date, asked: Asked = one_by_one) -> Weighed | None:
    """None where nothing changes. `figures`: those that the award's benefits read, approved and not applied; `on`: the day they are asked for."""
    figures = list(figures)
    starts, spans = _starts(award, figures), _spans(award)
    if not starts:
        return None
    paid = _paid(spans)
    now = max(starts[0], month_of(on))
    now = min(now, later(award.stopped_from, -1)) if award.stopped_from else now
    before = _sum(paid, now)
    try:
        if any(s.why == "grace" for s in spans):
            raise Unsure("grace")
        segments = _changed([_segment(award, m, paid, figures, on, asked) for m in _bounds(award, starts, paid)])
        if segments and award.stopped_from and award.person.died_on:
            raise Unsure("died")
    except Unsure as why:
        return Weighed("look", str(why), before, before, starts[0])
    return _weighed(award, segments, paid, now) if segments else None


def questions(award: Award, figures: list[Standard], on: date) -> list[tuple[date, date]]:
    """Every (month, day on which the law is known) that weighing an award may ask about."""
    starts, spans = _starts(award, figures), _spans(award)
    if not starts or any(s.why == "grace" for s in spans):
        return []
    paid = _paid(spans)
    return [(m, day) for m in _bounds(award, starts, paid) if _sum(paid, m) for day in (on, _before(figures))]


def _starts(award: Award, figures: list[Standard]) -> list[date]:
    """The months from which the figures can change something."""
    found = sorted({max(month_of(s.in_force), award.from_month) for s in figures})
    return [m for m in found if award.stopped_from is None or m < award.stopped_from]


def _spans(award: Award) -> list[Span]:
    return [s for s in award.spans.all() if s.replaced_on is None]


def _paid(spans: list[Span]) -> list[SpanOf]:
    return [SpanOf(s.component, s.person_id or 0, s.fen, s.from_month, s.until_month) for s in spans]


def _bounds(award: Award, starts: list[date], paid: list[SpanOf]) -> list[date]:
    """The months from which something is another: a figure, or what was decided for the family."""
    found = {*starts, *(s.from_month for s in paid), *(s.until_month for s in paid if s.until_month)}
    return sorted(m for m in found if m >= starts[0] and (award.stopped_from is None or m < award.stopped_from))


def _segment(award: Award, month: date, paid: list[SpanOf], figures: list[Standard], on: date, asked: Asked) -> Segment:
    before = _sum(paid, month)
    if not before:
        return Segment(month, 0, 0, [], {})
    new = asked(award, month, on)
    if new is None:
        raise Unsure("unknown")
    old = asked(award, month, _before(figures))
    if old is not None and old.fen != before:
        raise Unsure("differs")
    return Segment(month, before, new.fen, new.lines if new.fen else [], new.receipt)


def _before(figures: list[Standard]) -> date:
    """The last day on which nobody knew of them: the rule book dates what it knows by the month, an office by the day."""
    return month_of(min(s.known for s in figures)) - timedelta(days=1)


def _certain(proposal: Proposal | None, month: date) -> bool:
    return proposal is not None and (proposal.status == "no" or proposal.status == "yes" and proposal.payable and proposal.from_month == month)


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
