"""What the sweeps have found: the list, one of them, and many dealt with at once."""

from dataclasses import replace

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from minsheng.accounts.access import allowed, may, needs, within
from minsheng.applications.actions import open_by_office
from minsheng.base.audit import looked, noted
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.masks import mask_name
from minsheng.base.texts import here
from minsheng.base.ui import Bulk, Cell, Choice, Column, Dates, Flag, Search, Table, chosen, refuse, tag
from minsheng.benefits import queries
from minsheng.benefits.actions.findings import close_finding, contact
from minsheng.benefits.forms import ContactForm, DismissForm
from minsheng.benefits.models import Finding
from minsheng.benefits.views import deaths
from minsheng.benefits.words import label_of
from minsheng.matters import catalogue
from minsheng.registry.queries import home_of


def benefits(request) -> list:
    return [(m.benefit, m.label) for m in catalogue.all_matters()]


def contacted(f: Finding):
    return Cell(Finding.CONTACTS[f.contact], small=f"{f.contacted_on}") if f.contact else tag("plain", "还没有", "Not yet")


KIND_TAGS = {"entitled": "act", "ended": "amber", "amount": "blue", "death": "danger"}
FINDINGS = Table(
    "findings",
    [
        Column(
            "who",
            ("姓名", "Name"),
            lambda f: Cell(mask_name(f.person.name), small=f.person.place.name, href=f"/desk/benefits/findings/{f.pk}/"),
            sort="person__name",
        ),
        Column("kind", ("发现", "Found"), lambda f: tag(KIND_TAGS[f.kind], Finding.KINDS[f.kind]), sort="kind"),
        Column("benefit", ("待遇", "Benefit"), lambda f: label_of(f.benefit), sort="benefit"),
        Column("reason", ("依据", "Why"), lambda f: tuple(f.reason) if f.reason else ""),
        Column("fen", ("每月（元）", "A month, yuan"), lambda f: f.fen, money=True, sort="fen"),
        Column("contact", ("联系", "Contacted"), contacted, sort="contacted_on"),
        Column("month", ("月份", "Month"), lambda f: f"{f.month:%Y-%m}", sort="month"),
    ],
    filters=[
        Search("q", ("姓名", "Name"), lambda rows, text: rows.filter(person__name__contains=text)),
        Choice("kind", ("发现", "Found"), list(Finding.KINDS.items()), field="kind"),
        Choice("benefit", ("待遇", "Benefit"), benefits, field="benefit"),
        Dates("month", ("月份", "Month"), field="month"),
        Flag("untold", ("还没有联系", "Not contacted"), lambda rows: rows.filter(contact="")),
    ],
    sort="-month",
    bulk=[
        Bulk("/desk/benefits/findings/many/contact/", ("登记已联系", "Record as contacted")),
        Bulk("/desk/benefits/findings/many/dismiss/", ("批量不办", "Close without doing anything"), main=False),
    ],
    exported=lambda request, count: noted(by=request.by, on=today(), act="benefits.export", subject="benefits.findings", rows=count),
    empty=(
        ("没有要联系的人", "Nobody to contact"),
        (
            "每月比对后，可能漏领和可能不再符合的人会列在这里。",
            "After the monthly sweep those who may be missed, and those who may no longer qualify, are listed here.",
        ),
    ),
)


@needs("benefits.see")
def findings(request):
    table = FINDINGS if may(request.by, "benefits.certify") else replace(FINDINGS, bulk=[])
    return table.respond(request, queries.findings(request.by), "benefits/findings.html", {})


MANY = {
    "contact": (ContactForm, ("登记已联系", "Record as contacted"), "benefits.certify"),
    "dismiss": (DismissForm, ("不办", "Close without doing anything"), "benefits.change"),
}


@needs("benefits.certify")
def many(request, what: str):
    """Several at once: how they were contacted, or why nothing is done. Shown first; a reported death is confirmed or refuted one by one."""
    if request.method != "POST" or what not in MANY:
        return redirect("desk-findings")
    form_class, label, permission = MANY[what]
    allowed(request.by, permission)
    rows = list(within(Finding.objects.filter(pk__in=chosen(request), state="open").exclude(kind="death"), request.by, "person__place").select_related("person__place"))  # fmt: skip
    form = form_class(request.POST if "sent" in request.POST else None)
    if not rows:
        messages.error(request, here("请先选择要办的人。死亡信息要逐个确认。", "Choose people first. Reported deaths are confirmed one by one."))
        return redirect("desk-findings")
    if form.is_valid():
        for row in rows:
            _deal(row, what, form.cleaned_data, request)
        messages.success(request, here(f"已办 {len(rows)} 条", f"{len(rows)} dealt with"))
        return redirect("desk-findings")
    context = {"form": form, "rows": rows, "label": label, "people": [(mask_name(f.person.name), Finding.KINDS[f.kind], label_of(f.benefit)) for f in rows]}
    return render(request, "benefits/findings_many.html", context, status=422 if form.errors else 200)


def _deal(row: Finding, what: str, said: dict, request) -> None:
    if what == "contact":
        contact(finding=row, way=said["way"], by=request.by, on=today())
    else:
        close_finding(finding=row, acted=False, why=said["why"], by=request.by, on=today())


@needs("benefits.see")
def finding(request, pk: int):
    """One finding: say that they were told, open a case for the person, or close it with a reason."""
    found = get_object_or_404(Finding.objects.select_related("person__place", "award__place", "award__household"), pk=pk)
    allowed(request.by, "benefits.see", found.person.place)
    told = ContactForm(request.POST if "contact" in request.POST else None, auto_id="id_told_%s", initial={"way": found.contact})
    no = DismissForm(request.POST if "close" in request.POST else None, auto_id="id_no_%s")
    if request.method == "POST" and found.kind != "death":
        try:
            if done := _act(request, found, told, no):
                return done
        except Refused as refused:
            refuse(no, refused) if no.is_bound else refuse(told, refused) if told.is_bound else messages.error(request, str(refused))
    looked(by=request.by, on=today(), subject=found.person, purpose="benefits.finding", place=found.person.place)
    context = {
        "found": found, "label": label_of(found.benefit), "kind": Finding.KINDS[found.kind], "tone": KIND_TAGS[found.kind], "told": told, "no": no,
        "state": Finding.STATES[found.state], "contacted": Finding.CONTACTS.get(found.contact),
        "may_close": may(request.by, "benefits.change", found.person.place), "may_tell": may(request.by, "benefits.certify", found.person.place),
        "death": deaths.forms_of(request, found) if found.kind == "death" and found.state == "open" and may(request.by, "benefits.change", found.person.place) else None,
        "may_open": found.kind == "entitled" and may(request.by, "applications.take_in", found.person.place),
    }  # fmt: skip
    return render(request, "benefits/finding.html", context, status=422 if told.errors or no.errors else 200)


def _act(request, found: Finding, told: ContactForm, no: DismissForm):
    if "open" in request.POST:
        case = open_by_office(
            matter=found.benefit, applicant=found.person, household=home_of(found.person), channel="office", by=request.by, on=today()
        )  # fmt: skip
        close_finding(finding=found, acted=True, why=case.number, by=request.by, on=today())
        return redirect("desk-case", pk=case.pk)
    if told.is_bound and told.is_valid():
        contact(finding=found, way=told.cleaned_data["way"], by=request.by, on=today())
        return redirect("desk-finding", pk=found.pk)
    if no.is_bound and no.is_valid():
        close_finding(finding=found, acted=False, why=no.cleaned_data["why"], by=request.by, on=today())
        return redirect("desk-findings")
    return None
