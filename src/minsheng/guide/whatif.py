"""What if a figure were another? A form in the address (it is nobody's secret), a page that waits, and charts with their tables."""

from decimal import Decimal, InvalidOperation

from django.shortcuts import render
from django.views.decorators.http import require_safe

from minsheng.guide import charts, law, trial
from minsheng.guide.inputs import Wrong
from minsheng.guide.rulebook import chosen
from minsheng.guide.steps import today
from minsheng.portal.pages import public_page

REFRESH = 3
FIRST, SUGGESTED = "dibao_standard", 100_00  # the figure offered first, and the rise offered, in fen


@require_safe
@public_page(("如果改标准", "What if"), keeps=("figure", "value", "place", "month"))
def page(request):
    """The form; with a value in the address, the trial: under way, or its result."""
    at = chosen(request)
    then = law.at(at["place"], at["month"], today())
    figures = _figures(then)
    figure = next((f for f in figures if f["figure"].name == request.GET.get("figure")), figures[0] if figures else None)
    context = {**at, "figures": figures, "chosen_figure": figure, "value": request.GET.get("value") or _suggested(figure), "persons": trial.PERSONS}
    if "value" not in request.GET or figure is None:
        return render(request, "guide/what_if.html", context)
    try:
        wish = trial.Wish(figure["figure"].name, _value(request.GET["value"], figure["figure"]), at["place"], at["month"], today())
        return _show(request, context, trial.ask(wish))
    except Wrong as wrong:
        return render(request, "guide/what_if.html", {**context, "wrong": wrong}, status=422)
    except trial.Busy:
        return render(request, "guide/what_if.html", {**context, "busy": True}, status=503)


def _show(request, context, found: trial.Trial):
    if found.state == "done":
        return render(request, "guide/what_if.html", {**context, "found": found.found, **_tables(found.found)})
    response = render(request, "guide/what_if.html", {**context, "state": found.state})
    if found.state != "failed":
        response["Refresh"] = str(REFRESH)
    return response


def _figures(then) -> list[dict]:
    """The figures that can be tried: one amount each, known for the place, read by the benefits of the trial."""
    book = law.book()
    read = set().union(*(book.reach(n) for k in trial.BENEFITS if k in book.benefits for n in (book.benefits[k].eligible, book.benefits[k].amount) if n))
    simple = [f for n, f in book.figures.items() if n in read and f.money and not f.by and not f.bands]
    known = [s for s in (law.stand(then, f) for f in simple) if s["values"]]
    return sorted(known, key=lambda s: s["figure"].name != FIRST)


def _suggested(figure: dict | None) -> str:
    """The present value and a little more, to start with."""
    return f"{(figure['values'][0][1] + SUGGESTED) / 100:g}" if figure else ""


def _value(raw: str, figure) -> float:
    """The new value in yuan. Raises Wrong."""
    try:
        number = Decimal(raw.strip().replace(",", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    low, high = figure.lo // 100, figure.hi // 100
    if not (number.is_finite() and low <= number <= high and number == round(number, 2)):
        raise Wrong(f"请填 {low:,} 到 {high:,} 之间的金额（元），例如 1635", f"Enter an amount between {low:,} and {high:,} yuan, such as 1635")
    return float(number)


def _tables(found: dict) -> dict:
    """The rows of the three tables and the charts drawn from the same rows."""
    benefits = law.book().benefits
    cost = [{"label": (benefits[k].zh, benefits[k].en), "before": a, "after": b, "change": b - a, **people} for k, (a, b, people) in found["cost"].items()]
    ages = [{"label": _band(low, found["ages"]), "before": a, "after": b, "change": b - a} for low, (a, b) in found["ages"].items()]
    sizes = [{"label": _size(low, high), "gain": gain, "lose": lose} for low, high, gain, lose in found["sizes"]]
    return {
        "cost": cost, "ages": ages, "sizes": sizes, "extra": found["after"] - found["before"], "same": found["households"] - found["winners"] - found["losers"],
        "cost_chart": charts.bars(cost, YUAN, (("原来", "Before"), "before"), (("改后", "After"), "after"), scale=100),
        "ages_chart": charts.bars(ages, YUAN, (("原来", "Before"), "before"), (("改后", "After"), "after"), scale=100),
        "sizes_chart": charts.bars(sizes, HOUSEHOLDS, (("多领", "Gain"), "gain"), (("少领", "Lose"), "lose"), upright=True),
    }  # fmt: skip


YUAN, HOUSEHOLDS = ("元/月", "yuan a month"), ("户", "households")


def _band(low: int, ages: dict) -> tuple[str, str]:
    above = min((a for a in ages if a > low), default=None)
    return (f"{low}–{above - 1} 岁", f"{low} to {above - 1}") if above else (f"{low} 岁起", f"{low} and over")


def _size(low: int, high: int | None) -> tuple[str, str]:
    if high is None:
        return f"{low // 100:,} 元以上", f"over {low // 100:,} yuan"
    return f"{low // 100:,}–{high // 100:,} 元", f"{low // 100:,} to {high // 100:,} yuan"
