"""What the law leaves to people: found by two of them, with what it rests on."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from minsheng.applications.models import Application
from minsheng.base.fields import SealedJSON, SealedText


class Judged(models.Model):
    """One finding of two officers about a case: the facts of the rule book that are judgements, as the form of the file has them. The facts themselves stand in the
    registry; this is the paper behind them."""

    MANNERS = {
        "seen": ("现场观察", "Seen on the spot"),
        "asked": ("询问", "Asked"),
        "records": ("病历、档案", "Medical or other records"),
        "agency": ("第三方机构", "By an agency"),
    }
    SAYS = {
        "agrees": ("同意", "Agrees"),
        "disagrees": ("不同意，要求重新认定", "Does not agree, asks for another finding"),
        "silent": ("未表示意见", "Said nothing"),
    }
    application = models.ForeignKey(Application, models.CASCADE, related_name="judged")
    on = models.DateField()
    first = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    manner = models.CharField(max_length=8, choices=[(k, zh) for k, (zh, _) in MANNERS.items()])
    answers = SealedJSON()  # {"household" | "<person id>": {fact: value}}
    evidence = SealedText()
    says = models.CharField(max_length=10, choices=[(k, zh) for k, (zh, _) in SAYS.items()])  # the person concerned, or who cares for them

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(first=F("second")), name="judged_by_two")]
