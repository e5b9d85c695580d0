"""Shortcuts along the way of a household case, so that a test begins at the step it is about. Everybody is invented."""

from datetime import date
from types import SimpleNamespace

import pytest

from minsheng.accounts.models import User
from minsheng.applications import actions as apply
from minsheng.applications.prepare import assess
from minsheng.benefits.models import Award
from minsheng.registry import actions as registry
from minsheng.standards.actions import approve_standard, enter_standard
from tests.scenario import NOT_RELATED, answers, to_notice

APPLIED, ACCEPTED, CHECKED, VISITED, DECIDED = date(2025, 10, 9), date(2025, 10, 10), date(2025, 10, 13), date(2025, 10, 16), date(2025, 10, 28)


def user_of(actor) -> User:
    return User.objects.get(pk=actor.user)


def sign(family, office, on=APPLIED) -> None:
    for person in family[:2]:
        registry.consent(person=person, signed_by=person, kind="check", purpose="低保", to="香蜜湖街道", manner="paper", since=on, by=office["street"], on=on)


def begun(district, office, family, channel="counter"):
    """A draft with its answers and signatures."""
    man, mother, home = family
    case = apply.draft(matter="dibao", applicant=man, household=home, place=district.community, channel=channel, by=office["street"], on=APPLIED)
    apply.answer(application=case, answers=answers(man, mother), by=office["street"], on=APPLIED)
    apply.fill_sheet(application=case, given=NOT_RELATED, by=office["street"], on=APPLIED)
    sign(family, office)
    return case


def taken_in(district, office, family):
    case = begun(district, office, family)
    apply.submit(application=case, by=office["street"], on=APPLIED)
    return apply.accept(application=case, by=office["street"], on=ACCEPTED)


def checked(case, office, on=CHECKED):
    report = apply.check(application=case, by=office["street"], on=on)
    return apply.report_check(report=report, conclusion="conforms", by=office["street"], on=on)


def visited(case, office, on=VISITED, first="street", second="street_2", **given):
    values = {"visited_on": on, "met": "home", "members_found": 2, "form": {}, "result": "true", "signed": "signed", "notes": {}}
    return apply.visit(application=case, second=user_of(office[second]), by=office[first], on=on, **values | given)


def told(case, office, on, intended="", days=5, **given):
    """The letter; what is intended follows from what is prepared unless it is said."""
    intended = intended or ("reduce" if case.kind != "stop" and assess(case, on).status == "yes" else "end")
    return apply.tell_of_change(application=case, intended=intended, days=days, by=office["street"], on=on, **given)


def heard(case, office, on, **given):
    told(case, office, on, **given)
    return apply.hear(application=case, heard_on=on, manner="phone", said="家里刚稳定", considered="已考虑，按文件渐退", by=office["street"], on=on)


def announced(case, office, on=DECIDED):
    return apply.announce(application=case, places_shown="公示栏", phone="x", by=office["street"], on=on)


@pytest.fixture
def length(district, office):
    """`length(figure, days)`: the office's own number of days, approved by a second person."""

    def enter(figure, days):
        entered = enter_standard(
            figure=figure, place=district.district, in_force=date(2025, 1, 1), known=date(2025, 1, 1), confirmed_through=date(2027, 12, 1), value=days,
            document="（示例）福田民〔2025〕3号", by=office["district"], on=DECIDED,
        )  # fmt: skip
        approve_standard(standard=entered, by=office["head"], on=DECIDED)

    return enter


@pytest.fixture
def granted(district, office, family):
    """A household that has received 1,996 yuan a month since November."""
    case = to_notice(district, office, family)
    apply.take_down(application=case, by=office["street"], on=date(2025, 10, 27))
    apply.decide(application=case, outcome="granted", by=office["head"], on=DECIDED)
    return SimpleNamespace(case=case, award=Award.objects.get(), man=family[0], mother=family[1], home=family[2])


@pytest.fixture
def review(granted, office):
    """Opened about the award, checked and visited: the hearing comes next. `review(income)`: what the man earns now, in fen."""

    def opened(income=None, on=date(2025, 12, 1), kind="review", reason="due"):
        if income is not None:
            registry.learn(subject=granted.man, facts={"monthly_income": income}, source="applicant", since=on, by=office["street"], on=on)
        case = apply.open_about(
            award=f"benefits.award:{granted.award.pk}",
            matter="dibao",
            kind=kind,
            applicant=granted.man,
            household=granted.home,
            reason=reason,
            by=office["street"],
            on=on,
        )
        checked(case, office, on)
        visited(case, office, on)
        return case

    return opened
