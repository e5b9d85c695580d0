"""One application from the first question to the appeal, and every look at it again. What differs between matters stands in their declaration."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from minsheng.base.fields import SealedJSON, SealedText
from minsheng.places.models import Place
from minsheng.registry.models import Authority, Household, Person

USER = settings.AUTH_USER_MODEL


class Application(models.Model):
    """`kind` new | review | change | stop. The last three are opened by the office about an award (`about`, e.g. "benefits.award:7")."""

    STATES = {
        "draft": ("草稿", "Draft"),
        "submitted": ("待受理", "Submitted"),
        "correction": ("待补正", "To be completed"),
        "open": ("办理中", "In progress"),
        "granted": ("已确认", "Granted"),
        "refused": ("不予确认", "Refused"),
        "kept": ("维持不变", "Unchanged"),
        "changed": ("已变更", "Changed"),
        "grace": ("渐退", "Gradual exit"),
        "stopped": ("已停发", "Stopped"),
        "withdrawn": ("已撤回", "Withdrawn"),
    }
    DECIDED = ("granted", "refused", "kept", "changed", "grace", "stopped")
    KINDS = {"new": ("新申请", "New"), "review": ("定期复核", "Review"), "change": ("变更", "Change"), "stop": ("停发", "End")}
    UNITS = {"person": ("个人", "One person"), "household": ("整户", "Whole household"), "member": ("户中一人", "One member of a household")}
    CHANNELS = {
        "portal": ("网上", "Online"),
        "counter": ("窗口", "Counter"),
        "agent": ("代办", "Agent"),
        "office": ("主动发现", "Found by the office"),
        "message": ("短信", "Text message"),
    }
    AGENT_WHY = {
        "care": ("本人未成年或不能辨认自己的行为，由监护人办", "Under age or without capacity: the guardian acts"),
        "ill": ("本人生病、残疾，行动不便", "Ill or disabled"),
        "old": ("本人年纪大，不会用手机", "Too old to use a phone"),
        "away": ("本人不在本地", "Away from here"),
        "other": ("其他原因，委托书写明", "Another reason, said in the paper"),
    }
    number = models.CharField(max_length=40, unique=True, null=True, blank=True)  # given on submission: place, year, serial
    matter = models.CharField(max_length=40)
    unit = models.CharField(
        max_length=10, choices=[(k, zh) for k, (zh, _) in UNITS.items()]
    )  # as the matter has it: whom it is for; the household of a member is looked at too
    kind = models.CharField(max_length=8, default="new", choices=[(k, zh) for k, (zh, _) in KINDS.items()])
    channel = models.CharField(max_length=8, choices=[(k, zh) for k, (zh, _) in CHANNELS.items()])
    applicant = models.ForeignKey(Person, models.PROTECT, related_name="applications")
    authority = models.ForeignKey(
        Authority, models.PROTECT, null=True, blank=True, related_name="applications"
    )  # by which somebody acts for the applicant online
    agent_why = models.CharField(max_length=12, blank=True, choices=[(k, zh) for k, (zh, _) in AGENT_WHY.items()])
    household = models.ForeignKey(Household, models.PROTECT, null=True, blank=True, related_name="applications")
    place = models.ForeignKey(Place, models.PROTECT, related_name="applications")  # the community
    about = models.CharField(max_length=60, blank=True, db_index=True)
    reason = models.CharField(max_length=12, blank=True)  # change or stop code
    state = models.CharField(max_length=10, default="draft", choices=[(k, zh) for k, (zh, _) in STATES.items()])
    answers = models.JSONField(default=dict, blank=True)  # of the form, until they become facts on submission
    applied_on = models.DateField(null=True, blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_provisional = models.BooleanField(default=False)
    decided_on = models.DateField(null=True, blank=True)
    filed_on = models.DateField(null=True, blank=True)  # 归档: complete, in its order, closed
    corrected = models.BooleanField(default=False)  # the one list of missing papers has been given
    opened_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    handled_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    created_on = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["state", "due_on"], name="application_due"),
            models.Index(fields=["place", "state"], name="application_place"),
            models.Index(fields=["applicant", "matter"], name="application_applicant"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__in=["person", "household", "member"]) & (~Q(unit="person") | Q(household=None)), name="application_for_whom"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(number__isnull=False, applied_on__isnull=False), name="application_numbered"
            ),
            models.CheckConstraint(
                condition=Q(authority=None, agent_why="") | (Q(authority__isnull=False, channel="agent") & ~Q(agent_why="")), name="application_by_agent"
            ),
            models.CheckConstraint(condition=~Q(state__in=["open", "granted", "refused"]) | Q(accepted_on__isnull=False), name="application_accepted"),
            models.CheckConstraint(
                condition=~Q(state__in=["granted", "refused", "kept", "changed", "grace", "stopped"]) | Q(decided_on__isnull=False), name="application_decided"
            ),
            models.CheckConstraint(
                condition=Q(filed_on__isnull=True) | Q(state__in=["granted", "refused", "kept", "changed", "grace", "stopped", "withdrawn"]),
                name="application_filed",
            ),
            models.UniqueConstraint(
                fields=["applicant", "matter", "kind"], condition=Q(state__in=["submitted", "correction", "open"]), name="application_one_open"
            ),
            models.UniqueConstraint(
                fields=["household", "matter", "kind"],
                condition=Q(state__in=["submitted", "correction", "open"], household__isnull=False, unit="household"),
                name="application_one_open_household",
            ),
        ]


class Task(models.Model):
    """One step of an application: whose queue it is in, until when, who did it."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="tasks")
    step = models.CharField(max_length=24)
    round = models.PositiveSmallIntegerField(default=1)  # a re-survey after an objection is round 2
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")  # whose queue: the community, the street, or the deciding district
    state = models.CharField(max_length=8, default="open", choices=[("open", "待办"), ("done", "已办"), ("dropped", "不办"), ("redone", "重办")])
    opened_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    due_provisional = models.BooleanField(default=False)
    extended_why = SealedText()
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    result = SealedJSON()  # what the step says in short: ids, choices, dates, and the words of an opinion

    class Meta:
        indexes = [models.Index(fields=["state", "place", "due_on"], name="task_queue")]
        constraints = [
            models.UniqueConstraint(fields=["application", "step", "round"], name="task_once_a_round"),
            models.CheckConstraint(condition=~Q(state="done") | Q(done_on__isnull=False), name="task_done"),
        ]


class Pause(models.Model):
    """Days that do not count: papers are awaited, a check abroad is under way."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="pauses")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    reason = SealedText()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="pause_dates"),
            models.UniqueConstraint(fields=["application"], condition=Q(until__isnull=True), name="pause_one_open"),
        ]


class Paper(models.Model):
    """A material of the application: given, found by the check, or missing. Given without a file: the original was seen at the counter, nothing was kept."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="papers")
    key = models.CharField(max_length=40)
    state = models.CharField(max_length=8, choices=[("given", "已交"), ("found", "核对已有"), ("missing", "缺"), ("waived", "不需要")])
    file = models.UUIDField(null=True, blank=True)
    pages = models.PositiveSmallIntegerField(default=1)
    note = models.CharField(max_length=200, blank=True)
    added_on = models.DateField()
    taken_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")  # who saw or took it at the counter; null: the family sent it

    class Meta:
        indexes = [models.Index(fields=["application", "key"], name="paper_key")]
        constraints = [models.CheckConstraint(condition=~Q(state="given") | Q(file__isnull=False) | Q(taken_by__isnull=False), name="paper_sent_or_seen")]


class Check(models.Model):
    """The information check: what each source found, beside what was declared (MZ/T 072-2024)."""

    CONCLUSIONS = {"conforms": ("符合", "Conforms"), "differs": ("不符合", "Does not conform"), "look": ("需复核", "To be looked at")}
    application = models.ForeignKey(Application, models.CASCADE, related_name="checks")
    number = models.CharField(max_length=40, unique=True)
    asked_on = models.DateField()
    reported_on = models.DateField(null=True, blank=True)
    conclusion = models.CharField(max_length=10, blank=True, choices=[(k, zh) for k, (zh, _) in CONCLUSIONS.items()])


class Found(models.Model):
    """One line of a check report: the fact, what was declared, what the source says. `differs` is shown to the officer first."""

    check_report = models.ForeignKey(Check, models.CASCADE, related_name="found")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=24)  # applications.sources
    key = models.CharField(max_length=60)
    declared = models.JSONField(null=True)
    value = models.JSONField(null=True)
    differs = models.BooleanField(default=False)
    answered = models.BooleanField(default=True)  # the source answered in time
    explained = SealedText()


class Visit(models.Model):
    """A home visit by at least two people, none of them the decider: the survey form as data."""

    KINDS = {
        "new": ("新申请", "New"),
        "review": ("定期复核", "Review"),
        "objection": ("异议复查", "After an objection"),
        "spot": ("抽查", "Spot check"),
        "relative": ("近亲属专项", "Near relative"),
    }
    MET = {
        "home": ("入户见面", "Met at home"),
        "video": ("视频", "By video"),
        "hospital": ("住院", "In hospital"),
        "institution": ("机构", "In an institution"),
        "missed": ("未遇", "Nobody met"),
    }
    RESULTS = {"true": ("情况属实", "As declared"), "partly": ("部分不符", "Partly different"), "false": ("不符合", "Not as declared")}
    application = models.ForeignKey(Application, models.CASCADE, related_name="visits")
    task = models.ForeignKey(Task, models.CASCADE, related_name="visits")
    kind = models.CharField(max_length=10, choices=[(k, zh) for k, (zh, _) in KINDS.items()])
    on = models.DateField()
    first = models.ForeignKey(USER, models.PROTECT, related_name="+")
    second = models.ForeignKey(USER, models.PROTECT, related_name="+")
    met = models.CharField(max_length=12, choices=[(k, zh) for k, (zh, _) in MET.items()])
    next_on = models.DateField(null=True, blank=True)  # nobody met: the day of the next try
    members_found = models.PositiveSmallIntegerField(null=True, blank=True)
    form = SealedJSON()  # dwelling, rooms, appliances, vehicles, land, causes, services wanted
    index_table = models.JSONField(
        default=dict, blank=True
    )  # {"table": id, "answers": {row: option}, "sum": hundredths, "fen": a month}; {} where none is in force
    sealed = models.BinaryField(default=bytes)  # neighbours asked, notes; about "applications.visit:<task id>"
    result = models.CharField(max_length=8, blank=True, choices=[(k, zh) for k, (zh, _) in RESULTS.items()])
    signed = models.CharField(max_length=12, blank=True, choices=[("signed", "已签名"), ("mark", "指印"), ("refused", "拒签")])
    photos = models.JSONField(default=list, blank=True)  # ids of stored files

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(first=F("second")), name="visit_by_two"),
            models.CheckConstraint(condition=Q(next_on__isnull=True) | Q(met="missed", next_on__gt=F("on")), name="visit_next_try"),
        ]


class Assessment(models.Model):
    """What the machine prepared on a day: status, lines, receipt. Kept whole; a decision names the one it rests on."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="assessments")
    on = models.DateField()  # the legal day (the benefit month)
    made_on = models.DateField()
    status = models.CharField(max_length=24)
    payable = models.BooleanField()
    fen = models.BigIntegerField(null=True)
    lines = models.JSONField(default=list)  # [{component, person, fen}]
    receipts = models.JSONField(default=list)
    headline = models.JSONField(default=list)  # [zh, en]
    persons = models.PositiveSmallIntegerField()  # 保障人口: whom it supports; a notice says this number


class Objection(models.Model):
    """Somebody objects to a public notice. Who it was is sealed from the family; others than before look into it."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="objections")
    notice = models.CharField(max_length=60)  # "notices.notice:3"
    received_on = models.DateField()
    manner = models.CharField(max_length=8, choices=[("phone", "电话"), ("visit", "来访"), ("letter", "信函"), ("net", "网上")])
    sealed = models.BinaryField()  # {who, text} about "applications.objection:<application id>"
    state = models.CharField(max_length=8, default="open", choices=[("open", "核查中"), ("upheld", "成立"), ("rejected", "不成立")])
    looked_into_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    finding = SealedText()
    answered_on = models.DateField(null=True, blank=True)
    received_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state="open") | Q(looked_into_by__isnull=False, answered_on__isnull=False), name="objection_answered")
        ]


class Serial(models.Model):
    """The next number of a series ("440304/2025"): taken with the row locked, so that no number is given twice or left out."""

    series = models.CharField(max_length=60, unique=True)
    last = models.PositiveIntegerField(default=0)


from minsheng.applications.models_appraisal import Appraisal  # noqa: E402, F401 (the same app; below what it refers to)
from minsheng.applications.models_decision import Appeal, Decision, Hearing  # noqa: E402, F401 (the same app; below what it refers to)
from minsheng.applications.models_index import IndexTable  # noqa: E402, F401
from minsheng.applications.models_judged import Judged  # noqa: E402, F401
from minsheng.applications.models_sheet import Sheet, SheetLayout  # noqa: E402, F401 (the same app; below what it refers to)
