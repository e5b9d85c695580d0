"""A family receives the same benefit once, whoever of it asked."""

from datetime import date

from django.db.models import Q

from minsheng.benefits.models import Award
from minsheng.registry.models import Household, Person
from minsheng.registry.queries import members


def running(benefit: str, person: Person, household: Household | None, on: date, but: Award | None = None) -> Award | None:
    """The award of the person, of anybody in the household, or of the household (also under the head before), that has not ended; `but` for one."""
    rows = Award.objects.filter(benefit=benefit).exclude(state="stopped").exclude(pk=but and but.pk).select_related("person")
    if household is None:
        return rows.filter(person=person).first()
    people = {person.pk, *(p.pk for p in members(household, on))}
    return rows.filter(Q(person__in=people) | Q(household__in=_line_of(household))).order_by("pk").first()


def _line_of(household: Household) -> list[int]:
    """The household and those it continues."""
    found, home = [], household
    while home is not None and home.pk not in found:
        found.append(home.pk)
        home = home.continues
    return found


def said(award: Award) -> tuple[str, str]:
    """Which award is in the way, in words."""
    return (
        f"这一家已经在领这一项待遇：{award.number}（{award.person.name}）。一户只有一份：情况变了请办变更。",
        f"This is received in the household already: {award.number} ({award.person.name}). There is one a household: if things have changed, ask for a change.",
    )
