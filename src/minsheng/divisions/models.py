"""Whom to ask: the counter of a community, street or district, dated. Departments and place names have files of their own."""

from django.db import models
from django.db.models import F, Q

from minsheng.divisions.models_departments import Holding
from minsheng.divisions.models_names import Toponym
from minsheng.places.models import Place

__all__ = ["Counter", "Holding", "Toponym"]


class Counter(models.Model):
    """Where and when residents can ask, between two days. What nobody has entered is said not to be known; nothing is guessed."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="counters")
    name = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=40)
    address = models.CharField(max_length=120, blank=True)
    hours = models.CharField(max_length=120, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place"], condition=Q(until__isnull=True), name="counter_one_open"),
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="counter_dates"),
            models.CheckConstraint(condition=~Q(phone=""), name="counter_has_phone"),
        ]
