"""Acting for somebody online: a guardian or an entrusted agent, by an authority that an office has recorded from its paper."""

from datetime import date

from django.db.models import Q, QuerySet

from minsheng.applications.models import Application
from minsheng.base.actor import Actor
from minsheng.notices.models import Letter
from minsheng.registry.models import Authority
from minsheng.registry.queries import in_force

MAY_ACT = ("guardian", "agent")
"""Kinds of authority that let somebody act online; a committee comes to the counter, a caregiver is for payment."""


def held(agent: int | None, on: date) -> QuerySet[Authority]:
    """By what a person may act for others on a day. Nobody acts for the dead."""
    return in_force(Authority.objects.filter(agent=agent, agent__isnull=False, kind__in=MAY_ACT, person__died_on=None), on)


def within_reach(person: int | None, on: date) -> Q:
    """Applications that are somebody's own, or that they have made for somebody by an authority still in force."""
    return Q(applicant=person) | Q(authority__in=held(person, on).values("pk"))


def reaches(by: Actor, application: Application, on: date) -> bool:
    return by.person == application.applicant_id or (application.authority_id is not None and held(by.person, on).filter(pk=application.authority_id).exists())


def letters(person: int | None, on: date) -> QuerySet[Letter]:
    """A person's own letters, and those of the cases they handle for somebody by an authority still in force."""
    handled = Application.objects.filter(authority__in=held(person, on).values("pk")).values_list("pk", flat=True)
    return Letter.objects.filter(Q(person=person) | Q(about__in=[f"applications.application:{pk}" for pk in handled]))
