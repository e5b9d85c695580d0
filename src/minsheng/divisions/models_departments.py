"""Which department of a place has which function, dated: what an office has entered by its own document, over what the published reforms say."""

from django.db import models
from django.db.models import F, Q

from minsheng.accounts.models import User
from minsheng.places.models import Place


class Holding(models.Model):
    """A function is with a department of a place between two days. An entry made in error is struck: it stays to be read and counts no more."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="holdings")
    function = models.CharField(max_length=20)  # functions.known().functions
    kind = models.CharField(max_length=24)  # functions.known().kinds
    name = models.CharField(max_length=60)  # as on its seal
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    document = models.CharField(max_length=200)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_on = models.DateField()
    struck_on = models.DateField(null=True, blank=True)
    struck_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    struck_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "function"], condition=Q(until__isnull=True, struck_on__isnull=True), name="holding_one_open"),
            models.UniqueConstraint(fields=["place", "function", "since"], condition=Q(struck_on__isnull=True), name="holding_once_a_day"),
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="holding_dates"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(document=""), name="holding_documented"),
            models.CheckConstraint(
                condition=Q(struck_on__isnull=True, struck_by__isnull=True, struck_why="")
                | (Q(struck_on__isnull=False, struck_by__isnull=False) & ~Q(struck_why="")),
                name="holding_struck_whole",
            ),
        ]
