"""The index table of the living-condition evaluation (生活状况评估指标), as an office has entered it from the provincial document."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from minsheng.places.models import Place

USER = settings.AUTH_USER_MODEL


class IndexTable(models.Model):
    """One version: rows of an indicator with its options and their scores, in force from a day (to a day). It counts once a second person has approved it.

    `rows` = [{"key": "1", "indicator": "...", "options": [{"key": "1", "label": "...", "score": hundredths}]}]. `unit` says what the sum is:
    yuan a month added to (or taken off) the household's income, or points whose amount the visitors enter by the document.
    """

    STATES = {"entered": ("待批准", "Waiting for approval"), "approved": ("已批准", "Approved"), "rejected": ("未通过", "Not approved")}
    UNITS = {
        "yuan": ("元/月，加减家庭月收入", "Yuan a month, on the household's income"),
        "points": ("分，金额按文件另填", "Points; the amount is entered by the document"),
    }
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    document = models.CharField(max_length=200)
    in_force = models.DateField()
    until = models.DateField(null=True, blank=True)  # the first day it no longer holds
    unit = models.CharField(max_length=8, choices=[(k, zh) for k, (zh, _) in UNITS.items()])
    rows = models.JSONField()
    state = models.CharField(max_length=10, default="entered", choices=[(k, zh) for k, (zh, _) in STATES.items()])
    entered_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    entered_on = models.DateField()
    approved_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    approved_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("entered_by")), name="index_four_eyes"),
            models.CheckConstraint(condition=~Q(state="approved") | Q(approved_by__isnull=False, approved_on__isnull=False), name="index_approved"),
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gt=F("in_force")), name="index_dates"),
            models.UniqueConstraint(fields=["place", "in_force"], condition=~Q(state="rejected"), name="index_once"),
        ]
