"""Forms on paper for the counter and the visit: A4, filled from the file, with lines to sign on. A print shows everything, so it is recorded."""

from django.shortcuts import get_object_or_404, render

from minsheng.accounts.access import needs
from minsheng.applications import paperwork
from minsheng.applications.models import Application
from minsheng.applications.views.finding import find
from minsheng.applications.way import matter_of
from minsheng.base.audit import looked
from minsheng.base.clock import today


@needs("applications.take_in")
def application(request, pk: int):
    """社会救助申请及授权书: the family, what it declares, whom it authorises to ask, its promises; a page for each supporter."""
    case, day = find(request, pk, "applications.take_in"), today()
    lines = paperwork.family(case, day)
    for line in lines:
        looked(by=request.by, on=day, subject=line.person, purpose="applications.print", fields=["documents", "phones", "address"], place=case.place)
    context = {
        "case": case, "matter": matter_of(case), "channel": Application.CHANNELS[case.channel], "lines": lines, "columns": paperwork.COLUMNS, "declared": paperwork.declared(case, day),
        "asked": paperwork.ASKED, "statements": paperwork.statements(day), "signatures": paperwork.signatures(case, day), "supporters": paperwork.supporters(case, day) or [("", "")],
        "day": case.applied_on,
    }  # fmt: skip
    response = render(request, "applications/sheet_application.html", context)
    response["Cache-Control"] = "no-store"
    return response


@needs("applications.see")
def survey(request, pk: int, visit: int = 0):
    """入户调查表: blank to take along, or as it was filled in."""
    case, day = find(request, pk), today()
    found = get_object_or_404(case.visits.select_related("first", "second"), pk=visit) if visit else None
    looked(by=request.by, on=day, subject=case.applicant, purpose="applications.print", fields=["survey"], place=case.place)
    context = {
        "case": case,
        "matter": matter_of(case),
        "visit": found,
        "rows": paperwork.survey_rows(case, found),
        "family": paperwork.papers.people(case, day),
    }
    return render(request, "applications/sheet_survey.html", context)
