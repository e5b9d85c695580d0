"""What waits to be paid, and up to which day it is still taken into a month's batch."""

import calendar
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from minsheng.payments.models import CutOff, Payable
from minsheng.places.models import Place
from minsheng.registry.models import Person


def above(place: Place) -> list[int]:
    """The ids of the place and of those above it, the highest first."""
    return [int(i) for i in place.path.split(".") if i]


def cut_off(place: Place, line: str, month: date) -> date | None:
    """The last day on which something could be handed in for the month's batch; None where no document says so."""
    rows = {c.place_id: c for c in CutOff.objects.filter(place__in=above(place), line=line, since__lte=month).order_by("since")}
    nearest = next((rows[i] for i in reversed(above(place)) if i in rows), None)
    return nearest and month.replace(day=min(nearest.day, calendar.monthrange(month.year, month.month)[1]))


def died_before(payee: str = "payee", month: str = "month") -> QuerySet[Person]:
    """For a payable: its payee, when they died before the month began."""
    return Person.objects.filter(pk=OuterRef(payee), died_on__lt=OuterRef(month))


def waiting(place: Place, line: str, month: date) -> QuerySet[Payable]:
    """In no batch yet and not paused, for the month or an earlier one, in the place or below, handed in by the cut-off day.

    What stands there for months after the payee's death is not paid to anybody's account: it waits for whoever handed it in to say whose it is.
    """
    below = Place.objects.filter(path__gte=place.path, path__lt=place.path + "~").values("pk")
    rows = Payable.objects.filter(~Exists(died_before()), place__in=below, line=line, batch=None, on_hold=False, month__lte=month)
    last = cut_off(place, line, month)
    return rows.filter(handed_in_on__lte=last) if last else rows
