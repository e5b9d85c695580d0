"""Certification rounds, and the monthly run."""

from datetime import date

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render

from minsheng.accounts.access import needs, within
from minsheng.base.audit import noted
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.months import month_of
from minsheng.base.texts import here
from minsheng.base.ui import Cell, Column, Table
from minsheng.benefits import actions, monthly, queries
from minsheng.benefits.forms import CertifyForm
from minsheng.benefits.models import Certification
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
    exported=lambda request, count: noted(by=request.by, on=today(), act="benefits.export", subject="benefits.certifications", rows=count),
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
