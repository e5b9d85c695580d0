"""The whole application on paper, for the family itself: other people's numbers stay masked."""

from django.http import Http404
from django.urls import reverse

from minsheng.accounts.access import own_file
from minsheng.applications import papers, sheet_print
from minsheng.applications.sheet import used_by
from minsheng.applications.views.sheets import printed
from minsheng.applications.way import matter_of
from minsheng.base.audit import looked
from minsheng.base.clock import today
from minsheng.web.my.apply import mine


@own_file
def form(request, pk: int):
    """As it would be signed at the counter."""
    found, day = mine(request, pk), today()
    if not used_by(matter_of(found)):
        raise Http404
    for person in papers.people(found, day):
        looked(by=request.by, on=day, subject=person, purpose="applications.print", fields=["documents"], place=found.place)
    return printed(request, found, sheet_print.of_case(found, day, reader=request.by.person), day, back=reverse("my-case", args=[pk]))
