"""Two files are one person: the appointments stand in the kept file. Where both had one for the same thing, or at the same time, the kept file's holds."""

from datetime import date

from minsheng.base.actor import Actor
from minsheng.booking.models import Appointment
from minsheng.registry.models import Person


def follow(*, keep: Person, drop: Person, by: Actor, on: date) -> None:
    kept = list(Appointment.objects.filter(person=keep, state="booked"))
    topics, times = {a.topic for a in kept}, {(a.day, a.slot) for a in kept}
    for one in Appointment.objects.filter(person=drop).order_by("pk"):
        if one.state == "booked" and (one.topic in topics or (one.day, one.slot) in times):
            one.state = "cancelled"
        one.person = keep
        one.save(update_fields=["person", "state"])
