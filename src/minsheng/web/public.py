"""Public notices: what is posted now, three fields each, gone when its time is over; and how to object."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.core.cache import cache
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
MOST = 20  # objections a day from one address; a village may share one


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


def _too_many(request) -> bool:
    """More than anybody has to say in a day from one address: each objection keeps a notice up until somebody has looked into it. Kept in memory for a day, never with the objection."""
    key = f"objections:{get_adapter().get_client_ip(request)}"
    cache.add(key, 0, timeout=24 * 3600)
    return cache.incr(key) > MOST


@require_http_methods(["GET", "HEAD", "POST"])
def objection(request, pk: int):
    """Anybody may object while the notice is up, with or without a name; the family is not told who."""
    notice = get_object_or_404(showing(today()), pk=pk)
    form = PublicObjection(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if _too_many(request):
                raise Refused(
                    "今天从这里提交的异议太多，请打电话或到街道提出。", "Too many objections came from here today: phone the street office, or go there."
                )
            object_to(notice=notice, manner="net", who=form.cleaned_data["who"], text=form.cleaned_data["text"], by=VISITOR, on=today())
            messages.success(request, here("已收到。街道会另外派人核查。", "Received. The street office will send other people to look into it."))
            return redirect("notices")
        except Refused as no:
            refuse(form, no)
    return render(
        request, "web/objection.html", {"notice": notice, "form": form, "label": catalogue.get(notice.matter).label}, status=422 if form.errors else 200
    )
