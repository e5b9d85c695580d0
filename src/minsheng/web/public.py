"""Public notices: what is posted now, three fields each, gone when its time is over; and how to object."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from minsheng.applications.actions import object_to
from minsheng.base.actor import Actor
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.texts import here
from minsheng.base.ui import paged, refuse
from minsheng.matters import catalogue
from minsheng.notices.models import Notice
from minsheng.web.forms import PublicObjection

VISITOR = Actor(user=None, name="", role="visitor", path=None)


def showing(on):
    """Notices that are up today."""
    return Notice.objects.filter(since__lte=on, until__gte=on, removed_on=None).select_related("place__parent").order_by("place__path", "-since", "pk")


@require_safe
def notices(request):
    page = paged(request, showing(today()), per_page=50)
    rows = [{"notice": n, "label": catalogue.get(n.matter).label} for n in page.rows]
    response = render(request, "web/notices.html", {"page": page, "rows": rows})
    response["X-Robots-Tag"] = "noindex, noarchive"  # a search engine would go on showing the names when their time is over
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def objection(request, pk: int):
    """Anybody may object while the notice is up, with or without a name; the family is not told who."""
    notice = get_object_or_404(showing(today()), pk=pk)
    form = PublicObjection(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            object_to(notice=notice, manner="net", who=form.cleaned_data["who"], text=form.cleaned_data["text"], by=VISITOR, on=today())
            messages.success(request, here("已收到。街道会另外派人核查。", "Received. The street office will send other people to look into it."))
            return redirect("notices")
        except Refused as no:
            refuse(form, no)
    return render(
        request, "web/objection.html", {"notice": notice, "form": form, "label": catalogue.get(notice.matter).label}, status=422 if form.errors else 200
    )
