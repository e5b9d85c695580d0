"""Who is supported as tekun, and how; entering it for one of them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from minsheng.accounts.access import allowed, may, needs
from minsheng.base import files
from minsheng.base.audit import looked, noted
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.masks import mask_name
from minsheng.base.models import StoredFile
from minsheng.base.texts import here
from minsheng.base.ui import Cell, Choice, Column, Flag, Search, Table, refuse, tag
from minsheng.benefits.models import Award
from minsheng.lines.assistance import actions, queries
from minsheng.lines.assistance.forms import SupportForm
from minsheng.lines.assistance.models import Support


def _how(award: Award):
    if not award.now:
        return tag("amber", "还没登记", "Not entered")
    return Cell(Support.MANNERS[award.now[0].manner], small=award.now[0].institution)


def _agreed(award: Award):
    now = award.now[0] if award.now else None
    if now is None or now.manner == "institution":
        return "—"
    if now.agreement is None:
        return tag("amber", "没有协议", "No agreement")
    return Cell(f"{now.agreed_until or '—'}", small=mask_name(now.caregiver.name))


SUPPORTED = Table(
    "supported",
    [
        Column("who", ("姓名", "Name"), lambda a: Cell(mask_name(a.person.name), small=a.place.name, href=f"/desk/assistance/support/{a.pk}/"), sort="person__name"),
        Column("how", ("供养方式", "How"), _how),
        Column("since", ("从", "Since"), lambda a: a.now[0].since if a.now else "—"),
        Column("agreed", ("照料协议到", "Agreement until"), _agreed),
        Column("number", ("待遇编号", "Award"), lambda a: a.number, hidden=True),
    ],
    filters=[
        Search("q", ("姓名", "Name"), lambda rows, text: rows.filter(person__name__contains=text)),
        Choice("manner", ("供养方式", "How"), list(Support.MANNERS.items()), apply=lambda rows, value: rows.filter(supports__until=None, supports__manner=value)),
        Flag("open", ("还没登记", "Not entered"), lambda rows: rows.exclude(supports__until=None, supports__isnull=False)),
    ],
    sort="who",
    exported=lambda request, count: noted(by=request.by, on=today(), act="benefits.export", subject="assistance.support", rows=count),
    empty=(("没有特困供养的人", "Nobody is supported as tekun"), ("确认特困供养以后，在这里登记集中还是分散供养、由谁照料。", "Once somebody is, enter here whether at home or in an institution, and who cares.")),
)  # fmt: skip


@needs("benefits.see")
def supported(request):
    return SUPPORTED.respond(request, queries.supported(request.by), "assistance/supported.html", {})


@needs("benefits.see")
def support(request, pk: int):
    """One person: how it is now, how it was, and the form."""
    award = get_object_or_404(Award.objects.select_related("person", "place"), pk=pk, benefit="tekun")
    allowed(request.by, "benefits.see", award.place)
    looked(by=request.by, on=today(), subject=award.person, purpose="benefits.award", place=award.place)
    may_change = may(request.by, "benefits.change", award.place) and award.state != "stopped"
    form = SupportForm(request.POST or None, request.FILES or None, person=award.person) if may_change else None
    if request.method == "POST":
        allowed(request.by, "benefits.change", award.place)
        if form and form.is_valid():
            try:
                actions.arrange(award=award, by=request.by, on=today(), **form.cleaned_data)
                messages.success(request, here("已登记供养方式", "Entered"))
                return redirect("desk-support", pk=pk)
            except Refused as no:
                refuse(form, no)
    rows = award.supports.select_related("caregiver").order_by("-since")
    context = {"award": award, "rows": [(s, Support.MANNERS[s.manner]) for s in rows], "form": form}
    return render(request, "assistance/support.html", context, status=422 if form and form.errors else 200)


@needs("benefits.see")
def agreement(request, pk: int, support: int):
    """The signed agreement, as it was brought."""
    award = get_object_or_404(Award.objects.select_related("person", "place"), pk=pk, benefit="tekun")
    allowed(request.by, "benefits.see", award.place)
    found = get_object_or_404(award.supports.exclude(agreement=None), pk=support)
    looked(by=request.by, on=today(), subject=award.person, purpose="benefits.award", fields=["agreement"], place=award.place)
    return files.served(request, get_object_or_404(StoredFile, pk=found.agreement))
