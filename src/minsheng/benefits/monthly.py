"""The monthly run: hands in the difference between what is due and what was handed in, for every award that has anything to settle.

Small transactions, each for some awards: killed anywhere it is run again, and finds what is left. Running it twice finds nothing.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F, Q, Sum

from minsheng.accounts.access import allowed
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.benefits.due import Difference, HoldOf, SpanOf, differences, due, to_settle
from minsheng.benefits.models import Award, Hold, Span
from minsheng.payments.actions import PayableIn, hand_in, propose_recovery
from minsheng.payments.models import Payable, Recovery
from minsheng.places.models import Place

STEP = 2_000


@dataclass
class Result:
    """What a run did: awards looked at, payables and their sum in fen, recoveries proposed."""

    awards: int = 0
    payables: int = 0
    fen: int = 0
    recoveries: int = 0


def waiting(place: Place, benefit: str, month: date):
    """Awards with something to settle up to the month."""
    rows = Award.objects.filter(benefit=benefit, place__path__startswith=place.path, from_month__lte=month)
    return rows.filter(Q(settled_to=None) | Q(settled_to__lt=month) | Q(reopen_from__isnull=False)).exclude(
        state="stopped", reopen_from=None, settled_to__gte=F("stopped_from")
    )


def run(*, place: Place, benefit: str, month: date, by: Actor, on: date) -> Result:
    """Settle everything up to the month. Not one transaction: each step is."""
    allowed(by, "payments.compute", place, machine=True)
    total, last = Result(), 0
    while ids := list(waiting(place, benefit, month).filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:STEP]):
        _step(ids, benefit, month, by, on, total)
        last = ids[-1]
    return total


@transaction.atomic
def _step(ids: list[int], benefit: str, month: date, by: Actor, on: date, total: Result) -> None:
    awards = list(Award.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    spans, holds, handed, serials = _spans(ids), _holds(ids), *_handed_in(ids)
    payables = []
    for award in awards:
        months = to_settle(award.from_month, award.settled_to, award.reopen_from, month)
        wanted = {m: due(spans[award.pk], holds[award.pk], m, award.stopped_from) for m in months}
        found = differences(wanted, {k: v for k, v in handed[award.pk].items() if k[0] in wanted})
        payables += [_payable(award, d, serials) for d in found if d.fen > 0]
        if less := [d for d in found if d.fen < 0]:
            total.recoveries += _recover(award, less, by, on)
    hand_in(payables=payables, by=by, on=on)
    settled = Award.objects.filter(pk__in=ids)
    settled.update(reopen_from=None)
    settled.filter(Q(settled_to=None) | Q(settled_to__lt=month)).update(settled_to=month)
    total.awards, total.payables, total.fen = total.awards + len(awards), total.payables + len(payables), total.fen + sum(p.fen for p in payables)
    record(by=by, on=on, act="benefits.settle", subject=f"benefits.benefit:{benefit}", month=month, awards=len(awards), payables=len(payables))


def _spans(ids: list[int]) -> dict[int, list[SpanOf]]:
    found = defaultdict(list)
    for award, *rest in Span.objects.filter(award__in=ids, replaced_on=None).values_list("award", "component", "person", "fen", "from_month", "until_month"):
        component, person, fen, start, end = rest
        found[award].append(SpanOf(component, person or 0, fen, start, end))
    return found


def _holds(ids: list[int]) -> dict[int, list[HoldOf]]:
    found = defaultdict(list)
    for award, start, end, back in Hold.objects.filter(award__in=ids).values_list("award", "from_month", "until_month", "paid_back"):
        found[award].append(HoldOf(start, end, bool(back)))
    return found


def _handed_in(ids: list[int]):
    """What was handed in, less what is being recovered, by award and key; and how often, for the serial of the next payable."""
    handed: dict[int, dict] = defaultdict(dict)
    serials: dict[str, int] = defaultdict(int)
    abouts = [f"benefits.award:{i}" for i in ids]
    rows = Payable.objects.filter(about__in=abouts).values_list("key", "about", "month", "component", "fen")
    for key, about, month, component, fen in rows.iterator():
        person, head = int(key.split("/")[2]), key.rpartition("/")[0]
        serials[head] += 1
        k = (month, component, person)
        own = handed[int(about.split(":")[1])]
        own[k] = own.get(k, 0) + fen
    for about, parts in Recovery.objects.filter(about__in=abouts).values_list("about", "parts"):
        for month, component, person, fen in parts:
            own, k = handed[int(about.split(":")[1])], (date.fromisoformat(f"{month}-01"), component, person)
            own[k] = own.get(k, 0) - fen
    return handed, serials


def _payable(award: Award, d: Difference, serials: dict[str, int]) -> PayableIn:
    head = f"benefits.award:{award.pk}/{d.component}/{d.person}/{d.month:%Y-%m}"
    return PayableIn(f"{head}/{serials[head]}", f"benefits.award:{award.pk}", award.benefit, d.component, d.month, award.payee_id, award.place_id, d.fen)


def _recover(award: Award, less: list[Difference], by: Actor, on: date) -> int:
    """One proposal for all months paid too much: a human hears the person and decides."""
    parts = [[f"{d.month:%Y-%m}", d.component, d.person, -d.fen] for d in less]
    months = "、".join(dict.fromkeys(part[0] for part in parts))
    reason = {"death": "death", "moved": "moved"}.get(award.stop_code, "change")
    propose_recovery(
        about=f"benefits.award:{award.pk}",
        payee_id=award.payee_id,
        place_id=award.place_id,
        line=award.benefit,
        reason=reason,
        months=months[:200],
        parts=parts,
        by=by,
        on=on,
    )
    return 1


def handed_in_by_month(award: Award) -> dict[date, int]:
    """What was handed in for payment, by month: for the award's page."""
    rows = Payable.objects.filter(about=f"benefits.award:{award.pk}").values("month").annotate(fen=Sum("fen"))
    return {r["month"]: r["fen"] for r in rows}
