"""Awards already in payment, taken over from the system before."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from minsheng.places.models import Place
from minsheng.registry.models import BankAccount, ListFile, Person

USER = settings.AUTH_USER_MODEL


class OpeningImport(models.Model):
    """A list of awards, reconciled with the last payroll to the fen before it counts; taken over in small steps, undoable as a whole.

    `rows` and `fen` are the awards of the list and what they pay a month, `bad` its lines that are wrong; `cursor` is the last award that is done; while a long list is
    checked by a job, the lines that are written; while it is taken back, the last award whose lines are still to be emptied.
    """

    STATES = {
        "checking": ("正在检查", "Being checked"),
        "checked": ("待确认", "Waiting for acceptance"),
        "loading": ("正在接入", "Being taken over"),
        "done": ("已接入", "Taken over"),
        "undoing": ("正在撤销", "Being taken back"),
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
    compared = models.BooleanField(default=False)  # with the payroll itself, person by person, not only with its count and sum
    unlisted = models.JSONField(default=list, blank=True)  # [[row of the payroll, fen]]: paid there, and not on the list (the first of them)
    unused = models.JSONField(default=list, blank=True)  # headings of the list that mean nothing here
    file_digest = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, default="checked", choices=[(k, zh) for k, (zh, _) in STATES.items()])
    cursor = models.PositiveIntegerField(default=0)
    loaded = models.PositiveIntegerField(default=0)
    entered_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    approved_on = models.DateField(null=True, blank=True)
    created_on = models.DateField()
    file = models.OneToOneField(ListFile, models.PROTECT, null=True, blank=True, related_name="+")  # these two while it is checked by a job
    payroll_file = models.OneToOneField(ListFile, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="checking", file__isnull=False) | ~Q(state="checking") & Q(file=None, payroll_file=None), name="opening_file_while_checked"
            ),
            models.CheckConstraint(condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("entered_by")), name="opening_four_eyes"),
            models.CheckConstraint(condition=~Q(state__in=["loading", "done"]) | Q(approved_by__isnull=False), name="opening_accepted"),
            models.CheckConstraint(
                condition=~Q(state__in=["loading", "done"]) | Q(bad=0, rows=F("payroll_rows"), fen=F("payroll_fen")), name="opening_reconciled"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="opening_month"),
            models.UniqueConstraint(fields=["file_digest", "benefit"], condition=~Q(state="undone") & ~Q(file_digest=""), name="opening_file_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reconciled(self) -> bool:
        """Whether list and payroll agree: as many awards, the same sum to the fen, nothing wrong in any line."""
        return self.rows > 0 and (self.bad, self.rows, self.fen) == (0, self.payroll_rows, self.payroll_fen)


class OpeningRow(models.Model):
    """One line of the list: sealed as it was given, what is wrong with it, and what became of it.

    `person` receives the award; `member` is who a line of a household's award is for, when it is about somebody else's part. `award_no` counts the
    awards of the list in the order of their first lines; 0 where nobody could be read. `paid` is what the payroll has for that person.
    """

    STATES = {
        "good": ("可以接入", "Can be taken over"),
        "doubtful": ("请核对，可以接入", "To be looked at; can be taken over"),
        "bad": ("有错，要改", "Wrong, to be mended"),
        "loaded": ("已接入", "Taken over"),
        "left_out": ("没有接入", "Left out"),
        "undone": ("已撤销", "Undone"),
    }
    opening = models.ForeignKey(OpeningImport, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()  # the row as a spreadsheet counts it
    award_no = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=8, default="bad", choices=[(k, zh) for k, (zh, _) in STATES.items()])
    sealed = models.BinaryField()  # {document, name, member, account, bank, holder} about "benefits.opening:<opening>:<number>"; empty once loaded or undone
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    member = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    parts = models.JSONField(default=dict)  # {component: fen}
    fen = models.BigIntegerField(default=0)
    paid = models.BigIntegerField(null=True, blank=True)
    from_month = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    problems = models.JSONField(default=list, blank=True)  # [[column, zh, en]]
    award = models.ForeignKey("benefits.Award", models.SET_NULL, null=True, blank=True, related_name="+")
    account = models.ForeignKey(BankAccount, models.SET_NULL, null=True, blank=True, related_name="+")  # entered by this row

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["opening", "number"], name="opening_row_once"),
            models.CheckConstraint(condition=~Q(state="loaded") | Q(award__isnull=False), name="opening_row_loaded"),
        ]
        indexes = [
            models.Index(fields=["opening", "award_no", "number"], name="opening_row_award"),
            models.Index(fields=["opening", "state", "number"], name="opening_row_state"),
        ]
