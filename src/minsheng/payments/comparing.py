"""Which lines of a batch must not go as they are: asked when it is approved, and once more before it goes to the bank."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from minsheng.base.rows import update
from minsheng.payments import accounts_in_use
from minsheng.payments.models import Batch, Payable, Payment

DIED = Q(payee__died_on__isnull=False) & Q(payee__died_on__gt=F("account__since"))  # and no relative's account is in use since


def _rows(batch: Batch) -> QuerySet[Payment]:
    """With `late`: for a month after the death; `paused`: something of it is held by whoever handed it in."""
    late = Exists(Payable.objects.filter(payment=OuterRef("pk"), month__gt=OuterRef("payee__died_on")))
    paused = Exists(Payable.objects.filter(payment=OuterRef("pk"), on_hold=True))
    return batch.payments.filter(state="ready").annotate(late=late, paused=paused)


def compare(batch: Batch) -> None:
    """Lines that changed since they were computed: the account as it is now, or held, as with a month after the death or a payment that is paused."""
    changed = list(
        _rows(batch).filter(Q(account__until__isnull=False) | DIED | Q(late=True) | Q(paused=True)).values_list("pk", "number", "payee", "late", "paused")
    )
    accounts = accounts_in_use.find([payee for _, _, payee, *_ in changed])
    lines = [(*_line(accounts, payee, batch, n, late, paused), pk) for pk, n, payee, late, paused in changed]
    update(Payment, ["state", "reason", "account", "sealed"], lines)


def _line(accounts: accounts_in_use.Found, payee: int, batch: Batch, number: int, late: bool, paused: bool) -> tuple:
    if late:
        return accounts_in_use.DEAD
    return accounts_in_use.PAUSED if paused else accounts.line(payee, batch.pk, number)


def stopped(batch: Batch) -> QuerySet[Payment]:
    """Lines of an approved batch that must not go to the bank any more. The account itself stands still since the approval."""
    return _rows(batch).filter(DIED | Q(late=True) | Q(paused=True)).select_related("payee").order_by("number")


def why(payment: Payment) -> str:
    """A key of Payment.HELD for a row of `stopped`."""
    return "on_hold" if payment.paused and not payment.late else "dead"


def hold(lines: QuerySet[Payment]) -> None:
    """These will not go: held, each with its reason."""
    update(Payment, ["state", "reason", "account", "sealed"], [("held", why(p), None, b"", p.pk) for p in lines])
