"""The standards desk: every figure with its standing here, what has been entered, entering."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from minsheng.accounts.access import may, needs
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.months import month_of
from minsheng.base.texts import here
from minsheng.base.ui import refuse, tag
from minsheng.places.models import Place
from minsheng.rules import book
from minsheng.rules.engine.reasons import use
from minsheng.rules.labels import labelled
from minsheng.standards.actions import enter_standard
from minsheng.standards.forms import StandardForm
from minsheng.standards.models import Standard
from minsheng.standards.queries import law_at


@needs("standards.see")
def desk(request):
    """Figures as they stand in the actor's place today, those nobody confirmed first; and what the offices have entered."""
    place = get_object_or_404(Place, pk=request.by.place)
    law = law_at(place, month_of(today()), known=today())
    rows = [_stand(law, figure) for figure in book.load().figures.values()]
    text = request.GET.get("q", "").strip()
    rows = [r for r in rows if not text or text in r["label"][0] or text.lower() in r["label"][1].lower()]
    entered = Standard.objects.filter(place__path__startswith=place.path).select_related("place", "entered_by", "approved_by").order_by("-pk")[:50]
    context = {
        "place": place,
        "rows": sorted(rows, key=lambda r: r["confirmed"]),
        "entered": [_entered(s) for s in entered],
        "may_enter": may(request.by, "standards.enter"),
        "text": text,
    }
    return render(request, "standards/desk.html", context)


def _stand(law, figure) -> dict:
    value = law.values[figure.name]
    confirmed, used = value.standing in ("confirmed", "office"), use(law, figure)
    return {
        "label": (figure.zh, figure.en),
        "use": used,
        "unit": (used.unit, used.unit_en),
        "confirmed": confirmed,
        "name": figure.name,
        "cells": _cells(figure, value),
    }


def _cells(figure, value) -> list[tuple[tuple[str, str], str]]:
    """[(label, value as written)]: one without a label, or one for each option and band; none where nobody knows."""
    if value.entry is None or value.entry.cells is None:
        return []
    return [(label, figure.show(number)) for label, number in labelled(figure, value.entry)]


def _entered(s: Standard) -> dict:
    figure = book.load().figures[s.figure]
    kind = {"entered": "amber", "approved": "act", "rejected": "plain"}[s.state]
    return {"s": s, "label": (figure.zh, figure.en), "state": tag(kind, Standard.STATES[s.state])}


@needs("standards.enter")
def enter(request):
    form = StandardForm(request.POST or None, initial={"figure": request.GET.get("figure")})
    if request.method == "POST" and form.is_valid():
        try:
            place = get_object_or_404(Place, pk=request.by.place)
            made = enter_standard(place=place, **form.cleaned_data, by=request.by, on=today())
            messages.success(request, here("已录入，等另一位同事批准", "Entered; a colleague has to approve it"))
            return redirect("desk-standard", pk=made.pk)
        except Refused as no:
            refuse(form, no)
    return render(request, "standards/enter.html", {"form": form}, status=422 if form.errors else 200)
