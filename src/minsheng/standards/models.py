"""Figures an office has entered: they count once a second person has approved them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from minsheng.places.models import Place

USER = settings.AUTH_USER_MODEL


class Standard(models.Model):
    """A figure of the rule book as an office has entered it, with document, dates and place: it counts once a second person has approved it.

    `value` has the shape the figure has in the book: a number in its unit, or nested by option and band.
    """

    STATES = {"entered": ("待批准", "Waiting for approval"), "approved": ("已批准", "Approved"), "rejected": ("未通过", "Not approved")}
    figure = models.CharField(max_length=60)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    in_force = models.DateField()
    known = models.DateField()
    confirmed_through = models.DateField()
    value = models.JSONField()
    document = models.CharField(max_length=200)
    state = models.CharField(max_length=10, default="entered", choices=[(k, zh) for k, (zh, _) in STATES.items()])
    entered_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    entered_on = models.DateField()
    approved_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    approved_on = models.DateField(null=True, blank=True)
    applied_on = models.DateField(null=True, blank=True)  # when the awards were moved

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("entered_by")), name="standard_four_eyes"),
            models.CheckConstraint(condition=~Q(state="approved") | Q(approved_by__isnull=False), name="standard_approved"),
            models.UniqueConstraint(fields=["figure", "place", "in_force"], condition=~Q(state="rejected"), name="standard_once"),
        ]
