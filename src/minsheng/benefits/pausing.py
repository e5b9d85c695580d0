"""What of an award waits, or is in a batch that has not gone to the bank, follows its holds. Called by actions, in their transaction."""

from datetime import date

from minsheng.base.actor import MACHINE
from minsheng.benefits.models import Award
from minsheng.benefits.settled import holds_of
from minsheng.payments import actions as pay
from minsheng.payments.models import Payable


def follow_holds(award: Award, on: date) -> None:
    """Months that a hold keeps are not paid; months that it does not keep any more are."""
    about, holds = f"benefits.award:{award.pk}", holds_of([award.pk]).get(award.pk, [])
    months = Payable.objects.filter(about=about).values_list("month", flat=True).distinct()
    pay.pause(about=about, months=sorted(m for m in months if any(h.keeps(m) for h in holds)), by=MACHINE, on=on)


def hold_back(ids: list[int], from_month: date, on: date) -> None:
    """The same for many awards that are held from a month on."""
    pay.pause_from(abouts=[f"benefits.award:{pk}" for pk in ids], month=from_month, by=MACHINE, on=on)
