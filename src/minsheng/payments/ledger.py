"""The ledger: transfers between accounts. An entry is one row with both sides, so the whole is in balance at every moment.

Accounts by key: "budget:4/given" (where the money comes from, below zero), "budget:4/free"; "batch:9/committed", "batch:9/bank", "batch:9/paid",
"batch:9/returned"; "recovery:3/claim" (below zero), "recovery:3/owed", "recovery:3/back". `check` compares it with everything else.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, Sum

from minsheng.base.rows import insert
from minsheng.payments.models import Account, Batch, Budget, Payable, Payment, Recovery, Transfer
from minsheng.places.models import Place


def account(key: str, place: Place | None = None) -> Account:
    return Account.objects.get_or_create(key=key, defaults={"kind": key.partition("/")[2], "place": place})[0]


def transfer(
    *, key: str, source: str, target: str, fen: int, kind: str, on: date, place: Place | None = None, batch: Batch | None = None, payment: Payment | None = None
) -> Transfer:
    """Move an amount. The key says what for: the same step run again finds its own transfer and moves nothing."""
    made, _ = Transfer.objects.get_or_create(
        key=key,
        defaults={
            "source": account(source, place), "target": account(target, place), "fen": fen, "kind": kind, "on": on, "batch": batch, "payment": payment,
        },
    )  # fmt: skip
    return made


def transfer_each(batch: Batch, kind: str, source: str, target: str, on: date, payments: Iterable[tuple[int, int]]) -> None:
    """One transfer for each (payment id, fen), from one account of the batch to another. Keys are taken once: a payment is paid once."""
    one, other = account(f"batch:{batch.pk}/{source}", batch.place), account(f"batch:{batch.pk}/{target}", batch.place)
    rows = [(f"payment:{pk}/{kind}", one.pk, other.pk, fen, kind, on, batch.pk, pk) for pk, fen in payments]
    insert(Transfer, ["key", "source", "target", "fen", "kind", "on", "batch", "payment"], rows)


def balance(key: str) -> int:
    """What has come to an account less what has left it, in fen."""
    found = Transfer.objects.filter(Q(source__key=key) | Q(target__key=key)).aggregate(
        came=Sum("fen", filter=Q(target__key=key)), left=Sum("fen", filter=Q(source__key=key))
    )
    return (found["came"] or 0) - (found["left"] or 0)


def balances() -> dict[str, int]:
    """Of every account that anything has moved on; 0 for any other key."""
    found: dict[str, int] = defaultdict(int)
    for side, sign in (("target__key", 1), ("source__key", -1)):
        for key, fen in Transfer.objects.values_list(side).annotate(Sum("fen")).order_by():
            found[key] += sign * fen
    return found


def check() -> list[str]:
    """What does not agree, in words; empty when everything does."""
    ledger = balances()
    return [*_budgets(ledger), *_batches(ledger), *_payables(), *_replacements(), *_recoveries(ledger)]


def _budgets(ledger: dict[str, int]) -> Iterator[str]:
    """What is free is what the ledger says; what was given has all gone somewhere."""
    for pk, fen, free in Budget.objects.values_list("pk", "fen", "free_fen"):
        if ledger[f"budget:{pk}/free"] != free:
            yield f"budget {pk}: free {free}, ledger {ledger[f'budget:{pk}/free']}"
        if -ledger[f"budget:{pk}/given"] != fen:
            yield f"budget {pk}: given {fen}, ledger {-ledger[f'budget:{pk}/given']}"
    for key, fen in ledger.items():
        if fen < 0 and not key.endswith(("/given", "/claim")):
            yield f"{key}: below zero, {fen}"


def _batches(ledger: dict[str, int]) -> Iterator[str]:
    """Of every batch: its lines add up to its sum and count, and each state's sum is what the ledger holds for it."""
    sums: dict[int, dict[str, tuple[int, int]]] = {}
    for batch, state, fen, n in Payment.objects.values_list("batch", "state").annotate(Sum("fen"), Count("pk")).order_by():
        sums.setdefault(batch, {})[state] = (fen, n)
    for pk, number, kind, state, fen, count in Batch.objects.exclude(state="draft").values_list("pk", "number", "kind", "state", "fen", "count"):
        own = sums.get(pk, {})
        lines, n = (sum(own.get(s, (0, 0))[i] for s in Payment.OUT) for i in (0, 1))
        if (lines, n) != (fen, count):
            yield f"batch {number}: {n} lines of {lines}, batch {count} of {fen}"
        reserved = state == "approved" or kind == "again" and state == "computed"
        expected = {name: own.get(s, (0, 0))[0] for name, s in (("bank", "sent"), ("paid", "paid"), ("returned", "returned"))}
        expected["committed"] = own.get("ready", (0, 0))[0] if reserved else 0
        for name, wanted in expected.items():
            if ledger[f"batch:{pk}/{name}"] != wanted:
                yield f"batch {number} {name}: lines {wanted}, ledger {ledger[f'batch:{pk}/{name}']}"


def _payables() -> Iterator[str]:
    """Every payable waits or is in exactly one line of its own batch and payee, and every line is the sum of its payables."""
    strays = Payable.objects.exclude(payment=None).exclude(payment__payee=F("payee"), payment__batch=F("batch"))
    dropped = Payable.objects.filter(Q(payment__state="dropped") | Q(batch__state="cancelled"))
    loose = Payable.objects.filter(payment=None).exclude(batch=None)
    for what, rows in (("on a line of another payee or batch", strays), ("on a line that is not paid", dropped), ("in a batch without a line", loose)):
        if n := rows.count():
            yield f"{n} payables are {what}"
    first = Payment.objects.filter(replaces=None).exclude(state="dropped").annotate(owed=Sum("payables__fen"))
    for pk, fen, owed in first.filter(Q(owed=None) | ~Q(owed=F("fen"))).values_list("pk", "fen", "owed")[:20]:
        yield f"payment {pk}: {fen}, payables {owed}"


def _replacements() -> Iterator[str]:
    """What was paid again has exactly one line instead of it, of the same amount; nothing else has one. So nothing is paid twice."""
    live = Exists(Payment.objects.filter(replaces=OuterRef("pk")).exclude(state="dropped"))
    wrong = Payment.objects.annotate(again=live).filter(Q(state="replaced", again=False) | ~Q(state="replaced") & Q(again=True))
    other = Payment.objects.exclude(replaces=None).exclude(replaces__fen=F("fen"))
    for what, rows in (("are not replaced as they should", wrong), ("differ from what they replace", other)):
        if n := rows.count():
            yield f"{n} payments {what}"


def _recoveries(ledger: dict[str, int]) -> Iterator[str]:
    """What is owed is what was decided less what came back; closed when nothing is left."""
    for r in Recovery.objects.annotate(back=Sum("repayments__fen")):
        back = r.back or 0
        owed = r.fen - back if r.state in ("open", "closed") else 0
        if (ledger[f"recovery:{r.pk}/owed"], ledger[f"recovery:{r.pk}/back"]) != (owed, back):
            yield f"recovery {r.number}: owed {owed} and back {back}, the ledger differs"
        if (r.state == "closed") != (r.state in ("open", "closed") and owed == 0):
            yield f"recovery {r.number}: {r.state}, {owed} left"
