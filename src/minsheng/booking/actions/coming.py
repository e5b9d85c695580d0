"""The day itself: who came, who did not, and the application that begins from it."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.applications import actions as applications
from minsheng.applications.models import Application
from minsheng.base.actions import action, locked
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.booking import schedule, topics
from minsheng.booking.actions.booking import about, only_one
from minsheng.booking.models import Appointment
from minsheng.notices.messages.actions import drop
from minsheng.registry.events import tell
from minsheng.registry.models import Person
from minsheng.registry.queries import home_of


@action
def arrive(*, appointment: Appointment, by: Actor, on: date) -> Appointment:
    """They are here, or we are there."""
    return _met(appointment, "arrived", ("booked",), act="booking.arrive", by=by, on=on)


@action
def miss(*, appointment: Appointment, by: Actor, on: date) -> Appointment:
    """Nobody came, or nobody was at home. Nothing follows from it for what they may receive."""
    return _met(appointment, "missed", ("booked",), act="booking.miss", by=by, on=on)


@action
def finish(*, appointment: Appointment, by: Actor, on: date) -> Appointment:
    """What they came for has been dealt with."""
    return _met(appointment, "done", ("booked", "arrived"), act="booking.finish", by=by, on=on)


@action
def put_back(*, appointment: Appointment, by: Actor, on: date) -> Appointment:
    """Recorded by mistake, seen the same day: as it was before. What has led to an application stays."""
    allowed(by, "booking.take", locked(appointment).place)
    if appointment.state not in Appointment.MET or appointment.application_id or appointment.day != on:
        raise Refused("只有当天登记的、还没有开始申请的才能撤回。", "Only what was recorded today and has led to no application is taken back.")
    if appointment.person:
        only_one(appointment.person, appointment.topic, appointment.day, appointment.slot)
    appointment.state, appointment.handled_by = "booked", None
    appointment.save(update_fields=["state", "handled_by"])
    record(by=by, on=on, act="booking.put_back", subject=appointment, place=appointment.place)
    return appointment


@action
def identify(*, appointment: Appointment, person: Person, by: Actor, on: date) -> Appointment:
    """The caller's file: from now on the appointment stands there, and what was sealed of the caller is gone."""
    allowed(by, "booking.take", locked(appointment).place)
    allowed(by, "registry.see", person.place)
    if appointment.person_id:
        raise AlreadyDone("已经关联到档案。", "It stands in a file already.")
    if appointment.state == "booked":
        only_one(person, appointment.topic, appointment.day, appointment.slot)
    appointment.person, appointment.caller = person, {}
    appointment.save(update_fields=["person", "caller"])
    tell(person, "booked", on, by, about=about(appointment), day=f"{appointment.day}", time=schedule.clock(appointment.slot))
    record(by=by, on=on, act="booking.identify", subject=appointment, place=appointment.place, person=person.pk)
    return appointment


@action
def begin(*, appointment: Appointment, by: Actor, on: date) -> Application:
    """They are here and apply: the draft at the counter, which knows the appointment it came from."""
    allowed(by, "booking.take", locked(appointment).place)
    if appointment.application:
        return appointment.application
    if not topics.is_matter(appointment.topic):
        raise Refused("这次预约不是来申请的。", "This appointment is not about an application.")
    if appointment.person is None:
        raise Refused("请先建档，或者找到来人的档案。", "Open a file first, or find the one there is.")
    if appointment.state == "booked":
        _met(appointment, "arrived", ("booked",), act="booking.arrive", by=by, on=on)
    if appointment.state not in ("arrived", "done"):
        raise Refused("取消或没有来的预约不能开始申请。", "A cancelled or missed appointment leads to no application.")
    person = appointment.person
    made = applications.draft(matter=appointment.topic, applicant=person, household=home_of(person), place=person.place, channel="counter", by=by, on=on)
    appointment.application = made
    appointment.save(update_fields=["application"])
    tell(person, "came_by_appointment", on, by, about=f"applications.application:{made.pk}", day=f"{appointment.day}", time=schedule.clock(appointment.slot))
    record(by=by, on=on, act="booking.begin", subject=made, place=appointment.place, appointment=appointment.pk)
    return made


def _met(appointment: Appointment, state: str, before: tuple[str, ...], *, act: str, by: Actor, on: date) -> Appointment:
    allowed(by, "booking.take", locked(appointment).place)
    if appointment.state == state:
        raise AlreadyDone("已经登记过了。", "It is recorded already.")
    if appointment.state not in before:
        raise Refused("这个预约已经取消、改期或者办过了。", "This appointment has been cancelled, moved or kept already.")
    if appointment.day > on:
        raise Refused("还没有到这一天。", "The day has not come yet.")
    appointment.state, appointment.handled_by_id = state, by.user
    appointment.save(update_fields=["state", "handled_by"])
    drop(abouts=[about(appointment)], by=by, on=on)
    record(by=by, on=on, act=act, subject=appointment, place=appointment.place)
    return appointment
