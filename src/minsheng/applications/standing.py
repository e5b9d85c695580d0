"""The long-term list (长期公示): who receives what in a community, in the three permitted fields, until it changes, ends or its time is over."""

from datetime import date

from django.db.models import Q

from minsheng.applications.models import Application
from minsheng.base.actor import Actor
from minsheng.notices.actions import publish, take_down
from minsheng.notices.models import Notice
from minsheng.registry.models import Household, Person


def entries(matter: str, person: Person, household: Household | None) -> list[Notice]:
    """What stands in the list of a person or household for a matter: by whichever of their cases it was put there."""
    whose = Q(applicant=person) | Q(household=household) if household else Q(applicant=person)
    cases = Application.objects.filter(whose, matter=matter).values_list("pk", flat=True)
    return list(Notice.objects.filter(about__in=[f"applications.application:{pk}" for pk in cases], kind="standing", removed_on=None))


def off_the_list(*, matter: str, person: Person, household: Household | None, by: Actor, on: date) -> None:
    """What it says is no longer so. Inside the transaction of whatever made it so."""
    for notice in entries(matter, person, household):
        take_down(notice=notice, early=True, by=by, on=on)


def restate(*, matter: str, person: Person, household: Household | None, fen: int, by: Actor, on: date) -> None:
    """Another amount by a new standard, without a decision: a new entry for the days that the old one still had."""
    for old in entries(matter, person, household):
        take_down(notice=old, early=True, by=by, on=on)
        if old.until > on:
            publish(
                kind="standing", about=old.about, place=old.place, matter=matter, person=person, members=old.members, fen=fen, days=(old.until - on).days,
                places_shown=old.places_shown, phone=old.phone, by=by, on=on,
            )  # fmt: skip
