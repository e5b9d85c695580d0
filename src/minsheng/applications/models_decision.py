"""Heard, decided, appealed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from minsheng.applications.models import Application, Assessment
from minsheng.base.fields import SealedText
from minsheng.notices.models import Letter
from minsheng.places.models import Delegation, Place

USER = settings.AUTH_USER_MODEL


class Hearing(models.Model):
    """The recipient is heard before a reduction or an end (Social Assistance Law, art. 48): when, how, what was said, what came of it."""

    MANNERS = {
        "present": ("当面", "In person"),
        "phone": ("电话", "By phone"),
        "home": ("入户", "At home"),
        "written": ("书面", "In writing"),
        "absent": ("告知后未表示意见", "Told, said nothing"),
    }
    application = models.ForeignKey(Application, models.CASCADE, related_name="hearings")
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, related_name="+")  # that told the person; null only in files older than this column
    told_on = models.DateField()
    on = models.DateField()
    manner = models.CharField(max_length=8, choices=[(k, zh) for k, (zh, _) in MANNERS.items()])
    sealed = models.BinaryField()  # {said} about "applications.hearing:<application id>"
    considered = SealedText()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(on__gte=F("told_on")), name="hearing_after_telling"),
            models.CheckConstraint(condition=~Q(manner="absent") | Q(letter__isnull=False), name="hearing_absent_was_told"),
        ]


class Decision(models.Model):
    """What a human decided, on which assessment, in whose name (district, or street by a delegation)."""

    OUTCOMES = {
        "granted": ("确认", "Granted"),
        "refused": ("不予确认", "Refused"),
        "kept": ("维持", "Unchanged"),
        "changed": ("变更", "Changed"),
        "grace": ("渐退", "Gradual exit"),
        "stopped": ("停发", "Stopped"),
    }
    SHARES = {"kept": ("照原额发", "The amount is kept"), "halved": ("减半发", "The amount is halved")}
    application = models.ForeignKey(Application, models.PROTECT, related_name="decisions")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8, choices=[(k, zh) for k, (zh, _) in OUTCOMES.items()])
    lines = models.JSONField(default=list)
    fen = models.BigIntegerField(default=0)
    before = models.BigIntegerField(default=0)  # fen a month paid until this decision
    from_month = models.DateField(null=True, blank=True)
    until_month = models.DateField(null=True, blank=True)  # gradual exit: the first month no longer paid
    share = models.CharField(max_length=8, blank=True, choices=[(k, zh) for k, (zh, _) in SHARES.items()])
    document = models.CharField(max_length=200, blank=True)  # gradual exit: the local document that sets months and share
    reason = SealedText()
    clause = models.CharField(max_length=200, blank=True)
    authority = models.ForeignKey(Place, models.PROTECT, related_name="+")
    delegation = models.ForeignKey(Delegation, models.PROTECT, null=True, blank=True, related_name="+")
    decided_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    decided_on = models.DateField()
    review_on = models.DateField(null=True, blank=True)
    delivered_on = models.DateField(null=True, blank=True)
    appeal_until = models.DateField(null=True, blank=True)  # counted from the delivery: until then no last day is known

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(outcome__in=["granted", "changed", "grace"]) | Q(from_month__isnull=False), name="decision_from_month"),
            models.CheckConstraint(condition=~Q(outcome__in=["refused", "stopped", "grace"]) | ~Q(reason=""), name="decision_reason"),
            models.CheckConstraint(condition=~Q(outcome__in=["granted", "changed"], fen__lt=F("before")) | ~Q(reason=""), name="decision_less_reason"),
            models.CheckConstraint(
                condition=Q(delivered_on__isnull=True, appeal_until__isnull=True)
                | Q(delivered_on__isnull=False, delivered_on__gte=F("decided_on"), appeal_until__isnull=False, appeal_until__gt=F("delivered_on")),
                name="decision_appeal_from_delivery",
            ),
            models.CheckConstraint(
                condition=(Q(outcome="grace", until_month__gt=F("from_month"), until_month__day=1) & ~Q(share="") & ~Q(document=""))
                | (~Q(outcome="grace") & Q(until_month__isnull=True, share="", document="")),
                name="decision_grace_ends",
            ),
        ]


class Appeal(models.Model):
    """A request for administrative review (or a suit) against a decision, and what came of it."""

    STATES = {
        "open": ("复议中", "Open"),
        "ruled": ("撤销原决定，待复核", "Set aside, to be confirmed"),
        "upheld": ("维持原决定", "Decision upheld"),
        "quashed": ("撤销原决定", "Decision set aside"),
        "withdrawn": ("已撤回", "Withdrawn"),
    }
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="appeals")
    received_on = models.DateField()
    body = models.CharField(max_length=100)
    sealed = models.BinaryField()  # {grounds} about "applications.appeal:<decision id>"
    state = models.CharField(max_length=10, default="open", choices=[(k, zh) for k, (zh, _) in STATES.items()])
    answered_on = models.DateField(null=True, blank=True)
    ruling = models.UUIDField(null=True, blank=True)  # base.StoredFile; null when answered only in files older than this column
    ruled_on = models.DateField(null=True, blank=True)
    returned_why = SealedText()  # what the second person found wrong with a result entered before
    entered_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")  # null: the family itself, or an older file
    answered_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True, ruling__isnull=True, ruled_on__isnull=True)
                | Q(answered_by__isnull=False, ruling__isnull=False, ruled_on__isnull=False, answered_on__isnull=False),
                name="appeal_answered_on_paper",
            ),
            models.CheckConstraint(
                condition=~Q(state="ruled") & (~Q(state="quashed") | Q(answered_by__isnull=True))
                | Q(state="ruled", answered_by__isnull=False, confirmed_by__isnull=True)
                | Q(state="quashed", confirmed_by__isnull=False)
                & ~Q(confirmed_by=F("answered_by"))
                & (Q(entered_by__isnull=True) | ~Q(confirmed_by=F("entered_by"))),
                name="appeal_two_people",
            ),
        ]
