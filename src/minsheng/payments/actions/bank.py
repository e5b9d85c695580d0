"""To the bank and back: fetched, sent once, the result taken line by line."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.base import files
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.base.rows import update
from minsheng.payments import comparing, results
from minsheng.payments.bankfile import FORMATS, bank_file, digest, lines
from minsheng.payments.entering import enter, waiting
from minsheng.payments.ledger import transfer, transfer_each
from minsheng.payments.models import Batch, Entry, Payment, ResultFile
from minsheng.payments.results import Line, Preview

STEP = 5_000  # lines of a result file in one transaction


@action
def fetch(*, batch: Batch, kind: str, by: Actor, on: date) -> bytes:
    """The file for the bank, of an approved batch; once that has gone out, only the very same. That it was fetched is remembered."""
    allowed(by, "payments.bank", batch.place)
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.state not in ("approved", "sent", "reconciled") or kind not in FORMATS:
        raise Refused("复核以后才能下载银行文件。", "The bank file is there once the batch has been approved.")
    content = bank_file(batch, kind)
    known = batch.file_digests.get(kind)
    if known and known != digest(content):
        raise Refused("文件与送出的不一致，请联系管理员。", "This is not the file that went out: ask the administrator.")
    batch.fetched_on, batch.fetch_again = batch.fetched_on or on, False
    batch.save(update_fields=["fetched_on", "fetch_again"])
    record(by=by, on=on, act="payments.fetch", subject=batch, place=batch.place_id, kind=kind, file_digest=digest(content))
    return content


@action
def send(*, batch: Batch, by: Actor, on: date) -> Batch:
    """It has been handed to the bank: the digests of what went out are kept, so that only the same file can be fetched again.

    Whoever died or was held since the approval stops it: leave_out first.
    """
    allowed(by, "payments.bank", batch.place)
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.state in ("sent", "reconciled"):
        raise AlreadyDone("这一批已经送银行。", "This batch has gone to the bank already.")
    if batch.state != "approved":
        raise Refused("没有复核的批次不能送银行。", "A batch that is not approved cannot go to the bank.")
    _all_may_go(batch)
    out = lines(batch)
    batch.file_digests = {kind: digest(bank_file(batch, kind, out)) for kind in FORMATS}
    batch.state, batch.sent_on = "sent", on
    batch.save()
    batch.payments.filter(state="ready").update(state="sent")
    ends = {"source": f"batch:{batch.pk}/committed", "target": f"batch:{batch.pk}/bank"}
    transfer(key=f"batch:{batch.pk}/send", **ends, fen=batch.fen, kind="send", on=on, place=batch.place, batch=batch)
    record(by=by, on=on, act="payments.send", subject=batch, place=batch.place, file_digest=batch.file_digests["csv"], rows=batch.count)
    return batch


def _all_may_go(batch: Batch) -> None:
    """Raises Refused, with names, when somebody must not be paid any more, or when the file that was fetched still has them."""
    if names := [p.payee.name for p in comparing.stopped(batch)[:6]]:
        more = ("等", " and others") if len(names) > 5 else ("", "")
        raise Refused(
            f"复核以后有变化，不能照原样送银行：{'、'.join(names[:5])}{more[0]}已去世或待遇已暂停。先在批次页点“留到下一批”，其他人照发。",
            f"Since the approval things have changed: {', '.join(names[:5])}{more[1]} died or are held. Leave them out on the page of the batch; the others are paid.",
        )
    if batch.fetch_again:
        raise Refused(
            "下载银行文件以后又有人留到了下一批：请重新下载，用新的文件。",
            "Somebody was left out after the bank file was fetched: fetch it again and use the new one.",
        )


@action
def load_result(*, batch: Batch, upload, by: Actor, on: date) -> ResultFile:
    """Keep the bank's answer as it came, to be looked at and taken. The same file again is the one that is there. Raises Refused when it cannot be read."""
    allowed(by, "payments.bank", batch.place)
    stored = files.store(upload=upload, by=by, on=on, place=batch.place)
    if there := ResultFile.objects.filter(batch=batch, digest=stored.sm3).first():
        return there
    results.rows(files.read(stored))
    made = ResultFile.objects.create(batch=batch, file=stored, digest=stored.sm3, loaded_by_id=by.user, loaded_on=on)
    record(by=by, on=on, act="payments.load_result", subject=made, place=batch.place, batch=batch.pk, sm3=stored.sm3)
    return made


@action
def take_result(*, batch: Batch, lines: list[Line], by: Actor, on: date) -> Batch:
    """What the bank says of each line, once: sent → paid or returned. What was paid before and comes back now is entered, for a second person to confirm.
    Whatever else is left alone, and so is a line of another amount."""
    allowed(by, "payments.bank", batch.place)
    batch = Batch.objects.select_for_update().select_related("place").get(pk=batch.pk)
    if batch.state not in ("sent", "reconciled"):
        raise Refused("这一批还没有送银行。", "This batch has not gone to the bank.")
    told = {line.number: line for line in lines}
    there = batch.payments.filter(state__in=("sent", "paid"), number__in=told)
    found = there.values_list("pk", "fen", "state", "number")
    rows = [(pk, fen, state, told[number]) for pk, fen, state, number in found if told[number].fen == fen]
    first = [r for r in rows if r[2] == "sent"]
    late = [r for r in rows if r[2] == "paid" and r[3].status == "returned"]
    update(Payment, ["state", "settled_on", "reason"], [(line.status, line.on, line.reason[:100], pk) for pk, _, _, line in first])
    for status in ("paid", "returned"):
        transfer_each(batch, status, "bank", status, on, [(pk, fen) for pk, fen, _, line in first if line.status == status])
    _enter_late(batch, {pk: line for pk, _, _, line in late}, by, on)
    if not batch.payments.filter(state="sent").exists():
        batch.state = "reconciled"
        batch.save(update_fields=["state"])
    counts = {s: sum(line.status == s for _, _, _, line in first) for s in ("paid", "returned")}
    record(by=by, on=on, act="payments.take_result", subject=batch, place=batch.place, **counts, late=len(late))
    return batch


def _enter_late(batch: Batch, late: dict[int, Line], by: Actor, on: date) -> None:
    waits = set(waiting("late", payment__in=late).values_list("payment", flat=True))
    for payment in batch.payments.filter(pk__in=late.keys() - waits).order_by("pk"):
        enter("late", payment, fen=payment.fen, day=late[payment.pk].on, words=late[payment.pk].reason, by=by, on=on)


def returned_late(entries: list[Entry], by: Actor, on: date) -> None:
    """paid → returned: a second person has seen that the bank sent it back. Raises Refused when one is not paid any more."""
    rows = {
        p.pk: p
        for p in Payment.objects.select_for_update(of=("self",)).filter(pk__in=[e.payment_id for e in entries], state="paid").select_related("batch__place")
    }
    if gone := [e.payment.payee.name for e in entries if e.payment_id not in rows]:
        raise Refused(f"{gone[0]}的这一笔现在不是“已到账”，请退回这条登记。", f"{gone[0]}'s line is not paid any more: send this entry back.")
    update(Payment, ["state", "settled_on", "reason"], [("returned", e.day, e.words, e.payment_id) for e in entries])
    for batch in {p.batch for p in rows.values()}:
        transfer_each(batch, "late", "paid", "returned", on, [(p.pk, p.fen) for p in rows.values() if p.batch_id == batch.pk])


def take_file(*, result: ResultFile, by: Actor, on: date) -> None:
    """Everything that fits of a loaded file, in small transactions: killed, it is taken again and finds what is left."""
    preview, after = results.read(result.batch, files.read(result.file), result.loaded_on), 0
    while after is not None:
        after = take_some(result=result, preview=preview, after=after, by=by, on=on)


@action
def take_some(*, result: ResultFile, preview: Preview, after: int, by: Actor, on: date) -> int | None:
    """What the file says of the next payments after a number, in the order of the numbers; the number to go on from, None at the end."""
    left = sorted((line for line in preview.lines if line.number > after), key=lambda line: line.number)
    take_result(batch=result.batch, lines=left[:STEP], by=by, on=on)
    if len(left) > STEP:
        return left[STEP - 1].number
    ResultFile.objects.filter(pk=result.pk, taken_on=None).update(taken_on=on)
    return None
