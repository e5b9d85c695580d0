"""Asking the rule book again about an award that is running, as its matter asks: also about those that no application of ours stands behind."""

from datetime import date

from minsheng.applications.models import Application
from minsheng.benefits.continuing import stood
from minsheng.benefits.models import Award
from minsheng.matters import catalogue
from minsheng.matters.declare import Proposal
from minsheng.registry.queries import home_of


def asked_of(award: Award) -> Application:
    """The application the award rests on; for one taken over from another system, or handed over to a new head, the one that would have been made. It is
    not saved."""
    if award.application is not None and award.application.household_id in (None, award.household_id):
        return award.application
    unit = catalogue.get(award.matter).unit
    home = award.household or (home_of(award.person) if unit == "household" else None)
    return Application(matter=award.matter, applicant=award.person, household=home, place=award.place)


def ask(award: Award, month: date, on: date) -> Proposal | None:
    """What the award would be for a month, as known on a day; None where nobody knows whose household it is."""
    matter, asked = catalogue.get(award.matter), asked_of(award)
    if matter.unit == "household" and asked.household is None:
        return None
    if matter.unit == "household" and (home := stood(asked.household, matter.as_of(month, on))).pk != asked.household_id:
        asked = Application(matter=award.matter, applicant=award.person, household=home, place=asked.place)
    return matter.propose(asked, on, month=month)


def lines_of(proposal: Proposal) -> list[dict]:
    return [{"component": line.component, "person": line.person, "fen": line.fen} for line in proposal.lines]
