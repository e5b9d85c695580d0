"""The list of awards, one award month by month, and what can be done about it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from minsheng.accounts.access import allowed, may, needs
from minsheng.applications.actions import open_about
from minsheng.base.audit import looked, noted
from minsheng.base.clock import today
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.base.masks import mask_name
from minsheng.base.months import later, month_of
from minsheng.base.texts import here
from minsheng.base.ui import Cell, Choice, Column, Flag, Search, Table, refuse, tag
from minsheng.benefits import actions, queries
from minsheng.benefits.forms import AboutForm, CertifyForm
from minsheng.benefits.models import Award, Certification
from minsheng.benefits.words import pays, state_of
from minsheng.matters import catalogue

KINDS = {"active": "act", "held": "amber", "stopped": "plain"}


def _state(award: Award):
    return tag(KINDS[award.state], state_of(award))


AWARDS = Table(
    "awards",
    [
        Column("who", ("姓名", "Name"), lambda a: Cell(mask_name(a.person.name), small=a.place.name, href=f"/desk/benefits/{a.pk}/"), sort="person__name"),
        Column("benefit", ("待遇", "Benefit"), lambda a: catalogue.get(a.matter).label, sort="benefit"),
        Column("now", ("本月（元）", "This month, yuan"), lambda a: a.now if pays(a) else None, money=True, sort="now"),
        Column("from", ("起始月", "From"), lambda a: f"{a.from_month:%Y-%m}", sort="from_month"),
        Column("state", ("状态", "State"), _state, sort="state"),
        Column("review", ("下次复核", "Next review"), lambda a: f"{a.review_on:%Y-%m}" if a.review_on else "—", sort="review_on"),
        Column("number", ("编号", "Number"), lambda a: a.number, hidden=True),
    ],
    filters=[
        Search("q", ("姓名或编号", "Name or number"), lambda rows, text: rows.filter(person__name__contains=text) | rows.filter(number__icontains=text)),
        Choice("benefit", ("待遇", "Benefit"), lambda request: [(m.benefit, m.label) for m in catalogue.all_matters()], field="benefit"),
        Choice("state", ("状态", "State"), list(Award.STATES.items()), field="state"),
        Flag("uncertified", ("未认证", "Not certified"), lambda rows: rows.filter(uncertified=True)),
        Flag("review", ("复核到期", "Review due"), lambda rows: rows.filter(review_on__lte=today())),
    ],
    sort="who",
    exported=lambda request, count: noted(by=request.by, on=today(), act="benefits.export", subject="benefits.awards", rows=count),
    empty=(("没有在发的待遇", "No awards"), ("确认申请后，待遇会出现在这里。", "Awards appear here once applications are granted.")),
)


@needs("benefits.see")
def awards(request):
    return AWARDS.respond(
        request,
        queries.awards(request.by, month_of(today())),
        "benefits/awards.html",
        {
            "findings": queries.findings(request.by).count(),
            "missing": queries.missing_certification(request.by).count(),
            "may_see_import": may(request.by, "benefits.see_import"),
        },
    )


def find(request, pk: int, permission: str = "benefits.see") -> Award:
    award = get_object_or_404(Award.objects.select_related("person", "place", "household", "application", "opening"), pk=pk)
    allowed(request.by, permission, award.place)
    return award


def spans(found: Award) -> list[tuple]:
    """(the words of the component, the span), the newest first."""
    words, rows = catalogue.get(found.matter).components, found.spans.filter(replaced_on=None).select_related("person", "decision__application")
    return [(words.get(s.component, (s.component, s.component)), s) for s in rows.order_by("-from_month", "component")]


@needs("benefits.see")
def award(request, pk: int):
    found, day = find(request, pk), today()
    looked(by=request.by, on=day, subject=found.person, purpose="benefits.award", place=found.place)
    return _page(request, found, AboutForm(prefix="about", matter=catalogue.get(found.matter)))


def _page(request, found: Award, about: AboutForm):
    """The award's page; `about` is open again after an error."""
    day, ends = today(), queries.grace_until(found) if found.state != "stopped" else None
    context = {
        "award": found, "label": catalogue.get(found.matter).label, "state": _state(found), "pays": pays(found), "months": queries.months(found, day),
        "spans": spans(found), "holds": found.holds.order_by("-pk"),
        "certifications": [(c, Certification.WAYS.get(c.way)) for c in found.certifications.order_by("-round")[:6]], "findings": found.findings.filter(state="open"),
        "about": about, "last_paid": ends and later(ends, -1), "ends": ends, "certify": CertifyForm(prefix="certify"), "may_change": may(request.by, "benefits.change", found.place) and found.state != "stopped",
        "may_recover": pays(found) and may(request.by, "payments.recover", found.place),
        "may_prove": may(request.by, "benefits.certify", found.place),
        "may_certify": may(request.by, "benefits.certify", found.place) and found.certifications.filter(done_on=None).exists(),
    }  # fmt: skip
    return render(request, "benefits/award.html", context, status=422 if about.errors else 200)


@needs("benefits.change")
def about(request, pk: int):
    """Open a review, a change or an end about the award."""
    found = find(request, pk, "benefits.change")
    form = AboutForm(request.POST or None, prefix="about", matter=catalogue.get(found.matter))
    if request.method == "POST" and form.is_valid():
        try:
            case = open_about(
                award=f"benefits.award:{found.pk}",
                matter=found.matter,
                kind=form.cleaned_data["kind"],
                applicant=found.person,
                household=found.household,
                reason=form.cleaned_data["reason"],
                by=request.by,
                on=today(),
            )
            return redirect("desk-case", pk=case.pk)
        except AlreadyDone as done:
            messages.info(request, str(done))
            return redirect("desk-award", pk=pk)
        except Refused as no:
            refuse(form, no)
    return _page(request, found, form) if form.errors else redirect("desk-award", pk=pk)


@needs("benefits.certify")
def certify(request, pk: int):
    found = find(request, pk, "benefits.certify")
    form = CertifyForm(request.POST or None, prefix="certify")
    if request.method == "POST" and form.is_valid():
        try:
            actions.certify(award=found, way=form.cleaned_data["way"], by=request.by, on=today())
            messages.success(request, here("已认证", "Certified"))
        except Refused as no:
            messages.info(request, str(no))
    elif request.method == "POST":
        messages.error(request, here("请选择认证方式。", "Choose how it was certified."))
    return redirect(request.POST.get("back") if request.POST.get("back", "").startswith("/desk/") else f"/desk/benefits/{pk}/")
