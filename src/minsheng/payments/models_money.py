"""Where the money comes from and where it lies: budgets, cut-off days, accounts and transfers."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from minsheng.places.models import Place


class Budget(models.Model):
    """Money given for one line in one place and year by one level and source. `share` (per cent) splits what is paid among the sources."""

    LEVELS = {
        "central": ("中央", "Central"),
        "province": ("省级", "Province"),
        "city": ("市级", "City"),
        "district": ("区级", "District"),
        "street": ("镇街", "Street"),
    }
    place = models.ForeignKey(Place, models.PROTECT, related_name="budgets")
    year = models.PositiveSmallIntegerField()
    line = models.CharField(max_length=40)
    level = models.CharField(max_length=10, choices=[(k, zh) for k, (zh, _) in LEVELS.items()])
    source = models.CharField(max_length=100)
    share = models.PositiveSmallIntegerField()
    fen = models.BigIntegerField()
    free_fen = models.BigIntegerField()  # what no batch has committed yet: changed only together with a transfer
    document = models.CharField(max_length=200)  # the latest; the earlier ones are in BudgetChange

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "year", "line", "level", "source"], name="budget_once"),
            models.CheckConstraint(condition=Q(share__gte=1, share__lte=100), name="budget_share"),
            models.CheckConstraint(condition=Q(fen__gte=0, free_fen__gte=0, free_fen__lte=F("fen")), name="budget_not_overdrawn"),
        ]


class BudgetChange(models.Model):
    """One document about a budget: what it was before and after."""

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="changes")
    before_fen = models.BigIntegerField()
    fen = models.BigIntegerField()
    before_share = models.PositiveSmallIntegerField()
    share = models.PositiveSmallIntegerField()
    document = models.CharField(max_length=200)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    on = models.DateField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(document=""), name="budget_change_document")]


class CutOff(models.Model):
    """Up to which day of a month what is handed in is still paid with that month's batch. A place without one has none; the nearest above counts."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    line = models.CharField(max_length=40)
    day = models.PositiveSmallIntegerField()
    since = models.DateField()  # the first month
    document = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "line", "since"], name="cut_off_once"),
            models.CheckConstraint(condition=Q(day__gte=1, day__lte=31), name="cut_off_day"),
            models.CheckConstraint(condition=Q(since__day=1), name="cut_off_month"),
        ]


class Account(models.Model):
    """One account of the ledger. `key` e.g. "budget:4/free", "batch:9/committed", "batch:9/bank", "recovery:3/owed"."""

    key = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=12)
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")


class Transfer(models.Model):
    """An amount above zero from one account to another: both sides of the entry in one row. Never changed; reversed by another."""

    key = models.CharField(max_length=120, unique=True)  # what it is for: a step run again finds its own transfer
    source = models.ForeignKey(Account, models.PROTECT, related_name="given")
    target = models.ForeignKey(Account, models.PROTECT, related_name="received")
    fen = models.BigIntegerField()
    kind = models.CharField(max_length=24)
    on = models.DateField()
    batch = models.ForeignKey("payments.Batch", models.PROTECT, null=True, blank=True, related_name="transfers")
    payment = models.ForeignKey("payments.Payment", models.PROTECT, null=True, blank=True, related_name="transfers")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(fen__gt=0), name="transfer_above_zero"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="transfer_of_two"),
        ]
