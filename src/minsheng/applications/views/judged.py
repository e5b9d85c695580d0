"""认定表: what two officers found, on A4, for their signatures and that of the person concerned."""

from django.shortcuts import get_object_or_404, render

from minsheng.accounts.access import needs
from minsheng.applications import record
from minsheng.applications.views.finding import find
from minsheng.applications.way import matter_of
from minsheng.base.audit import looked
from minsheng.base.clock import today


@needs("applications.see")
def judged(request, pk: int, found: int):
    case = find(request, pk)
    row = get_object_or_404(case.judged.select_related("first", "second"), pk=found)
    looked(by=request.by, on=today(), subject=case.applicant, purpose="applications.print", fields=["judged"], place=case.place)
    context = {"case": case, "matter": matter_of(case), "found": row, "rows": record.one_judged(case, row).rows}
    return render(request, "applications/sheet_judged.html", context)
