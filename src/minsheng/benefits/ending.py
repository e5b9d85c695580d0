"""What it means for the money that an award ends from a month: what waits is not paid, what has gone out is asked back."""

from collections import Counter
from copy import copy
from dataclasses import dataclass, field
from datetime import date

from minsheng.base.months import each
from minsheng.benefits import settled
from minsheng.benefits.models import Award
from minsheng.payments.models import Payable


@dataclass
class Over:
    """{month: fen} from the month of the end on: `waits` in no batch, and `gone`: paid or on its way, and not asked back yet."""

    waits: dict[date, int] = field(default_factory=dict)
    gone: dict[date, int] = field(default_factory=dict)


def over(award: Award, month: date) -> Over:
    """What was handed in for the month and later."""
    own = settled.handed_in([award.pk])[award.pk]
    net, waits = Counter(own.net), Counter()
    for key, fen in _outside(award, month).items():
        net[key] += fen
    for p in _waiting(award, month):
        waits[settled.key_of(p.key, p.month, p.component)] += p.fen
    found = Over()
    for key, fen in sorted(net.items()):
        if key[0] >= month and (left := fen - own.let_be.get(key, 0)) > 0:
            _add(found.waits, key[0], min(waits[key], left))
            _add(found.gone, key[0], left - min(waits[key], left))
    return found


def _add(found: dict[date, int], month: date, fen: int) -> None:
    if fen:
        found[month] = found.get(month, 0) + fen


def _outside(award: Award, month: date) -> dict:
    """What the system before has paid from the month on."""
    if award.opening is None or month > award.opening.month:
        return {}
    asked = copy(award)
    asked.reopen_from = month
    wanted = set(each(month, award.opening.month))
    return {key: fen for key, fen in settled.paid_outside([asked])[award.pk].items() if key[0] in wanted}


def _waiting(award: Award, month: date):
    return Payable.objects.filter(about=f"benefits.award:{award.pk}", batch=None, month__gte=month)


def waiting_parts(award: Award, month: date) -> list[list]:
    """[[month "2025-10", component, person, fen]] that waits in no batch, as `payments.take_out` takes it."""
    found: Counter = Counter()
    for p in _waiting(award, month):
        _, component, person, *_ = p.key.split("/")
        found[f"{p.month:%Y-%m}", component, int(person)] += p.fen
    return [[*key, fen] for key, fen in sorted(found.items())]
