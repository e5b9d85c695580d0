"""我要纠错: anybody says what is wrong on a page, gets a number with a code, and finds the answer by both."""

from django.conf import settings
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from minsheng.base import sealed
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.ui import refuse
from minsheng.portal import actions, queries
from minsheng.portal.forms import LookUpForm, ReportForm
from minsheng.portal.limits import too_many
from minsheng.portal.pages import of_ours, words_of

MOST_REPORTS, MOST_LOOK_UPS = 20, 60
RECEIPT = "receipt"  # the cookie that carries number and code to the next page, sealed, for an hour
form_page = require_http_methods(["GET", "HEAD", "POST"])
BUSY = ("今天从这里提交的太多了，请明天再来，或者打电话、到窗口说。", "Too many came from here today: come again tomorrow, phone, or go to the counter.")


@form_page
def report(request):
    """One question, and how to reach the reader if they like."""
    page = of_ours(request.POST.get("page") or request.GET.get("page") or "/")
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if too_many(request, "mistakes", MOST_REPORTS):
                raise Refused(*BUSY)
            made, code = actions.report(page=page, text=form.cleaned_data["text"], reach=form.cleaned_data["reach"], by=request.by, on=today())
            return _with_receipt(redirect("mistake-sent"), made.number, code)
        except Refused as no:
            refuse(form, no)
    return render(request, "portal/report.html", {"form": form, "page": page, "words": words_of(page)}, status=422 if form.errors else 200)


def _with_receipt(response, number: str, code: str):
    """Number and code never stand in an address; the page that shows them can be read again for an hour."""
    response.set_cookie(RECEIPT, sealed.seal([number, code]), max_age=sealed.HOUR, httponly=True, samesite="Lax", secure=settings.HTTPS)
    return response


@require_safe
def sent(request):
    """The number and its code, to be written down; when the answer comes."""
    receipt = sealed.unseal(request.COOKIES.get(RECEIPT, "")) if RECEIPT in request.COOKIES else None
    mistake = queries.found(*receipt) if receipt else None
    if mistake is None:
        return redirect("mistake-report")
    return render(request, "portal/sent.html", {"mistake": mistake, "code": receipt[1]})


@form_page
def look_up(request):
    """How far it is, and the answer."""
    form, mistake = LookUpForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            if too_many(request, "mistake-look-ups", MOST_LOOK_UPS):
                raise Refused(*BUSY)
            mistake = queries.found(form.cleaned_data["number"], form.cleaned_data["code"])
            if mistake is None:
                raise Refused("没有查到。请看看编号和查询码有没有抄错。", "Nothing was found. Check the number and the code.", field="code")
        except Refused as no:
            refuse(form, no)
    context = {"form": form, "mistake": mistake, "words": words_of(mistake.page) if mistake else ""}
    return render(request, "portal/look_up.html", context, status=422 if form.errors else 200)
