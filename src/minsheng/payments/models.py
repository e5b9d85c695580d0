"""From what is owed to somebody to what the bank has paid. Knows no award: it pays payables (payee, amount, purpose, source of money).

Money is whole fen. Where it comes from and where it lies: models_money.py. What has to come back: models_recovery.py.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from minsheng.base.fields import SealedText
from minsheng.base.models import StoredFile
from minsheng.payments.models_entry import Entry
from minsheng.payments.models_money import Account, Budget, BudgetChange, CutOff, Transfer
from minsheng.payments.models_recovery import Recovery, Repayment
from minsheng.places.models import Place
from minsheng.registry.models import BankAccount, Person

__all__ = ["Account", "Batch", "Budget", "BudgetChange", "CutOff", "Entry", "Payable", "Payment", "Recovery", "Repayment", "ResultFile", "Transfer"]


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
    KINDS = {"month": ("按月", "Monthly"), "again": ("重发", "Paid again")}
    number = models.CharField(max_length=40, unique=True)
    place = models.ForeignKey(Place, models.PROTECT, related_name="batches")
    line = models.CharField(max_length=40)
    month = models.DateField()
    kind = models.CharField(max_length=8, default="month", choices=[(k, zh) for k, (zh, _) in KINDS.items()])
    state = models.CharField(max_length=10, default="draft", choices=[(k, zh) for k, (zh, _) in STATES.items()])
    count = models.PositiveIntegerField(default=0)
    fen = models.BigIntegerField(default=0)
    payer = models.CharField(max_length=60, blank=True)  # what the bank file says, whatever the place and the line are called later
    purpose = models.CharField(max_length=60, blank=True)
    computed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    computed_on = models.DateField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    approved_on = models.DateField(null=True, blank=True)
    pay_on = models.DateField(null=True, blank=True)
    fetched_on = models.DateField(null=True, blank=True)  # the bank file was downloaded: it may be at the bank, whatever we know
    fetch_again = models.BooleanField(default=False)  # lines were left out since it was fetched: that file is not to be used
    file_digests = models.JSONField(default=dict, blank=True)  # {format: SHA-256 of the file} of what went out
    sent_on = models.DateField(null=True, blank=True)
    cancelled_why = SealedText()

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
    """One line of the bank file. Name and account are sealed into it when it is computed and compared once more when it is approved; then they stand still.

    A returned payment is replaced by another, never changed. `reason`: a key of HELD where it is held, else the bank's own words.
    """

    STATES = {
        "ready": ("待发", "Ready"),
        "held": ("暂不能发", "Held"),
        "sent": ("已送银行", "Sent"),
        "paid": ("已到账", "Paid"),
        "returned": ("被退回", "Returned"),
        "replaced": ("已重发", "Paid again"),
        "given_back": ("已退回财政", "Given back"),
        "dropped": ("不发", "Dropped"),
    }
    HELD = {
        "no_account": ("没有收款账户", "No account"),
        "not_approved": ("账户还没有复核", "The account is not approved yet"),
        "dead": ("收款人已去世，要换成家人的账户", "The payee has died: enter a relative's account"),
        "on_hold": ("待遇已暂停", "The award is held"),
        "unreadable": ("账户打不开，请重新录入", "The account cannot be opened: enter it again"),
    }
    OUT = ("ready", "sent", "paid", "returned", "replaced", "given_back")  # states of a line that is in the bank file
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="payments")
    number = models.PositiveIntegerField()
    payee = models.ForeignKey(Person, models.PROTECT, related_name="payments")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    fen = models.BigIntegerField()
    state = models.CharField(max_length=10, default="ready", choices=[(k, zh) for k, (zh, _) in STATES.items()])
    account = models.ForeignKey(BankAccount, models.PROTECT, null=True, blank=True, related_name="+")  # what `sealed` was taken from
    sealed = models.BinaryField(default=bytes)  # {holder, bank, number}, about "payments.payment:<batch>:<number>"
    settled_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=100, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replacements")
    origin = models.ForeignKey(Batch, models.PROTECT, null=True, blank=True, related_name="+")  # of a replacement: the batch whose budgets gave the money

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="payment_number"),
            models.UniqueConstraint(fields=["batch", "payee"], condition=Q(replaces=None), name="payment_one_a_payee"),
            models.UniqueConstraint(fields=["replaces"], condition=~Q(state="dropped"), name="payment_replaced_once"),
            models.CheckConstraint(condition=Q(fen__gt=0), name="payment_above_zero"),
            models.CheckConstraint(condition=~Q(state__in=["paid", "returned"]) | Q(settled_on__isnull=False), name="payment_settled"),
            models.CheckConstraint(condition=Q(replaces=None, origin=None) | Q(replaces__isnull=False, origin__isnull=False), name="payment_origin"),
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
    on_hold = models.BooleanField(default=False, db_default=False)  # whoever handed it in has paused it: it waits, in no batch

    class Meta:
        indexes = [models.Index(fields=["line", "payee"], condition=Q(batch=None), name="payable_waiting")]
        constraints = [
            models.CheckConstraint(condition=Q(fen__gt=0), name="payable_above_zero"),
            models.CheckConstraint(condition=Q(month__day=1), name="payable_month"),
            models.CheckConstraint(condition=Q(payment__isnull=True) | Q(batch__isnull=False), name="payable_in_batch"),
        ]


class ResultFile(models.Model):
    """What the bank answered, as it came: shown line by line, then taken. The same file is kept once."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="results")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    loaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    loaded_on = models.DateField()
    taken_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "digest"], name="result_file_once")]
