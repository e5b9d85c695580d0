"""From what is owed to somebody to what the bank has paid. Knows no award: it pays payables (payee, amount, purpose, source of money).

Money is whole fen. The ledger consists of transfers from one account to another of an amount above zero, so it cannot be out of balance.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from minsheng.places.models import Place
from minsheng.registry.models import Person


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
    document = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "year", "line", "level", "source"], name="budget_once"),
            models.CheckConstraint(condition=Q(share__gte=1, share__lte=100), name="budget_share"),
            models.CheckConstraint(condition=Q(fen__gte=0, free_fen__gte=0, free_fen__lte=F("fen")), name="budget_not_overdrawn"),
        ]


class Batch(models.Model):
    """One month's payments of a line in a place: computed by one, approved by another, sent to the bank once, reconciled with its answer."""

    STATES = {
        "draft": ("正在算", "Being computed"),
        "computed": ("待复核", "Waiting for approval"),
        "approved": ("已复核", "Approved"),
        "sent": ("已送银行", "Sent to the bank"),
        "reconciled": ("已对账", "Reconciled"),
        "cancelled": ("已作废", "Cancelled"),
    }
    number = models.CharField(max_length=40, unique=True)
    place = models.ForeignKey(Place, models.PROTECT, related_name="batches")
    line = models.CharField(max_length=40)
    month = models.DateField()
    kind = models.CharField(max_length=8, default="month", choices=[("month", "按月"), ("again", "重发")])
    state = models.CharField(max_length=10, default="draft", choices=[(k, zh) for k, (zh, _) in STATES.items()])
    count = models.PositiveIntegerField(default=0)
    fen = models.BigIntegerField(default=0)
    computed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    computed_on = models.DateField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    approved_on = models.DateField(null=True, blank=True)
    pay_on = models.DateField(null=True, blank=True)
    file_digest = models.CharField(max_length=64, blank=True)
    sent_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | Q(computed_by__isnull=True) | ~Q(approved_by=F("computed_by")), name="batch_four_eyes"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="batch_month"),
            models.CheckConstraint(condition=~Q(state__in=["approved", "sent", "reconciled"]) | Q(approved_by__isnull=False), name="batch_approved"),
            models.UniqueConstraint(fields=["place", "line", "month", "kind"], condition=Q(state__in=["draft", "computed"]), name="batch_one_open"),
        ]


class Payment(models.Model):
    """One line of the bank file. Name and account are frozen when the batch is approved; a returned payment is replaced, never changed."""

    STATES = {
        "ready": ("待发", "Ready"),
        "held": ("缺账户", "No account"),
        "sent": ("已送银行", "Sent"),
        "paid": ("已到账", "Paid"),
        "returned": ("被退回", "Returned"),
        "replaced": ("已重发", "Paid again"),
        "dropped": ("不发", "Dropped"),
    }
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="payments")
    number = models.PositiveIntegerField()
    payee = models.ForeignKey(Person, models.PROTECT, related_name="payments")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    fen = models.BigIntegerField()
    state = models.CharField(max_length=10, default="ready", choices=[(k, zh) for k, (zh, _) in STATES.items()])
    sealed = models.BinaryField(default=bytes)  # {name, bank, number} as frozen, about "payments.payment:<batch>:<number>"
    account_digest = models.CharField(max_length=64, blank=True)
    settled_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=100, blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="payment_number"),
            models.UniqueConstraint(fields=["batch", "payee"], name="payment_one_a_payee"),
            models.CheckConstraint(condition=Q(fen__gt=0), name="payment_above_zero"),
            models.CheckConstraint(condition=~Q(state__in=["paid", "returned"]) | Q(settled_on__isnull=False), name="payment_settled"),
        ]


class Payable(models.Model):
    """What is owed to somebody for one month and component. `key` says for what; handing the same in twice changes nothing.

    `about` points to where it comes from ("benefits.award:7").
    """

    key = models.CharField(max_length=120, unique=True)  # "benefits.award:7/gap/0/2025-10/0": source, component, person, month, serial
    about = models.CharField(max_length=60, db_index=True)
    line = models.CharField(max_length=40)
    component = models.CharField(max_length=24)
    month = models.DateField()
    payee = models.ForeignKey(Person, models.PROTECT, related_name="payables")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    fen = models.BigIntegerField()
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, blank=True, related_name="payables")
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, blank=True, related_name="payables")
    handed_in_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["line", "place", "batch"], name="payable_waiting")]
        constraints = [
            models.CheckConstraint(condition=Q(fen__gt=0), name="payable_above_zero"),
            models.CheckConstraint(condition=Q(month__day=1), name="payable_month"),
            models.CheckConstraint(condition=Q(payment__isnull=True) | Q(batch__isnull=False), name="payable_in_batch"),
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
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, blank=True, related_name="transfers")
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, blank=True, related_name="transfers")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(fen__gt=0), name="transfer_above_zero"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="transfer_of_two"),
        ]


class Recovery(models.Model):
    """Money paid that was not due, to be paid back, at once or by instalments; decided by a person after hearing."""

    STATES = {"proposed": ("拟追缴", "Proposed"), "open": ("追缴中", "Open"), "closed": ("已结清", "Closed"), "waived": ("不予追缴", "Waived")}
    number = models.CharField(max_length=40, unique=True)
    key = models.CharField(max_length=120, unique=True)
    about = models.CharField(max_length=60, db_index=True)
    payee = models.ForeignKey(Person, models.PROTECT, related_name="recoveries")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    line = models.CharField(max_length=40)
    reason = models.CharField(
        max_length=12, choices=[("death", "死亡未报"), ("hidden", "隐瞒"), ("moved", "迁移"), ("mistake", "计算错误"), ("change", "待遇变更")]
    )
    months = models.CharField(max_length=200)
    parts = models.JSONField(default=list, blank=True)  # [[month "2025-10", component, person, fen]]: what was paid too much, so that it is not found again
    fen = models.BigIntegerField()
    instalments = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=8, default="proposed", choices=[(k, zh) for k, (zh, _) in STATES.items()])
    proposed_on = models.DateField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    heard = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(fen__gt=0, instalments__gte=1), name="recovery_above_zero"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | Q(entered_by__isnull=True) | ~Q(decided_by=F("entered_by")), name="recovery_four_eyes"
            ),
            models.CheckConstraint(condition=Q(state="proposed") | Q(decided_by__isnull=False), name="recovery_decided"),
        ]


class Repayment(models.Model):
    """Money that came back."""

    recovery = models.ForeignKey(Recovery, models.PROTECT, related_name="repayments")
    fen = models.BigIntegerField()
    on = models.DateField()
    receipt = models.CharField(max_length=40, unique=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(fen__gt=0), name="repayment_above_zero")]
