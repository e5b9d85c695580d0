"""What of a case the law leaves to judgement: facts of the rule book that no register answers and nobody is asked for."""

from datetime import date
from functools import cache

from minsheng.applications import papers
from minsheng.applications.models import Application
from minsheng.applications.way import matter_of
from minsheng.matters import catalogue
from minsheng.matters.declare import Proposal
from minsheng.rules import book


@cache
def judgements(matter: str) -> tuple[str, ...]:
    """Facts that what the matter pays can depend on and that are judgements; what the index table of the visit settles is none of them."""
    declared, loaded = catalogue.get(matter), book.load()
    reach = [key for benefit in (declared.benefit, *declared.also) for key in loaded.reach_of(loaded.benefits[benefit])]
    wanted = {key for key in reach if key in loaded.facts and loaded.facts[key].is_judgement} - set(declared.adjusts)
    return tuple(key for key in loaded.facts if key in wanted)


def of_household(key: str) -> bool:
    return book.load().facts[key].entity.members is not None


def items(application: Application, found: Proposal | None, on: date) -> list[tuple[str, str]]:
    """(subject, fact) that wait for a finding, and those found before, which a new finding may change. `subject`: "household" or the id of a person."""
    missing = {("household" if person is None else str(person), key) for person, key in (found.missing if found else ())}
    asked = missing | known(application, on)
    subjects = ["household", *(str(p.pk) for p in papers.people(application, on))]
    return [(subject, key) for subject in subjects for key in judgements(application.matter) if (subject, key) in asked]


def known(application: Application, on: date) -> set[tuple[str, str]]:
    """What has been found before: a new finding may say something else."""
    wanted, home = set(judgements(application.matter)), application.household.facts if application.household else {}
    people = papers.people(application, on) if matter_of(application).unit != "member" else [application.applicant]
    return {("household", key) for key in wanted & home.keys()} | {(str(p.pk), key) for p in people for key in wanted & p.facts.keys()}
