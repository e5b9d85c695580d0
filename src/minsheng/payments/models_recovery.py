"""Money paid that was not due, and what came back of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from minsheng.places.models import Place
from minsheng.registry.models import Person


class Recovery(models.Model):
    """Money paid that was not due, to be paid back, at once or by instalments; decided by a person after hearing."""

    STATES = {
        "proposed": ("拟追缴", "Proposed"),
        "open": ("追缴中", "Open"),
        "closed": ("已结清", "Closed"),
        "waived": ("不予追缴", "Waived"),
        "dropped": ("没有发出，不用退", "Never paid: nothing to be paid back"),
    }
    REASONS = {
        "death": ("死亡未报", "A death not reported"),
        "hidden": ("隐瞒", "Something was hidden"),
        "moved": ("迁移", "Moved away"),
        "mistake": ("计算错误", "A mistake of ours"),
        "change": ("待遇变更", "The award changed"),
    }
    number = models.CharField(max_length=40, unique=True)
    key = models.CharField(max_length=120, unique=True)
    about = models.CharField(max_length=60, db_index=True)
    payee = models.ForeignKey(Person, models.PROTECT, related_name="recoveries")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    line = models.CharField(max_length=40)
    reason = models.CharField(max_length=12, choices=[(k, zh) for k, (zh, _) in REASONS.items()])
    months = models.CharField(max_length=200)
    parts = models.JSONField(default=list, blank=True)  # [[month "2025-10", component, person, fen]]: what was paid too much, so that it is not found again
    fen = models.BigIntegerField()
    instalments = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=8, default="proposed", choices=[(k, zh) for k, (zh, _) in STATES.items()])
    proposed_on = models.DateField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    sealed = models.BinaryField(default=bytes)  # {heard}: what the person said, and why it is decided so; about "payments.recovery:<key>"

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(fen__gt=0, instalments__gte=1), name="recovery_above_zero"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | Q(entered_by__isnull=True) | ~Q(decided_by=F("entered_by")), name="recovery_four_eyes"
            ),
            models.CheckConstraint(condition=Q(state__in=["proposed", "dropped"]) | Q(decided_by__isnull=False), name="recovery_decided"),
        ]


class Repayment(models.Model):
    """Money that came back."""

    recovery = models.ForeignKey(Recovery, models.PROTECT, related_name="repayments")
    fen = models.BigIntegerField()
    on = models.DateField()
    receipt = models.CharField(max_length=40, unique=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(fen__gt=0), name="repayment_above_zero")]
