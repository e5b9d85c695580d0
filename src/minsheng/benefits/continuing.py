"""A household goes on under another head: a change is opened about what it receives. It is paid on as before until somebody has decided."""

from datetime import date

from minsheng.applications.actions import open_about
from minsheng.base.actor import MACHINE
from minsheng.base.errors import AlreadyDone
from minsheng.benefits.models import Award
from minsheng.matters import catalogue
from minsheng.registry.models import Household


def follow(*, old: Household, new: Household, on: date) -> None:
    """The case is about the new head and household; one that is open already has gone on with them (applications/continuing.py)."""
    for award in Award.objects.filter(household=old).exclude(state="stopped").order_by("pk"):
        if "change" not in catalogue.get(award.matter).ways:
            continue
        about = f"benefits.award:{award.pk}"
        try:
            open_about(award=about, matter=award.matter, kind="change", applicant=new.head, household=new, reason="head", by=MACHINE, on=on)
        except AlreadyDone:
            continue


def line_of(household: Household | None) -> list[Household]:
    """The household and those it continues, the latest first."""
    found = []
    while household is not None and household not in found:
        found.append(household)
        household = household.continues
    return found


def stood(household: Household, day: date) -> Household:
    """The one of them that there was on a day: those it continues, or that continue it. What began later than the day has nobody before it."""
    while household.until and household.until <= day and (after := household.continued_by.order_by("-pk").first()):
        household = after
    return next((home for home in line_of(household) if home.since <= day), household)
