"""Bringing what is missing from a phone: one photograph or PDF, or several, for each paper of the list."""

from django.contrib import messages
from django.shortcuts import redirect, render

from minsheng.accounts.access import own_file
from minsheng.applications import agency
from minsheng.applications.bringing import bring
from minsheng.applications.models import Application
from minsheng.applications.papers import missing
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.texts import here
from minsheng.base.ui import refuse
from minsheng.web.my.apply import mine
from minsheng.web.my.forms import PapersForm


@own_file
def papers(request, pk: int):
    """The list of what is missing, with a box for files beside each; sent in one go or in several."""
    found = mine(request, pk)
    if found.state != "correction":
        return redirect("my-case", pk=pk)
    form = PapersForm(*((request.POST, request.FILES) if request.method == "POST" else ()), wanted=missing(found))
    if request.method == "POST" and form.is_valid():
        try:
            bring(application=found, brought=form.cleaned_data, by=request.by, on=today())
            return _onward(request, found)
        except Refused as no:
            refuse(form, no)
    letter = agency.letters(request.by.person, today()).filter(about=f"applications.application:{pk}", kind="correction").order_by("-pk").first()
    return render(request, "web/my/papers.html", {"case": found, "form": form, "letter": letter}, status=422 if form.errors else 200)


def _onward(request, found: Application):
    if found.state == "correction":
        messages.success(request, here("收到了。还缺下面这些，可以以后再传。", "We have it. What stands below is still missing; you may send it later."))
        return redirect("my-papers", pk=found.pk)
    messages.success(request, here("材料收齐了，街道接着办。", "Everything is here; the street office goes on with it."))
    return redirect("my-case", pk=found.pk)
