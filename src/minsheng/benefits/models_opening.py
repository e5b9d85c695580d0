"""Awards already in payment, taken over from the system before."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from minsheng.places.models import Place
from minsheng.registry.models import BankAccount, Person

USER = settings.AUTH_USER_MODEL


class OpeningImport(models.Model):
    """A list of awards, reconciled with the last payroll to the fen before it counts; taken over in small steps, undoable as a whole."""

    STATES = {
        "checked": ("待确认", "Waiting for acceptance"),
        "loading": ("正在接入", "Being taken over"),
        "done": ("已接入", "Taken over"),
        "undone": ("已撤销", "Undone"),
    }
    name = models.CharField(max_length=120)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    month = models.DateField()  # the last month paid outside
    benefit = models.CharField(max_length=40)
    rows = models.PositiveIntegerField(default=0)
    fen = models.BigIntegerField(default=0)
    bad = models.PositiveIntegerField(default=0)
    payroll_rows = models.PositiveIntegerField()
    payroll_fen = models.BigIntegerField()
    file_digest = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, default="checked", choices=[(k, zh) for k, (zh, _) in STATES.items()])
    entered_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    created_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("entered_by")), name="opening_four_eyes"),
            models.CheckConstraint(condition=Q(state__in=["checked", "undone"]) | Q(approved_by__isnull=False), name="opening_accepted"),
            models.CheckConstraint(
                condition=Q(state__in=["checked", "undone"]) | Q(bad=0, rows=F("payroll_rows"), fen=F("payroll_fen")), name="opening_reconciled"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="opening_month"),
        ]


class OpeningRow(models.Model):
    """One line of the list: sealed as it was given, what is wrong with it, and what became of it."""

    opening = models.ForeignKey(OpeningImport, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()  # the row as a spreadsheet counts it
    sealed = models.BinaryField()  # {document, name, account, bank} about "benefits.opening:<opening>:<number>"
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    parts = models.JSONField(default=dict)  # {component: fen}
    from_month = models.DateField(null=True, blank=True)
    problems = models.JSONField(default=list, blank=True)  # [[column, zh, en]]
    award = models.ForeignKey("benefits.Award", models.SET_NULL, null=True, blank=True, related_name="+")
    account = models.ForeignKey(BankAccount, models.SET_NULL, null=True, blank=True, related_name="+")  # entered by this row

    class Meta:
        constraints = [models.UniqueConstraint(fields=["opening", "number"], name="opening_row_once")]
        indexes = [models.Index(fields=["opening", "award"], name="opening_row_open")]
