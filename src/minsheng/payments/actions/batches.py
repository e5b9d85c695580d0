"""A month's batch: computed by one in small steps, approved by another against the budgets, or cancelled."""

from datetime import date
from itertools import groupby
from operator import itemgetter

from django.db import transaction
from django.db.models import Max, OuterRef, Subquery

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import name_of, record
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.base.models import AuditEntry
from minsheng.base.rows import insert
from minsheng.payments import accounts_in_use
from minsheng.payments.batching import add_up, leave_held, new, undo_again
from minsheng.payments.commitment import commit, release
from minsheng.payments.comparing import compare
from minsheng.payments.lines import label
from minsheng.payments.models import Batch, Payable, Payment
from minsheng.payments.waiting import cut_off, waiting
from minsheng.payments.withdrawing import withdraw
from minsheng.places.models import Place

STEP = 5_000  # payees: about a third of a second


def compute(*, place: Place, line: str, month: date, by: Actor, on: date) -> Batch:
    """Everything waiting of the line in the place, up to the month, one payment a payee. Not one transaction: killed, it is run again and goes on."""
    batch = begin(place=place, line=line, month=month, by=by, on=on)
    while step(batch):
        pass
    return finish(batch=batch, by=by, on=on)


@action
def begin(*, place: Place, line: str, month: date, by: Actor, on: date) -> Batch:
    """The batch that is being computed, or a new one. A computed batch that nobody has approved yet is in the way."""
    allowed(by, "payments.compute", place)
    Place.objects.select_for_update().get(pk=place.pk)  # two who begin at once find the same batch
    there = Batch.objects.filter(place=place, line=line, month=month, kind="month", state__in=["draft", "computed"]).first()
    if there and there.state == "computed":
        raise AlreadyDone(f"批次 {there.number} 已经算好，等待复核。", f"Batch {there.number} has been computed and waits for approval.")
    if there:
        return there
    owed = waiting(place, line, month)
    accounts_in_use.follow_merges(owed)
    if not owed.exists():
        raise _nothing(place, line, month)
    words = f"{label(line)[0]} {month.year}年{month.month}月"
    batch = new("FF", place=place, line=line, month=month, payer=place.name, purpose=words[:60], computed_by_id=by.user, computed_on=on)
    record(by=by, on=on, act="payments.compute", subject=batch, place=place, month=month)
    return batch


def _nothing(place: Place, line: str, month: date) -> Refused:
    last = cut_off(place, line, month)
    if last and Payable.objects.filter(line=line, place__path__startswith=place.path, batch=None, month__lte=month).exists():
        return Refused(
            f"等待发放的都是 {last} 截止日以后交来的，下个月再发。", f"All that waits was handed in after the cut-off day {last}: it is paid next month."
        )
    return Refused("没有等待发放的款项。", "Nothing is waiting to be paid.")


@transaction.atomic
def step(batch: Batch) -> bool:
    """The next payees, in the order of their ids, with all that is owed to them; whether there may be more. What comes in later for those before waits."""
    batch = Batch.objects.select_for_update().select_related("place").get(pk=batch.pk)
    owed = waiting(batch.place, batch.line, batch.month)
    last = batch.payments.aggregate(last=Max("payee"))["last"] or 0
    payees = list(owed.filter(payee__gt=last).order_by("payee").values_list("payee", flat=True).distinct()[:STEP])
    if batch.state != "draft" or not payees:
        return False
    theirs = owed.filter(payee__gt=last, payee__lte=payees[-1]).order_by("payee", "pk")
    _pay(batch, list(theirs.select_for_update().values_list("pk", "payee", "place", "fen")))
    return True


def _pay(batch: Batch, owed: list[tuple[int, int, int, int]]) -> None:
    """A line for every payee of the payables (pk, payee, place, fen), held by this transaction and in the order of the payees, with the account as it is now.

    What another batch takes meanwhile is not among them. Each payable is written once: it stands in eight indexes.
    """
    sums = [_summed(payee, list(rows)) for payee, rows in groupby(owed, key=itemgetter(1))]
    accounts = accounts_in_use.find([payee for payee, _, _ in sums])
    start = batch.payments.count() + 1
    rows = [(batch.pk, n, payee, place, fen, *accounts.line(payee, batch.pk, n)) for n, (payee, place, fen) in enumerate(sums, start)]
    insert(Payment, ["batch", "number", "payee", "place", "fen", "state", "reason", "account", "sealed"], rows)
    line = Payment.objects.filter(batch=batch, payee=OuterRef("payee"), replaces=None).values("pk")
    Payable.objects.filter(pk__any=[pk for pk, *_ in owed]).update(batch=batch, payment=Subquery(line))


def _summed(payee: int, owed: list[tuple[int, int, int, int]]) -> tuple[int, int, int]:
    """(payee, place, fen)."""
    return payee, min(place for _, _, place, _ in owed), sum(fen for *_, fen in owed)


@action
def finish(*, batch: Batch, by: Actor, on: date) -> Batch:
    """Nothing more waits: the sums stand, and somebody else may approve. A batch for which others took everything is cancelled."""
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.state != "draft":
        return batch
    batch.state = "computed" if batch.payments.exists() else "cancelled"
    add_up(batch)
    held = batch.payments.filter(state="held").count()
    record(by=by, on=on, act="payments.computed", subject=batch, place=batch.place_id, rows=batch.count, fen=batch.fen, held=held)
    return batch


@action
def approve(*, batch: Batch, pay_on: date | None = None, by: Actor, on: date) -> Batch:
    """A second person: accounts are compared once more and then stand still, the budgets are committed; who has no account waits for the next batch."""
    allowed(by, "payments.approve", batch.place)
    batch = Batch.objects.select_for_update().select_related("place").get(pk=batch.pk)
    if batch.state in ("approved", "sent", "reconciled"):
        raise AlreadyDone("这一批已经复核。", "This batch has been approved already.")
    if batch.state != "computed":
        raise Refused("这一批还没有算好，或者已经作废。", "This batch has not been computed yet, or was cancelled.")
    if batch.computed_by_id == by.user:
        raise NotAllowed("自己算的批次要由另一个人复核。", "A batch is approved by somebody else than who computed it.")
    compare(batch)
    held = leave_held(batch, by, on)
    add_up(batch)
    if not batch.fen:
        raise Refused("这一批没有一笔能发：先登记并复核收款账户。", "No line of this batch can be paid: enter and approve accounts first.")
    if batch.kind == "month":
        commit(batch, on)
    batch.state, batch.approved_by_id, batch.approved_on, batch.pay_on = "approved", by.user, on, pay_on or on
    batch.save()
    record(by=by, on=on, act="payments.approve", subject=batch, place=batch.place, rows=batch.count, fen=batch.fen, held=held)
    return batch


@action
def cancel(*, batch: Batch, why: str = "", by: Actor, on: date) -> Batch:
    """Before it has gone to the bank: what is owed waits again, what was asked back of it goes, what was committed is free. Once its file was fetched: by another, who says `why` it surely did not go."""
    allowed(by, "payments.approve", batch.place)
    batch = Batch.objects.select_for_update().select_related("place").get(pk=batch.pk)
    if batch.state in ("sent", "reconciled"):
        raise Refused("已经送银行的批次不能作废，只能按退回处理。", "A batch that has gone to the bank cannot be cancelled.")
    if batch.state == "cancelled":
        raise AlreadyDone("这一批已经作废。", "This batch has been cancelled already.")
    if batch.fetched_on and not why.strip():
        raise Refused(
            f"银行文件 {batch.fetched_on} 已经下载过。请先确认没有交给银行，并写明作废的原因，否则会重复发放。",
            f"The bank file was fetched on {batch.fetched_on}. Make sure that it did not go to the bank and say why you cancel; else it is paid twice.",
            field="why",
        )
    if batch.fetched_on and _fetched_by(batch, by):  # alone, one could hand it to the bank, cancel it here and have it computed again
        raise NotAllowed(
            "银行文件是您下载的，请由另一位工作人员核实没有交给银行后作废。",
            "You fetched the bank file: somebody else makes sure that it did not go out and cancels.",
        )
    if batch.kind == "again":
        undo_again(batch, batch.payments.filter(state="ready"), on)
    elif batch.state == "approved":
        release(batch, on)
    withdraw(batch.payables.all(), waits=True, by=by, on=on)
    batch.payables.update(batch=None, payment=None)
    batch.payments.update(state="dropped")
    batch.state, batch.count, batch.fen, batch.cancelled_why = "cancelled", 0, 0, why.strip()[:200]
    batch.save()
    record(by=by, on=on, act="payments.cancel", subject=batch, place=batch.place, fetched=batch.fetched_on)
    return batch


def _fetched_by(batch: Batch, by: Actor) -> bool:
    return AuditEntry.objects.filter(subject=name_of(batch), act="payments.fetch", user_id=by.user).exists()
