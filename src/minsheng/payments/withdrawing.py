"""What was asked back and turns out never to have reached anybody: the recovery becomes less, or goes. Called by actions, in their transaction."""

from datetime import date

from django.db.models import QuerySet

from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.payments.ledger import transfer
from minsheng.payments.models import Payable, Recovery

STATES = ("proposed", "open", "waived")
ARRIVED = ("hidden", "mistake")  # reasons for which an officer asks back what has arrived: nothing of it was on its way


def withdraw(payables: QuerySet[Payable], *, waits: bool, by: Actor, on: date) -> None:
    """These payables were not paid. `waits`: they would be paid with the next batch, and become less by what was asked back of them."""
    rows = Recovery.objects.select_for_update().filter(state__in=STATES, about__in=payables.values("about")).exclude(reason__in=ARRIVED)
    recoveries = list(rows.order_by("-pk"))
    there = list(payables.filter(about__in=[r.about for r in recoveries]).order_by("-pk"))
    left = {p.pk: p.fen for p in there}
    for recovery in recoveries:
        _shrink(recovery, there, left, by, on)
    for p in there if waits else []:
        if not left[p.pk]:
            p.delete()
        elif left[p.pk] < p.fen:
            p.fen = left[p.pk]
            p.save(update_fields=["fen"])


def _shrink(recovery: Recovery, payables: list[Payable], left: dict[int, int], by: Actor, on: date) -> None:
    """Take out of its parts, and out of `left` of the payables, what stands in both; never what has come back already."""
    may = recovery.fen - sum(recovery.repayments.values_list("fen", flat=True))
    parts, gone = [], 0
    for month, component, person, fen in recovery.parts:
        for p in payables:
            if p.key.startswith(f"{recovery.about}/{component}/{person}/{month}/"):
                less = min(fen, left[p.pk], may - gone)
                fen, gone, left[p.pk] = fen - less, gone + less, left[p.pk] - less
        if fen:
            parts.append([month, component, person, fen])
    if gone:
        _keep(recovery, parts, gone, by, on)


def _keep(recovery: Recovery, parts: list[list], gone: int, by: Actor, on: date) -> None:
    """With nothing left of it the recovery is dropped, and its sum stays to be read; closed, where all that is left has come back."""
    if recovery.state == "open":
        serial = f"recovery:{recovery.pk}/less/{sum(p[3] for p in parts)}"
        transfer(key=serial, source=f"recovery:{recovery.pk}/owed", target=f"recovery:{recovery.pk}/claim", fen=gone, kind="less", on=on, place=recovery.place)
    recovery.parts = parts
    if not parts:
        recovery.state = "dropped"
    else:
        recovery.fen, recovery.months = recovery.fen - gone, "、".join(dict.fromkeys(p[0] for p in parts))[:200]
        back = sum(recovery.repayments.values_list("fen", flat=True))
        recovery.state = "closed" if recovery.state == "open" and recovery.fen == back else recovery.state
    recovery.save()
    record(by=by, on=on, act="payments.withdraw", subject=recovery, place=recovery.place_id, fen=gone)
