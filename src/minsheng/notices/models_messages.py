"""Text messages: what waits for a phone, how it went out, what came back. Numbers and words of people stand here only sealed or as digests."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from minsheng.base.models import StoredFile
from minsheng.places.models import Place
from minsheng.registry.models import Person


class Handover(models.Model):
    """Messages that went out together: to the provider, or as a list that an officer fetched for the platform the office uses."""

    WAYS = {"provider": ("短信通道", "Provider"), "file": ("清单", "List")}
    way = models.CharField(max_length=8, choices=[(k, zh) for k, (zh, _) in WAYS.items()])
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")  # None: the provider takes them from everywhere
    count = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_on = models.DateField()
    fetched_on = models.DateField(null=True, blank=True)  # when it first left the house

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(way="provider") | Q(place__isnull=False, made_by__isnull=False), name="handover_list_of_somebody")]


class Message(models.Model):
    """One message to one person about one thing. The number stays in the person's file until it is handed over; the words are made from `kind` and `values`.

    `phone_digest` and `text_digest` (keyed) say which number it went to and what it said.
    """

    STATES = {
        "waiting": ("待发", "Waiting"),
        "sending": ("正在交出", "Being handed over"),
        "handed": ("已交出", "Handed over"),
        "delivered": ("已送达", "Delivered"),
        "failed": ("没有送到", "Not delivered"),
        "answered": ("已回复", "Answered"),
        "call": ("要电话或书信联系", "To be called"),
        "told": ("已电话或书信联系", "Called or written to"),
        "dropped": ("不用发了", "Not needed"),
    }
    WHY = {
        "no_phone": ("没有登记手机号", "No mobile number in the file"),
        "unwilling": ("本人不愿意收短信", "Does not want messages"),
        "changed": ("交出时手机号已经变了", "The number changed meanwhile"),
        "refused": ("短信通道没有收", "The provider refused it"),
        "failed": ("没有送到手机", "Did not reach the phone"),
        "never_sent": ("以前登记的，没有真正发出", "Recorded earlier, never really sent"),
        "died": ("已去世", "Has died"),
        "done": ("要办的已经办好", "What it asks for is done"),
    }
    HOW = {"phone": ("打了电话", "Called"), "letter": ("寄了信", "Wrote a letter"), "visit": ("上了门", "Visited")}
    MEANINGS = {"yes": ("同意", "Agreed"), "no": ("不同意", "Declined"), "unclear": ("看不明白", "Unclear")}

    person = models.ForeignKey(Person, models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=24)
    about = models.CharField(max_length=60, blank=True)
    values = models.JSONField(default=dict)  # what the words need, nothing personal
    state = models.CharField(max_length=12, default="waiting", choices=[(k, zh) for k, (zh, _) in STATES.items()])
    why = models.CharField(max_length=12, blank=True, choices=[(k, zh) for k, (zh, _) in WHY.items()])
    queued_on = models.DateField()
    handover = models.ForeignKey(Handover, models.PROTECT, null=True, blank=True, related_name="messages")
    phone_digest = models.CharField(max_length=64, blank=True, db_index=True)
    text_digest = models.CharField(max_length=64, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    told_on = models.DateField(null=True, blank=True)
    told_how = models.CharField(max_length=8, blank=True, choices=[(k, zh) for k, (zh, _) in HOW.items()])
    meaning = models.CharField(max_length=8, blank=True, choices=[(k, zh) for k, (zh, _) in MEANINGS.items()])  # of the last answer that counts
    replied_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "queued_on"], name="message_state")]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "about"], name="message_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["sending", "handed", "delivered"]) | Q(handover__isnull=False) & ~Q(phone_digest="") & ~Q(text_digest=""),
                name="message_handed_to_a_number",
            ),
            models.CheckConstraint(condition=~Q(state__in=["handed", "delivered"]) | Q(sent_on__gte=F("queued_on")), name="message_sent_when"),
            models.CheckConstraint(condition=~Q(state="told") | Q(told_on__isnull=False) & ~Q(told_how=""), name="message_told_how"),
            models.CheckConstraint(condition=~Q(state__in=["call", "failed", "dropped"]) | ~Q(why=""), name="message_why"),
            models.CheckConstraint(
                condition=Q(state="answered", replied_on__isnull=False) & ~Q(meaning="") | ~Q(state="answered") & Q(replied_on__isnull=True, meaning=""),
                name="message_answered",
            ),
        ]


class AnswerFile(models.Model):
    """Answers as the platform gave them out, kept as brought (sealed): shown row by row, then taken. The same file is there once."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    loaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    loaded_on = models.DateField()
    taken_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "digest"], name="answer_file_once")]


class Answer(models.Model):
    """What somebody answered, when, from which number: the proof of a consent. Rows are added, and settled once by a human; the words are sealed."""

    WAYS = {"provider": ("短信通道", "Provider"), "file": ("回复文件", "File of answers"), "officer": ("人工登记", "Entered by hand")}
    STATES = {"done": ("已办", "Done"), "look": ("要人看", "To be looked at"), "settled": ("已看过", "Looked at")}
    WHY = {
        "unclear": ("看不明白是不是同意", "It is not clear whether this agrees"),
        "shared": ("这个号码有几位老人的短信在等回复，要问清是哪一位", "Several people have an open message at this number: ask which of them it was"),
        "after": ("先前已经回复同意，申请在办", "They agreed before, and the application is under way"),
        "refused": ("系统没能按同意办理", "It could not be dealt with as an agreement"),
    }
    SETTLED = {"yes": ("按同意办", "Dealt with as a yes"), "no": ("按不同意办", "Dealt with as a no"), "none": ("不用办", "Nothing to do")}
    message = models.ForeignKey(Message, models.PROTECT, related_name="answers")
    key = models.CharField(max_length=64)  # digest of number, moment and words: the same answer comes only once
    phone_digest = models.CharField(max_length=64, blank=True)
    answered_on = models.DateField()
    answered_at = models.TimeField(null=True, blank=True)
    meaning = models.CharField(max_length=8, choices=[(k, zh) for k, (zh, _) in Message.MEANINGS.items()])
    sealed = models.BinaryField()  # {text, zh, en: why it could not be dealt with}, about "notices.answer:<message>:<key>"
    way = models.CharField(max_length=8, choices=[(k, zh) for k, (zh, _) in WAYS.items()])
    file = models.ForeignKey(AnswerFile, models.PROTECT, null=True, blank=True, related_name="answers")
    state = models.CharField(max_length=8, choices=[(k, zh) for k, (zh, _) in STATES.items()])
    why = models.CharField(max_length=8, blank=True, choices=[(k, zh) for k, (zh, _) in WHY.items()])
    led_to = models.CharField(max_length=60, blank=True)  # "applications.application:12"
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    taken_on = models.DateField()
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    settled_on = models.DateField(null=True, blank=True)
    settled_as = models.CharField(max_length=4, blank=True, choices=[(k, zh) for k, (zh, _) in SETTLED.items()])

    class Meta:
        indexes = [models.Index(fields=["state", "answered_on"], name="answer_state")]
        constraints = [
            models.UniqueConstraint(fields=["message", "key"], name="answer_once"),
            models.CheckConstraint(condition=Q(way="officer") | ~Q(phone_digest=""), name="answer_from_a_number"),
            models.CheckConstraint(condition=Q(state="done") | ~Q(why=""), name="answer_why"),
            models.CheckConstraint(
                condition=Q(state="settled", settled_on__isnull=False) & ~Q(settled_as="") | ~Q(state="settled") & Q(settled_on__isnull=True, settled_as=""),
                name="answer_settled_when",
            ),
        ]


class Wish(models.Model):
    """How somebody wants to be written to: whether messages may come at all, and in which script or language."""

    LANGUAGES = {"zh-hans": ("简体中文", "Simplified Chinese"), "zh-hant": ("繁体中文", "Traditional Chinese"), "en": ("英文", "English")}
    person = models.OneToOneField(Person, models.CASCADE, related_name="wish")
    messages = models.BooleanField(default=True)
    language = models.CharField(max_length=8, default="zh-hans", choices=[(k, zh) for k, (zh, _) in LANGUAGES.items()])
    said_on = models.DateField()
