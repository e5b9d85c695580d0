"""Taking a half-hour, taking another one instead, giving it back. The same for a resident on a phone and an officer at the telephone."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.base.actions import action, locked
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.booking import queries, schedule, topics
from minsheng.booking.models import Appointment, Hours
from minsheng.notices.messages.actions import drop
from minsheng.places.models import Place
from minsheng.registry import identity
from minsheng.registry.events import refuse_leaving, tell
from minsheng.registry.models import Person


def about(appointment: Appointment) -> str:
    return f"booking.appointment:{appointment.pk}"


@action
def book(
    *, place: Place, home: bool, day: date, slot: int, topic: str, person: Person | None = None, caller: dict | None = None, address: str = "", channel: str,
    by: Actor, on: date,
) -> Appointment:  # fmt: skip
    """One half-hour for a person, or for a `caller` {name, phone} who has no file yet. With `home` somebody comes to the `address`."""
    _may(by, place, home, topic, person, on)
    who = {"person": only_one(person, topic, day, slot), "caller": {}} if person else {"person": None, "caller": _caller(caller)}
    if home and not address.strip():
        raise Refused("上门要有地址，请填写。", "A visit needs an address: enter it.", field="address")
    seat, seats = _seat(place, home, day, slot, by, on)
    made = Appointment.objects.create(
        place=place, home=home, day=day, slot=slot, seat=seat, seats=seats, topic=topic, address=address.strip() if home else "", channel=channel,
        made_on=on, made_by_id=by.user, **who,
    )  # fmt: skip
    if person:
        tell(person, "booked", on, by, about=about(made), day=f"{day}", time=schedule.clock(slot))
    record(by=by, on=on, act="booking.book", subject=made, place=place, day=day, slot=slot, topic=topic, home=home, channel=channel)
    return made


@action
def move(*, appointment: Appointment, day: date, slot: int, by: Actor, on: date) -> Appointment:
    """Another time at the same place. The old one stays behind as moved, and its seat is free."""
    _still(appointment, by, on)
    if (day, slot) == (appointment.day, appointment.slot):
        raise AlreadyDone("就是这个时间，不用改。", "That is the time you have; nothing changes.")
    appointment.state = "moved"
    appointment.save(update_fields=["state"])
    if appointment.person:
        only_one(appointment.person, appointment.topic, day, slot)
    seat, seats = _seat(appointment.place, appointment.home, day, slot, by, on)
    made = Appointment.objects.create(
        place=appointment.place, home=appointment.home, day=day, slot=slot, seat=seat, seats=seats, topic=appointment.topic, person=appointment.person,
        caller=appointment.caller, address=appointment.address, channel=appointment.channel, made_on=on, made_by_id=by.user, moved_from=appointment,
    )  # fmt: skip
    drop(abouts=[about(appointment)], by=by, on=on)
    if made.person:
        tell(made.person, "booking_moved", on, by, about=about(made), day=f"{day}", time=schedule.clock(slot))
    record(by=by, on=on, act="booking.move", subject=made, place=made.place, before=appointment.pk, day=day, slot=slot)
    return made


@action
def cancel(*, appointment: Appointment, by: Actor, on: date) -> Appointment:
    """Given back: somebody else may have the half-hour."""
    _still(appointment, by, on)
    appointment.state = "cancelled"
    appointment.save(update_fields=["state"])
    drop(abouts=[about(appointment)], by=by, on=on)
    if appointment.person:
        tell(appointment.person, "booking_cancelled", on, by, about=about(appointment), day=f"{appointment.day}", time=schedule.clock(appointment.slot))
    record(by=by, on=on, act="booking.cancel", subject=appointment, place=appointment.place)
    return appointment


def _may(by: Actor, place: Place, home: bool, topic: str, person: Person | None, on: date) -> None:
    """A resident for oneself; an officer at the own windows, or for somebody whose file is the own. A matter only where the file can be opened."""
    if topic not in dict(topics.topics()):
        raise Refused("请选择要办什么事。", "Choose what it is about.", field="topic")
    if by.role == "resident":
        if person is None or by.person != person.pk:
            raise NotAllowed("只能给自己预约。", "You book for yourself only.")
    else:
        allowed(by, "booking.take", place if person is None or not by.covers(person.place.path) else None)
    if person and (place, home) not in queries.windows(person, topic, on):
        raise Refused(
            "这件事不能在这个窗口办：请选本社区、本街道或本区的窗口。",
            "This cannot be done at that window: choose one of the community, street or district that keeps the file.",
            field="at",
        )


def only_one(person: Person, topic: str, day: date, slot: int) -> Person:
    """Asked about one after the other: two clicks of the same person do not both pass. Raises AlreadyDone or Refused."""
    person = Person._base_manager.select_for_update(no_key=True).get(pk=person.pk)
    refuse_leaving(person)
    if person.died_on:
        raise Refused("档案里登记为已去世，不能预约。", "The file says that this person has died.")
    booked = Appointment.objects.filter(person=person, state="booked")
    if there := booked.filter(topic=topic).first():
        raise AlreadyDone(
            f"这件事已经约在 {there.day} {schedule.clock(there.slot)}，可以改期，不用再约。",
            f"This is booked for {there.day} at {schedule.clock(there.slot)} already: move it instead of booking again.",
        )
    if booked.filter(day=day, slot=slot).exists():
        raise Refused("同一时间已经约了另一件事，请换一个时间。", "Something else is booked at that time: choose another one.", field="slot")
    return person


def _caller(caller: dict | None) -> dict:
    name = (caller or {}).get("name", "").strip()
    if not name:
        raise Refused("请填写来电人姓名。", "Enter the caller's name.", field="name")
    return {"name": name, "phone": identity.phone((caller or {}).get("phone", ""))}


def _seat(place: Place, home: bool, day: date, slot: int, by: Actor, on: date) -> tuple[int, int]:
    """(the first free seat, how many there are). The office's hours are held meanwhile; the database refuses a seat taken twice."""
    list(Hours.objects.select_for_update().filter(place=place, home=home).values_list("pk"))
    staff = by.role != "resident"
    if not schedule.from_day(on, staff) <= day <= on + schedule.DAY * schedule.AHEAD:
        raise Refused(
            f"只能约{'今天' if staff else '明天'}到 {schedule.AHEAD} 天以内的时间。",
            f"Book from {'today' if staff else 'tomorrow'} up to {schedule.AHEAD} days ahead.",
            field="slot",
        )
    found = next((s for s in schedule.days(place, home, day, day).get(day, []) if s.slot == slot), None)
    if found is None:
        raise Refused("这个时间不开放，请另选。", "That time is not open: choose another one.", field="slot")
    taken = set(Appointment.objects.filter(place=place, home=home, day=day, slot=slot).exclude(state__in=Appointment.GONE).values_list("seat", flat=True))
    free = [n for n in range(1, found.seats + 1) if n not in taken]
    if not free:
        raise Refused("这个时间刚刚约满，请另选。", "That time has just been taken: choose another one.", field="slot")
    return free[0], found.seats


def _still(appointment: Appointment, by: Actor, on: date) -> None:
    """A resident reaches the own, until the day; staff those of their place. What has happened is not changed."""
    locked(appointment)
    if by.role == "resident":
        if appointment.person_id is None or by.person != appointment.person_id:
            raise NotAllowed("这不是您的预约。", "This appointment is not yours.")
    else:
        allowed(by, "booking.take", appointment.place)
    if appointment.state != "booked":
        raise AlreadyDone("这个预约已经取消、改期或者办过了。", "This appointment has been cancelled, moved or kept already.")
    if by.role == "resident" and appointment.day <= on:
        raise Refused(
            "当天的预约不能在网上改了，来不了请打窗口电话。", "It is today or past, so it cannot be changed here: please call the window if you cannot come."
        )
