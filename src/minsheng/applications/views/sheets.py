"""Forms on paper for the counter and the visit: A4, filled from the file, with lines to sign on. A print shows everything, so it is recorded."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from minsheng.accounts.access import needs
from minsheng.applications import paperwork, sheet_print
from minsheng.applications.models import Application
from minsheng.applications.views.finding import find
from minsheng.applications.way import matter_of
from minsheng.base.audit import looked
from minsheng.base.clock import today
from minsheng.places.models import Place
from minsheng.rules.book import citations


@needs("applications.take_in")
def application(request, pk: int):
    """社会救助申请及授权书: the family, what it declares, whom it authorises to ask, its promises; a page for each supporter; the slip at the end."""
    case, day = find(request, pk, "applications.take_in"), today()
    for person in paperwork.papers.people(case, day):
        looked(by=request.by, on=day, subject=person, purpose="applications.print", fields=["documents", "phones", "address"], place=case.place)
    return printed(request, case, sheet_print.of_case(case, day), day, back=reverse("desk-case", args=[pk]))


@needs("applications.take_in")
def blank(request):
    """The same for a pen, as the reader's place lays it out."""
    place = get_object_or_404(Place, pk=request.by.place)
    return printed(request, None, sheet_print.blank(place, today()), today(), back=reverse("desk-cases"), place=place)


def printed(request, case: Application | None, form: sheet_print.Form, day, back: str, place: Place | None = None):
    """The A4 form; what stands on it is nobody's to keep."""
    context = {
        "case": case, "form": form, "back": back, "place": case.place if case else place, "matter": matter_of(case) if case else None,
        "asked": paperwork.ASKED, "statements": paperwork.statements(day), "pen": paperwork.PEN, "wanted": matter_of(case).materials if case else (), "supporters_law": citations.cited("supporters", day),
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
