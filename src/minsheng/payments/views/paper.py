"""资金发放表 on A4, with capitals and room for four signatures and the seal; a long one street by street, community by community."""

from django.db.models import Count, Sum
from django.shortcuts import get_object_or_404, render

from minsheng.accounts.access import needs
from minsheng.base.audit import noted
from minsheng.base.capitals import capitals
from minsheng.base.clock import today
from minsheng.payments import queries_money
from minsheng.payments.lines import label
from minsheng.payments.models import Batch, Budget, Payment
from minsheng.payments.parts import columns
from minsheng.payments.views.batch import find, masked
from minsheng.places.models import Place

MOST = 2_000  # lines on one list


@needs("payments.see")
def pay_list(request, pk: int):
    """The whole batch, or `?place=`; where it is long, which places there are."""
    batch, place = find(request, pk), None
    rows = batch.payments.filter(state__in=Payment.OUT)
    number = request.GET.get("place", "")
    if number.isdecimal() and len(number) < 10:
        place = get_object_or_404(Place, pk=number)
        rows = rows.filter(place__path__startswith=place.path)
    found = rows.aggregate(n=Count("pk"), fen=Sum("fen"))
    context = {"batch": batch, "label": label(batch.line), "place": place, "n": found["n"], "fen": found["fen"] or 0}
    if found["n"] > MOST:
        return render(request, "payments/pay_lists.html", {**context, "parts": _parts(batch, rows, place)})
    noted(by=request.by, on=today(), act="payments.print", subject=batch, place=place or batch.place, rows=found["n"])
    ordered = list(rows.select_related("payee", "place").order_by("place__path", "number"))
    heads, parts = columns(batch, ordered)
    context |= {
        "rows": [(p, masked(p), parts[p.pk], _result(p)) for p in ordered], "heads": heads, "sums": [sum(column) for column in zip(*parts.values(), strict=True)],
        "sources": [(Budget.LEVELS[b.level], b, fen) for b, fen in queries_money.by_source(batch)] if place is None else [], "capitals": capitals(context["fen"]),
    }  # fmt: skip
    return render(request, "payments/pay_list.html", context)


def _result(p: Payment) -> tuple:
    """(what became of it, the day, the bank's own words); nothing before the bank has answered."""
    return (Payment.STATES[p.state], p.settled_on, p.reason if p.state == "returned" else "") if p.state not in ("ready", "sent") else ()


def _parts(batch: Batch, rows, place: Place | None) -> list[dict]:
    """[{place, n, fen}] one level below, without places where nobody is paid."""
    above = place or batch.place
    sums = {r["place__path"]: (r["n"], r["fen"]) for r in rows.values("place__path").annotate(n=Count("pk"), fen=Sum("fen")).order_by()}
    found = []
    for child in Place.objects.filter(parent=above).order_by("path"):
        own = [both for path, both in sums.items() if path.startswith(child.path)]
        if own:
            found.append({"place": child, "n": sum(n for n, _ in own), "fen": sum(fen for _, fen in own)})
    return found
