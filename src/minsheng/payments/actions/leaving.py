"""Lines that leave an approved batch before it goes to the bank: what they are owed waits."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.payments import comparing
from minsheng.payments.batching import add_up, leave_held
from minsheng.payments.commitment import lessen
from minsheng.payments.models import Batch, Payable


@action
def leave_out(*, batch: Batch, by: Actor, on: date) -> Batch:
    """Whoever died, or whose money was held, since the approval. The budgets get back what they gave for them; a file that was fetched before is not to be used."""
    allowed(by, "payments.bank", batch.place)
    batch = Batch.objects.select_for_update().select_related("place").get(pk=batch.pk)
    if batch.state != "approved":
        raise Refused("只有已复核、还没有送银行的批次可以这样办。", "Only in a batch that is approved and has not gone to the bank.")
    lines = list(comparing.stopped(batch))
    if not lines:
        raise AlreadyDone("没有要留下的。", "Nobody has to be left out.")
    comparing.hold(lines)
    leave_held(batch, by, on)
    add_up(batch)
    if batch.kind == "month":
        lessen(batch, on)
    if not batch.fen:
        batch.state, batch.cancelled_why = "cancelled", "全部暂不能发"
    batch.fetch_again = batch.fetched_on is not None and batch.state == "approved"
    batch.save()
    record(by=by, on=on, act="payments.leave_out", subject=batch, place=batch.place, lines=[p.pk for p in lines], fen=sum(p.fen for p in lines))
    return batch


@action
def pause(*, about: str, months: list[date], by: Actor, on: date) -> int:
    """What was handed in from `about` for these months, and has not gone to the bank, is not paid for now; for its other months it is. How many payables."""
    allowed(by, "payments.compute", machine=True)
    mine = Payable.objects.exclude(batch__state__in=["sent", "reconciled"]).filter(about=about)
    changed = mine.filter(on_hold=False, month__in=months).update(on_hold=True)
    changed += mine.filter(on_hold=True).exclude(month__in=months).update(on_hold=False)
    if changed:
        record(by=by, on=on, act="payments.pause", subject=about, rows=changed, months=months)
    return changed


@action
def pause_from(*, abouts: list[str], month: date, by: Actor, on: date) -> int:
    """What was handed in from each of these for a month or later, and has not gone to the bank, is not paid for now. How many payables."""
    allowed(by, "payments.compute", machine=True)
    mine = Payable.objects.exclude(batch__state__in=["sent", "reconciled"]).filter(about__any=abouts, month__gte=month, on_hold=False)
    if changed := mine.update(on_hold=True):
        record(by=by, on=on, act="payments.pause", subject="payments.payables", rows=changed, months=[month])
    return changed
