"""Who is responsible where: one tree of places, dated. Codes of two systems hang on a place; nothing is ever joined on a code."""

from django.db import models
from django.db.models import F, Q

from minsheng.base.fields import ByteOrder

LEVEL_WORDS = {  # from the top down: a place stands under one of an earlier level
    "nation": ("国家", "Nation"), "province": ("省", "Province"), "city": ("市", "City"), "district": ("区县", "District"), "functional": ("功能区", "Functional area"),
    "street": ("镇街", "Street or town"), "community": ("村居", "Community or village"),
}  # fmt: skip
LEVELS = [(key, zh) for key, (zh, _) in LEVEL_WORDS.items()]


class Place(models.Model):
    """A place as it stands today. `path` is the chain of ids from the root, each followed by a dot ("1.3.40."): scope is a prefix of it.

    A functional area (大鹏新区, 深汕特别合作区, 仲恺高新区) is a node like any other, above the streets it runs, whatever their codes say.
    """

    name = models.CharField(max_length=60)
    level = models.CharField(max_length=12, choices=LEVELS)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = ByteOrder(max_length=120, unique=True)
    law_code = models.CharField(max_length=12, blank=True)  # the nearest place the rule book knows by its code
    since = models.DateField()
    until = models.DateField(null=True, blank=True)  # first day it is no more

    class Meta:
        indexes = [models.Index(fields=["name"], name="place_name")]
        constraints = [
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="place_dates"),
            models.CheckConstraint(condition=Q(parent__isnull=False) | Q(level="nation"), name="place_has_parent"),
            models.UniqueConstraint(fields=["parent", "name"], condition=Q(until__isnull=True), name="place_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Placing(models.Model):
    """Under whom a place stood, and when: the tree of any past day."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="placings")
    parent = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    path = ByteOrder(max_length=120)
    name = models.CharField(max_length=60)
    law_code = models.CharField(max_length=12, blank=True)  # by whose figures the place went then; "" as today
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["path"], name="placing_path")]
        constraints = [
            models.UniqueConstraint(fields=["place", "since"], name="placing_once_a_day"),
            models.UniqueConstraint(fields=["place"], condition=Q(until__isnull=True), name="placing_one_open"),
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="placing_dates"),
        ]


class PlaceCode(models.Model):
    """A code of one of the two systems. The same digits can name another street in the other system."""

    SYSTEMS = {"civil": ("民政区划代码", "Civil-affairs code"), "statistical": ("统计用区划代码", "Statistics code"), "local": ("本系统编号", "Own number")}
    place = models.ForeignKey(Place, models.CASCADE, related_name="codes")
    system = models.CharField(max_length=12, choices=[(key, zh) for key, (zh, _) in SYSTEMS.items()])
    code = models.CharField(max_length=12)
    as_of = models.DateField()  # the day of the list or document that gives it
    until = models.DateField(null=True, blank=True)
    document = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "code", "as_of"], name="place_code_once"),
            models.UniqueConstraint(fields=["system", "code"], condition=Q(until__isnull=True), name="place_code_of_one"),
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gt=F("as_of")), name="place_code_dates"),
        ]


class PlaceChange(models.Model):
    """A change of the tree with its document: a rename, a move, a merger, a foundation, an end."""

    KIND_WORDS = {
        "found": ("设立", "Founded"),
        "rename": ("更名", "Renamed"),
        "move": ("改由他处管辖", "Moved under another"),
        "merge": ("并入", "Merged"),
        "end": ("撤销", "Ended"),
    }
    KINDS = [(key, zh) for key, (zh, _) in KIND_WORDS.items()]
    place = models.ForeignKey(Place, models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=8, choices=KINDS)
    into = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    old_name = models.CharField(max_length=60, blank=True)
    on = models.DateField()
    document = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["place", "on"], name="place_change")]
        constraints = [
            models.CheckConstraint(condition=~Q(document=""), name="place_change_document"),
            models.CheckConstraint(condition=Q(into__isnull=False) | ~Q(kind__in=["move", "merge"]), name="place_change_into"),
        ]


class Delegation(models.Model):
    """A district lets a street decide a matter. Only the province may allow it (Social Assistance Law, art. 44): its document is named."""

    matter = models.CharField(max_length=40)
    district = models.ForeignKey(Place, models.PROTECT, related_name="delegates")
    street = models.ForeignKey(Place, models.PROTECT, related_name="delegated")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    authority = models.CharField(max_length=100)
    document = models.CharField(max_length=200)
    provincial_document = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "street", "since"], name="delegation_once"),
            models.UniqueConstraint(fields=["matter", "street"], condition=Q(until__isnull=True), name="delegation_one_open"),
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="delegation_dates"),
            models.CheckConstraint(condition=~Q(provincial_document=""), name="delegation_by_province"),
        ]
