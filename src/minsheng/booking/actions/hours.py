"""When an office takes appointments: its weekly hours, and the days on which it takes none."""

from datetime import date, time

from django.db.models import Q

from minsheng.accounts.access import allowed
from minsheng.base.actions import action, locked
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.booking.models import LAST, Appointment, Closure, Hours
from minsheng.booking.schedule import slot_of
from minsheng.places.models import Place
from minsheng.places.queries import still_there

MOST = 200  # people in one half-hour: more is a slip of the keyboard
MIDNIGHT = time(0)


@action
def set_hours(*, place: Place, home: bool, weekdays: list[int], first: time, end: time, seats: int, since: date, by: Actor, on: date) -> list[Hours]:
    """A stretch of these weekdays, for so many people each half-hour. A morning and an afternoon are two; they do not overlap."""
    allowed(by, "booking.hours", place)
    still_there(place, on)
    start, stop = _slots(first, end)
    if not weekdays or not set(weekdays) <= Hours.WEEKDAYS.keys():
        raise Refused("请勾选星期几。", "Tick the days of the week.", field="weekdays")
    if not 1 <= seats <= MOST:
        raise Refused(f"每半小时的人数在 1 到 {MOST} 之间。", f"Each half-hour takes between 1 and {MOST} people.", field="seats")
    if since < on:
        raise Refused("开始日期不能在今天以前。", "The first day does not lie in the past.", field="since")
    for weekday in sorted(set(weekdays)):
        _free(place, home, weekday, start, stop, since)
    made = [Hours.objects.create(place=place, home=home, weekday=w, first=start, end=stop, seats=seats, since=since) for w in sorted(set(weekdays))]
    record(by=by, on=on, act="booking.set_hours", subject=place, place=place, home=home, weekdays=[h.weekday for h in made], first=start, end=stop, seats=seats)
    return made


def _slots(first: time, end: time) -> tuple[int, int]:
    for moment, field in ((first, "first"), (end, "end")):
        if moment.minute not in (0, 30) or moment.second:
            raise Refused("时间写整点或半点，例如 09:00、14:30。", "Write whole or half hours, such as 09:00 or 14:30.", field=field)
    start, stop = slot_of(first), LAST if end == MIDNIGHT else slot_of(end)
    if stop <= start:
        raise Refused("结束时间应在开始之后。", "The end lies after the beginning.", field="end")
    return start, stop


def _free(place: Place, home: bool, weekday: int, start: int, stop: int, since: date) -> None:
    """No half-hour of these stands in other hours that still hold then."""
    rows = Hours.objects.select_for_update().filter(Q(until=None) | Q(until__gt=since), place=place, home=home, weekday=weekday)
    if any(h.first < stop and start < h.end for h in rows):
        zh, en = Hours.WEEKDAYS[weekday]
        raise Refused(
            f"{zh}这段时间已经登记了，要改请先停用原来的。",
            f"{en}: these times are entered already. To change them, end the present ones first.",
            field="weekdays",
        )


@action
def end_hours(*, hours: list[Hours], until: date, by: Actor, on: date) -> list[Hours]:
    """From this day on these take no new appointments. What is booked stays, and is shown on the list to be moved."""
    if not hours:
        raise Refused("请勾选星期几。", "Tick the days of the week.", field="weekdays")
    for one in hours:
        allowed(by, "booking.hours", locked(one).place)
        if one.until and one.until <= on:
            raise AlreadyDone("这段时间已经停用。", "These hours have ended already.")
        if until < max(on, one.since):
            raise Refused("停用日期不能在今天以前，也不能早于开始日期。", "The day lies neither in the past nor before the first day.", field="until")
        one.until = until
        one.save(update_fields=["until"])
    place = hours[0].place
    record(by=by, on=on, act="booking.end_hours", subject=place, place=place, hours=[h.pk for h in hours], until=until)
    return hours


@action
def close_days(*, place: Place, first: date, last: date, why: str, by: Actor, on: date) -> Closure:
    """No appointments on these days. Whoever has one is shown on the list, to be called and moved."""
    allowed(by, "booking.hours", place)
    if not why.strip():
        raise Refused("请写明原因，居民看得到。", "Say why; residents read it.", field="why")
    if first < on:
        raise Refused("不能从今天以前开始。", "It does not begin in the past.", field="first")
    if last < first:
        raise Refused("最后一天不能早于第一天。", "The last day does not lie before the first.", field="last")
    made = Closure.objects.create(place=place, first=first, last=last, why=why.strip(), entered_by_id=by.user)
    record(by=by, on=on, act="booking.close_days", subject=place, place=place, first=first, last=last, booked=booked_between(place, first, last).count())
    return made


@action
def open_days(*, closure: Closure, by: Actor, on: date) -> None:
    """It takes appointments on these days after all."""
    allowed(by, "booking.hours", locked(closure).place)
    place, days = closure.place, {"first": closure.first, "last": closure.last}
    if closure.last < on:
        raise Refused("这些日子已经过去。", "These days are over.")
    closure.delete()
    record(by=by, on=on, act="booking.open_days", subject=place, place=place, **days)


def booked_between(place: Place, first: date, last: date):
    """Who has an appointment on these days."""
    return Appointment.objects.filter(place=place, day__range=(first, last), state="booked")
