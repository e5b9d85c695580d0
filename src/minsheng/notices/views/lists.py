"""Messages for the platform the office uses: taken out of the outbox as a list, fetched with a purpose."""

import re

from django.contrib import messages as said
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from minsheng.accounts.access import needs
from minsheng.base.audit import noted
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.texts import here
from minsheng.base.ui import Cell, Column, Confirm, Dates, Table, confirm_page, confirmed, export_csv, export_xlsx, refuse, tag
from minsheng.notices import queries
from minsheng.notices.forms import PurposeForm
from minsheng.notices.messages import handing
from minsheng.notices.messages.provider import named
from minsheng.notices.models import Handover
from minsheng.notices.views.showing import state_tag, tabs
from minsheng.places.models import Place

HEADER = ("编号", "手机号", "内容")


def _fetched(h: Handover):
    return h.fetched_on or tag("amber", "还没有下载", "Not fetched yet")


LISTS = Table(
    "message-lists",
    [
        Column("number", ("清单", "List"), lambda h: Cell(f"QD-{h.pk}", small=h.place.name, href=f"/desk/messages/lists/{h.pk}/"), sort="pk"),
        Column("count", ("条数", "Messages"), lambda h: h.count, sort="count", number=True),
        Column("made", ("列出", "Made"), lambda h: h.made_on, sort="made_on"),
        Column("by", ("经办", "Officer"), lambda h: h.made_by.name, sort="made_by__name"),
        Column("fetched", ("首次下载", "First fetched"), _fetched, sort="fetched_on"),
    ],
    filters=[Dates("made", ("列出", "Made"), field="made_on")],
    sort="-number",
    exported=lambda request, count: noted(by=request.by, on=today(), act="registry.export", subject="notices.messages", rows=count),
    empty=(("还没有清单", "No lists yet"), ("有待发的短信时，点“列出待发的短信”，下载后交给短信平台。", "When messages wait, list them, fetch the list and give it to the platform that sends.")),
)  # fmt: skip


@require_safe
@needs("notices.send")
def index(request):
    context = {"tabs": tabs(request, "/desk/messages/lists/"), "waiting": handing.waiting(request.by).count(), "by_provider": bool(named())}
    return LISTS.respond(request, queries.lists(request.by), "notices/lists.html", context)


@needs("notices.send")
def new(request):
    """What waits in the actor's place becomes a list."""
    place = get_object_or_404(Place, pk=request.by.place)
    if confirmed(request):
        made = handing.set_aside(place=place, by=request.by, on=today())
        if made:
            return redirect("desk-message-list", pk=made.pk)
        said.info(request, here("没有可以发的短信", "There is nothing to send"))
        return redirect("desk-messages")
    n = handing.waiting(request.by).count()
    if not n or named():
        return redirect("desk-messages")
    return confirm_page(request, Confirm(
        ("列出待发的短信", "List the waiting messages"),
        what=[
            (f"{place.name}待发的 {n} 条短信列成一张清单，不再由别的办法发出。", f"The {n} messages that wait in your place become a list, and go out by no other way."),
            ("手机号临时没有了的、不愿意收短信的，转到要联系的名单。", "Who has no number any more, or wants no messages, goes on the list of people to call."),
            ("下载清单时要写明用途，谁下载的会记下来。", "Fetching it asks for a purpose, and is recorded."),
        ],
        button=("列出", "List them"), cancel="/desk/messages/",
    ))  # fmt: skip


@needs("notices.send")
def show(request, pk: int):
    """One list: how its messages stand; fetched by POST, with a purpose."""
    found = get_object_or_404(queries.lists(request.by), pk=pk)
    form = PurposeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            kind = "xlsx" if "xlsx" in request.POST else "csv"
            out = handing.fetch(handover=found, kind=kind, purpose=form.cleaned_data["purpose"], by=request.by, on=today())
            write = export_xlsx if kind == "xlsx" else export_csv
            return write(f"短信清单-{found.pk}", HEADER, [(one.id, re.sub(r"^\+", "00", one.phone), one.text) for one in out])
        except Refused as no:
            refuse(form, no)
    rows = found.messages.select_related("person__place").order_by("pk")
    context = {"found": found, "form": form, "rows": [(m, state_tag(m)) for m in rows[:SHOWN]], "more": max(0, found.count - SHOWN), "fetched": _fetched(found)}
    return render(request, "notices/list.html", context, status=422 if form.errors else 200)


SHOWN = 200
