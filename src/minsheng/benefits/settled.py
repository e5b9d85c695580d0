"""What the database knows of many awards at once, as the arithmetic takes it: spans, holds, what was handed in, asked back, or paid by the system before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from minsheng.base.months import each
from minsheng.benefits.due import HoldOf, MonthKey, SpanOf, due
from minsheng.benefits.models import Award, Hold, Span
from minsheng.payments.models import Payable, Recovery
from minsheng.payments.queries import given_back

ASKED_BACK = ("open", "closed")  # a person has decided that it comes back
BY_OFFICER = "/asked/"  # in the key of a recovery that an officer has proposed (actions/recovering.py)


@dataclass
class Handed:
    """Of one award, by (month, component, person) in fen.

    net     handed in for payment, less what was decided to be paid back
    let_be  a recovery is proposed for it, or was waived, or it came back from the bank for good: neither paid again nor asked back once more;
            also what an officer asks back although the spans say that it was due (BY_OFFICER): a mistake, something hidden
    times   the serial of the next payable: above those of all that are there
    asked   how often something was asked back of it: the serial of the next recovery
    """

    net: dict[MonthKey, int] = field(default_factory=dict)
    let_be: dict[MonthKey, int] = field(default_factory=dict)
    times: dict[MonthKey, int] = field(default_factory=dict)
    asked: int = 0

    def plus(self, outside: Mapping[MonthKey, int], months: Iterable[date]) -> "Handed":
        """With what was paid outside, and of these months only."""
        wanted, keys = set(months), self.net.keys() | outside.keys()
        net = {k: self.net.get(k, 0) + outside.get(k, 0) for k in keys if k[0] in wanted}
        return Handed(net, self.let_be, self.times, self.asked)


def _add(found: dict[MonthKey, int], key: MonthKey, fen: int) -> None:
    found[key] = found.get(key, 0) + fen


def key_of(key: str, month: date, component: str) -> MonthKey:
    """(month, component, person) of a payable with this key."""
    return month, component, int(key.split("/")[2])


def spans_of(ids: list[int]) -> dict[int, list[SpanOf]]:
    """The spans that count, by award."""
    found = defaultdict(list)
    rows = Span.objects.filter(award__any=ids, replaced_on=None)
    for award, component, person, fen, start, end in rows.values_list("award", "component", "person", "fen", "from_month", "until_month"):
        found[award].append(SpanOf(component, person or 0, fen, start, end))
    return found


def holds_of(ids: list[int]) -> dict[int, list[HoldOf]]:
    found = defaultdict(list)
    for award, start, end, back in Hold.objects.filter(award__any=ids).values_list("award", "from_month", "until_month", "paid_back"):
        found[award].append(HoldOf(start, end, back))
    return found


def handed_in(ids: list[int]) -> dict[int, Handed]:
    """What was handed in of each award, and what of it is being asked back."""
    found: dict[int, Handed] = defaultdict(Handed)
    abouts = [f"benefits.award:{i}" for i in ids]
    never = given_back(abouts)
    for pk, key, month, component, fen in Payable.objects.filter(about__any=abouts).values_list("pk", "key", "month", "component", "fen").iterator():
        about, *_, serial = key.split("/")
        own, k = found[int(about.split(":")[1])], key_of(key, month, component)
        _add(own.net, k, fen)
        own.times[k] = max(own.times.get(k, 0), int(serial) + 1)
        if pk in never:
            _add(own.let_be, k, fen)
    for about, key, state, parts in Recovery.objects.filter(about__any=abouts).values_list("about", "key", "state", "parts"):
        own = found[int(about.split(":")[1])]
        own.asked += 1
        for month, component, person, fen in parts:
            k = (date.fromisoformat(f"{month}-01"), component, person)
            if state in ASKED_BACK and BY_OFFICER not in key:
                _add(own.net, k, -fen)
            else:
                _add(own.let_be, k, fen)
    return found


def paid_outside(awards: list[Award]) -> dict[int, dict[MonthKey, int]]:
    """Of awards taken over from another system: what that system paid, up to the month of the take-over and as they were taken over."""
    ids = [a.pk for a in awards]
    spans = defaultdict(list)
    for s in Span.objects.filter(award__any=ids, why="opening", until_month=None):
        spans[s.award_id].append(SpanOf(s.component, s.person_id or 0, s.fen, s.from_month))
    holds = defaultdict(list)
    for h in Hold.objects.filter(award__any=ids).select_related("award__opening"):
        if h.held_on < h.award.opening.created_on:  # on the day itself it is ours: a death found at the take-over
            holds[h.award_id].append(HoldOf(h.from_month))
    return {a.pk: {(m, c, p): fen for m in _reopened(a) for (c, p), fen in due(spans[a.pk], holds[a.pk], m).items()} for a in awards}


def _reopened(award: Award) -> list[date]:
    """The months that were opened again and lie before the take-over."""
    return list(each(max(award.reopen_from, award.from_month), award.opening.month))
