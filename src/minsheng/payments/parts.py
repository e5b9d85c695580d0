"""What each line of a pay list is made of: so much of every component for the month itself, and so much for months before."""

from collections import defaultdict

from django.db.models import F, Sum

from minsheng.payments.lines import component_label
from minsheng.payments.models import Batch, Payable, Payment

Pair = tuple[str, str]
Parts = dict[int, dict[str, int]]
ARREARS: Pair = ("补发", "Earlier months")


def columns(batch: Batch, payments: list[Payment]) -> tuple[list[Pair], dict[int, list[int]]]:
    """([heading], {payment: [fen]}) of the components that these lines pay, the earlier months last. The amounts of a line add up to it."""
    first = _first(payments)
    now, before = _sums(set(first.values()))
    keys = sorted({key for parts in now.values() for key in parts})
    late = any(before.values())
    rows = {p.pk: [now[first[p.pk]].get(key, 0) for key in keys] + ([before[first[p.pk]]] if late else []) for p in payments}
    return [component_label(batch.line, key) for key in keys] + ([ARREARS] if late else []), rows


def _first(payments: list[Payment]) -> dict[int, int]:
    """{payment: the first of its chain}: on that one hangs what is owed, however often it was paid again."""
    up, wanted = {p.pk: p.replaces_id for p in payments}, {p.replaces_id for p in payments if p.replaces_id}
    while wanted:
        found = dict(Payment.objects.filter(pk__in=wanted).values_list("pk", "replaces"))
        up |= found
        wanted = {above for above in found.values() if above and above not in up}
    return {p.pk: _top(p.pk, up) for p in payments}


def _top(pk: int, up: dict[int, int | None]) -> int:
    while above := up[pk]:
        pk = above
    return pk


def _sums(payments: set[int]) -> tuple[Parts, dict[int, int]]:
    """({payment: {component: fen}}, {payment: fen}): of the month of its batch, and of months before."""
    now: Parts = defaultdict(dict)
    before: dict[int, int] = defaultdict(int)
    owed = Payable.objects.filter(payment__in=payments)
    for payment, component, fen in owed.filter(month__gte=F("batch__month")).values_list("payment", "component").annotate(Sum("fen")).order_by():
        now[payment][component] = fen
    for payment, fen in owed.filter(month__lt=F("batch__month")).values_list("payment").annotate(Sum("fen")).order_by():
        before[payment] = fen
    return now, before
