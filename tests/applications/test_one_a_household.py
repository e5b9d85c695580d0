"""One household, one dibao: whoever of it asks, and also where two ask at once."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from minsheng.applications import actions as apply
from minsheng.applications.models import Application
from minsheng.base.errors import AlreadyDone
from minsheng.benefits.models import Award
from minsheng.registry import actions as registry
from tests.benefits.conftest import give
from tests.scenario import NOT_RELATED, answers
from tests.spine import make_person

pytestmark = pytest.mark.django_db
DAY = date(2025, 10, 9)


@pytest.fixture
def ask(district, office):
    def run(person, home):
        return apply.draft(matter="dibao", applicant=person, household=home, place=district.community, channel="counter", by=office["street"], on=DAY)

    return run


@pytest.fixture
def dibao(family):
    man, _, home = family
    award = give(man, household=home)
    Award.objects.filter(pk=award.pk).update(benefit="dibao", matter="dibao")
    return Award.objects.get()


def test_nobody_else_of_the_household_asks_beside_a_running_award(family, ask, dibao, office):
    _, mother, home = family
    with pytest.raises(AlreadyDone) as no:
        ask(mother, home)
    assert dibao.number in str(no.value) and "张启明" in str(no.value)
    with pytest.raises(AlreadyDone, match=dibao.number):
        apply.open_by_office(matter="dibao", applicant=mother, household=home, channel="office", by=office["street"], on=DAY)
    assert not Application.objects.exists()


def test_also_not_under_a_new_head_of_the_same_household(family, ask, dibao, office):
    _, mother, home = family
    again = registry.continue_household(household=home, head=mother, relations={}, since=DAY, by=office["street"], on=DAY)
    with pytest.raises(AlreadyDone, match=dibao.number):
        ask(mother, again)


def test_an_award_that_has_ended_is_in_nobodys_way(family, ask, dibao):
    _, mother, home = family
    Award.objects.filter(pk=dibao.pk).update(state="stopped", stopped_from=DAY.replace(day=1))
    assert ask(mother, home).state == "draft"


def test_two_of_a_household_begin_and_only_one_is_sent(family, ask, office):
    man, mother, home = family
    first, second = ask(man, home), ask(mother, home)
    for case in (first, second):
        apply.answer(application=case, answers=answers(man, mother), by=office["street"], on=DAY)
        apply.fill_sheet(application=case, given=NOT_RELATED, by=office["street"], on=DAY)
    for person in (man, mother):
        registry.consent(person=person, signed_by=person, kind="check", purpose="低保", to="香蜜湖街道", manner="paper", since=DAY, by=office["street"], on=DAY)
    apply.submit(application=first, by=office["street"], on=DAY)
    first.refresh_from_db()
    with pytest.raises(AlreadyDone, match=first.number):
        apply.submit(application=second, by=office["street"], on=DAY)
    with pytest.raises(AlreadyDone, match=first.number):
        apply.open_by_office(matter="dibao", applicant=mother, household=home, channel="office", by=office["street"], on=DAY)


def test_the_database_refuses_a_second_award_or_case(family, district, dibao):
    man, mother, home = family
    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.create(
            number="T-2", benefit="dibao", matter="dibao", person=mother, household=home, payee=mother, place=district.community, from_month=date(2025, 1, 1)
        )
    given = {
        "matter": "dibao",
        "unit": "household",
        "channel": "counter",
        "household": home,
        "place": district.community,
        "state": "submitted",
        "created_on": DAY,
        "applied_on": DAY,
    }
    Application.objects.create(applicant=man, number="1", **given)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.create(applicant=mother, number="2", **given)


def test_a_neighbour_is_another_household(district, ask, dibao, office):
    other = make_person("王大海", district.community, date(1960, 1, 1), serial=3)
    home = registry.form_household(head=other, members=[], place=district.community, since=date(2020, 1, 1), by=office["street"], on=DAY)
    assert ask(other, home).state == "draft"
