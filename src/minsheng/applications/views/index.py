"""Index tables of the living-condition evaluation: the list, one version, entering it."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render

from minsheng.accounts.access import may, needs, places_of
from minsheng.applications import actions
from minsheng.applications.forms_index import IndexTableForm
from minsheng.applications.models import IndexTable
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.templatetags.say import chinese
from minsheng.base.texts import here
from minsheng.base.ui import Cell, Choice, Column, Table, refuse, tag
from minsheng.places.models import Place

KINDS = {"entered": "amber", "approved": "act", "rejected": "plain"}
TABLES = Table(
    "index-tables",
    [
        Column("name", ("名称和版本", "Name and edition"), lambda t: Cell(chinese(t.name), small=chinese(t.document), href=f"/desk/standards/index-tables/{t.pk}/"), sort="name"),
        Column("place", ("地方", "Place"), lambda t: chinese(t.place.name), sort="place__name"),
        Column("in_force", ("执行", "In force"), lambda t: t.in_force, sort="in_force"),
        Column("until", ("到（不含）", "Until"), lambda t: t.until or "—", sort="until"),
        Column("rows", ("指标数", "Indicators"), lambda t: len(t.rows)),
        Column("state", ("状态", "State"), lambda t: tag(KINDS[t.state], IndexTable.STATES[t.state]), sort="state"),
    ],
    filters=[Choice("state", ("状态", "State"), list(IndexTable.STATES.items()), field="state")],
    sort="-in_force",
    empty=(
        ("省里的指标表没有确认", "The provincial table is not confirmed"),
        ("拿到文件后由一人录入、另一人对照批准；在这之前入户调查不按指标加减收入。", "With the document at hand one person enters it and another approves; until then no visit adds or takes off income by it."),
    ),
)  # fmt: skip


def _seen(request):
    """Tables of the actor's place, of what lies below, and of what stands above it."""
    above = [int(i) for i in (request.by.path or "").split(".") if i]
    return IndexTable.objects.filter(Q(place__in=above) | Q(place__in=places_of(request.by))).select_related("place")


@needs("standards.see")
def tables(request):
    return TABLES.respond(request, _seen(request), "applications/index_tables.html", {"may_enter": may(request.by, "standards.enter")})


@needs("standards.see")
def table(request, pk: int):
    found = get_object_or_404(_seen(request).select_related("entered_by", "approved_by"), pk=pk)
    if request.method == "POST":
        try:
            done = actions.approve_index if "approve" in request.POST else actions.reject_index
            done(table=found, by=request.by, on=today())
            messages.success(request, here("已处理", "Done"))
        except Refused as no:
            messages.error(request, str(no))
        return redirect("desk-index-table", pk=pk)
    rows = [(row["indicator"], "；".join(f"{o['label']} {o['score'] / 100:g}" for o in row["options"])) for row in found.rows]
    may_approve = found.state == "entered" and may(request.by, "standards.approve", found.place) and request.by.user != found.entered_by_id
    context = {
        "found": found,
        "rows": rows,
        "unit": IndexTable.UNITS[found.unit],
        "state": tag(KINDS[found.state], IndexTable.STATES[found.state]),
        "may_approve": may_approve,
    }
    return render(request, "applications/index_table.html", context)


@needs("standards.enter")
def enter(request):
    form = IndexTableForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            place = get_object_or_404(Place, pk=request.by.place)
            made = actions.enter_index(place=place, **form.cleaned_data, by=request.by, on=today())
            messages.success(request, here("已录入，等另一位同事批准", "Entered; a colleague has to approve it"))
            return redirect("desk-index-table", pk=made.pk)
        except Refused as no:
            refuse(form, no)
    return render(request, "applications/index_enter.html", {"form": form}, status=422 if form.errors else 200)
