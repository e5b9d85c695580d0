"""Files that may be one person: found in bulk, judged one by one with both side by side."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from minsheng.accounts.access import allowed, needs, within
from minsheng.base.audit import looked, noted
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.masks import mask_name
from minsheng.base.texts import here
from minsheng.base.ui import Cell, Choice, Column, Table, refuse, tag
from minsheng.places.models import Place
from minsheng.registry import actions, queries
from minsheng.registry.actions import pairs as pairs_of
from minsheng.registry.doubles import REASONS, find_pairs
from minsheng.registry.forms import MergeForm
from minsheng.registry.models import Pair
from minsheng.registry.views import showing


def _state(p: Pair):
    if p.state == "proposed":
        return Cell(tag("amber", "等另一位同事合并", "A colleague is to merge it"), small=p.proposed_by.name)
    return tag("plain", "待判断", "To be judged")


PAIRS = Table(
    "pairs",
    [
        Column(
            "one", ("档案一", "One file"), lambda p: Cell(mask_name(p.one.name), small=p.one.place.name, href=f"/desk/people/pairs/{p.pk}/"), sort="one__name"
        ),
        Column("other", ("档案二", "The other"), lambda p: Cell(mask_name(p.other.name), small=p.other.place.name), sort="other__name"),
        Column("reason", ("为什么像", "Why"), lambda p: REASONS[p.reason], sort="reason"),
        Column("state", ("情况", "State"), _state, sort="state"),
        Column("found", ("发现日期", "Found"), lambda p: p.found_on, sort="found_on"),
    ],
    filters=[Choice("reason", ("为什么像", "Why"), list(REASONS.items()), field="reason")],
    sort="-found",
    exported=lambda request, count: noted(by=request.by, on=today(), act="registry.export", subject="registry.pairs", rows=count),
    empty=(("没有疑似重复的档案", "No possible doubles"), ("点“查找重复”，系统会成批比对。", "Press “find doubles” and everything is compared at once.")),
)


@needs("registry.merge")
def pairs(request):
    if request.method == "POST":
        place = get_object_or_404(Place, pk=request.by.place)
        n = find_pairs(place=place, by=request.by, on=today())
        messages.success(request, here(f"新发现 {n} 对", f"{n} new pairs"))
        return redirect("desk-pairs")
    rows = within(
        within(Pair.objects.filter(state__in=pairs_of.OPEN).select_related("one__place", "other__place", "proposed_by"), request.by, "one__place"),
        request.by,
        "other__place",
    )
    return PAIRS.respond(request, rows, "registry/pairs.html", {})


def _agreed(found: Pair, keep, by) -> bool:
    """Whether a colleague has proposed to keep this file."""
    return found.state == "proposed" and found.keep_id == keep.pk and found.proposed_by_id != by.user


@needs("registry.merge")
def pair(request, pk: int):
    found, day = get_object_or_404(Pair.objects.select_related("one__place", "other__place", "proposed_by"), pk=pk), today()
    for one in (found.one, found.other):  # files of two places are compared by who is above both
        allowed(request.by, "registry.merge", one.place)
    form = MergeForm(request.POST if "keep" in request.POST else None)
    try:
        if "different" in request.POST:
            actions.set_different(pair=found, by=request.by, on=day)
            return redirect("desk-pairs")
        if "keep" in request.POST and form.is_valid():
            keep, drop = (found.one, found.other) if request.POST["keep"] == "one" else (found.other, found.one)
            given = {"keep_file": keep, "drop": drop, "why": form.cleaned_data["why"], "by": request.by, "on": day}
            if pairs_of.money_hangs_on(keep, drop) and not _agreed(found, keep, request.by):
                actions.propose_merge(**given)
                messages.success(request, here("已提出，等另一位同事看过再合并", "Proposed: a colleague looks and merges"))
                return redirect("desk-pair", pk=pk)
            actions.merge(**given)
            messages.success(request, here("已合并，两份的历史都在", "Merged; both histories are kept"))
            return redirect("desk-person", pk=keep.pk)
    except Refused as no:
        refuse(form, no)
    for one in (found.one, found.other):
        looked(by=request.by, on=day, subject=one, purpose="registry.pair", place=one.place)
    sides = [
        {"key": key, "person": p, "age": queries.age_on(p, day), "identity": showing.identity_lines(p), "facts": showing.facts(p, p, day)}
        for key, p in (("one", found.one), ("other", found.other))
    ]
    said = {"why": found.why, "first": found.keep_id == found.one_id, "own": found.proposed_by_id == request.by.user} if found.state == "proposed" else None
    context = {
        "pair": found,
        "sides": sides,
        "form": form,
        "reason": REASONS[found.reason],
        "weighs": pairs_of.money_hangs_on(found.one, found.other),
        "proposed": said,
    }
    return render(request, "registry/pair.html", context, status=422 if form.errors else 200)
