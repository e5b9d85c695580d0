"""What one person has entered about money and another has to confirm before anything moves."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from minsheng.base.fields import SealedText


class Entry(models.Model):
    """One line that waits for a second person. What it does when confirmed: actions/entries.py."""

    KINDS = {
        "late": ("到账后又退回", "Paid, and came back later"),
        "give_back": ("退回财政，不再发放", "Given back to the budgets"),
        "repay": ("追缴款退回", "Paid back"),
        "waive": ("不予追缴", "Not asked back"),
    }
    STATES = {"waiting": ("待复核", "To be confirmed"), "confirmed": ("已复核", "Confirmed"), "refused": ("已退回", "Sent back")}
    kind = models.CharField(max_length=10, choices=[(k, zh) for k, (zh, _) in KINDS.items()])
    payment = models.ForeignKey("payments.Payment", models.PROTECT, null=True, blank=True, related_name="entries")
    recovery = models.ForeignKey("payments.Recovery", models.PROTECT, null=True, blank=True, related_name="entries")
    fen = models.BigIntegerField()
    day = models.DateField()  # on the receipt, in the bank's answer; else the day it was entered
    words = models.CharField(max_length=100, blank=True)  # the receipt's number, the bank's reason, why it is not paid any more
    state = models.CharField(max_length=10, default="waiting", choices=[(k, zh) for k, (zh, _) in STATES.items()])
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_on = models.DateField()
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    settled_on = models.DateField(null=True, blank=True)
    why = SealedText()  # why it was sent back

    class Meta:
        indexes = [models.Index(fields=["state", "kind"], name="entry_waiting")]
        constraints = [
            models.CheckConstraint(condition=Q(fen__gt=0), name="entry_above_zero"),
            models.CheckConstraint(
                condition=Q(kind__in=["late", "give_back"], payment__isnull=False, recovery__isnull=True)
                | Q(kind__in=["repay", "waive"], payment__isnull=True, recovery__isnull=False),
                name="entry_about_one",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", settled_by__isnull=True, settled_on__isnull=True)
                | Q(state__in=["confirmed", "refused"], settled_by__isnull=False, settled_on__isnull=False),
                name="entry_settled",
            ),
            models.CheckConstraint(condition=~Q(state="confirmed") | ~Q(settled_by=F("entered_by")), name="entry_four_eyes"),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(why=""), name="entry_sent_back_why"),
            models.UniqueConstraint(fields=["payment", "kind"], condition=Q(state="waiting", payment__isnull=False), name="entry_one_a_payment"),
            models.UniqueConstraint(fields=["recovery"], condition=Q(state="waiting", kind="waive"), name="entry_one_waiver"),
            models.UniqueConstraint(fields=["words"], condition=Q(kind="repay") & ~Q(state="refused"), name="entry_receipt_once"),
        ]
