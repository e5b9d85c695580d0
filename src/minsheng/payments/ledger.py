"""The ledger: transfers between accounts. An entry is one row with both sides, so the whole is in balance at every moment.

Accounts by key: "budget:4/given" (where the money comes from), "budget:4/free", "batch:9/committed", "batch:9/bank", "batch:9/paid", "batch:9/returned",
"recovery:3/owed", "recovery:3/back".
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, Q, Sum

from minsheng.payments.models import Account, Batch, Budget, Payable, Payment, Transfer
from minsheng.places.models import Place


def account(key: str, place: Place | None = None) -> Account:
    return Account.objects.get_or_create(key=key, defaults={"kind": key.partition("/")[2], "place": place})[0]


def transfer(
    *, key: str, source: str, target: str, fen: int, kind: str, on: date, place: Place | None = None, batch: Batch | None = None, payment: Payment | None = None
) -> Transfer:
    """Move an amount. The key says what for: the same step run again finds its own transfer and moves nothing."""
    if done := Transfer.objects.filter(key=key).first():
        return done
    return Transfer.objects.create(
        key=key, source=account(source, place), target=account(target, place), fen=fen, kind=kind, on=on, batch=batch, payment=payment
    )


def transfers(rows: Iterable[Transfer]) -> None:
    """Many at once; those that are there already are left alone."""
    Transfer.objects.bulk_create(rows, batch_size=2_000, ignore_conflicts=True)


def balance(key: str) -> int:
    """What has come to an account less what has left it, in fen."""
    found = Transfer.objects.filter(Q(source__key=key) | Q(target__key=key)).aggregate(
        came=Sum("fen", filter=Q(target__key=key)), left=Sum("fen", filter=Q(source__key=key))
    )
    return (found["came"] or 0) - (found["left"] or 0)


def check() -> list[str]:
    """What does not agree, in words; empty when everything does."""
    return [*_budgets(), *_batches(), *_payables()]


def _budgets() -> list[str]:
    return [f"budget {b.pk}: free {b.free_fen}, ledger {found}" for b in Budget.objects.all() if (found := balance(f"budget:{b.pk}/free")) != b.free_fen]


def _batches() -> list[str]:
    """Of every batch: its lines add up to its sum, and each state's sum is what the ledger holds for it."""
    wrong = []
    for batch in Batch.objects.exclude(state="draft"):
        sums = {r["state"]: r["fen"] for r in batch.payments.values("state").annotate(fen=Sum("fen"))}
        lines = sum(f for s, f in sums.items() if s not in ("held", "dropped"))
        if batch.state != "cancelled" and lines != batch.fen:
            wrong.append(f"batch {batch.number}: lines {lines}, batch {batch.fen}")
        expected = {
            "committed": sums.get("ready", 0) if batch.state == "approved" else 0,
            "bank": sums.get("sent", 0),
            "paid": sums.get("paid", 0),
            "returned": sums.get("returned", 0),
        }
        wrong += [
            f"batch {batch.number} {name}: lines {fen}, ledger {found}"
            for name, fen in expected.items()
            if (found := balance(f"batch:{batch.pk}/{name}")) != fen
        ]
    return wrong


def _payables() -> list[str]:
    """No payable hangs on a payment of another payee, and every payment is the sum of its payables (or replaces one that is)."""
    strays = Payable.objects.exclude(payment=None).exclude(payment__payee=F("payee")).count()
    wrong = [f"{strays} payables hang on another payee's payment"] if strays else []
    sums = Payment.objects.filter(replaces=None).exclude(state="dropped").annotate(owed=Sum("payables__fen")).exclude(owed=F("fen"))
    return wrong + [f"payment {p.pk}: {p.fen}, payables {p.owed}" for p in sums[:20]]
