"""The monthly run: hands in the difference between what is due and what was handed in, for every award that has anything to settle.

Small transactions, each for some awards: killed anywhere it is run again, and finds what is left. Running it twice finds nothing.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F, Q

from minsheng.accounts.access import allowed
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import Refused
from minsheng.base.months import later, month_of
from minsheng.benefits import settled
from minsheng.benefits.due import Difference, differences, due, owed_back, to_settle
from minsheng.benefits.models import Award
from minsheng.payments.actions import PayableIn, hand_in, pay_to, propose_recovery, take_out
from minsheng.payments.models import Payable
from minsheng.places.models import Place
from minsheng.registry.models import Person

STEP = 2_000
AHEAD = 1  # months that may be handed in before they begin: pay days lie early, and holidays move them forward


@dataclass
class Result:
    """What a run did: awards looked at, payables and their sum in fen, recoveries proposed."""

    awards: int = 0
    payables: int = 0
    fen: int = 0
    recoveries: int = 0

    def __add__(self, other: "Result") -> "Result":
        return Result(self.awards + other.awards, self.payables + other.payables, self.fen + other.fen, self.recoveries + other.recoveries)


def waiting(place: Place, benefit: str, month: date):
    """Awards with something to settle up to the month."""
    rows = Award.objects.filter(benefit=benefit, place__path__startswith=place.path, from_month__lte=month)
    return rows.filter(Q(settled_to=None) | Q(settled_to__lt=month) | Q(reopen_from__isnull=False)).exclude(
        state="stopped", reopen_from=None, settled_to__gte=F("stopped_from")
    )


def run(*, place: Place, benefit: str, month: date, by: Actor, on: date) -> Result:
    """Settle everything up to the month. Not one transaction: each step is."""
    total, last = Result(), 0
    while last is not None:
        found, last = settle_some(place=place, benefit=benefit, month=month, after=last, by=by, on=on)
        total += found
    return total


def settle_some(*, place: Place, benefit: str, month: date, after: int, by: Actor, on: date) -> tuple[Result, int | None]:
    """One step, in one transaction: the awards that come after an id. What it did, and the id to go on from; None when there are no more."""
    allowed(by, "payments.compute", place, machine=True)
    if month > later(month_of(on), AHEAD):
        raise Refused("这个月份还没到，最多提前一个月。", "That month has not come yet: one month ahead at most.", field="month")
    ids = list(waiting(place, benefit, month).filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:STEP])
    return (_settle(ids, benefit, month, by, on), ids[-1]) if ids else (Result(), None)


def settle_again(*, award: Award, by: Actor, on: date) -> None:
    """One award whose past has changed, as far as the runs have come: what waits is taken out, what was paid too much is proposed. Called by actions."""
    if award.settled_to:
        _settle([award.pk], award.benefit, award.settled_to, by, on)
        award.refresh_from_db(fields=["reopen_from"])


@transaction.atomic
def _settle(ids: list[int], benefit: str, month: date, by: Actor, on: date) -> Result:
    awards = list(Award.objects.select_for_update(of=("self",)).filter(pk__any=ids).select_related("opening").order_by("pk"))
    spans, holds, handed = settled.spans_of(ids), settled.holds_of(ids), settled.handed_in(ids)
    outside = settled.paid_outside([a for a in awards if a.opening_id and a.reopen_from and a.reopen_from <= a.opening.month])
    payables, recoveries = [], 0
    _follow_payees(awards, by, on)
    for award in awards:
        months = to_settle(award.from_month, award.settled_to, award.reopen_from, month)
        own = handed[award.pk].plus(outside.get(award.pk, {}), months)
        wanted = {m: due(spans[award.pk], holds[award.pk], m, award.stopped_from) for m in months}
        kept = {m: owed_back(spans[award.pk], holds[award.pk], m, award.stopped_from) for m in months} if holds[award.pk] else wanted
        found = differences(wanted, own.net, kept, own.let_be)
        payables += [_payable(award, d, own.times) for d in found if d.fen > 0]
        if less := [d for d in found if d.fen < 0]:
            recoveries += _recover(award, less, own.asked, by, on)
    hand_in(payables=payables, by=by, on=on)
    rows = Award.objects.filter(pk__any=ids)
    rows.update(reopen_from=None)
    rows.filter(Q(settled_to=None) | Q(settled_to__lt=month)).update(settled_to=month)
    record(by=by, on=on, act="benefits.settle", subject=f"benefits.benefit:{benefit}", month=month, awards=len(awards), payables=len(payables))
    return Result(len(awards), len(payables), sum(p.fen for p in payables), recoveries)


def _follow_payees(awards: list[Award], by: Actor, on: date) -> None:
    """What left a batch after the award was handed over to another payee waits for that one."""
    payees = {f"benefits.award:{a.pk}": a.payee_id for a in awards}
    waits = Payable.objects.filter(about__any=list(payees), batch=None).values_list("about", "payee").distinct()
    for about in {about for about, payee in waits if payee != payees[about]}:
        pay_to(about=about, payee=Person.objects.get(pk=payees[about]), by=by, on=on)


def _payable(award: Award, d: Difference, times: dict) -> PayableIn:
    serial = times.get((d.month, d.component, d.person), 0)
    key = f"benefits.award:{award.pk}/{d.component}/{d.person}/{d.month:%Y-%m}/{serial}"
    return PayableIn(key, f"benefits.award:{award.pk}", award.benefit, d.component, d.month, award.payee_id, award.place_id, d.fen)


def _recover(award: Award, less: list[Difference], serial: int, by: Actor, on: date) -> int:
    """What still waits is not paid; one proposal for all that was: a human hears the person and decides. How many proposals."""
    parts = [[f"{d.month:%Y-%m}", d.component, d.person, -d.fen] for d in less]
    parts = take_out(about=f"benefits.award:{award.pk}", parts=parts, by=by, on=on)
    if not parts:
        return 0
    months = "、".join(dict.fromkeys(part[0] for part in parts))
    propose_recovery(
        key=f"benefits.award:{award.pk}/{serial}",
        about=f"benefits.award:{award.pk}",
        payee_id=award.payee_id,
        place_id=award.place_id,
        line=award.benefit,
        reason={"death": "death", "moved": "moved", "fraud": "hidden"}.get(award.stop_code, "change"),
        months=months[:200],
        parts=parts,
        by=by,
        on=on,
    )
    return 1
