"""What the bank returned: paid again to a corrected account, or given back to the budgets it came from."""

from datetime import date

from django.db.models import Sum

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.base.rows import insert
from minsheng.payments import accounts_in_use
from minsheng.payments.batching import new
from minsheng.payments.commitment import give_back as to_the_budgets
from minsheng.payments.entering import enter, waiting
from minsheng.payments.ledger import transfer
from minsheng.payments.lines import label
from minsheng.payments.models import Batch, Entry, Payable, Payment
from minsheng.payments.withdrawing import withdraw
from minsheng.places.models import Place
from minsheng.registry.models import Person


@action
def pay_again(*, payments: list[Payment], by: Actor, on: date) -> Batch:
    """Returned payments, each with an account that was corrected since, in a new batch; the money is there already. It is approved like any other."""
    rows = _returned(payments)
    if waiting("give_back", payment__in=[p.pk for p in rows]).exists():
        raise Refused("其中有登记退回财政、等待复核的：先办完它。", "Some are entered to be given back and wait for a colleague: settle that first.")
    first = rows[0].batch
    allowed(by, "payments.compute", first.place)
    if any((p.batch.line, p.batch.place_id) != (first.line, first.place_id) for p in rows):
        raise Refused("一次只能重发同一地区、同一项的退回。", "Only returned payments of one place and line can be paid again together.")
    Place.objects.select_for_update().get(pk=first.place_id)  # two who begin at once do not make two batches
    month = max(p.batch.month for p in rows)
    if there := Batch.objects.filter(place=first.place, line=first.line, month=month, kind="again", state="computed").first():
        raise Refused(f"重发批次 {there.number} 还在等待复核，先办完它。", f"Batch {there.number} of this kind waits for approval: finish it first.")
    accounts = _corrected(rows)
    batch = new("CF", place=first.place, line=first.line, month=month, kind="again", state="computed", count=len(rows), fen=sum(p.fen for p in rows),
                payer=first.place.name, purpose=f"{label(first.line)[0]} 重发"[:60], computed_by_id=by.user, computed_on=on)  # fmt: skip
    lines = [
        (batch.pk, n, keeper(p.payee), p.place_id, p.fen, *accounts.line(keeper(p.payee), batch.pk, n), p.pk, p.origin_id or p.batch_id)
        for n, p in enumerate(rows, 1)
    ]
    insert(Payment, ["batch", "number", "payee", "place", "fen", "state", "reason", "account", "sealed", "replaces", "origin"], lines)
    Payment.objects.filter(pk__in=[p.pk for p in rows]).update(state="replaced")
    _move_money(batch, on)
    record(by=by, on=on, act="payments.pay_again", subject=batch, place=batch.place, rows=len(rows), fen=batch.fen)
    return batch


def _returned(payments: list[Payment]) -> list[Payment]:
    rows = Payment.objects.select_for_update(of=("self",)).filter(pk__in=[p.pk for p in payments], state="returned")
    found = list(rows.select_related("batch__place", "payee", "account").order_by("pk"))
    if not found:
        raise AlreadyDone("这些退回已经处理过了。", "These returned payments have been dealt with already.")
    return found


def keeper(person: Person) -> int:
    """The file that counts, where one was merged into another."""
    while person.merged_into_id:
        person = Person.objects.get(pk=person.merged_into_id)
    return person.pk


def _corrected(rows: list[Payment]) -> accounts_in_use.Found:
    """Everybody's account now. Raises Refused, naming those for whom it is still the one that was returned, or none."""
    accounts = accounts_in_use.find([keeper(p.payee) for p in rows])
    if late := [p.payee.name for p in rows if p.payee.died_on and Payable.objects.filter(payment=_first(p), month__gt=p.payee.died_on).exists()]:
        raise Refused(
            f"{late[0]}已去世，这一笔里有去世以后的月份，不能重发：请退回财政。",
            f"{late[0]} has died, and this line is for months after the death: it cannot be paid again; give it back.",
        )
    same = [p.payee.name for p in rows if accounts.usable.get(keeper(p.payee), (p.account_id,))[0] == p.account_id]
    if same:
        names = "、".join(dict.fromkeys(same[:5]))
        raise Refused(
            f"{names}{'等' if len(same) > 5 else ''}的账户还没有更正并复核，重发还会被退回。",
            f"The accounts of {names}{' and others' if len(same) > 5 else ''} have not been corrected and approved; they would be returned again.",
        )
    return accounts


def _move_money(batch: Batch, on: date) -> None:
    """returned → committed, out of every batch that something comes from."""
    for source, fen in list(batch.payments.values_list("replaces__batch").annotate(Sum("fen")).order_by()):
        transfer(
            key=f"batch:{batch.pk}/again/{source}",
            source=f"batch:{source}/returned",
            target=f"batch:{batch.pk}/committed",
            fen=fen,
            kind="again",
            on=on,
            place=batch.place,
            batch=batch,
        )


@action
def give_back(*, payments: list[Payment], why: str, by: Actor, on: date) -> int:
    """Returned payments that nobody is to get any more (a death found late, money not claimed), entered for a second person to confirm. How many."""
    rows = [p for p in _returned(payments) if not waiting("give_back", payment=p).exists()]
    if not rows:
        raise AlreadyDone("这些已经登记，等另一位同事复核。", "These have been entered and wait for a colleague.")
    for place in {p.batch.place for p in rows}:
        allowed(by, "payments.approve", place)
    if not why.strip():
        raise Refused("请写明为什么不再发放。", "Say why it is not paid any more.", field="why")
    for p in rows:
        enter("give_back", p, fen=p.fen, day=on, words=why.strip(), by=by, on=on)
    return len(rows)


def given_back(entries: list[Entry], by: Actor, on: date) -> None:
    """Free again in the budgets they came from. Raises Refused when one was paid again meanwhile."""
    rows = _returned([e.payment for e in entries])
    if len(rows) < len(entries):
        raise Refused("其中有的已经另行处理，请退回那几条登记。", "Some have been dealt with otherwise meanwhile: send those entries back.")
    to_the_budgets(rows, on)
    withdraw(Payable.objects.filter(payment__in=[_first(p) for p in rows]), waits=False, by=by, on=on)
    for entry in entries:
        Payment.objects.filter(pk=entry.payment_id).update(state="given_back", reason=entry.words)
    for batch in {p.batch for p in rows}:
        own = [p for p in rows if p.batch_id == batch.pk]
        record(by=by, on=on, act="payments.give_back", subject=batch, place=batch.place, rows=len(own), fen=sum(p.fen for p in own))


def _first(payment: Payment) -> int:
    """The line that its payables are on, where it was paid again."""
    while payment.replaces:
        payment = payment.replaces
    return payment.pk
