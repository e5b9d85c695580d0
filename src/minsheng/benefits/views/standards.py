"""One entered figure: whom it moves, approve, apply."""

from itertools import islice

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from minsheng.accounts.access import allowed, may, needs
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.texts import here
from minsheng.benefits.standards import apply_standard, moves, touched
from minsheng.rules import book
from minsheng.standards.actions import approve_standard, reject_standard
from minsheng.standards.models import Standard

SHOWN = 200


@needs("standards.see")
def standard(request, pk: int):
    found = get_object_or_404(Standard.objects.select_related("place", "entered_by", "approved_by"), pk=pk)
    allowed(request.by, "standards.see", found.place)
    if request.method == "POST":
        try:
            if "approve" in request.POST:
                approve_standard(standard=found, by=request.by, on=today())
            elif "reject" in request.POST:
                reject_standard(standard=found, by=request.by, on=today())
            elif "apply" in request.POST:
                n = apply_standard(standard=found, by=request.by, on=today())
                messages.success(request, here(f"已调整 {n} 份待遇，各写了一封告知书", f"{n} awards moved, a letter written for each"))
        except Refused as no:
            messages.error(request, str(no))
        return redirect("desk-standard", pk=pk)
    figure = book.load().figures[found.figure]
    rows = list(islice(moves(found, today()), SHOWN)) if found.state == "approved" and not found.applied_on else []
    context = {
        "found": found, "label": (figure.zh, figure.en), "unit": figure.unit, "state": Standard.STATES[found.state], "rows": rows, "reached": touched(found).count(), "arrears": sum(r.arrears for r in rows),
        "may_approve": may(request.by, "standards.approve", found.place) and request.by.user != found.entered_by_id, "full": len(rows) == SHOWN,
    }  # fmt: skip
    return render(request, "benefits/standard.html", context)
