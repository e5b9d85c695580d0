"""The monthly run by hand."""

from datetime import date

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from minsheng.accounts.access import needs
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.months import month_of
from minsheng.base.texts import here
from minsheng.benefits import monthly
from minsheng.matters import catalogue
from minsheng.places.models import Place


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
    context = {"matters": [(m.benefit, m.label) for m in catalogue.paying()], "month": f"{month_of(today()):%Y-%m}"}
    return render(request, "benefits/run.html", context)
