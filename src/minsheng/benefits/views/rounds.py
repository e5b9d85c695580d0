"""Certification rounds, the monthly run, and what the sweep has found."""

from datetime import date

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render

from minsheng.accounts.access import allowed, needs, within
from minsheng.applications.actions import open_by_office
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.months import month_of
from minsheng.base.texts import here
from minsheng.base.ui import Cell, Choice, Column, Table, tag
from minsheng.benefits import actions, monthly, queries
from minsheng.benefits.actions.findings import close_finding
from minsheng.benefits.forms import CertifyForm
from minsheng.benefits.models import Certification, Finding
from minsheng.matters import catalogue
from minsheng.places.models import Place

MISSING = Table(
    "missing",
    [
        Column(
            "who",
            ("姓名", "Name"),
            lambda c: Cell(c.award.person.name, small=c.award.place.name, href=f"/desk/benefits/{c.award_id}/"),
            sort="award__person__name",
        ),
        Column("round", ("哪一轮", "Round"), lambda c: f"{c.round:%Y-%m}", sort="round"),
        Column("place", ("社区", "Community"), lambda c: c.award.place.name, sort="award__place__path"),
    ],
    sort="place",
    empty=(("都认证了", "Everybody has certified"), ("5 月、11 月各认证一次。", "Certification is in May and November.")),
)


@needs("benefits.certify")
def certification(request):
    """Who is missing; opening and closing a round."""
    place = get_object_or_404(Place, pk=request.by.place)
    if request.method == "POST":
        month = month_of(today())
        try:
            if "open" in request.POST:
                n = actions.open_round(place=place, benefit="old_age_allowance", month=month, by=request.by, on=today())
                messages.success(request, here(f"已开 {n} 人的认证", f"Opened for {n}"))
            elif "close" in request.POST:
                n = actions.close_round(place=place, benefit="old_age_allowance", month=month, by=request.by, on=today())
                messages.success(request, here(f"{n} 人没有认证，下月起暂停", f"{n} not certified: held from next month"))
        except Refused as no:
            messages.error(request, str(no))
        return redirect("desk-certification")
    rounds = (
        within(Certification.objects.all(), request.by, "award__place")
        .values("round")
        .annotate(n=Count("pk"), done=Count("pk", filter=Q(done_on__isnull=False)))
        .order_by("-round")[:6]
    )
    return MISSING.respond(
        request, queries.missing_certification(request.by), "benefits/certification.html", {"rounds": rounds, "certify": CertifyForm(prefix="certify")}
    )


@needs("payments.compute")
def run(request):
    """Hand in what is due of a benefit up to a month."""
    if request.method == "POST":
        try:
            month = date.fromisoformat(f"{request.POST.get('month', '')}-01")
            place = get_object_or_404(Place, pk=request.by.place)
            found = monthly.run(place=place, benefit=request.POST.get("benefit", ""), month=month, by=request.by, on=today())
            messages.success(
                request,
                here(
                    f"{found.awards} 份待遇，{found.payables} 笔应付，合计 {found.fen / 100:,.2f} 元",
                    f"{found.awards} awards, {found.payables} payables, {found.fen / 100:,.2f} yuan",
                ),
            )
            return redirect("desk-payments")
        except ValueError:
            messages.error(request, here("月份请写成 2025-10 的样子。", "Write the month as 2025-10."))
        except Refused as no:
            messages.error(request, str(no))
    context = {"matters": [(m.benefit, m.label) for m in catalogue.all_matters()], "month": f"{month_of(today()):%Y-%m}"}
    return render(request, "benefits/run.html", context)


FINDINGS = Table(
    "findings",
    [
        Column("who", ("姓名", "Name"), lambda f: Cell(f.person.name, small=f.person.place.name, href=f"/desk/benefits/findings/{f.pk}/"), sort="person__name"),
        Column("kind", ("发现", "Found"), lambda f: tag("amber", Finding.KINDS[f.kind]), sort="kind"),
        Column("benefit", ("待遇", "Benefit"), lambda f: catalogue.get(f.benefit).label, sort="benefit"),
        Column("reason", ("依据", "Why"), lambda f: tuple(f.reason)),
        Column("fen", ("每月（元）", "A month, yuan"), lambda f: f.fen, money=True, sort="fen"),
        Column("month", ("月份", "Month"), lambda f: f"{f.month:%Y-%m}", sort="month"),
    ],
    filters=[
        Choice("kind", ("发现", "Found"), list(Finding.KINDS.items()), field="kind"),
        Choice("benefit", ("待遇", "Benefit"), lambda request: [(m.benefit, m.label) for m in catalogue.all_matters()], field="benefit"),
    ],
    sort="-month",
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
    return FINDINGS.respond(request, queries.findings(request.by), "benefits/findings.html", {})


@needs("benefits.see")
def finding(request, pk: int):
    """One finding: open a case for the person, or close it with a reason."""
    found = get_object_or_404(Finding.objects.select_related("person__place", "award"), pk=pk)
    allowed(request.by, "benefits.see", found.person.place)
    if request.method == "POST":
        try:
            if "open" in request.POST:
                home = found.person.memberships.filter(until=None).select_related("household").first()
                case = open_by_office(
                    matter=found.benefit, applicant=found.person, household=home and home.household, channel="office", by=request.by, on=today()
                )
                close_finding(finding=found, acted=True, why=case.number, by=request.by, on=today())
                return redirect("desk-case", pk=case.pk)
            close_finding(finding=found, acted=False, why=request.POST.get("why", ""), by=request.by, on=today())
            return redirect("desk-findings")
        except Refused as no:
            messages.error(request, str(no))
    return render(request, "benefits/finding.html", {"found": found, "label": catalogue.get(found.benefit).label, "kind": Finding.KINDS[found.kind]})
