"""What the public pages bring back: mistakes that readers report, and how often each page is read."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from minsheng.base.fields import SealedText
from minsheng.places.models import Place

USER = settings.AUTH_USER_MODEL
OPEN = Q(state="open")


class Mistake(models.Model):
    """Somebody says that a public page is wrong. Nobody signs in for it: number and code together show the answer.

    `place` is the office that keeps the page (`queries.keeper`); what was written, how to reach the reader and the answer are sealed.
    """

    STATES = {"open": ("待答复", "To be answered"), "mended": ("已更正", "Mended"), "right": ("核实无误", "Checked: no mistake")}
    number = models.CharField(max_length=40, unique=True)
    code_digest = models.CharField(max_length=64, unique=True)
    page = models.CharField(max_length=300)
    text = SealedText()
    reach = SealedText()
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    reported_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    due_provisional = models.BooleanField(default=False)
    state = models.CharField(max_length=8, default="open", choices=[(k, zh) for k, (zh, _) in STATES.items()])
    answer = SealedText()
    answered_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["due_on", "id"], condition=OPEN, name="mistake_open")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["open", "mended", "right"]), name="mistake_state_known"),
            models.CheckConstraint(
                condition=OPEN & Q(answered_on=None, answered_by=None) | ~OPEN & Q(answered_on__isnull=False, answered_by__isnull=False),
                name="mistake_answered_by_somebody",
            ),
            models.CheckConstraint(condition=Q(answered_on=None) | Q(answered_on__gte=F("reported_on")), name="mistake_dates"),
            models.CheckConstraint(condition=Q(page__startswith="/"), name="mistake_page_of_ours"),
        ]

    def __str__(self) -> str:
        return self.number


class PageViews(models.Model):
    """How often a public page was read on a day: a number, nothing of who read it."""

    page = models.CharField(max_length=200)
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "day"], name="page_views_once"),
            models.CheckConstraint(condition=Q(page__startswith="/"), name="page_views_page_of_ours"),
        ]

    def __str__(self) -> str:
        return f"{self.page} {self.day}: {self.count}"
