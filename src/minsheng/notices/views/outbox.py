"""The outbox: all messages, whom to call, one message with its answers, whether somebody wants messages at all."""

from django.contrib import messages as said
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from minsheng.accounts.access import may, needs
from minsheng.base.audit import looked, noted
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.masks import mask_name
from minsheng.base.texts import HTML_LANG, here
from minsheng.base.ui import Cell, Choice, Column, Dates, Search, Stat, Table, refuse, tag
from minsheng.notices import queries
from minsheng.notices.forms import ByHandForm, ToldForm, WishForm
from minsheng.notices.messages import actions, answers, handing, kinds
from minsheng.notices.messages.provider import named
from minsheng.notices.models import Answer, Message, Wish
from minsheng.notices.views.showing import ANSWER_TAGS, MEANING_TAGS, state_tag, tabs
from minsheng.registry.views.finding import find

WHO = Column(
    "who", ("居民", "Resident"), lambda m: Cell(mask_name(m.person.name), small=m.person.place.name, href=f"/desk/messages/{m.pk}/"), sort="person__name"
)
KIND = Column("kind", ("事项", "About"), lambda m: kinds.label(m.kind), sort="kind")
STATE = Column("state", ("状态", "State"), lambda m: Cell(state_tag(m), small=Message.WHY.get(m.why, "")), sort="state")
QUEUED = Column("queued", ("列入", "Queued"), lambda m: m.queued_on, sort="queued_on")
NAME = Search("q", ("姓名", "Name"), lambda rows, text: rows.filter(person__name__contains=text))


def _exported(request, count: int) -> None:
    noted(by=request.by, on=today(), act="registry.export", subject="notices.messages", rows=count)


MESSAGES = Table(
    "messages",
    [
        WHO,
        KIND,
        STATE,
        QUEUED,
        Column("sent", ("交出", "Handed over"), lambda m: m.sent_on, sort="sent_on"),
        Column("reply", ("回复", "Answer"), lambda m: tag(MEANING_TAGS[m.meaning], Message.MEANINGS[m.meaning]) if m.meaning else "", sort="meaning"),
        Column("replied", ("回复日期", "Answered"), lambda m: m.replied_on, sort="replied_on"),
    ],
    filters=[
        NAME,
        Choice("state", ("状态", "State"), list(Message.STATES.items()), field="state"),
        Choice("kind", ("事项", "About"), lambda request: kinds.labels(), field="kind"),
        Dates("queued", ("列入", "Queued"), field="queued_on"),
    ],
    sort="-queued",
    exported=_exported,
    empty=(("还没有短信", "No messages yet"), ("系统要告诉居民的短信先列在这里，交出以后看得到回复。", "Messages for residents stand here first; their answers show once they went out.")),
)  # fmt: skip
CALL = Table(
    "messages-call",
    [WHO, KIND, Column("why", ("为什么", "Why"), lambda m: Message.WHY.get(m.why, ""), sort="why"), QUEUED],
    filters=[NAME, Choice("why", ("为什么", "Why"), list(Message.WHY.items()), field="why")],
    sort="queued",
    exported=_exported,
    empty=(
        ("没有要联系的人", "Nobody to call"),
        ("没有手机、不愿意收短信、短信没有送到的人会列在这里。", "Who has no mobile, wants no messages or was not reached by one is listed here."),
    ),
)


@require_safe
@needs("applications.take_in")
def index(request):
    n = queries.counts(request.by)
    cards = [
        Stat(("待发", "Waiting"), n["waiting"], href="?state=waiting"),
        Stat(("已发，还没有回复", "Out, no answer yet"), n["open"], href="?state=handed"),
        Stat(("要电话或书信联系", "To be called"), n["call"], href="/desk/messages/call/"),
        Stat(("要人看的回复", "Answers to look at"), n["look"], href="/desk/messages/answers/?state=look"),
    ]
    context = {
        "cards": cards, "waiting": n["waiting"], "tabs": tabs(request, "/desk/messages/"), "by_provider": bool(named()), "may_send": may(request.by, "notices.send"),
    }  # fmt: skip
    return MESSAGES.respond(request, queries.messages(request.by), "notices/messages.html", context)


@require_safe
@needs("applications.take_in")
def call(request):
    return CALL.respond(request, queries.to_call(request.by), "notices/call.html", {"tabs": tabs(request, "/desk/messages/call/")})


@needs("applications.take_in")
def message(request, pk: int):
    """One message: where it stands, what came back in its own words, and what can be entered by hand."""
    found = get_object_or_404(queries.messages(request.by), pk=pk)
    by_hand, told = _bound(request, ByHandForm, "answer"), _bound(request, ToldForm, "told")
    form = told if told.is_bound else by_hand
    if request.method == "POST":
        try:
            if done := _act(request, found, by_hand, told):
                return done
        except Refused as no:
            refuse(form, no) if form.is_bound else said.error(request, str(no))
    came = found.answers.select_related("taken_by", "settled_by").order_by("-pk")[:20]
    looked(by=request.by, on=today(), subject=found, purpose="notices.message", fields=["answers"] if came else [], place=found.person.place)
    context = {
        "found": found, "kind": kinds.label(found.kind), "state": state_tag(found), "about": _about(found), "answers": [_shown(answer) for answer in came],
        "by_hand": by_hand, "told": told, "form": form, "asks": found.kind in kinds.asking() and found.state != "dropped",
        "may_tell": found.state in ("call", "failed"), "may_queue": found.state == "call" and not found.handover_id and actions.has_phone(found.person),
        "went_out": found.state in ("handed", "delivered"),
    }  # fmt: skip
    return render(request, "notices/message.html", context, status=422 if form.errors else 200)


def _bound(request, form, name: str):
    return form(request.POST if request.method == "POST" and name in request.POST else None, auto_id=f"id_{name}_%s")


def _act(request, found: Message, by_hand: ByHandForm, told: ToldForm):
    if "again" in request.POST:
        actions.queue_again(message=found, by=request.by, on=today())
    elif "lost" in request.POST:
        actions.not_reached(message=found, by=request.by, on=today())
    elif told.is_bound and told.is_valid():
        actions.tell_otherwise(message=found, **told.cleaned_data, by=request.by, on=today())
    elif by_hand.is_bound and by_hand.is_valid():
        data = by_hand.cleaned_data
        answer = answers.take(message=found, came=answers.Came("", data["text"], data["day"]), way="officer", by=request.by, on=today())
        if answer.state == "look":
            return redirect("desk-answer", pk=answer.pk)
    else:
        return None
    said.success(request, here("已登记", "Recorded"))
    return redirect("desk-message", pk=found.pk)


def _about(found: Message) -> list[tuple]:
    rows = [
        (("事项", "About"), kinds.label(found.kind)),
        (("短信说什么", "Its words"), format_html('<span lang="{}">{}</span>', HTML_LANG[handing.language_of(found)], handing.says(found))),
        (("列入", "Queued"), found.queued_on),
        (("交出", "Handed over"), found.sent_on),
        (("回复", "Answer"), Message.MEANINGS.get(found.meaning)),
        (("回复日期", "Answered"), found.replied_on),
        (("原因", "Why"), Message.WHY.get(found.why)),
        (("联系", "Contact"), (f"{Message.HOW[found.told_how][0]} {found.told_on}", f"{Message.HOW[found.told_how][1]} {found.told_on}") if found.told_how else None),
    ]  # fmt: skip
    return [row for row in rows if row[1]]


def _shown(answer: Answer) -> dict:
    """An answer in its own words."""
    label = Answer.SETTLED[answer.settled_as] if answer.settled_as else Answer.STATES[answer.state]
    return {
        "answer": answer, "text": answers.words_of(answer)["text"], "meaning": tag(MEANING_TAGS[answer.meaning], Message.MEANINGS[answer.meaning]),
        "state": tag(ANSWER_TAGS[answer.state], label), "way": Answer.WAYS[answer.way],
    }  # fmt: skip


@needs("registry.edit")
def wish(request, pk: int):
    """Whether somebody wants messages, and in which language."""
    person = find(request, pk, "registry.edit")
    now = Wish.objects.filter(person=person).first() or Wish(messages=True)
    form = WishForm(request.POST or None, initial={"messages": "yes" if now.messages else "no", "language": now.language})
    if request.method == "POST" and form.is_valid():
        try:
            wanted = {"messages": form.cleaned_data["messages"] == "yes", "language": form.cleaned_data["language"]}
            actions.set_wish(person=person, **wanted, by=request.by, on=today())
            said.success(request, here("已登记", "Recorded"))
            return redirect(f"/desk/people/{person.pk}/")
        except Refused as no:
            refuse(form, no)
    looked(by=request.by, on=today(), subject=person, purpose="notices.wish", place=person.place)
    return render(request, "notices/wish.html", {"person": person, "form": form, "back": f"/desk/people/{person.pk}/"}, status=422 if form.errors else 200)
