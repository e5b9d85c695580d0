"""The standards desk: every figure with its standing here, what has been entered, entering."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html

from minsheng.accounts.access import may, needs
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.months import month_of
from minsheng.base.texts import here, pick
from minsheng.base.ui import Cell, Choice, Column, Search, Table, refuse, tag
from minsheng.places.models import Place
from minsheng.rules import book
from minsheng.rules.engine.reasons import FigureUse, use
from minsheng.standards import values
from minsheng.standards.actions import enter_standard
from minsheng.standards.forms import ChooseForm, StandardForm
from minsheng.standards.models import Standard
from minsheng.standards.queries import law_at

SHOWN = 20  # of what was entered
TONES = {"entered": "amber", "approved": "act", "rejected": "plain"}


def _value(row: dict) -> str:
    return values.in_words(row["values"], row["unit"])


def _standing(row: dict):
    return tag("act", "有文件确认", "Confirmed") if row["confirmed"] else tag("amber", "没有确认", "Not confirmed")


def _enter(row: dict):
    words = here("录入", "Enter"), pick(row["label"])
    return format_html('<a class="nowrap" href="/desk/standards/new/?figure={}">{}<span class="visually-hidden"> {}</span></a>', row["name"], *words)


FIGURES = Table(
    "figures",
    [
        Column("label", ("标准", "Figure"), lambda r: Cell(r["label"]), sort=lambda r: pick(r["label"])),
        Column("value", ("数值", "Value"), _value),
        Column("since", ("执行", "In force"), lambda r: format_html('<span class="nowrap">{}</span>', r["use"].since or "—"), sort=lambda r: r["use"].since),
        Column("source", ("依据", "Source"), lambda r: format_html('<span lang="zh-Hans">{}</span>', r["use"].source or "—"), export=lambda r: r["use"].source),
        Column("standing", ("现状", "Standing"), _standing, sort=lambda r: (r["confirmed"], pick(r["label"]))),
    ],
    filters=[
        Search("q", ("找标准", "Find a figure"), lambda rows, text: [r for r in rows if text.lower() in " ".join(r["label"]).lower()]),
        Choice("standing", ("现状", "Standing"), [("yes", ("有文件确认", "Confirmed")), ("no", ("没有确认", "Not confirmed"))],
               apply=lambda rows, value: [r for r in rows if r["confirmed"] == (value == "yes")]),
    ],
    sort="standing",
    id=lambda r: r["name"],
    per_page=25,
    label=("规则书里的标准，今天在这里", "The rule book's figures, here today"),
    empty=(("没有这样的标准", "There is no such figure"), ("换一个词找，例如“低保”“认证”。", "Try another word, such as “dibao” or “certification”.")),
)  # fmt: skip
ENTERING = Table(
    FIGURES.name, [*FIGURES.columns, Column("enter", ("录入", "Enter"), _enter, export=lambda r: "")], filters=FIGURES.filters, sort=FIGURES.sort, id=FIGURES.id, per_page=FIGURES.per_page,
    label=FIGURES.label, empty=FIGURES.empty,
)  # fmt: skip


@needs("standards.see")
def desk(request):
    """Figures as they stand in the actor's place today, those nobody confirmed first; and what the offices have entered."""
    place, may_enter = get_object_or_404(Place, pk=request.by.place), may(request.by, "standards.enter")
    law = law_at(place, month_of(today()), known=today())
    entered = Standard.objects.filter(place__path__startswith=place.path).select_related("place", "entered_by", "approved_by").order_by("-pk")[:SHOWN]
    entered = sorted(entered, key=lambda s: s.state != "entered")  # what waits for approval first
    context = {"place": place, "entered": [_entered(s) for s in entered], "may_enter": may_enter}
    rows = [_stand(law, figure) for figure in book.load().figures.values()]
    return (ENTERING if may_enter else FIGURES).respond(request, rows, "standards/desk.html", context)


def _stand(law, figure) -> dict:
    value = law.values[figure.name]
    used: FigureUse = use(law, figure)
    known = value.entry is not None and value.entry.cells is not None
    return {
        "name": figure.name, "label": (figure.zh, figure.en), "use": used, "unit": (used.unit, used.unit_en), "confirmed": value.standing in ("confirmed", "office"),
        "values": values.said(figure, value.entry) if known else [],
    }  # fmt: skip


def _entered(s: Standard) -> dict:
    figure = book.load().figures[s.figure]
    return {"s": s, "label": (figure.zh, figure.en), "value": values.entered_in_words(s), "state": tag(TONES[s.state], Standard.STATES[s.state])}


@needs("standards.enter")
def enter(request):
    """First which figure; then what its document says, asked as the figure is."""
    name = request.GET.get("figure", "")
    if not name:
        return render(request, "standards/choose.html", {"form": ChooseForm()})
    figure = book.load().figures.get(name)
    if figure is None:
        raise Http404(name)
    place = get_object_or_404(Place, pk=request.by.place)
    form = StandardForm(request.POST or None, figure=figure)
    if request.method == "POST" and form.is_valid():
        try:
            made = enter_standard(figure=name, place=place, **form.cleaned_data, by=request.by, on=today())
            messages.success(request, here("已录入，等另一位同事批准", "Entered; a colleague has to approve it"))
            return redirect("desk-standard", pk=made.pk)
        except Refused as no:
            refuse(form, no)
    now = _stand(law_at(place, month_of(today()), known=today()), figure)
    context = {"form": form, "place": place, "label": now["label"], "now": now, "value": _value(now), "standing": _standing(now)}
    return render(request, "standards/enter.html", context, status=422 if form.errors else 200)
