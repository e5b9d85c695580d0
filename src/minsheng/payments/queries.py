"""Reading payments: what waits, batches with their sums and sources, what came back. Budgets: queries_money.py."""

from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from minsheng.accounts.access import places_of, within
from minsheng.base.actor import Actor
from minsheng.base.crypto import open_sealed
from minsheng.base.months import later, month_of
from minsheng.payments.accounts_in_use import about
from minsheng.payments.entering import at
from minsheng.payments.lines import component_label
from minsheng.payments.models import Batch, Entry, Payable, Payment, Recovery
from minsheng.registry.models import BankAccount


def batches(by: Actor) -> QuerySet[Batch]:
    return within(Batch.objects.select_related("place", "computed_by", "approved_by"), by)


def waiting(by: Actor) -> list[dict]:
    """What has been handed in and is in no batch: by line and month."""
    rows = within(Payable.objects.filter(batch=None), by).values("line", "month").annotate(fen=Sum("fen"), people=Count("payee", distinct=True))
    return list(rows.order_by("line", "month"))


def sums(batch: Batch) -> dict[str, dict]:
    """{state: {n, fen}} of a batch's lines."""
    return {r["state"]: {"n": r["n"], "fen": r["fen"]} for r in batch.payments.values("state").annotate(n=Count("pk"), fen=Sum("fen")).order_by()}


def held(batch: Batch) -> list[tuple[tuple[str, str], int, int]]:
    """[(why, how many, fen)] of the lines that cannot be paid."""
    rows = batch.payments.filter(state__in=["held", "dropped"], reason__in=Payment.HELD).values_list("reason").annotate(Count("pk"), Sum("fen"))
    return [(Payment.HELD[reason], n, fen) for reason, n, fen in rows.order_by("reason")]


def by_component(batch: Batch) -> list[dict]:
    """Of what goes out: gap, supplement … each with how much of it is for earlier months."""
    parts = {"sum": Sum("fen"), "people": Count("payee", distinct=True), "arrears": Sum("fen", filter=Q(month__lt=batch.month))}
    rows = batch.payables.exclude(payment__state="held").values("component").annotate(**parts).order_by("component")
    return [{**r, "label": component_label(batch.line, r["component"])} for r in rows]


def gone_to(person: int) -> QuerySet[Payment]:
    """What has gone to the bank for somebody, newest first."""
    return Payment.objects.filter(payee=person, state__in=["sent", "paid", "returned", "replaced"]).select_related("batch").order_by("-pk")


def account(payment: Payment) -> dict:
    """{holder, bank, number} as frozen in the line; {} where it has none."""
    return open_sealed(payment.sealed, about(payment.batch_id, payment.number))


def chain(payment: Payment) -> list[Payment]:
    """The line and all that it was paid instead of, the first one first. Payables hang on the first."""
    found = [payment]
    while found[0].replaces_id:
        found.insert(0, Payment.objects.select_related("batch").get(pk=found[0].replaces_id))
    return found


def given_back(abouts: list[str]) -> set[int]:
    """Ids of the payables whose money went back to the budgets, at once or after it was paid again: nobody has it, and nobody is to get it."""
    rows, path, found, more = Payable.objects.filter(about__any=abouts), "payment", set(), True
    while more:
        states = list(rows.filter(**{f"{path}__state__in": ["given_back", "replaced"]}).values_list("pk", f"{path}__state"))
        found |= {pk for pk, state in states if state == "given_back"}
        more = any(state == "replaced" for _, state in states)
        path += "__replacements"
    return found


def returned(by: Actor) -> QuerySet[Payment]:
    """What the bank returned and nobody has dealt with; `now` is the account in use, `entered` whether one waits for approval (of the kept file, where merged);
    `going` whether it is entered to be given back."""
    rows = Payment.objects.filter(state="returned").select_related("payee", "place", "batch", "account")
    theirs = BankAccount.objects.filter(person=OuterRef("owner"), until=None)
    going = Entry.objects.filter(kind="give_back", state="waiting", payment=OuterRef("pk"))
    in_use = Subquery(theirs.filter(since__isnull=False).values("pk")[:1])
    return within(rows.annotate(owner=Coalesce("payee__merged_into", "payee"), now=in_use, entered=Exists(theirs.filter(since=None)), going=Exists(going)), by)


def entries(by: Actor) -> QuerySet[Entry]:
    """What was entered about money, and who has confirmed it."""
    rows = Entry.objects.select_related("payment__payee", "payment__batch", "recovery__payee", "entered_by", "settled_by")
    return rows if by.path == "" else rows.filter(at(places_of(by)))


def corrected(payment: Payment) -> bool:
    """Whether a row of `returned` has another account now than the one the bank returned."""
    return payment.now is not None and payment.now != payment.account_id


def recoveries(by: Actor) -> QuerySet[Recovery]:
    return within(Recovery.objects.select_related("payee", "place").annotate(back=Sum("repayments__fen")), by)


def heard(recovery: Recovery) -> str:
    return open_sealed(recovery.sealed, f"payments.recovery:{recovery.key}").get("heard", "")


def paid_back(recovery: Recovery) -> int:
    return recovery.repayments.aggregate(fen=Sum("fen"))["fen"] or 0


def plan(recovery: Recovery) -> list[dict]:
    """The instalments [{n, month, fen, left}], from the month after the decision. Empty before the decision."""
    if not recovery.decided_on or recovery.state in ("waived", "dropped"):
        return []
    return instalments(recovery.fen, recovery.instalments, paid_back(recovery), month_of(recovery.decided_on))


def instalments(fen: int, number: int, back: int, after: date) -> list[dict]:
    """Equal parts, the last one with what does not divide; what came back fills them in order."""
    each, rest = divmod(fen, number)
    rows = []
    for n in range(1, number + 1):
        part = each + (rest if n == number else 0)
        covered = min(part, back)
        back -= covered
        rows.append({"n": n, "month": later(after, n), "fen": part, "left": part - covered})
    return rows
