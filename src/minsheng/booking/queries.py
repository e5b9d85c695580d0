"""Reading appointments: those of a desk, those of a resident, and the windows that somebody may choose from."""

from datetime import date

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat, LPad

from minsheng.accounts.access import within
from minsheng.applications.models import Application
from minsheng.base.actor import Actor
from minsheng.base.crypto import digest
from minsheng.booking.models import Appointment, Closure, Hours
from minsheng.booking.topics import is_matter
from minsheng.places.models import Place
from minsheng.places.queries import chain_on, in_force, in_range
from minsheng.registry import identity
from minsheng.registry.models import Person

WHEN = Concat(Cast("day", CharField()), Value(" "), LPad(Cast("slot", CharField()), 2, Value("0")))
"""The order of time, as one expression."""


def visible(by: Actor) -> QuerySet[Appointment]:
    """A resident's own; an office's own and those of the offices below it."""
    rows = Appointment.objects.select_related("place", "person__place", "application", "handled_by")
    return rows.filter(person=by.person) if by.role == "resident" else within(rows, by)


def listed(by: Actor) -> QuerySet[Appointment]:
    """For the list of the desk: without what was moved, and with `shut`, whether the office has closed that day since."""
    shut = Closure.objects.filter(place=OuterRef("place"), first__lte=OuterRef("day"), last__gte=OuterRef("day"))
    return visible(by).exclude(state="moved").annotate(shut=Exists(shut))


def to_come(person: Person, on: date) -> QuerySet[Appointment]:
    """Somebody's appointments from today on, the next first."""
    return Appointment.objects.filter(person=person, state="booked", day__gte=on).select_related("place").order_by("day", "slot")


def windows(person: Person | None, topic: str, on: date, near: Place | None = None) -> list[tuple[Place, bool]]:
    """[(place, at home?)]: where this can be done. A matter goes to whoever keeps the file: community, street, district. A question goes to any window of the
    district. Without a file, `near` says where. The nearest first; visits at home after the windows."""
    chain = chain_on(person.place if person else near, on)
    own = [chain[level] for level in ("community", "street", "functional", "district") if level in chain]
    rows = Hours.objects.filter(in_force(on), place__until=None)
    top = chain.get("functional") or chain.get("district")
    reach = Q(place__in=own) if is_matter(topic) or top is None else Q(place__in=own) | in_range(top.path, "place__path")
    found = set(rows.filter(reach).values_list("place", "home"))
    places = Place.objects.in_bulk({pk for pk, _ in found})
    order = {p.pk: n for n, p in enumerate(own)}
    rank = sorted(found, key=lambda w: (w[1], order.get(w[0], len(own)), places[w[0]].path))
    return [(places[pk], home) for pk, home in rank if not home or pk in order]


def led_to(application: Application) -> Appointment | None:
    """The appointment that a case came from."""
    return application.appointments.select_related("place").order_by("pk").first()


def today_of(by: Actor, on: date) -> int:
    """How many are expected today and have not come yet."""
    return within(Appointment.objects.filter(day=on, state="booked"), by).count()


def hours_of(by: Actor, on: date) -> list[list[Hours]]:
    """Hours that hold or are to come, of the actor's offices; those that differ in the weekday only stand together."""
    rows = within(Hours.objects.filter(Q(until=None) | Q(until__gt=on)).select_related("place"), by)
    found: dict[tuple, list[Hours]] = {}
    for one in rows.order_by("place__path", "home", "first", "weekday"):
        found.setdefault(_alike(one), []).append(one)
    return list(found.values())


def together(hours: Hours) -> list[Hours]:
    """These and those that differ from them in the weekday only."""
    rows = Hours.objects.filter(place=hours.place, home=hours.home, first=hours.first, until=hours.until).select_related("place")
    return [one for one in rows.order_by("weekday") if _alike(one) == _alike(hours)]


def _alike(one: Hours) -> tuple:
    return one.place_id, one.home, one.first, one.end, one.seats, one.since, one.until


def desk_windows(by: Actor, person: Person | None, topic: str, on: date) -> list[tuple[Place, bool]]:
    """Where an officer can book: for a file where it belongs; for a caller without one at every window of the own place."""
    if person:
        return windows(person, topic, on)
    rows = within(Hours.objects.filter(in_force(on), place__until=None), by).values_list("place", "home").distinct()
    places = Place.objects.in_bulk({pk for pk, _ in rows})
    return sorted(((places[pk], home) for pk, home in rows), key=lambda w: (w[1], w[0].path))


def with_document(by: Actor, number: str) -> Person | None:
    """The file of the actor's place with this document: what somebody at the window shows."""
    found = [digest("document", form) for form in identity.forms(number)]
    rows = Person.objects.filter(documents__digest__in=found, documents__current=True, merged_into=None)
    return within(rows.select_related("place"), by).first()
