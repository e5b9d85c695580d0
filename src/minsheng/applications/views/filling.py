"""The application form at the desk: filled in at the counter, corrected afterwards, blank for a pen."""

from django.contrib import messages
from django.shortcuts import redirect, render

from minsheng.accounts.access import needs
from minsheng.applications import actions, sheet_kept
from minsheng.applications.forms_sheet import SheetForm
from minsheng.applications.models import Application
from minsheng.applications.sheet import used_by
from minsheng.applications.to_sign import BEFORE_DECISION
from minsheng.applications.views.finding import find
from minsheng.applications.way import matter_of
from minsheng.base.audit import looked
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.texts import here
from minsheng.base.ui import refuse


def sheet_for(request, case: Application, why: bool = False) -> SheetForm | None:
    """The whole form of a case on one page; None where its matter has none."""
    if not used_by(matter_of(case)):
        return None
    data = request.POST if request.method == "POST" else None
    return SheetForm(data, case=case, on=today(), parts=sheet_kept.asked(case, today()), why=why, loose="keep" in request.POST)


@needs("applications.take_in")
def correct(request, pk: int):
    """Correct what has been sent: the old version stays. The page shows everything, so the look is recorded."""
    case, day = find(request, pk, "applications.take_in"), today()
    form = sheet_for(request, case, why=True)
    if case.state == "draft" or form is None or case.state not in BEFORE_DECISION:
        return redirect("desk-case", pk=pk)
    if form.is_bound and form.is_valid():
        try:
            actions.fill_sheet(application=case, given=form.given(), why=form.cleaned_data["why"], by=request.by, on=day)
            messages.success(request, here("已更正，原来的一份留着", "Corrected; the version before is kept"))
            return redirect("desk-case", pk=pk)
        except Refused as no:
            refuse(form, no)
    looked(by=request.by, on=day, subject=case.applicant, purpose="applications.review", fields=["sheet"], place=case.place)
    return render(request, "applications/sheet_correct.html", {"case": case, "sheet": form}, status=422 if form.errors else 200)
