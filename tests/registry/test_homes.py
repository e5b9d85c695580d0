"""Households: one at a time, on any day; who was there is known for every past day; a household goes on when its head is gone."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minsheng.base.actor import MACHINE
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.registry import actions as registry
from minsheng.registry.models import Household, Membership, Person
from minsheng.registry.queries import case_of, facts_on, home_of, members, members_of, supporters
from tests.spine import DAY, make_person

pytestmark = pytest.mark.django_db
THEN = date(2020, 1, 1)


@pytest.fixture
def officer(district, actor):
    return actor("street", district.street)


@pytest.fixture
def family(district, officer):
    man = make_person("张启明", district.community, date(1973, 5, 1), facts={"monthly_income": 153500})
    wife = make_person("陈秀英", district.community, date(1975, 2, 1), serial=2)
    child = make_person("张小明", district.community, date(2012, 5, 1), serial=3)
    home = registry.form_household(head=man, members=[(wife, "spouse"), (child, "child")], place=district.community, since=THEN, by=officer, on=DAY)
    return man, wife, child, home


def test_the_case_of_a_past_day_is_the_household_of_that_day(district, officer, family):
    man, wife, child, home = family
    registry.leave(household=home, person=wife, until=date(2024, 1, 1), why="divorced", by=officer, on=DAY)
    other = registry.form_household(head=wife, members=[], place=district.community, since=date(2024, 3, 1), by=officer, on=DAY)
    names = {day: [m["name"] for m in case_of(wife, day)["members"]] for day in (date(2019, 1, 1), date(2023, 12, 31), date(2024, 2, 1), DAY)}
    assert names == {date(2019, 1, 1): ["陈秀英"], date(2023, 12, 31): ["张启明", "陈秀英", "张小明"], date(2024, 2, 1): ["陈秀英"], DAY: ["陈秀英"]}
    assert [m["relation"] for m in case_of(home, date(2023, 12, 31))["members"]] == ["applicant", "spouse", "child"]
    assert home_of(wife) == other and home_of(wife, date(2023, 12, 31)) == home and members_of(man, DAY) == [man, child]


def test_whoever_left_and_came_back_has_the_relation_of_that_time(officer, family):
    _, _, child, home = family
    registry.leave(household=home, person=child, until=date(2022, 1, 1), by=officer, on=DAY)
    registry.join(household=home, person=child, relation="other", since=date(2023, 1, 1), by=officer, on=DAY)
    assert [case_of(home, day)["members"][-1]["relation"] for day in (date(2021, 1, 1), DAY)] == ["child", "other"]
    assert len(members(home, date(2022, 6, 1))) == 2


@pytest.mark.parametrize("since", [THEN, date(2019, 1, 1)])
def test_nobody_is_in_two_households_on_a_past_day(district, officer, family, since):
    man, wife, _, home = family
    registry.leave(household=home, person=wife, until=date(2024, 1, 1), by=officer, on=DAY)
    with pytest.raises(Refused) as no:
        registry.form_household(head=wife, members=[], place=district.community, since=since, by=officer, on=DAY)
    assert no.value.field == "since"
    with pytest.raises(AlreadyDone):
        registry.join(household=home, person=man, relation="other", since=DAY, by=officer, on=DAY)


def test_who_joins_another_household_leaves_the_first_that_day(district, officer, family):
    _, wife, _, home = family
    other = registry.form_household(head=wife, members=[], place=district.community, since=date(2025, 1, 1), by=officer, on=DAY)
    assert home_of(wife) == other and wife.memberships.get(household=home).until == date(2025, 1, 1)


def test_the_database_refuses_a_second_household(district, family):
    man, _, _, home = family
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(household=home, person=man, relation="other", since=DAY)


def test_a_head_does_not_leave_others_behind(officer, family):
    man, _, _, home = family
    with pytest.raises(Refused, match="接续"):
        registry.leave(household=home, person=man, until=DAY, by=officer, on=DAY)
    assert home_of(man) == home


def test_the_last_one_to_leave_ends_the_household(district, officer):
    alone = make_person("何安", district.community, date(1950, 5, 1))
    home = registry.form_household(head=alone, members=[], place=district.community, since=THEN, by=officer, on=DAY)
    registry.leave(household=home, person=alone, until=DAY, why="institution", by=officer, on=DAY)
    home.refresh_from_db()
    assert home.until == DAY and alone.memberships.get().left_why == "institution"


def test_when_the_head_has_died_the_household_goes_on_with_what_is_known_of_it(officer, family):
    man, wife, child, home = family
    registry.learn(subject=home, facts={"financial_assets": 100, "dwellings": 1}, source="check", since=date(2025, 1, 1), evidence="报告 1", by=officer, on=DAY)
    registry.die(person=man, died_on=date(2025, 10, 1), by=officer, on=DAY)
    made = registry.continue_household(household=home, head=wife, relations={child.pk: "child"}, since=date(2025, 10, 1), by=officer, on=DAY)
    home.refresh_from_db()
    assert made.continues == home and home.until == date(2025, 10, 1) and members(made, DAY) == [wife, child]
    assert man.memberships.get().left_why == "died" and home_of(man) is None
    row = facts_on(made, DAY)["financial_assets"]
    assert made.facts == {"financial_assets": 100, "dwellings": 1} and (row.source, row.evidence) == ("check", "报告 1")
    assert [m["relation"] for m in case_of(made, DAY)["members"]] == ["applicant", "child"]
    assert len(case_of(home, date(2025, 9, 30))["members"]) == 3


def test_the_new_head_is_a_living_member(district, officer, family):
    man, wife, _, home = family
    stranger = make_person("何安", district.community, date(1950, 5, 1))
    for head, relations in ((stranger, {}), (man, {}), (wife, {stranger.pk: "other"}), (wife, {wife.pk: "other"})):
        with pytest.raises(Refused):
            registry.continue_household(household=home, head=head, relations=relations, since=DAY, by=officer, on=DAY)
    assert Household.objects.count() == 1


def test_nobody_changes_households_of_another_place(district, actor, family):
    man, wife, child, home = family
    other = actor("street", district.foreign_street)
    for run in (
        lambda: registry.leave(household=home, person=wife, until=DAY, by=other, on=DAY),
        lambda: registry.continue_household(household=home, head=wife, relations={}, since=DAY, by=other, on=DAY),
        lambda: registry.relate(person=man, relative=child, relation="child", by=other, on=DAY),
    ):
        with pytest.raises(NotAllowed):
            run()


def test_a_document_number_takes_nobody_out_of_a_household_elsewhere(district, actor, family):
    """Else any officer could read what is known of anybody, and end what a household elsewhere receives."""
    _, wife, _, home = family
    other = actor("street", district.other_street)
    mine = make_person("何安", district.other_community, date(1950, 5, 1), serial=8)
    here = registry.form_household(head=mine, members=[], place=district.other_community, since=THEN, by=other, on=DAY)
    for run in (
        lambda: registry.join(household=here, person=wife, relation="other", since=DAY, by=other, on=DAY),
        lambda: registry.form_household(head=mine, members=[(wife, "spouse")], place=district.other_community, since=DAY, by=other, on=DAY),
        lambda: registry.form_household(head=wife, members=[], place=district.other_community, since=DAY, by=other, on=DAY),
    ):
        with pytest.raises(NotAllowed, match="别处") as no:
            run()
        assert district.community.name not in str(no.value)
    assert home_of(wife) == home and members_of(mine, DAY) == [mine]


moves = st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 2), st.integers(1, 28)), max_size=12)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(moves)
def test_whatever_is_tried_nobody_is_ever_in_two_households(district, tried):
    people = {k: Person.objects.create(name=k, place=district.community, created_on=THEN) for k in "abc"}
    heads = [Person.objects.create(name=f"h{n}", place=district.community, created_on=THEN) for n in range(3)]
    homes = [registry.form_household(head=h, members=[], place=district.community, since=THEN, by=MACHINE, on=DAY) for h in heads]
    for who, where, day in tried:
        try:
            if where == 2 and home_of(people[who]):
                registry.leave(household=home_of(people[who]), person=people[who], until=date(2024, 1, day), by=MACHINE, on=DAY)
            else:
                registry.join(household=homes[where], person=people[who], relation="other", since=date(2024, 1, day), by=MACHINE, on=DAY)
        except Refused:
            continue
    for person in people.values():
        for day in range(1, 29):
            on = date(2024, 1, day)
            assert sum(person in members(home, on) for home in homes) <= 1


# --- kin -----------------------------------------------------------------------------------------------------------------------------


def test_supporters_are_kin_who_live_elsewhere(district, officer, family):
    man, _, child, _ = family
    sister = make_person("张秀兰", district.foreign_community, date(1970, 5, 1), serial=4)
    for relative, relation in ((sister, "sibling"), (child, "child")):
        registry.relate(person=man, relative=relative, relation=relation, since=THEN, by=officer, on=DAY)
    assert [k.relative for k in supporters(man, DAY)] == [sister]
    with pytest.raises(AlreadyDone):
        registry.relate(person=man, relative=sister, relation="sibling", by=officer, on=DAY)
    kinship = man.kin.get(relative=sister)
    registry.unrelate(kinship=kinship, until=DAY, by=officer, on=DAY)
    assert not supporters(man, DAY)
    registry.relate(person=man, relative=sister, relation="sibling", since=DAY, by=officer, on=DAY)
    assert [k.pk for k in supporters(man, DAY)] == [kinship.pk]


def test_nobody_is_the_own_relative(officer, family):
    man = family[0]
    with pytest.raises(Refused):
        registry.relate(person=man, relative=man, relation="sibling", by=officer, on=DAY)
