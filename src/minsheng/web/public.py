"""Public notices: what is posted now by kind, three fields each, gone when its time is over; a community's list for print; and how to object."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from minsheng.applications.actions import object_to
from minsheng.base.actor import Actor
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.texts import here
from minsheng.base.ui import Tab, paged, refuse
from minsheng.matters import catalogue
from minsheng.notices.queries import displayed
from minsheng.places.models import Place
from minsheng.portal.limits import too_many
from minsheng.portal.pages import public_page
from minsheng.web.forms import PublicObjection

VISITOR = Actor(user=None, name="", role="visitor", path=None)
MOST = 20  # objections a day from one address: each keeps a notice up until somebody has looked into it


TABS = {
    "opinion": ("审核公示", "Before the decision"),
    "decision": ("确认公布", "Granted"),
    "stop": ("停发公布", "Ended"),
    "standing": ("长期公示", "Long-term list"),
}
LEAD = {
    "opinion": (
        "只公布姓名、人数和金额，满期自动撤下。有不同意见，请在公示期内告诉我们。",
        "Only the name, the number of people and the amount; taken down when the time is over. If you disagree, tell us while it is up.",
    ),
    "decision": ("已经作出的决定：只公布姓名、人数和金额，满期自动撤下。", "Decisions made: only the name, the number of people and the amount; taken down when the time is over."),
    "stop": ("已经停发的：只公布姓名和人数，满期自动撤下。", "What has ended: only the name and the number of people; taken down when the time is over."),
    "standing": (
        "现在领着的家庭：只公布姓名、人数和金额。有变化、停发或者满期的，自动撤下。",
        "Who receives it now: only the name, the number of people and the amount. An entry goes when it changes, ends or its time is over.",
    ),
}  # fmt: skip


def _unlisted(response):
    """A search engine would go on showing the names when their time is over."""
    response["X-Robots-Tag"] = "noindex, noarchive"
    return response


@require_safe
@public_page(("公示", "Public notices"), keeps=("kind",))
def notices(request):
    kind = request.GET.get("kind", "opinion")
    kind = kind if kind in TABS else "opinion"
    page = paged(request, displayed(today()).filter(kind=kind), per_page=50)
    rows = [{"notice": n, "label": catalogue.get(n.matter).label} for n in page.rows]
    tabs = [Tab(label, f"/notices?kind={key}", current=key == kind) for key, label in TABS.items()]
    return _unlisted(render(request, "web/notices.html", {"page": page, "rows": rows, "tabs": tabs, "kind": kind, "lead": LEAD[kind], "day": today()}))


@require_safe
@public_page(("公示（打印）", "Public notices, for print"))
def printed(request, place: int, kind: str):
    """What hangs on the board of a community, on paper: one kind, as it is up today."""
    found = get_object_or_404(Place, pk=place)
    if kind not in TABS:
        raise Http404
    rows = [{"notice": n, "label": catalogue.get(n.matter).label} for n in displayed(today()).filter(kind=kind, place=found)]
    return _unlisted(
        render(
            request,
            "web/notices_print.html",
            {"place": found, "rows": rows, "kind": kind, "label": TABS[kind], "day": today(), "phones": sorted({row["notice"].phone for row in rows} - {""})},
        )
    )


@require_http_methods(["GET", "HEAD", "POST"])
def objection(request, pk: int):
    """Anybody may object while the notice is up, with or without a name; the family is not told who."""
    notice = get_object_or_404(displayed(today()).filter(kind="opinion"), pk=pk)
    form = PublicObjection(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if too_many(request, "objections", MOST):
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
