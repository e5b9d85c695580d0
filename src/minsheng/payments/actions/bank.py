"""To the bank and back: sent once, the result taken line by line, what was returned paid again."""

from datetime import date

from django.db.models import Sum

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.base.rows import update
from minsheng.payments.bankfile import file_digest
from minsheng.payments.ledger import account as ledger_account
from minsheng.payments.ledger import transfer, transfers
from minsheng.payments.models import Batch, Payment, Transfer
from minsheng.payments.results import Line
from minsheng.registry.models import BankAccount


@action
def send(*, batch: Batch, by: Actor, on: date) -> Batch:
    """It has been handed to the bank: the digest of what went out is kept, so that only the same file can be fetched again."""
    allowed(by, "payments.bank", batch.place)
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.state in ("sent", "reconciled"):
        raise AlreadyDone("这一批已经送银行。", "This batch has gone to the bank already.")
    if batch.state != "approved":
        raise Refused("没有复核的批次不能送银行。", "A batch that is not approved cannot go to the bank.")
    batch.file_digest, batch.state, batch.sent_on = file_digest(batch), "sent", on
    batch.save()
    batch.payments.filter(state="ready").update(state="sent")
    source = "committed" if batch.kind == "month" else "again"
    if batch.fen:
        transfer(
            key=f"batch:{batch.pk}/send",
            source=f"batch:{batch.pk}/{source}",
            target=f"batch:{batch.pk}/bank",
            fen=batch.fen,
            kind="send",
            on=on,
            place=batch.place,
            batch=batch,
        )
    record(by=by, on=on, act="payments.send", subject=batch, place=batch.place, file_digest=batch.file_digest, rows=batch.count)
    return batch


@action
def take_result(*, batch: Batch, lines: list[Line], by: Actor, on: date) -> Batch:
    """What the bank says of each line. Lines that are settled already stay as they are; a file loaded twice changes nothing."""
    allowed(by, "payments.bank", batch.place)
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.state not in ("sent", "reconciled"):
        raise Refused("这一批还没有送银行。", "This batch has not gone to the bank.")
    told = {line.number: line for line in lines}
    rows = list(batch.payments.filter(state="sent", number__in=told))
    for p in rows:
        line = told[p.number]
        p.state, p.settled_on, p.reason = line.status, line.on, line.reason
    update(Payment, ["state", "settled_on", "reason"], [(p.state, p.settled_on, p.reason, p.pk) for p in rows])
    _book(batch, rows, on)
    if not batch.payments.filter(state="sent").exists():
        batch.state = "reconciled"
        batch.save(update_fields=["state"])
    record(
        by=by,
        on=on,
        act="payments.take_result",
        subject=batch,
        place=batch.place,
        paid=sum(p.state == "paid" for p in rows),
        returned=sum(p.state == "returned" for p in rows),
    )
    return batch


def _book(batch: Batch, rows: list[Payment], on: date) -> None:
    """One transfer a line: from the bank's hands to the payee, or back."""
    bank = ledger_account(f"batch:{batch.pk}/bank", batch.place)
    ends = {state: ledger_account(f"batch:{batch.pk}/{state}", batch.place) for state in ("paid", "returned")}
    transfers(
        [Transfer(key=f"payment:{p.pk}/{p.state}", source=bank, target=ends[p.state], fen=p.fen, kind=p.state, on=on, batch=batch, payment=p) for p in rows]
    )


@action
def pay_again(*, payments: list[Payment], by: Actor, on: date) -> Batch:
    """Returned payments, each with an account that is in use now, in a new batch; the money is there already. It is approved like any other."""
    rows = list(Payment.objects.select_for_update().filter(pk__in=[p.pk for p in payments], state="returned").select_related("batch__place", "payee"))
    if not rows:
        raise AlreadyDone("这些退回的发放已经重发。", "These have been paid again already.")
    first = rows[0].batch
    allowed(by, "payments.compute", first.place)
    accounts = {a.person_id: a for a in BankAccount.objects.filter(person__in=[p.payee_id for p in rows], until=None).exclude(since=None)}
    for p in rows:
        account = accounts.get(p.payee_id)
        if p.batch.line != first.line or p.batch.place_id != first.place_id:
            raise Refused("一次只能重发同一地区、同一项的退回。", "Only returned payments of one place and line can be paid again together.")
        if account is None or account.digest == p.account_digest:
            raise Refused(
                f"{p.payee.name} 的账户还没有更正，重发还会被退回。", f"The account of {p.payee.name} has not been corrected; it would be returned again."
            )
    serial = Batch.objects.filter(place=first.place, line=first.line, kind="again").count() + 1
    batch = Batch.objects.create(number=f"CF-{first.place.law_code}-{first.place_id}-{on:%Y%m}-{first.line[:12]}-{serial}", place=first.place, line=first.line, month=first.month, kind="again",
                                 state="computed", count=len(rows), fen=sum(p.fen for p in rows), computed_by_id=by.user, computed_on=on)  # fmt: skip
    Payment.objects.bulk_create([Payment(batch=batch, number=i, payee=p.payee, place=p.place, fen=p.fen, replaces=p) for i, p in enumerate(rows, 1)])
    for source, fen in Payment.objects.filter(pk__in=[p.pk for p in rows]).values_list("batch").annotate(fen=Sum("fen")):
        transfer(
            key=f"batch:{batch.pk}/again/{source}",
            source=f"batch:{source}/returned",
            target=f"batch:{batch.pk}/again",
            fen=fen,
            kind="again",
            on=on,
            place=batch.place,
            batch=batch,
        )
    Payment.objects.filter(pk__in=[p.pk for p in rows]).update(state="replaced")
    record(by=by, on=on, act="payments.pay_again", subject=batch, place=batch.place, rows=len(rows), fen=batch.fen)
    return batch
