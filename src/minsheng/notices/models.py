"""What the office says: notices to the public, letters to a person. Text messages and their answers: models_messages.py."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from minsheng.places.models import Place
from minsheng.registry.models import Person


class Notice(models.Model):
    """A public notice: name, number of members, amount, and nothing else of the family (民发〔2021〕57号, art. 27). It goes offline by itself.

    `about` points to what it announces ("applications.application:12"); notices know no applications.
    """

    KINDS = {
        "opinion": ("审核公示", "Notice of the opinion"),
        "decision": ("确认公布", "Notice of the decision"),
        "standing": ("长期公示", "Long-term list"),
        "stop": ("停发公布", "Notice of the end"),
    }
    number = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=8, choices=[(k, zh) for k, (zh, _) in KINDS.items()])
    about = models.CharField(max_length=60, db_index=True)
    place = models.ForeignKey(Place, models.PROTECT, related_name="notices")
    matter = models.CharField(max_length=40)
    shown_name = models.CharField(max_length=60)
    members = models.PositiveSmallIntegerField()
    fen = models.BigIntegerField(null=True, blank=True)
    since = models.DateField()
    until = models.DateField()  # the last day it is shown
    places_shown = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    posted_proof = models.UUIDField(null=True, blank=True)  # base.StoredFile
    removed_on = models.DateField(null=True, blank=True)
    removed_proof = models.UUIDField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["place", "until"], name="notice_place_until")]
        constraints = [models.CheckConstraint(condition=Q(until__gte=F("since")), name="notice_dates")]


class Letter(models.Model):
    """A numbered letter to a person: its words are kept as sent (sealed); a later version never changes it."""

    KINDS = {
        "accepted": ("受理通知书", "Acknowledgement"),
        "correction": ("一次性补正告知书", "List of what is missing"),
        "classified": ("归类告知书", "Handled as another kind of assistance"),
        "granted": ("确认通知书", "Decision: granted"),
        "refused": ("不予确认通知书", "Decision: refused"),
        "hearing": ("拟变更（停发）告知书", "Before a change or an end: your opinion"),
        "changed": ("变更通知书", "Decision: changed"),
        "grace": ("渐退通知书", "Decision: gradual exit"),
        "stopped": ("停发通知书", "Decision: stopped"),
        "kept": ("维持通知书", "Decision: unchanged"),
        "standard": ("标准调整告知书", "A standard has changed"),
        "certify": ("资格认证通知", "Certification due"),
        "ask_back": ("拟追缴告知书", "Intended to be asked back"),
        "recover": ("退回通知书", "To be paid back"),
    }
    number = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=12, choices=[(k, zh) for k, (zh, _) in KINDS.items()])
    person = models.ForeignKey(Person, models.PROTECT, related_name="letters")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    about = models.CharField(max_length=60, db_index=True)
    issued_on = models.DateField()
    sealed = models.BinaryField()  # {"zh": [paragraph, ...], "en": [...]} about "notices.letter:<number>"
    delivered_on = models.DateField(null=True, blank=True)
    manner = models.CharField(max_length=12, blank=True, choices=[("hand", "当面"), ("post", "邮寄"), ("left", "留置"), ("electronic", "电子")])
    answer_days = models.PositiveSmallIntegerField(null=True, blank=True)  # days the person is given to answer, counted from the delivery; the office's own
    proof = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(delivered_on__isnull=True) | (Q(delivered_on__gte=F("issued_on")) & ~Q(manner="")), name="letter_delivery")
        ]


class Attempt(models.Model):
    """A letter did not reach the person that day: how it was tried. Two of them stand for a delivery where nobody can be met."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="attempts")
    on = models.DateField()
    how = models.CharField(max_length=12, choices=[("visit", "上门没有见到"), ("post", "邮寄被退回"), ("phone", "电话没有打通")])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["letter", "on"], name="attempt_once_a_day")]


from minsheng.notices.models_messages import Answer, AnswerFile, Handover, Message, Wish  # noqa: E402, F401 (the same app)
