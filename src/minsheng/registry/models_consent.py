"""Who may act for whom, and what was signed."""

from django.db import models
from django.db.models import F, Q

from minsheng.base.fields import SealedText
from minsheng.registry.models import Person

UNTIL_AFTER_SINCE = Q(until__isnull=True) | Q(until__gt=F("since"))


class Authority(models.Model):
    """Somebody may act for somebody: guardian, entrusted agent, committee, institution; between two days, with its paper."""

    KINDS = {
        "guardian": ("监护人", "Guardian"),
        "agent": ("委托代理人", "Entrusted agent"),
        "committee": ("村（居）委会代办", "Committee"),
        "caregiver": ("照料服务人", "Caregiver"),
    }
    person = models.ForeignKey(Person, models.CASCADE, related_name="represented_by")
    agent = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="acts_for")
    body = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=12, choices=[(k, zh) for k, (zh, _) in KINDS.items()])
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    document = models.CharField(max_length=200)

    class Meta:
        verbose_name_plural = "authorities"
        constraints = [
            models.CheckConstraint(condition=UNTIL_AFTER_SINCE, name="authority_dates"),
            models.CheckConstraint(condition=Q(agent__isnull=False) | ~Q(body=""), name="authority_of_somebody"),
        ]


class Consent(models.Model):
    """One signature on an authorisation letter: who, signed by whom, for what, to whom, until when, withdrawn when."""

    KINDS = {
        "check": ("家庭经济状况核对授权", "Checking the household's means"),
        "supporter": ("赡养抚养义务人核对授权", "Checking a supporter's means"),
        "message": ("短信申请高龄津贴", "Applying by text message"),
    }
    MANNERS = {
        "paper": ("纸质签名", "Signed on paper"),
        "screen": ("电子签名", "Signed on screen"),
        "message": ("短信回复", "Text message"),
        "mark": ("指印", "Fingerprint"),
    }
    person = models.ForeignKey(Person, models.PROTECT, related_name="consents")
    signed_by = models.ForeignKey(Person, models.PROTECT, related_name="signed")  # the guardian for a minor
    kind = models.CharField(max_length=12, choices=[(k, zh) for k, (zh, _) in KINDS.items()])
    purpose = models.CharField(max_length=200)
    to = models.CharField(max_length=100)
    manner = models.CharField(max_length=8, choices=[(k, zh) for k, (zh, _) in MANNERS.items()])
    refused = models.BooleanField(default=False)
    about = models.CharField(max_length=60, blank=True)  # "applications.application:12"
    witness = SealedText()
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=UNTIL_AFTER_SINCE, name="consent_dates"),
            models.CheckConstraint(condition=~Q(manner="mark") | Q(refused=True) | ~Q(witness=""), name="consent_mark_witnessed"),
        ]
