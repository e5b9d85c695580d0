"""Who may sign for whom."""

from datetime import date

from django.db.models import Q, QuerySet

from minsheng.registry.models import Authority, Person
from minsheng.registry.queries import home_of, in_force, is_adult, members_of


def guardians(person: Person, on: date) -> QuerySet[Authority]:
    """The people who are the person's guardians by a paper, on a day."""
    return in_force(Authority.objects.filter(person=person, kind="guardian", agent__isnull=False), on)


def may_sign_for(person: Person, signer: Person, on: date) -> bool:
    """Adults sign for themselves, unless a guardian is recorded for them. For a minor: a guardian in force, or a parent."""
    papers = guardians(person, on)
    if person.pk == signer.pk:
        return is_adult(person, on) and not papers.exists()
    if not is_adult(signer, on) or signer.died_on:
        return False
    return papers.filter(agent=signer).exists() or (not is_adult(person, on) and _parent(person, signer, on))


def signers(person: Person, on: date) -> list[Person]:
    """Everybody who may sign for the person on a day: the person, or guardians and parents."""
    kin = Person.objects.filter(Q(kin_of__person=person) | Q(kin__relative=person) | Q(acts_for__person=person)).distinct()
    asked = {p.pk: p for p in [person, *members_of(person, on), *kin]}
    return [p for p in asked.values() if may_sign_for(person, p, on)]


def _parent(child: Person, adult: Person, on: date) -> bool:
    held = Q(until=None) | Q(until__gt=on)
    if child.kin.filter(held, relative=adult, relation="parent").exists() or adult.kin.filter(held, relative=child, relation="child").exists():
        return True
    home = home_of(child, on)
    relations = dict(in_force(home.memberships, on).values_list("person", "relation")) if home else {}
    return relations.get(child.pk) == "child" and relations.get(adult.pk) in ("applicant", "spouse")
