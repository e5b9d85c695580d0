"""What sweeps and standards leave behind: one row a sweep, and one row for each award that a standard moves."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from minsheng.matters import catalogue
from minsheng.places.models import Place
from minsheng.standards.models import Standard


class Sweep(models.Model):
    """One look at everybody of a place for one matter and month. The whole of it (inputs, results, reasons) lies in a folder outside the database,
    part by part; `digest` is the digest of its receipt and stands in the audit trail too. Only findings enter the database."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    matter = models.CharField(max_length=40)
    month = models.DateField()
    on = models.DateField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    subjects = models.PositiveIntegerField(default=0)  # people or households decided
    unknown = models.PositiveIntegerField(default=0)  # of them those about whom too little is known to decide
    entitled = models.PositiveIntegerField(default=0)
    ended = models.PositiveIntegerField(default=0)
    amount = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)  # earlier findings that are no longer found
    parts = models.JSONField(default=list)  # [[name of the file, SHA-256]]
    digest = models.CharField(max_length=64, blank=True)
    finished_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["matter", "month", "place"], name="sweep_month")]
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="sweep_first_of_month"),
            models.CheckConstraint(condition=Q(finished_on__isnull=True) | ~Q(digest=""), name="sweep_finished_with_digest"),
        ]

    @property
    def label(self) -> tuple[str, str]:
        return catalogue.get(self.matter).label


class Move(models.Model):
    """What a standard means for one award: worked out beforehand, moved when an office says so. Money is fen a month; `arrears` for months already settled."""

    KINDS = {"raise": ("调高", "Raised"), "lower": ("调低，先听取意见", "Lowered: to be heard first"), "look": ("要人工看", "To be looked at")}
    WHYS = {
        "": ("", ""),
        "unknown": ("档案里的情况不够，不能重算", "The file knows too little to decide again"),
        "differs": ("按原标准重算，与现在发的不一致", "By the old figure it comes to something else than is paid"),
        "ends": ("按新标准不再符合", "By the new figure they no longer qualify"),
        "lower": ("按新标准金额减少", "By the new figure it is less"),
        "grace": ("正在渐退", "In a gradual exit"),
        "died": ("本人已去世，补发给谁要由人确认", "Has died: who gets the arrears is for a human to say"),
    }
    STATES = {"open": ("待办", "Open"), "done": ("已调整", "Moved"), "case": ("已立件", "A case is open")}
    standard = models.ForeignKey(Standard, models.CASCADE, related_name="+")
    award = models.ForeignKey("benefits.Award", models.CASCADE, related_name="moves")
    kind = models.CharField(max_length=8, choices=[(k, zh) for k, (zh, _) in KINDS.items()])
    why = models.CharField(max_length=8, blank=True, choices=[(k, zh) for k, (zh, _) in WHYS.items()])
    before = models.BigIntegerField()
    after = models.BigIntegerField()
    from_month = models.DateField()
    arrears = models.BigIntegerField(default=0)
    state = models.CharField(max_length=8, default="open", choices=[(k, zh) for k, (zh, _) in STATES.items()])

    class Meta:
        indexes = [models.Index(fields=["standard", "kind", "state"], name="move_waiting")]
        constraints = [
            models.UniqueConstraint(fields=["standard", "award"], name="move_once"),
            models.CheckConstraint(condition=Q(before__gte=0, after__gte=0), name="move_not_negative"),
            models.CheckConstraint(condition=~Q(kind="raise") | Q(after__gte=models.F("before")), name="move_raise_is_up"),
        ]
