"""Reading payments: budgets with what is taken, batches, what waits."""

from django.db.models import Count, Q, QuerySet, Sum

from minsheng.accounts.access import within
from minsheng.base.actor import Actor
from minsheng.payments.models import Batch, Budget, Payable, Payment, Recovery


def batches(by: Actor) -> QuerySet[Batch]:
    return within(Batch.objects.select_related("place", "computed_by", "approved_by"), by)


def budgets(by: Actor) -> QuerySet[Budget]:
    return within(Budget.objects.select_related("place"), by).order_by("-year", "line", "-share")


def waiting(by: Actor) -> list[dict]:
    """What has been handed in and is in no batch: by line and month."""
    rows = within(Payable.objects.filter(batch=None), by).values("line", "month").annotate(fen=Sum("fen"), people=Count("payee", distinct=True))
    return list(rows.order_by("line", "month"))


def returned(by: Actor) -> QuerySet[Payment]:
    return within(Payment.objects.filter(state="returned").select_related("payee", "place", "batch"), by)


def recoveries(by: Actor) -> QuerySet[Recovery]:
    return within(Recovery.objects.select_related("payee", "place").annotate(back=Sum("repayments__fen")), by)


def sums(batch: Batch) -> dict[str, dict]:
    """{state: {n, fen}} of a batch's lines."""
    return {r["state"]: {"n": r["n"], "fen": r["fen"]} for r in batch.payments.values("state").annotate(n=Count("pk"), fen=Sum("fen"))}


def by_component(batch: Batch) -> list[dict]:
    return list(
        batch.payables.exclude(payment__state="dropped")
        .values("component")
        .annotate(total=Sum("fen"), n=Count("payee", distinct=True), arrears=Sum("fen", filter=Q(month__lt=batch.month)))
        .order_by("component")
    )
