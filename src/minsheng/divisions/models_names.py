"""Place names: proposed by one, approved by another with the authority's document, filed, announced, renamed or given up. A new name is a new row."""

from django.db import models
from django.db.models import F, Q

from minsheng.accounts.models import User
from minsheng.places.models import Place


class Toponym(models.Model):
    """One name of one thing. `scope` is the place within which no other thing of its kind may have it; `sound` and `initials` are what it is found by."""

    KINDS = {
        "nature": ("自然地理实体", "Natural feature"),
        "division": ("行政区划", "Administrative division"),
        "community": ("村、社区所在地", "Village or community"),
        "park": ("公园、广场、自然保护地", "Park, square or reserve"),
        "road": ("街路巷", "Road, street or lane"),
        "bridge": ("桥梁、隧道", "Bridge or tunnel"),
        "building": ("住宅区、楼宇", "Residential area or building"),
        "facility": ("交通、水利等设施", "Transport, water or other facility"),
        "other": ("其他地理实体", "Other feature"),
    }
    STATES = {
        "proposed": ("待批准", "Proposed"), "withdrawn": ("已撤回", "Withdrawn"), "refused": ("不批准", "Refused"), "approved": ("已批准，待备案", "Approved, to be filed"),
        "filed": ("已备案", "Filed"), "ended": ("不再使用", "No longer used"),
    }  # fmt: skip
    ENDS = {"": ("", ""), "renamed": ("已更名", "Renamed"), "abolished": ("已销名", "Given up")}
    STANDARD = ("approved", "filed")  # an approved name is a standard name (art. 15)
    TAKEN = ("proposed", *STANDARD)

    place = models.ForeignKey(Place, models.PROTECT, related_name="toponyms")
    scope = models.ForeignKey(Place, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=[(key, zh) for key, (zh, _) in KINDS.items()])
    name = models.CharField(max_length=40)
    pinyin = models.CharField(max_length=120)
    sound = models.CharField(max_length=120)
    initials = models.CharField(max_length=40)
    meaning = models.CharField(max_length=300)
    extent = models.CharField(max_length=300)
    applicant = models.CharField(max_length=100)
    application = models.CharField(max_length=200)
    assured = models.JSONField(default=list)  # what the proposer has looked at: naming.ASSURED
    explained = models.CharField(max_length=300, blank=True)  # why it is proposed in spite of what the machine has found
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="successors")
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_on = models.DateField()
    state = models.CharField(max_length=10, choices=[(key, zh) for key, (zh, _) in STATES.items()], default="proposed")
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")  # approved, refused or withdrawn it
    settled_on = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=200, blank=True)
    approved_on = models.DateField(null=True, blank=True)  # the day of the authority's document
    authority = models.CharField(max_length=100, blank=True)
    approval = models.CharField(max_length=200, blank=True)
    file_by = models.DateField(null=True, blank=True)
    file_provisional = models.BooleanField(default=False)
    filed_on = models.DateField(null=True, blank=True)
    filed_with = models.CharField(max_length=100, blank=True)
    filed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    announce_by = models.DateField(null=True, blank=True)
    announced_on = models.DateField(null=True, blank=True)
    announced_where = models.CharField(max_length=200, blank=True)
    ended_as = models.CharField(max_length=10, blank=True)
    until = models.DateField(null=True, blank=True)  # the first day it is used no more
    ended_by = models.CharField(max_length=200, blank=True)  # the document

    class Meta:
        indexes = [
            models.Index(fields=["sound"], name="toponym_sound"),
            models.Index(fields=["state", "file_by"], name="toponym_late"),
            models.Index(fields=["name"], name="toponym_name"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["scope", "kind", "name"], condition=Q(state__in=("proposed", "approved", "filed")), name="toponym_once"),
            models.UniqueConstraint(
                fields=["replaces"], condition=Q(replaces__isnull=False, state__in=("proposed", "approved", "filed")), name="toponym_one_successor"
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(pinyin="") & ~Q(applicant="") & ~Q(application=""), name="toponym_whole"),
            models.CheckConstraint(condition=Q(state="proposed", settled_by__isnull=True) | (~Q(state="proposed") & Q(settled_by__isnull=False)), name="toponym_settled"),
            models.CheckConstraint(
                condition=Q(state__in=("proposed", "withdrawn", "refused"), approved_on__isnull=True)
                | (Q(state__in=("approved", "filed", "ended"), approved_on__isnull=False) & ~Q(authority="") & ~Q(approval="")),
                name="toponym_approved",
            ),
            models.CheckConstraint(condition=Q(approved_on__isnull=True) | ~Q(settled_by=F("proposed_by")), name="toponym_four_eyes"),
            models.CheckConstraint(condition=~Q(state__in=("withdrawn", "refused")) | ~Q(why=""), name="toponym_says_why"),
            models.CheckConstraint(condition=~Q(state="filed") | Q(filed_on__isnull=False), name="toponym_filed"),
            models.CheckConstraint(
                condition=Q(filed_on__isnull=True) | (Q(filed_on__gte=F("approved_on"), filed_by__isnull=False) & ~Q(filed_with="")), name="toponym_filed_whole"
            ),
            models.CheckConstraint(
                condition=Q(announced_on__isnull=True) | (Q(announced_on__gte=F("approved_on")) & ~Q(announced_where="")), name="toponym_announced"
            ),
            models.CheckConstraint(
                condition=(Q(state="ended", ended_as__in=("renamed", "abolished"), until__gte=F("approved_on")) & ~Q(ended_by="")) | (~Q(state="ended") & Q(until__isnull=True)),
                name="toponym_ended",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name
