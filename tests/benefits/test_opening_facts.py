"""Who is taken over has applied: the file knows it, so that the allowance rises with age and with the standard as everybody's does."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minsheng.base.actor import MACHINE
from minsheng.benefits.bands import raise_bands
from minsheng.benefits.models import Award, Move
from minsheng.benefits.opening.actions import accept, load, loading, undo
from minsheng.benefits.standards import weigh_some
from minsheng.registry import actions as registry
from minsheng.registry.identity import make_number
from minsheng.registry.models import Fact, Person
from minsheng.registry.queries import fold
from minsheng.standards.actions import approve_standard, enter_standard
from tests.benefits.conftest import LAST, OLD_AGE, TODAY
from tests.benefits.openings import line, old
from tests.spine import make_person

pytestmark = pytest.mark.django_db
NOVEMBER = date(2025, 11, 1)
OPT_IN = "old_age_opt_in"


@pytest.fixture
def take_over(bring, head):
    return lambda rows: load(opening=accept(opening=bring(rows), by=head, on=TODAY), by=head, on=TODAY)


def known(person: Person) -> list[tuple]:
    """What stands in the file about having applied; the fold is what the rows come to."""
    person.refresh_from_db()
    assert person.facts == fold(person, TODAY)
    return list(person.history.filter(key=OPT_IN, superseded_at=None).order_by("since").values_list("value", "source", "since"))


def test_a_band_rises_by_itself_after_a_take_over(district, take_over):
    born = date(1935, 10, 20)
    make_person("演示1", district.community, born, facts={"hukou": "here"})
    take_over([line(1, document=make_number("440399", born, 1))])
    assert raise_bands(place=district.district, benefit=OLD_AGE, month=NOVEMBER, by=MACHINE, on=date(2025, 11, 3)) == 1
    assert Award.objects.get().spans.get(from_month=NOVEMBER, replaced_on=None).fen == 50000  # figures.md 6: 90 to 99


def test_a_standard_raises_who_was_taken_over_without_a_look(district, take_over, actor):
    old(1, district.community, facts={"hukou": "here"})
    take_over([line(1)])
    enters, approves = actor("city", district.city), actor("city", district.city)
    more = enter_standard(figure="old_age_by_band", place=district.city, in_force=NOVEMBER, known=TODAY, confirmed_through=date(2025, 12, 1),
                          value={"70": 200, "80": 350, "90": 500, "100": 1000}, document="演示〔2025〕2号", by=enters, on=TODAY)  # fmt: skip
    approve_standard(standard=more, by=approves, on=TODAY)
    weigh_some(standard=more, after=0, by=approves, on=date(2025, 11, 3))
    move = Move.objects.get()
    assert (move.kind, move.before, move.after) == ("raise", 30000, 35000)


def test_the_file_tells_since_when_and_from_which_list(district, take_over, head):
    person = old(1, district.community, facts={"hukou": "here"})
    opening = take_over([line(1)])
    assert known(person) == [(True, "import", date(2023, 5, 1))] and person.facts == {"hukou": "here", OPT_IN: True}
    row = person.history.get(key=OPT_IN)
    assert opening.name in row.evidence and row.recorded_by == head.user


@pytest.mark.parametrize("value", [True, False, None])
def test_what_the_file_says_already_is_left_and_survives_the_undoing(district, take_over, head, value):
    person = old(1, district.community, facts={OPT_IN: value})
    before = known(person)
    opening = take_over([line(1)])
    assert known(person) == before
    undo(opening=opening, by=head, on=TODAY)
    assert known(person) == before


def test_what_begins_next_month_is_no_fact_of_today(district, bring, head):
    person = old(1, district.community)
    rows = bring([line(1, **{"from": "2025-11"})], month=NOVEMBER)
    load(opening=accept(opening=rows, by=head, on=TODAY), by=head, on=TODAY)
    assert known(person) == [(True, "import", NOVEMBER)] and OPT_IN not in person.facts
    assert fold(person, NOVEMBER) == {OPT_IN: True}


def test_taken_back_it_is_unsaid(district, take_over, head, monkeypatch):
    monkeypatch.setattr(loading, "STEP", 2)
    people = [old(n, district.community, facts={"hukou": "here"}) for n in (1, 2, 3)]
    opening = take_over([line(n) for n in (1, 2, 3)])
    assert Fact.objects.filter(key=OPT_IN).count() == 3
    registry.learn(subject=people[2], facts={OPT_IN: False}, source="applicant", since=LAST, by=MACHINE, on=TODAY)
    undo(opening=opening, by=head, on=TODAY)
    assert [known(p) for p in people] == [[], [], [(False, "applicant", LAST)]]
    assert [p.facts for p in people] == [{"hukou": "here"}, {"hukou": "here"}, {"hukou": "here", OPT_IN: False}]


def test_more_people_need_no_more_questions(district, head, bring):
    def queries(numbers) -> int:
        for n in numbers:
            old(n, district.community)
        opening = accept(opening=bring([line(n) for n in numbers]), by=head, on=TODAY)
        with CaptureQueriesContext(connection) as found:
            load(opening=opening, by=head, on=TODAY)
        return sum("registry_fact" in q["sql"] for q in found.captured_queries)

    assert queries(range(1, 3)) == queries(range(11, 20)) > 0
