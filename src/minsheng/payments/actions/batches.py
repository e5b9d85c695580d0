"""A month's batch: computed by one in small steps, approved by another against the budgets."""

from datetime import date

from django.db import transaction
from django.db.models import Count, Min, OuterRef, Subquery, Sum

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.crypto import open_sealed, seal
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.base.rows import insert, update
from minsheng.payments.ledger import transfer
from minsheng.payments.models import Batch, Budget, Payable, Payment
from minsheng.places.models import Place
from minsheng.registry.models import BankAccount

STEP = 5_000


def compute(*, place: Place, line: str, month: date, by: Actor, on: date) -> Batch:
    """Everything waiting of the line in the place, up to the month, one payment a payee. Not one transaction: killed, it is run again and goes on."""
    allowed(by, "payments.compute", place)
    batch = _begin(place, line, month, by, on)
    while batch.state == "draft" and _step(batch):
        pass
    return _finish(batch, by, on)


@transaction.atomic
def _begin(place: Place, line: str, month: date, by: Actor, on: date) -> Batch:
    """The batch that is being computed, or a new one. A computed batch that nobody has approved yet is in the way."""
    there = Batch.objects.select_for_update().filter(place=place, line=line, month=month, kind="month", state__in=["draft", "computed"]).first()
    if there and there.state == "computed":
        raise AlreadyDone(f"批次 {there.number} 已经算好，等待复核。", f"Batch {there.number} has been computed and waits for approval.")
    if there:
        return there
    if not _waiting(place, line, month).exists():
        raise Refused("没有等待发放的款项。", "Nothing is waiting to be paid.")
    serial = Batch.objects.filter(place=place, line=line, month=month).count() + 1
    batch = Batch.objects.create(
        number=f"FF-{place.law_code}-{place.pk}-{month:%Y%m}-{line[:12]}-{serial}", place=place, line=line, month=month, computed_by_id=by.user, computed_on=on
    )
    record(by=by, on=on, act="payments.compute", subject=batch, place=place, month=month)
    return batch


def _waiting(place: Place, line: str, month: date):
    return Payable.objects.filter(line=line, place__path__startswith=place.path, batch=None, month__lte=month)


@transaction.atomic
def _step(batch: Batch) -> bool:
    """Some payees with all that is owed to them: whoever is in is in with everything."""
    payees = list(_waiting(batch.place, batch.line, batch.month).order_by("payee").values_list("payee", flat=True).distinct()[:STEP])
    if not payees:
        return False
    ids = list(_waiting(batch.place, batch.line, batch.month).filter(payee__in=payees).values_list("pk", flat=True))
    Payable.objects.filter(pk__in=ids, batch=None).update(batch=batch)
    sums = batch.payables.filter(payee__in=payees, payment=None).values("payee").annotate(sum=Sum("fen"), where=Min("place")).order_by("payee")
    start = batch.payments.count()
    _pay(batch, list(sums), start)
    return True


def _pay(batch: Batch, sums: list[dict], start: int) -> None:
    accounts = set(BankAccount.objects.filter(person__in=[r["payee"] for r in sums], until=None).exclude(since=None).values_list("person", flat=True))
    lacking = "没有已复核的收款账户"
    rows = [
        (batch.pk, start + i, r["payee"], r["where"], r["sum"], *(("ready", "") if r["payee"] in accounts else ("held", lacking)), b"", "")
        for i, r in enumerate(sums, 1)
    ]
    insert(Payment, ["batch", "number", "payee", "place", "fen", "state", "reason", "sealed", "account_digest"], rows)
    theirs = Payment.objects.filter(batch=batch, payee=OuterRef("payee")).values("pk")[:1]
    batch.payables.filter(payment=None).update(payment=Subquery(theirs))


@transaction.atomic
def _finish(batch: Batch, by: Actor, on: date) -> Batch:
    found = batch.payments.filter(state="ready").aggregate(n=Count("pk"), fen=Sum("fen"))
    batch.state, batch.count, batch.fen = "computed", found["n"], found["fen"] or 0
    batch.save()
    record(
        by=by,
        on=on,
        act="payments.computed",
        subject=batch,
        place=batch.place,
        rows=batch.count,
        fen=batch.fen,
        held=batch.payments.filter(state="held").count(),
    )
    return batch


@action
def approve(*, batch: Batch, by: Actor, on: date) -> Batch:
    """A second person: the payees' accounts are frozen, the budgets committed; who has no account waits for the next batch."""
    allowed(by, "payments.approve", batch.place)
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.state in ("approved", "sent", "reconciled"):
        raise AlreadyDone("这一批已经复核。", "This batch has been approved already.")
    if batch.state != "computed":
        raise Refused("这一批还没有算好。", "This batch has not been computed yet.")
    if batch.computed_by_id == by.user:
        raise NotAllowed("自己算的批次要由另一个人复核。", "A batch is approved by somebody else than who computed it.")
    _set_free_held(batch)
    _freeze(batch)
    if batch.kind == "month":
        _commit(batch, on)
    batch.state, batch.approved_by_id, batch.approved_on = "approved", by.user, on
    batch.save()
    record(by=by, on=on, act="payments.approve", subject=batch, place=batch.place, rows=batch.count, fen=batch.fen)
    return batch


def _set_free_held(batch: Batch) -> None:
    """Held lines leave the batch: what is owed stays owed and is found by the next one."""
    held = batch.payments.filter(state="held")
    Payable.objects.filter(payment__in=held).update(payment=None, batch=None)
    held.update(state="dropped")


def _freeze(batch: Batch) -> None:
    """Name and account as they are now, sealed into each line: what happens to the account later changes nothing here."""
    payments = list(batch.payments.filter(state="ready").select_related("payee"))
    accounts = {a.person_id: a for a in BankAccount.objects.filter(person__in=batch.payments.values("payee"), until=None).exclude(since=None)}
    rows = []
    for p in payments:
        account = accounts.get(p.payee_id)
        if account is None:
            raise Refused(
                f"{p.payee.name} 的收款账户在复核前被停用，请重新计算这一批。", f"The account of {p.payee.name} was closed meanwhile: compute the batch again."
            )
        secret = open_sealed(account.sealed, f"registry.account:{p.payee_id}")
        rows.append((seal(secret, f"payments.payment:{batch.pk}:{p.number}"), account.digest, p.pk))
    update(Payment, ["sealed", "account_digest"], rows)


def _commit(batch: Batch, on: date) -> None:
    """Take the sum from the budgets by their shares; what does not divide goes to the largest."""
    budgets = list(Budget.objects.select_for_update().filter(place__in=_chain(batch.place), year=batch.month.year, line=batch.line).order_by("-share", "pk"))
    if sum(b.share for b in budgets) != 100:
        raise Refused(
            "这一项没有足够的预算安排：各级资金比例合计应为 100%。", "There is no complete budget for this line: the shares of the sources must add to 100%."
        )
    parts = [batch.fen * b.share // 100 for b in budgets]
    parts[0] += batch.fen - sum(parts)
    for budget, fen in zip(budgets, parts, strict=True):
        if fen > budget.free_fen:
            short = fen - budget.free_fen
            raise Refused(f"{budget.source} 的预算不够，还差 {short / 100:,.2f} 元。", f"The budget {budget.source} lacks {short / 100:,.2f} yuan.")
        if fen:
            budget.free_fen -= fen
            budget.save(update_fields=["free_fen"])
            transfer(
                key=f"batch:{batch.pk}/commit/{budget.pk}",
                source=f"budget:{budget.pk}/free",
                target=f"batch:{batch.pk}/committed",
                fen=fen,
                kind="commit",
                on=on,
                place=batch.place,
                batch=batch,
            )


def _chain(place: Place) -> list[int]:
    return [int(i) for i in place.path.split(".") if i]


@action
def cancel(*, batch: Batch, by: Actor, on: date) -> Batch:
    """Before it has gone to the bank: what is owed waits again, what was committed is free again."""
    allowed(by, "payments.approve", batch.place)
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.state in ("sent", "reconciled"):
        raise Refused("已经送银行的批次不能作废，只能按退回处理。", "A batch that has gone to the bank cannot be cancelled.")
    if batch.state == "cancelled":
        raise AlreadyDone("这一批已经作废。", "This batch has been cancelled already.")
    if batch.state == "approved":
        for row in list(batch.transfers.filter(kind="commit").select_related("source")):
            budget = Budget.objects.select_for_update().get(pk=int(row.source.key.split(":")[1].split("/")[0]))
            budget.free_fen += row.fen
            budget.save(update_fields=["free_fen"])
            transfer(
                key=f"batch:{batch.pk}/free/{budget.pk}",
                source=f"batch:{batch.pk}/committed",
                target=row.source.key,
                fen=row.fen,
                kind="free",
                on=on,
                place=batch.place,
                batch=batch,
            )
    batch.payables.update(batch=None, payment=None)
    batch.payments.exclude(state="dropped").update(state="dropped")
    batch.state, batch.count, batch.fen = "cancelled", 0, 0
    batch.save()
    record(by=by, on=on, act="payments.cancel", subject=batch, place=batch.place)
    return batch
