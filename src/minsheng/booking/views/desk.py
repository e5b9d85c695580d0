"""The office's appointments: today's in the order of time, to come, past; taking one by telephone or at the counter."""

from dataclasses import replace

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from minsheng.accounts.access import allowed, may, needs
from minsheng.base.audit import noted
from minsheng.base.clock import today
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.base.texts import here
from minsheng.base.ui import Bulk, Cell, Choice, Column, Dates, Flag, Search, Tab, Table, refuse
from minsheng.booking import actions, queries, topics
from minsheng.booking.models import Appointment
from minsheng.booking.views.choosing import Booker, step
from minsheng.booking.views.showing import masked_who, state_tag, when_words, where
from minsheng.places.models import Place
from minsheng.registry.models import Person

SHOUT = ("那天已经关门，请联系改期", "Closed that day since: call and move it")


def _who(a: Appointment) -> Cell:
    small = a.person.place.name if a.person else ("还没有档案", "No file yet")
    return Cell(masked_who(a), small=small, href=f"/desk/appointments/{a.pk}/")


def _state(a: Appointment):
    return Cell(state_tag(a), small=SHOUT) if a.state == "booked" and a.shut else state_tag(a)


def _case(a: Appointment):
    return Cell(a.application.number or ("草稿", "Draft"), href=f"/desk/applications/{a.application_id}/") if a.application else None


APPOINTMENTS = Table(
    "appointments",
    [
        Column("when", ("时间", "When"), when_words, sort=queries.WHEN, export=lambda a: f"{a.day} {when_words(a)[-5:]}"),
        Column("who", ("谁", "Who"), _who, sort="person__name", export=masked_who),
        Column("topic", ("办什么", "For what"), lambda a: topics.label(a.topic), sort="topic"),
        Column("where", ("在哪里", "Where"), where, sort="place__name"),
        Column("state", ("状态", "State"), _state, sort="state", export=lambda a: Appointment.STATES[a.state]),
        Column("case", ("办件", "Case"), _case, export=lambda a: a.application and a.application.number),
        Column("channel", ("怎样约的", "How"), lambda a: Appointment.CHANNELS[a.channel], sort="channel", hidden=True),
        Column("made", ("哪天约的", "Made on"), lambda a: a.made_on, sort="made_on", hidden=True),
        Column("officer", ("经手", "Officer"), lambda a: a.handled_by, hidden=True),
    ],
    filters=[
        Search("q", ("姓名", "Name"), lambda rows, text: rows.filter(person__name__contains=text)),
        Choice("topic", ("办什么", "For what"), lambda request: topics.topics(), field="topic"),
        Choice("state", ("状态", "State"), [s for s in Appointment.STATES.items() if s[0] != "moved"], field="state"),
        Choice("home", ("在哪里", "Where"), [("0", ("到窗口", "At the window")), ("1", ("上门", "At home"))], apply=lambda rows, value: rows.filter(home=value == "1")),
        Dates("day", ("日期", "Day"), field="day"),
        Flag("shut", ("要改期的（那天关门）", "To be moved: closed that day"), lambda rows: rows.filter(shut=True, state="booked")),
    ],
    sort="when",
    bulk=[Bulk("/desk/appointments/many/arrive/", ("登记已到", "Record as here")), Bulk("/desk/appointments/many/miss/", ("登记没有来", "Record as not come"), main=False)],
    exported=lambda request, count: noted(by=request.by, on=today(), act="booking.export", subject="booking.appointments", rows=count),
    empty=(("没有预约", "No appointments"), ("居民在网上约的、您在电话里帮着约的，都按时间排在这里。先在“开放时间”里登记窗口几点开。", "What residents book online and you book by telephone stands here in the order of time. First enter when the window is open.")),
)  # fmt: skip
PERIODS = {
    "today": (("今天", "Today"), lambda rows, day: rows.filter(day=day).exclude(state="cancelled")),
    "coming": (("以后", "To come"), lambda rows, day: rows.filter(day__gt=day, state="booked")),
    "past": (("过去", "Past"), lambda rows, day: rows.filter(day__lt=day)),
    "all": (("全部", "All"), lambda rows, day: rows),
}


@needs("booking.see")
def index(request):
    day, period = today(), request.GET.get("when", "today")
    period = period if period in PERIODS else "today"
    rows, taking = queries.listed(request.by), may(request.by, "booking.take")
    context = {
        "tabs": [Tab(label, f"/desk/appointments/?when={key}", key == period) for key, (label, _) in PERIODS.items()],
        "may_take": taking, "may_hours": may(request.by, "booking.hours"),
    }  # fmt: skip
    table = APPOINTMENTS if taking else replace(APPOINTMENTS, bulk=[])
    return table.respond(request, PERIODS[period][1](rows, day), "booking/desk.html", context)


@needs("booking.take")
def new(request):
    """For somebody with a file (`?person=`), or for a caller who has none yet."""
    person, near = _person(request), get_object_or_404(Place, pk=request.by.place)
    booker = Booker(
        "/desk/appointments/new/", "base/desk.html", person.place if person else near, lambda topic: queries.desk_windows(request.by, person, topic, today()), person,
        staff=True, start=f"/desk/people/{person.pk}/" if person else "/desk/appointments/", keep={"person": person.pk} if person else {},
    )  # fmt: skip
    asked = step(booker, request)
    form = asked.form
    if form and form.is_bound and form.is_valid():
        try:
            return redirect("desk-appointment", pk=_book(request, person, asked, form.cleaned_data).pk)
        except (AlreadyDone, Refused) as no:
            refuse(form, no)
    return render(request, asked.template, asked.context, status=422 if form and form.errors else 200)


def _person(request) -> Person | None:
    asked = request.GET.get("person", "")
    if not asked:
        return None
    found = get_object_or_404(Person.objects.select_related("place"), pk=asked if asked.isascii() and asked.isdigit() and len(asked) < 19 else None)
    allowed(request.by, "booking.take", found.place)
    return found


def _book(request, person: Person | None, asked, data: dict) -> Appointment:
    caller = None if person else {"name": data["name"], "phone": data["phone"]}
    made = actions.book(
        place=asked.place, home=asked.home, day=asked.day, slot=data["slot"], topic=asked.topic, person=person, caller=caller, address=data.get("address", ""),
        channel="phone", by=request.by, on=today(),
    )  # fmt: skip
    messages.success(request, here(f"约好了：{when_words(made)}", f"Booked: {when_words(made)}"))
    return made
