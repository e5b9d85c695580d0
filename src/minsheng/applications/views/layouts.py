"""How an office lays out the application form: the list, one layout, entering one."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render

from minsheng.accounts.access import may, needs, places_of
from minsheng.applications import actions
from minsheng.applications.forms_layout import LayoutForm, changes
from minsheng.applications.models import SheetLayout
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.templatetags.say import chinese
from minsheng.base.texts import here
from minsheng.base.ui import Cell, Choice, Column, Table, refuse, tag
from minsheng.places.models import Place

KINDS = {"entered": "amber", "approved": "act", "rejected": "plain"}
LAYOUTS = Table(
    "sheet-layouts",
    [
        Column("in_force", ("起用", "In force"), lambda row: Cell(row.in_force, href=f"/desk/standards/application-form/{row.pk}/"), sort="in_force"),
        Column("place", ("地方", "Place"), lambda row: chinese(row.place.name), sort="place__name"),
        Column("why", ("依据", "Why"), lambda row: chinese(row.why), sort="why"),
        Column("state", ("状态", "State"), lambda row: tag(KINDS[row.state], SheetLayout.STATES[row.state]), sort="state"),
    ],
    filters=[Choice("state", ("状态", "State"), list(SheetLayout.STATES.items()), field="state")],
    sort="-in_force",
    empty=(("申请表没有改过", "The form has not been changed"), ("要改叫法、顺序，不问某一项，或加自己的问题，点“改申请表”；由另一位同事批准后起用。", "To label, order, leave out or add questions press “Change the form”; it counts once a colleague has approved it.")),
)  # fmt: skip


def _seen(request):
    """Layouts of the actor's place, of what lies below, and of what stands above it."""
    above = [int(i) for i in (request.by.path or "").split(".") if i]
    return SheetLayout.objects.filter(Q(place__in=above) | Q(place__in=places_of(request.by))).select_related("place")


@needs("standards.see")
def layouts(request):
    return LAYOUTS.respond(
        request,
        _seen(request),
        "applications/layouts.html",
        {"may_enter": may(request.by, "standards.enter"), "may_print": may(request.by, "applications.take_in")},
    )


@needs("standards.see")
def layout(request, pk: int):
    found = get_object_or_404(_seen(request).select_related("entered_by", "approved_by"), pk=pk)
    if request.method == "POST":
        try:
            done = actions.approve_layout if "approve" in request.POST else actions.reject_layout
            done(layout=found, by=request.by, on=today())
            messages.success(request, here("已处理", "Done"))
        except Refused as no:
            messages.error(request, str(no))
        return redirect("desk-layout", pk=pk)
    may_approve = found.state == "entered" and may(request.by, "standards.approve", found.place) and request.by.user != found.entered_by_id
    state = tag(KINDS[found.state], SheetLayout.STATES[found.state])
    return render(request, "applications/layout.html", {"found": found, "changes": changes(found), "state": state, "may_approve": may_approve})


@needs("standards.enter")
def enter(request):
    place, day = get_object_or_404(Place, pk=request.by.place), today()
    form = LayoutForm(request.POST or None, place=place, on=day)
    if request.method == "POST" and form.is_valid():
        try:
            given = {"why": form.cleaned_data["why"], "in_force": form.cleaned_data["in_force"]}
            made = actions.enter_layout(place=place, rows=form.rows(), **given, by=request.by, on=day)
            messages.success(request, here("已录入，等另一位同事批准", "Entered; a colleague has to approve it"))
            return redirect("desk-layout", pk=made.pk)
        except Refused as no:
            refuse(form, no)
    return render(request, "applications/layout_enter.html", {"form": form, "place": place}, status=422 if form.errors else 200)
