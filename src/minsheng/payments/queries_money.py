"""Reading budgets: what was given, what batches have taken of it, what of that has reached people."""

from collections import defaultdict

from django.db.models import QuerySet, Sum
from django.db.models.functions import Coalesce

from minsheng.accounts.access import within
from minsheng.base.actor import Actor
from minsheng.payments.commitment import drawn, split
from minsheng.payments.models import Batch, Budget, BudgetChange, CutOff, Payment, Transfer


def budgets(by: Actor) -> QuerySet[Budget]:
    return within(Budget.objects.select_related("place"), by).order_by("-year", "line", "-share", "pk")


def changes(by: Actor) -> QuerySet[BudgetChange]:
    return within(BudgetChange.objects.select_related("budget__place", "entered_by"), by, "budget__place").order_by("-pk")


def cut_offs(by: Actor) -> QuerySet[CutOff]:
    return within(CutOff.objects.select_related("place"), by).order_by("line", "place__path", "-since")


def use(budgets: list[Budget]) -> dict[int, dict[str, int]]:
    """{budget id: {committed, paid}}: committed is all that batches took, paid what of it has arrived, by the shares in which each batch was drawn."""
    drawn: dict[int, dict[int, int]] = defaultdict(dict)
    keys = {f"budget:{b.pk}/free": b.pk for b in budgets}
    touching = Transfer.objects.filter(kind="commit", source__key__in=keys).values("batch")
    for batch, key, fen in Transfer.objects.filter(kind="commit", batch__in=touching).values_list("batch", "source__key", "fen").order_by("source__key"):
        drawn[batch][int(key.split(":")[1].split("/")[0])] = fen
    cancelled = set(Batch.objects.filter(pk__in=drawn, state="cancelled").values_list("pk", flat=True))
    rows = Payment.objects.filter(state="paid").annotate(source=Coalesce("origin", "batch")).filter(source__in=drawn)
    arrived = dict(rows.values_list("source").annotate(Sum("fen")).order_by())
    found: dict[int, dict[str, int]] = {b.pk: {"committed": b.fen - b.free_fen, "paid": 0} for b in budgets}
    for batch, parts in drawn.items():
        if batch in cancelled:
            continue
        for budget, fen in zip(parts, split(arrived.get(batch, 0), list(parts.values())), strict=True):
            if budget in found:
                found[budget]["paid"] += fen
    return found


def by_source(batch: Batch) -> list[tuple[Budget, int]]:
    """[(budget, fen)]: what an approved batch took from each source."""
    taken = drawn(batch.pk)
    return [(b, taken[b.pk]) for b in Budget.objects.filter(pk__in=taken).order_by("-share", "pk")]
