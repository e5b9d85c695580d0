"""The application form as the family filled it in, version by version; and how an office lays it out."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from minsheng.applications.models import Application
from minsheng.base.fields import SealedJSON, SealedText
from minsheng.places.models import Place

USER = settings.AUTH_USER_MODEL


class SheetLayout(models.Model):
    """An office's own labels, order, what it hides and what it asks besides, from a day on. It counts once a second person has approved it.

    `rows` = [{"key", "label": [zh, en], "order", "hidden"}], and of its own questions also {"kind": "text" | "choice", "options": [[zh, en]]}.
    """

    STATES = {"entered": ("待批准", "Waiting for approval"), "approved": ("已批准", "Approved"), "rejected": ("未通过", "Not approved")}
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    why = models.CharField(max_length=200)  # the local document, or what it is for
    in_force = models.DateField()
    rows = models.JSONField()
    state = models.CharField(max_length=10, default="entered", choices=[(k, zh) for k, (zh, _) in STATES.items()])
    entered_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    entered_on = models.DateField()
    approved_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    approved_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("entered_by")), name="sheet_layout_four_eyes"),
            models.CheckConstraint(condition=~Q(state="approved") | Q(approved_by__isnull=False, approved_on__isnull=False), name="sheet_layout_approved"),
            models.UniqueConstraint(fields=["place", "in_force"], condition=~Q(state="rejected"), name="sheet_layout_once"),
        ]


class Sheet(models.Model):
    """One version of the form of a case. A draft is written over; once sent, a correction is a new version beside the old one, and says why."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="sheets")
    version = models.PositiveSmallIntegerField(default=1)
    answers = SealedJSON()  # {"household": {key: value}, "members": {person id: {key: value}}, "supporters": [{key: value}]}
    near = models.CharField(
        max_length=3, blank=True, choices=[("yes", "有"), ("no", "没有")]
    )  # in the open, so that the register finds it; who it is stays sealed
    layout = models.ForeignKey(SheetLayout, models.PROTECT, null=True, blank=True, related_name="+")  # by which it was asked
    added = models.JSONField(default=dict, blank=True)  # {person id: fen a month}: promised support that this version has put into that income
    written_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")  # null: the family itself
    written_on = models.DateField()
    why = SealedText()  # of a correction
    replaced_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "version"], name="sheet_version"),
            models.UniqueConstraint(fields=["application"], condition=Q(replaced_on__isnull=True), name="sheet_one_counts"),
            models.CheckConstraint(condition=Q(version__gte=1), name="sheet_versions_from_one"),
            models.CheckConstraint(condition=Q(replaced_on__isnull=True) | Q(replaced_on__gte=F("written_on")), name="sheet_dates"),
            models.CheckConstraint(condition=Q(version=1) | ~Q(why=""), name="sheet_correction_says_why"),
        ]
