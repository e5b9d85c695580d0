"""A household goes on under another head: what is on its way goes on with it. What was decided keeps the household it was decided on."""

from datetime import date

from minsheng.applications.models import Application
from minsheng.base.actor import MACHINE
from minsheng.base.audit import record
from minsheng.registry.models import Household

ON_THEIR_WAY = ("submitted", "correction", "open")


def follow(*, old: Household, new: Household, on: date) -> None:
    for case in Application.objects.select_for_update().filter(household=old, state__in=ON_THEIR_WAY):
        case.household = new
        if case.unit == "household":  # one member's own case stays that member's
            case.applicant = new.head
        case.save(update_fields=["household", "applicant"])
        record(by=MACHINE, on=on, act="applications.continue", subject=case, place=case.place_id, household=new.pk)
