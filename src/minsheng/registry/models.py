"""One file a person: the people, how they belong together, what is known of them, what they have consented to.

Names and typed facts are clear, because rules and lists read them. Document numbers, phones, accounts, addresses and notes are sealed,
one blob a person; what has to be found again stands beside it as a keyed digest (Lookup).
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from minsheng.base.fields import ByteOrder, SealedText
from minsheng.places.models import Place

UNTIL_AFTER_SINCE = Q(until__isnull=True) | Q(until__gt=F("since"))


class Person(models.Model):
    """`place` is the community that keeps the file (where the person lives); `facts` is the current fold {fact name: value} of Fact rows.

    `sealed` holds {documents: [...], phones: [...], address, hukou_address, notes} (see registry.queries.opened).
    """

    name = models.CharField(max_length=60)
    sex = models.PositiveSmallIntegerField(default=0, choices=[(0, "未知"), (1, "男"), (2, "女"), (9, "未说明")])  # GB/T 2261.1
    birth_date = models.DateField(null=True, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, related_name="people")
    hukou_place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    died_on = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    facts = models.JSONField(default=dict, blank=True)
    sealed = models.BinaryField(default=bytes)
    synthetic = models.BooleanField(default=False)
    created_on = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["place", "name"], name="person_place_name"),
            models.Index(fields=["birth_date"], name="person_birth"),
            models.Index(fields=["name", "birth_date"], name="person_name_birth"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(died_on__isnull=True) | Q(birth_date__isnull=True) | Q(died_on__gte=F("birth_date")), name="person_dates"),
            models.CheckConstraint(condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="person_not_into_self"),
        ]

    def __str__(self) -> str:
        return self.name


class Correction(models.Model):
    """What stood wrong on the first page of a file, what stands there now, and by what proof."""

    FIELDS = {"name": ("姓名", "Name"), "sex": ("性别", "Sex"), "birth_date": ("出生日期", "Date of birth")}
    REASONS = {
        "typing": ("录入错误", "Typed wrongly"),
        "register": ("户籍登记已更正", "Corrected in the hukou register"),
        "renamed": ("本人改名", "Changed the name"),
        "other": ("其他", "Something else"),
    }
    person = models.ForeignKey(Person, models.CASCADE, related_name="corrections")
    field = models.CharField(max_length=12, choices=[(k, zh) for k, (zh, _) in FIELDS.items()])
    before = models.CharField(max_length=60, blank=True)
    after = models.CharField(max_length=60)
    why = models.CharField(max_length=12, choices=[(k, zh) for k, (zh, _) in REASONS.items()])
    evidence = SealedText()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    on = models.DateField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(before=F("after")) & ~Q(evidence=""), name="correction_corrects")]


class Document(models.Model):
    """One identity document (kinds: registry.identity). The number is in the person's blob; the digest finds it and keeps it from being given twice."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=24)
    digest = models.CharField(max_length=64)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    current = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest"], condition=Q(current=True), name="document_once")]


class Lookup(models.Model):
    """A keyed digest by which a person is found: document number, phone, the phone's last four digits."""

    kind = models.CharField(max_length=12, choices=[("document", "证件"), ("phone", "电话"), ("tail", "手机尾号")])
    digest = models.CharField(max_length=64)
    person = models.ForeignKey(Person, models.CASCADE, related_name="lookups")

    class Meta:
        indexes = [models.Index(fields=["digest", "kind"], name="lookup_digest")]
        constraints = [models.UniqueConstraint(fields=["person", "kind", "digest"], name="lookup_once")]


class NamePiece(models.Model):
    """One or two characters of a name, or the beginning of its pinyin initials, in a place: the index behind search (registry.names)."""

    piece = ByteOrder(max_length=24)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="pieces")

    class Meta:
        indexes = [models.Index(fields=["piece", "place", "person"], name="name_piece")]


class Household(models.Model):
    """People who live together. `facts` is the current fold of the household's own facts."""

    head = models.ForeignKey(Person, models.PROTECT, related_name="heads")
    place = models.ForeignKey(Place, models.PROTECT, related_name="households")
    facts = models.JSONField(default=dict, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    continues = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="continued_by")  # 接续: the head has died

    class Meta:
        constraints = [models.CheckConstraint(condition=UNTIL_AFTER_SINCE, name="household_dates")]


class Membership(models.Model):
    """Who belongs to a household between two days; `relation` to the head is a key of the book's fact of that name."""

    LEFT = {
        "moved": ("搬出", "Moved out"),
        "married": ("结婚另立户", "Married, a household of their own"),
        "divorced": ("离婚", "Divorced"),
        "died": ("去世", "Died"),
        "conscripted": ("参军", "Joined the army"),
        "imprisoned": ("服刑", "In prison"),
        "institution": ("入住机构", "In an institution"),
        "head": ("户主变更，转到新户", "Another head: on to the household that continues"),
        "mistake": ("登记有误", "Entered by mistake"),
    }
    household = models.ForeignKey(Household, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    relation = models.CharField(max_length=24)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    left_why = models.CharField(max_length=12, blank=True, db_default="", choices=[(k, zh) for k, (zh, _) in LEFT.items()])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(until__isnull=True), name="member_of_one_household"),
            models.CheckConstraint(condition=UNTIL_AFTER_SINCE, name="membership_dates"),
        ]


class Kinship(models.Model):
    """`relative` is the person's … (GB/T 4761 in our words), also when they do not live together (supporters, guardians)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="kin")
    relative = models.ForeignKey(Person, models.CASCADE, related_name="kin_of")
    relation = models.CharField(max_length=24)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "relative", "relation"], name="kinship_once"),
            models.CheckConstraint(condition=~Q(person=F("relative")), name="kinship_of_two"),
            models.CheckConstraint(condition=Q(since__isnull=True) | UNTIL_AFTER_SINCE, name="kinship_dates"),
        ]


SOURCES = {
    "applicant": ("本人申报", "Said by the applicant"),
    "check": ("信息核对", "Information check"),
    "survey": ("入户调查", "Home visit"),
    "officer": ("工作人员认定", "Found by an officer"),
    "register": ("部门登记", "Another register"),
    "import": ("名册导入", "Imported roster"),
}


class Fact(models.Model):
    """What was known of a person or household, from when to when, since when we knew it and from whom. Rows are only added and superseded.

    `key` is a fact of the rule book; `value` its value as JSON: whole fen, a date "yyyy-mm-dd", a choice key, true/false, an integer; null = known to be unknown.
    """

    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="history")
    household = models.ForeignKey(Household, models.CASCADE, null=True, blank=True, related_name="history")
    key = models.CharField(max_length=60)
    value = models.JSONField(null=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=12, choices=[(k, zh) for k, (zh, _) in SOURCES.items()])
    officer = models.CharField(max_length=60, blank=True)  # who judged, where the law leaves it to judgement
    evidence = SealedText()
    recorded_by = models.IntegerField(null=True)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "key", "since"], name="fact_person"),
            models.Index(fields=["household", "key", "since"], name="fact_household"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(person__isnull=False) ^ Q(household__isnull=False), name="fact_of_one"),
            models.CheckConstraint(condition=UNTIL_AFTER_SINCE, name="fact_dates"),
        ]


class BankAccount(models.Model):
    """Where somebody is paid. Entered by one and approved by another before it counts; number, bank and holder are sealed."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="accounts")
    digest = models.CharField(max_length=64, db_index=True)
    sealed = models.BinaryField()  # {number, bank, holder}, about "registry.account:<person id>"
    holder_relation = models.CharField(max_length=24, blank=True)  # when the holder is somebody else (agent, caregiver, institution)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    entered_on = models.DateField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateField(null=True, blank=True)  # in use from the approval
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | Q(entered_by__isnull=True) | ~Q(approved_by=F("entered_by")), name="account_four_eyes"
            ),
            models.UniqueConstraint(fields=["person"], condition=Q(since__isnull=False, until__isnull=True), name="account_one_in_use"),
        ]


class Event(models.Model):
    """One line of a person's life in the file. `kind` names its words (registry.events); `about` what it points to; no personal data in `data`."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="events")
    on = models.DateField()
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=60, blank=True)
    data = models.JSONField(default=dict, blank=True)
    by_name = models.CharField(max_length=60, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "-on"], name="event_person_on")]


class Pair(models.Model):
    """Two files that may be one person. A human says merged or different; `different` is remembered and not asked again."""

    one = models.ForeignKey(Person, models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, models.CASCADE, related_name="+")
    reason = models.CharField(max_length=24)
    state = models.CharField(
        max_length=10, default="open", choices=[("open", "待判断"), ("proposed", "提出合并"), ("merged", "已合并"), ("different", "不是同一人")]
    )
    found_on = models.DateField()
    keep = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")  # which of the two, as proposed
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    why = SealedText()  # of whoever proposed it
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="pair_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="pair_ordered"),
            models.CheckConstraint(condition=~Q(state="proposed") | Q(proposed_by__isnull=False, keep__isnull=False), name="pair_proposed"),
            models.CheckConstraint(condition=~Q(state="merged") | Q(proposed_by__isnull=True) | ~Q(settled_by=F("proposed_by")), name="pair_four_eyes"),
        ]


from minsheng.registry.models_access import Account  # noqa: E402, F401 (the same app; below what it refers to)
from minsheng.registry.models_consent import Authority, Consent  # noqa: E402, F401
from minsheng.registry.models_import import Import, ImportRow, ListFile  # noqa: E402, F401 (the same app; below what it refers to)
