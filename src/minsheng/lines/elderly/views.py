"""Who was asked about the old-age allowance, who agreed, who has not answered; this month's messages."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect

from minsheng.accounts.access import needs
from minsheng.base.audit import noted
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.masks import mask_name
from minsheng.base.texts import here
from minsheng.base.ui import Cell, Choice, Column, Search, Table, tag
from minsheng.lines.elderly import offers
from minsheng.notices.models import Message
from minsheng.notices.views.showing import MEANING_TAGS, state_tag, tabs
from minsheng.places.models import Place


def _answer(m: Message):
    return tag(MEANING_TAGS[m.meaning], Message.MEANINGS[m.meaning]) if m.meaning else tag("plain", "没有回复", "No reply")


def _answered(rows, value: str):
    return rows.filter(meaning="") if value == "none" else rows.filter(meaning=value)


OFFERS = Table(
    "offers",
    [
        Column("who", ("居民", "Resident"), lambda m: Cell(mask_name(m.person.name), small=m.person.place.name, href=f"/desk/messages/{m.pk}/"), sort="person__name"),
        Column("state", ("短信", "Message"), lambda m: Cell(state_tag(m), small=Message.WHY.get(m.why, "")), sort="state"),
        Column("queued", ("列入", "Queued"), lambda m: m.queued_on, sort="queued_on"),
        Column("sent", ("发出", "Sent"), lambda m: m.sent_on, sort="sent_on"),
        Column("reply", ("回复", "Reply"), _answer, sort="meaning"),
        Column("replied", ("回复日期", "Replied"), lambda m: m.replied_on, sort="replied_on"),
    ],
    filters=[
        Search("q", ("姓名", "Name"), lambda rows, text: rows.filter(person__name__contains=text)),
        Choice("state", ("短信", "Message"), list(Message.STATES.items()), field="state"),
        Choice("answered", ("回复", "Reply"), [("none", ("没有回复", "None")), *Message.MEANINGS.items()], apply=_answered),
    ],
    sort="-queued",
    exported=lambda request, count: noted(by=request.by, on=today(), act="registry.export", subject="notices.messages", rows=count),
    empty=(("还没有人要问", "Nobody has been asked yet"), ("每月按出生日期找出快满年龄的老人，发一条短信；没有手机的列在要联系的名单上。", "Each month those who come of age get one message; who has no mobile is listed to be called.")),
)  # fmt: skip


@needs("applications.take_in")
def messages_page(request):
    """The list, and the button that puts this month's messages into the outbox."""
    place = get_object_or_404(Place, pk=request.by.place)
    if request.method == "POST":
        try:
            n = offers.offer(place=place, by=request.by, on=today())
            messages.success(request, here(f"{n} 条短信已列入待发", f"{n} messages are in the outbox"))
        except Refused as no:
            messages.error(request, str(no))
        return redirect("desk-offers")
    context = {"coming": offers.coming(place, today()).count(), "tabs": tabs(request, "/desk/messages/old-age/")}
    return OFFERS.respond(request, offers.waiting(request.by), "elderly/offers.html", context)
