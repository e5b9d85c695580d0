"""The message list: who was written to, who agreed, who has not answered."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect

from minsheng.accounts.access import allowed, needs
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.texts import here
from minsheng.base.ui import Cell, Choice, Column, Table, tag
from minsheng.lines.elderly import offers
from minsheng.notices.models import Message
from minsheng.places.models import Place


def _answer(m: Message):
    if not m.reply:
        return tag("plain", "没有回复", "No reply")
    return tag("act", "同意", "Agreed") if m.reply.strip().upper() in offers.YES else tag("amber", m.reply)


OFFERS = Table(
    "offers",
    [
        Column("who", ("居民", "Resident"), lambda m: Cell(m.person.name, small=m.person.place.name, href=f"/desk/people/{m.person_id}/"), sort="person__name"),
        Column("sent", ("发出", "Sent"), lambda m: m.sent_on, sort="sent_on"),
        Column("reply", ("回复", "Reply"), _answer),
        Column("replied", ("回复日期", "Replied"), lambda m: m.replied_on, sort="replied_on"),
    ],
    filters=[Choice("answered", ("回复", "Reply"), [("no", ("没有回复", "None")), ("yes", ("有回复", "Some"))],
                    apply=lambda rows, v: rows.filter(reply="") if v == "no" else rows.exclude(reply=""))],
    sort="-sent",
    empty=(("还没有发短信", "No messages yet"), ("每月按出生日期找出快满年龄的老人，发一条短信。", "Each month those who come of age get one message.")),
)  # fmt: skip


@needs("applications.take_in")
def messages_page(request):
    """The list, and the button that sends this month's messages."""
    if request.method == "POST":
        place = get_object_or_404(Place, pk=request.by.place)
        try:
            n = offers.offer(place=place, by=request.by, on=today())
            messages.success(request, here(f"已发 {n} 条短信", f"{n} messages sent"))
        except Refused as no:
            messages.error(request, str(no))
        return redirect("desk-offers")
    place = Place.objects.get(pk=request.by.place)
    return OFFERS.respond(request, offers.waiting(request.by), "elderly/offers.html", {"coming": offers.coming(place, today()).count()})


@needs("applications.take_in")
def take(request, pk: int):
    """Enter a reply by hand (the person called, or the gateway is not connected)."""
    message = get_object_or_404(Message.objects.select_related("person__place"), pk=pk)
    allowed(request.by, "applications.take_in", message.person.place)
    if request.method == "POST":
        try:
            case = offers.reply(message=message, text=request.POST.get("reply", ""), by=request.by, on=today())
            messages.success(request, here("已登记回复", "The reply is recorded"))
            return redirect("desk-case", pk=case.pk) if case else redirect("desk-offers")
        except Refused as no:
            messages.error(request, str(no))
    return redirect("desk-offers")
