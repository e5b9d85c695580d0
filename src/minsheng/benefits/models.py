"""What somebody receives, month by month: granted, changed, held back, stopped; and the standards an office has entered."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from minsheng.applications.models import Application, Decision
from minsheng.base.fields import SealedText
from minsheng.places.models import Place
from minsheng.registry.models import Household, Person

USER = settings.AUTH_USER_MODEL


class Award(models.Model):
    """`benefit` is a key of the rule book. What is due in a month follows from its spans and holds; nothing else is stored of it.

    `settled_to` is the last month handed in for payment; `reopen_from` an earlier month whose due has changed since (arrears, recovery).
    """

    STATES = {"active": ("在发", "Active"), "held": ("暂停", "Held"), "stopped": ("已停发", "Stopped")}
    number = models.CharField(max_length=40, unique=True)
    benefit = models.CharField(max_length=40)
    matter = models.CharField(max_length=40)
    person = models.ForeignKey(Person, models.PROTECT, related_name="awards")  # the recipient; a household's head or applicant
    household = models.ForeignKey(Household, models.PROTECT, null=True, blank=True, related_name="awards")
    payee = models.ForeignKey(Person, models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="awards")
    application = models.ForeignKey(Application, models.PROTECT, null=True, blank=True, related_name="awards")
    opening = models.ForeignKey("OpeningImport", models.PROTECT, null=True, blank=True, related_name="awards")
    state = models.CharField(max_length=8, default="active", choices=[(k, zh) for k, (zh, _) in STATES.items()])
    from_month = models.DateField()
    settled_to = models.DateField(null=True, blank=True)
    reopen_from = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    stopped_from = models.DateField(null=True, blank=True)
    stop_code = models.CharField(max_length=12, blank=True)

    class Meta:
        indexes = [models.Index(fields=["benefit", "state", "place"], name="award_running"), models.Index(fields=["review_on"], name="award_review")]
        constraints = [
            models.UniqueConstraint(fields=["benefit", "person"], condition=~Q(state="stopped"), name="award_one_running"),
            models.UniqueConstraint(
                fields=["benefit", "household"], condition=~Q(state="stopped") & Q(household__isnull=False), name="award_one_running_household"
            ),
            models.CheckConstraint(condition=Q(from_month__day=1), name="award_month"),
            models.CheckConstraint(condition=~Q(state="stopped") | Q(stopped_from__isnull=False), name="award_stopped"),
        ]


class Span(models.Model):
    """So many fen a month of one component from a month to a month (not included), by a decision. Replaced, never changed."""

    award = models.ForeignKey(Award, models.CASCADE, related_name="spans")
    component = models.CharField(max_length=24)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    fen = models.BigIntegerField()
    from_month = models.DateField()
    until_month = models.DateField(null=True, blank=True)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="spans")
    why = models.CharField(max_length=24)  # granted | band | standard | change | grace | opening | resumed
    receipt = models.JSONField(default=dict, blank=True)
    recorded_on = models.DateField()
    replaced_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["award", "component", "from_month"], name="span_award")]
        constraints = [
            models.CheckConstraint(condition=Q(fen__gte=0), name="span_not_negative"),
            models.CheckConstraint(condition=Q(from_month__day=1) & (Q(until_month__isnull=True) | Q(until_month__day=1)), name="span_months"),
            models.CheckConstraint(condition=Q(until_month__isnull=True) | Q(until_month__gt=F("from_month")), name="span_dates"),
            models.UniqueConstraint(
                fields=["award", "component", "person", "from_month"], condition=Q(replaced_on__isnull=True), nulls_distinct=None, name="span_once"
            ),
        ]


class Hold(models.Model):
    """Months not paid for now (certification missed). Released with `paid_back`, they become due again and come as arrears."""

    REASONS = {
        "certify": ("没有认证", "Not certified"),
        "death": ("疑似死亡", "Reported dead"),
        "account": ("账户异常", "Account in doubt"),
        "check": ("核查中", "Being checked"),
    }
    award = models.ForeignKey(Award, models.CASCADE, related_name="holds")
    reason = models.CharField(max_length=12, choices=[(k, zh) for k, (zh, _) in REASONS.items()])
    from_month = models.DateField()
    until_month = models.DateField(null=True, blank=True)
    paid_back = models.BooleanField(null=True, blank=True)
    held_on = models.DateField()
    released_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["award", "reason"], condition=Q(released_on__isnull=True), name="hold_one_open"),
            models.CheckConstraint(condition=Q(released_on__isnull=True) | Q(paid_back__isnull=False), name="hold_released"),
        ]


class Certification(models.Model):
    """One round of proving that somebody is alive and still qualifies (Shenzhen: May and November).

    `told_on`: the letter and the message were written; nobody is held who was not told. `closed_on`: the round has ended for them, certified or not.
    """

    WAYS = {
        "face": ("刷脸", "Face"),
        "match": ("数据比对", "Data match"),
        "agent": ("代办", "By an agent"),
        "visit": ("上门", "Visit"),
        "counter": ("窗口", "Counter"),
    }
    award = models.ForeignKey(Award, models.CASCADE, related_name="certifications")
    round = models.DateField()  # the first day of the month in which it is due
    way = models.CharField(max_length=8, blank=True, choices=[(k, zh) for k, (zh, _) in WAYS.items()])
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    told_on = models.DateField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["round", "closed_on"], name="certification_round")]
        constraints = [
            models.UniqueConstraint(fields=["award", "round"], name="certification_once"),
            models.CheckConstraint(condition=Q(reminded_on__isnull=True) | Q(told_on__isnull=False), name="certification_told_first"),
            models.CheckConstraint(condition=Q(closed_on__isnull=True) | Q(closed_on__gt=F("round")), name="certification_closed_later"),
        ]


class Finding(models.Model):
    """What the monthly sweep found and a human has to look at: somebody qualifies and has not asked, or receives and no longer qualifies."""

    KINDS = {
        "entitled": ("可能符合，未申请", "May qualify, has not asked"),
        "ended": ("可能不再符合", "May no longer qualify"),
        "amount": ("金额有变", "The amount has changed"),
        "death": ("死亡信息", "Reported dead"),
    }
    STATES = {"open": ("待处理", "Open"), "acted": ("已办", "Dealt with"), "closed": ("不办", "Closed"), "gone": ("不再发现", "No longer found")}
    CONTACTS = {"phone": ("打电话", "By phone"), "visit": ("上门", "At home"), "message": ("短信", "By message"), "counter": ("来窗口", "At the counter")}
    person = models.ForeignKey(Person, models.PROTECT, related_name="findings")
    benefit = models.CharField(max_length=40)
    kind = models.CharField(max_length=8, choices=[(k, zh) for k, (zh, _) in KINDS.items()])
    month = models.DateField()
    award = models.ForeignKey(Award, models.PROTECT, null=True, blank=True, related_name="findings")
    fen = models.BigIntegerField(null=True, blank=True)
    reason = models.JSONField(default=list)  # [zh, en]
    sweep = models.ForeignKey("Sweep", models.PROTECT, null=True, blank=True, related_name="findings")  # the last that found it
    day = models.DateField(null=True, blank=True)  # of a death: the day that was reported
    state = models.CharField(max_length=8, default="open", choices=[(k, zh) for k, (zh, _) in STATES.items()])
    contact = models.CharField(max_length=8, blank=True, choices=[(k, zh) for k, (zh, _) in CONTACTS.items()])
    contacted_on = models.DateField(null=True, blank=True)
    settled_on = models.DateField(null=True, blank=True)
    settled_why = SealedText()

    class Meta:
        indexes = [models.Index(fields=["state", "kind"], name="finding_open")]
        constraints = [
            models.UniqueConstraint(fields=["person", "benefit", "kind"], condition=Q(state="open"), name="finding_once_open"),
            models.CheckConstraint(condition=Q(state="open") | Q(settled_on__isnull=False), name="finding_settled"),
            models.CheckConstraint(condition=~Q(kind="death") | Q(day__isnull=False), name="finding_death_day"),
        ]


from minsheng.benefits.models_opening import OpeningImport, OpeningRow  # noqa: E402, F401 (the same app; below what it refers to)
from minsheng.benefits.models_sweep import Move, Sweep  # noqa: E402, F401
