"""What one household or person cannot receive at the same time: nobody is counted twice.

A grant that leaves nobody with less ends what it replaces, from the month it begins. What would leave the family with less is ended first, by its own case, in which
the family is heard (Social Assistance Law, art. 48).
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from minsheng.applications.models import Application
from minsheng.base.months import month_of
from minsheng.benefits.models import Award
from minsheng.benefits.queries import pays
from minsheng.matters import catalogue
from minsheng.matters.declare import Pair
from minsheng.registry.models import Person
from minsheng.registry.queries import members_of

AGAINST = {"dibao": ("margin", "single_dibao"), "margin": ("dibao",), "single_dibao": ("dibao", "tekun"), "tekun": ("single_dibao", "dibao")}
"""By the benefit asked for: which others cannot be received beside it."""

CODES = {"dibao": "to_dibao", "tekun": "to_tekun", "single_dibao": "to_dibao", "margin": "given_up"}
"""Why what is replaced ends (applications.reasons.STOP)."""


@dataclass(frozen=True)
class Beside:
    """An award in the way. `whole`: everybody it supports is supported by what is asked for; `fen`: what it pays a month."""

    award: Award
    whole: bool
    fen: int


def beside(application: Application, on: date) -> list[Beside]:
    """The running awards that cannot be received beside what is asked for."""
    matter = catalogue.get(application.matter)
    home = members_of(application.applicant, on)
    asked = home if matter.unit == "household" else [application.applicant]
    mine = Q(person__in=asked, household=None) | Q(person__in=home, household__isnull=False)
    rows = Award.objects.filter(mine, benefit__in=AGAINST.get(matter.benefit, ())).exclude(state="stopped").select_related("person").order_by("pk")
    return [Beside(a, _covered(a, asked, home), pays(a, month_of(on))) for a in rows]


def _covered(award: Award, asked: list[Person], home: list[Person]) -> bool:
    """Whether nobody else is supported by it. A household may have members who receive nothing: they are taken to be supported."""
    return {p.pk for p in (home if award.household_id else [award.person])} <= {p.pk for p in asked}


def notes(application: Application, on: date) -> list[Pair]:
    """For the officer, before anything is decided."""
    return [_note(one) for one in beside(application, on)]


def _note(found: Beside) -> Pair:
    award, label = found.award, catalogue.get(found.award.matter).label
    yuan = f"{found.fen / 100:,.2f}"
    if not found.whole:
        return (
            f"{award.person.name}一家正在享受{label[0]}（{award.number}，每月 {yuan} 元）：确认以后这个人不再算在里面，系统自动立变更的件。",
            f"The family of {award.person.name} receives {label[1]} ({award.number}, {yuan} yuan a month): once this is granted the person is no longer counted there, and a change is opened.",
        )
    return (
        f"正在享受{label[0]}（{award.number}，每月 {yuan} 元），两样只能有一样。不比现在少的，确认时从开始的月份起替换它；比现在少的，先办停发，听取意见。",
        f"{label[1]} is received already ({award.number}, {yuan} yuan a month), and there is one of the two. Where it is no less, granting this replaces it from the month it "
        "begins; where it is less, end the other first: the family is heard.",
    )
