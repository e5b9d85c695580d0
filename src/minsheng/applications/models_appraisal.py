"""民主评议: what residents said of a household's situation."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from minsheng.applications.models import Application


class Appraisal(models.Model):
    """The minutes of one appraisal. Advice, not a decision: no step waits for it. 民发〔2021〕57号 keeps it for settling an objection; a place may ask for it by
    a document of its own, which is then named. Who has to be invited, and which majority counts, is local as well and not checked here."""

    GROUNDS = {"objection": ("有异议，用评议核实", "To settle an objection"), "local": ("本地文件要求", "A local document asks for it")}
    RESULTS = {"true": ("情况属实", "As declared"), "false": ("情况不属实", "Not as declared"), "split": ("没有形成一致意见", "No common view")}
    application = models.ForeignKey(Application, models.CASCADE, related_name="appraisals")
    ground = models.CharField(max_length=10, choices=[(k, zh) for k, (zh, _) in GROUNDS.items()])
    document = models.CharField(max_length=200, blank=True)
    on = models.DateField()
    invited = models.PositiveSmallIntegerField()
    present = models.PositiveSmallIntegerField()
    agree = models.PositiveSmallIntegerField()
    against = models.PositiveSmallIntegerField()
    abstain = models.PositiveSmallIntegerField()
    secret = models.BooleanField(default=False)  # voted without names
    result = models.CharField(max_length=8, choices=[(k, zh) for k, (zh, _) in RESULTS.items()])
    sealed = models.BinaryField()  # {venue, host, people, said} about "applications.appraisal:<application id>"
    photos = models.JSONField(default=list, blank=True)  # ids of stored files
    recorded_on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(present__gt=0, present__lte=F("invited")), name="appraisal_present"),
            models.CheckConstraint(condition=Q(present__gte=F("agree") + F("against") + F("abstain")), name="appraisal_votes"),
            models.CheckConstraint(condition=~Q(ground="local") | ~Q(document=""), name="appraisal_document"),
            models.CheckConstraint(condition=Q(on__lte=F("recorded_on")), name="appraisal_held"),
        ]
