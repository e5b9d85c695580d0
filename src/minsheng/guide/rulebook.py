"""The rule book: every benefit and every figure, read out for a place and month. Place and month stand in the address: they are nobody's secret."""

from datetime import date
from itertools import groupby

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from minsheng.base.texts import here, language
from minsheng.guide import charts, examples, law, places
from minsheng.guide.steps import FIRST_YEAR, this_month, today
from minsheng.portal.pages import public_page

LAYERS = {
    "basic": ("基本生活救助", "Basic living"), "special": ("专项救助", "Special assistance"), "urgent": ("急难救助", "Urgent aid"),
    "elderly": ("老年人", "Older people"), "children": ("儿童", "Children"), "disability": ("残疾人", "People with disabilities"),
    "service": ("服务", "Services"), "registration": ("登记", "Registration"),
}  # fmt: skip
AT = ("place", "month")  # what belongs to the address of a page that reads the book


def _named_so(of: dict, key: str) -> tuple[str, str]:
    """The name of a benefit or figure, as whoever counts or reports its page reads it."""
    return (of[key].zh, of[key].en) if key in of else (key, key)


def chosen(request) -> dict:
    """The place and month of the address, and what can be chosen. What cannot be read is the default: Shenzhen, this month."""
    code = request.GET.get("place", "")
    place = code if places.known(code) else places.cities()[0].code
    try:
        month = date.fromisoformat(request.GET.get("month", "") + "-01")
    except ValueError:
        month = this_month()
    if not FIRST_YEAR - 25 <= month.year <= today().year + 1:
        month = this_month()
    return {"place": place, "place_name": places.name(place), "month": month, "month_value": f"{month:%Y-%m}",
            "choices": [(c, places.districts(c.code)) for c in places.cities()]}  # fmt: skip


@require_safe
@public_page(("规则书", "Rule book"), keeps=("layer",))
def index(request):
    """All benefits by layer, with a search over names and summaries."""
    words, layer = request.GET.get("q", "").strip()[:40], request.GET.get("layer", "")
    found = [b for b in law.book().benefits.values() if layer in ("", b.layer) and _matches(b, words)]
    found.sort(key=lambda b: list(LAYERS).index(b.layer))
    groups = [(LAYERS[key], list(items)) for key, items in groupby(found, key=lambda b: b.layer)]
    return render(request, "guide/rules.html", {"groups": groups, "count": len(found), "words": words, "layer": layer, "layers": LAYERS.items()})


def _matches(benefit, words: str) -> bool:
    text = " ".join((benefit.key, benefit.zh, benefit.en, *benefit.summary, here(benefit.zh, benefit.en), here(*benefit.summary))).lower()
    return all(w in text for w in words.lower().split())


@require_safe
@public_page(lambda key: _named_so(law.book().benefits, key), keeps=AT)
def benefit(request, key):
    """One benefit: its rule in plain words with the figures of the month, clauses, examples."""
    if key not in law.book().benefits:
        raise Http404(key)
    it, at = law.book().benefits[key], chosen(request)
    then = law.at(at["place"], at["month"], today())
    rules = law.rules_of(it, then, language())
    return render(request, "guide/benefit.html", {
        **at, "benefit": it, "layer": LAYERS[it.layer], "rules": rules, "clauses": law.clauses(rules),
        "figures": law.figures_of(it, then), "examples": examples.of(it),
    })  # fmt: skip


@require_safe
@public_page(("全部标准", "All figures"), keeps=AT)
def figures(request):
    """Every figure, with its value for a place and month, and a search over their names."""
    at, words = chosen(request), request.GET.get("q", "").strip()[:40]
    then = law.at(at["place"], at["month"], today())
    found = [law.stand(then, f) for f in law.book().figures.values() if _named(f, words)]
    return render(request, "guide/figures.html", {**at, "figures": found, "words": words, "count": len(found), "searchable": True})


def _named(figure, words: str) -> bool:
    text = " ".join((figure.name, figure.zh, figure.en, here(figure.zh, figure.en))).lower()
    return all(w in text for w in words.lower().split())


@require_safe
@public_page(lambda name: _named_so(law.book().figures, name), keeps=AT)
def figure(request, name):
    """One figure: today's value, its history as a chart with the table behind it."""
    if name not in law.book().figures:
        raise Http404(name)
    it, at = law.book().figures[name], chosen(request)
    then = law.at(at["place"], at["month"], today())
    rows = law.history(it, then.path)
    return render(request, "guide/figure.html", {
        **at, "figure": it, "now": law.stand(then, it), "rows": rows, "chart": charts.history(it, rows, today().isoformat()), "as_of": today(),
        "used_by": law.used_by(name), "of_place": places.name(rows[0]["place"]) if rows else None,
    })  # fmt: skip
