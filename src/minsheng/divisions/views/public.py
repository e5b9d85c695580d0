"""For everybody: which department is in charge of what, and the standard names of places."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.ui import paged, refuse
from minsheng.divisions.forms_departments import PlaceForm
from minsheng.divisions.models import Toponym
from minsheng.divisions.queries_names import named, public_names
from minsheng.divisions.views.departments import functions_of, seat
from minsheng.places.models import Place
from minsheng.places.queries import find
from minsheng.portal.pages import public_page


@require_safe
@public_page(("哪个部门管", "Which department is in charge"), keeps=("place",))
def departments(request):
    """哪个部门管: today, for a place that is typed in."""
    form, place = PlaceForm(request.GET or None), None
    if form.is_bound and form.is_valid():
        try:
            place = seat(find(form.cleaned_data["place"], Place.objects.exclude(level="nation")))
        except Refused as no:
            refuse(form, no)
    context = {"form": form, "place": place, "functions": functions_of(place, today()) if place else [], "day": today()}
    return render(request, "divisions/departments_public.html", context, status=422 if form.errors else 200)


@require_safe
@public_page(("地名查询", "Place names"), keeps=("q",))
def names(request):
    """Names in use and old names, by name, spelling or initials."""
    text = request.GET.get("q", "")[:40].strip()
    rows = public_names().prefetch_related("successors").order_by("sound", "pk")
    page = paged(request, named(rows, text) if text else rows, per_page=50)
    shown = [{"name": t, "kind": Toponym.KINDS[t.kind], "now": [s.name for s in t.successors.all() if s.state in Toponym.STANDARD]} for t in page.rows]
    return render(request, "divisions/names_public.html", {"page": page, "rows": shown, "text": text})
