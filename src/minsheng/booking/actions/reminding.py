"""A message on the working day before, some at a time, each once."""

from datetime import date

from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.calendar import add_working_days
from minsheng.booking import schedule, topics
from minsheng.booking.actions.booking import about
from minsheng.booking.models import Appointment
from minsheng.divisions.queries import counter_of
from minsheng.notices.messages.actions import drop, send_message

STEP = 50  # people in one transaction
OVER = 7  # days looked back, should the job have missed a night
HOTLINE = "12345"


def unreminded(on: date):
    """Who comes before the next working day is over, and booked before today. Who has no file is called by the office."""
    rows = Appointment.objects.filter(state="booked", reminded_on=None, made_on__lt=on, person__isnull=False, person__died_on=None)
    return rows.filter(day__gt=on, day__lte=add_working_days(on, 1).day)


def too_late(on: date):
    """Reminded and over: what still waits in the outbox is not sent any more."""
    return Appointment.objects.filter(reminded_on__isnull=False, day__lt=on, day__gte=on - schedule.DAY * OVER)


@action
def remind_some(*, by: Actor, on: date) -> int:
    """The next of those who come on the next working day. How many; 0 when everybody is reminded, and what came too late is dropped."""
    rows = list(unreminded(on).select_for_update(of=("self",)).select_related("place", "person__place").order_by("pk")[:STEP])
    phones: dict[int, str] = {}
    for row in rows:
        if row.place_id not in phones:
            counter = counter_of(row.place, on)
            phones[row.place_id] = counter.phone if counter else HOTLINE
        values = {
            "day": f"{row.day}",
            "time": schedule.clock(row.slot),
            "place": row.place.name,
            "matter": list(topics.label(row.topic)),
            "phone": phones[row.place_id],
        }
        send_message(person=row.person, kind="booking_home" if row.home else "booking", values=values, about=about(row), by=by, on=on)
    Appointment.objects.filter(pk__in=[r.pk for r in rows]).update(reminded_on=on)
    if rows:
        record(by=by, on=on, act="booking.remind", subject="booking.appointments", reminded=len(rows))
    elif late := [about(row) for row in too_late(on)]:
        drop(abouts=late, by=by, on=on)
    return len(rows)
