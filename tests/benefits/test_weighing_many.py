"""Weighing in columns finds what weighing one by one finds, award by award, whatever has happened to it; in as many queries for one as for many."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from minsheng.base.actor import MACHINE
from minsheng.benefits import standards
from minsheng.benefits.models import Award, Hold
from minsheng.benefits.weighing import one_by_one, questions, weigh
from minsheng.benefits.weighing_many import weigh_many
from minsheng.registry import actions as registry
from minsheng.registry.bulk import NewHome, NewPerson, load
from minsheng.registry.models import Person
from tests.benefits.conftest import OLD_AGE, give
from tests.benefits.raising import APRIL, JANUARY, JULY, JUNE, MEANS, NOTICE, OLD, OLD_EXTRA, POOR, SINCE, approved, dibao, make_home, span

pytestmark = pytest.mark.django_db
FEBRUARY, MARCH = date(2025, 2, 1), date(2025, 3, 1)
HYPOTHESIS = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])


@pytest.fixture
def office(district, actor):
    return {"enters": actor("city", district.city), "approves": actor("city", district.city)}


@pytest.fixture
def dibao_raised(district, office):
    return [
        approved(district, office, "dibao_standard", 1535, JANUARY),
        approved(district, office, "supplement_standard", {"thirty": 461, "twenty": 307}, JUNE),
    ]


@pytest.fixture
def bands_changed(district, office):
    """More for those of seventy and eighty, less for those of ninety."""
    return [approved(district, office, "old_age_by_band", {"70": 250, "80": 350, "90": 450, "100": 1000}, JANUARY)]


def found(standard, awards) -> list:
    """Both ways, compared as they are kept."""
    rows = standards.touched(standard).filter(pk__in=[a.pk for a in awards]).prefetch_related("spans", "holds").order_by("pk")
    left = [(a, standards._read_by(a, standards.together(standard))) for a in rows]
    many = [w and standards._columns(w) for w in weigh_many(left, NOTICE)]
    one = [w and standards._columns(w) for w in (weigh(a, figures, NOTICE) for a, figures in left)]
    assert many == one
    return many


def happens(draw, award, others=()):
    """What may have become of an award by June."""
    what = draw(st.sampled_from(["", "", "held", "stopped", "died", "grace", "again", "over", "new"]))
    fen = award.spans.first().fen
    if what == "held":
        Hold.objects.create(award=award, reason="check", from_month=draw(st.sampled_from([FEBRUARY, APRIL])), held_on=APRIL)
    elif what in ("stopped", "died"):
        Award.objects.filter(pk=award.pk).update(state="stopped", stopped_from=draw(st.sampled_from([JANUARY, MARCH, APRIL])), stop_code="income")
        Person.objects.filter(pk=award.person_id, pk__gt=0 if what == "died" else award.person_id).update(died_on=date(2025, 3, 4))
    elif what == "grace":
        award.spans.update(why="grace", until_month=date(2025, 9, 1))
    elif what == "again":
        award.spans.filter(Q(component="gap") | Q(component="allowance")).update(until_month=APRIL)
        span(award, award.spans.first().component, award.spans.first().person, fen + draw(st.sampled_from([0, 100, 20000])), APRIL)
    elif what == "over":
        award.spans.update(until_month=APRIL)
    elif what == "new":
        Award.objects.filter(pk=award.pk).update(settled_to=None)


def dibao_of_any_kind(draw, district) -> Award:
    born = draw(st.lists(st.sampled_from([date(1950, 1, 1), date(1955, 3, 20), date(1985, 1, 1), date(2009, 3, 2)]), min_size=1, max_size=3))
    income = draw(st.sampled_from([50000, 50000, 0, 148000, 151000, 400000, None]))
    home, people = make_home(district, *born, facts={"monthly_income": income})
    gap = max(1, len(born) * OLD - len(born) * (income or 0))
    award = dibao(home, people, from_month=draw(st.sampled_from([date(2024, 7, 1), MARCH])), gap=gap, extra=draw(st.sampled_from([OLD_EXTRA, OLD_EXTRA, 1])))
    if draw(st.booleans()):
        changed = draw(st.sampled_from([{"monthly_income": 30000}, {"monthly_income": None}, {"serious_illness": True}]))
        registry.learn(subject=people[0], facts=changed, source="register", since=APRIL, by=MACHINE, on=APRIL)
    if draw(st.booleans()):
        other = load(
            [NewHome(district.community.pk, [NewPerson("演来", 1, date(1986, 1, 1), facts=POOR)], MEANS)], source="register", since=SINCE, by=MACHINE, on=SINCE
        )
        registry.join(household=home, person=other[0][1][0], relation="spouse", since=APRIL, by=MACHINE, on=APRIL)
    happens(draw, award)
    return award


def allowance_of_any_kind(draw, district) -> Award:
    born = draw(st.sampled_from([None, date(1943, 5, 1), date(1945, 3, 20), date(1950, 1, 1), date(1932, 1, 1), date(1960, 1, 1)]))
    facts = draw(st.sampled_from([{"hukou": "here", "old_age_opt_in": True}] * 3 + [{"hukou": "here"}, {"hukou": "elsewhere", "old_age_opt_in": True}, {}]))
    together = draw(st.booleans())
    members = [NewPerson("演子", 1, date(1975, 1, 1), facts=POOR)] if together else []
    members.append(NewPerson("演老", 1, born, relation="parent" if together else "applicant", facts=facts))
    _, people = load([NewHome(district.community.pk, members, MEANS)], source="register", since=SINCE, by=MACHINE, on=SINCE)[0]
    award = give(people[-1], fen=draw(st.sampled_from([20000, 30000, 30000, 50000])), from_month=date(2024, 7, 1), settled_to=date(2025, 5, 1))
    if together and draw(st.booleans()):
        since = draw(st.sampled_from([MARCH, JULY]))
        registry.form_household(head=people[-1], members=[], place=district.community, since=since, by=MACHINE, on=max(since, NOTICE))
    elif draw(st.booleans()):
        registry.learn(subject=people[-1], facts={"hukou": "elsewhere"}, source="register", since=APRIL, by=MACHINE, on=APRIL)
    happens(draw, award)
    return award


@HYPOTHESIS
@given(st.data())
def test_households_of_any_kind(district, dibao_raised, data):
    found(dibao_raised[0], [dibao_of_any_kind(data.draw, district) for _ in range(6)])


@HYPOTHESIS
@given(st.data())
def test_allowances_of_any_kind(district, bands_changed, data):
    found(bands_changed[0], [allowance_of_any_kind(data.draw, district) for _ in range(6)])


def test_all_kinds_are_found_in_columns_without_asking_anybody_one_by_one(district, bands_changed, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "minsheng.benefits.weighing_many.weigh",
        lambda award, figures, on, by=one_by_one: (by is one_by_one and asked.append(award.pk)) or weigh(award, figures, on, by),
    )
    agreed = {"hukou": "here", "old_age_opt_in": True}
    people = [load([NewHome(district.community.pk, [NewPerson("演", 1, born, facts=facts)], MEANS)], source="register", since=SINCE, by=MACHINE, on=SINCE)[0][1][0]
              for born, facts in [(date(1943, 5, 1), agreed), (date(1945, 3, 20), agreed), (date(1932, 1, 1), agreed), (date(1943, 5, 1), {}), (date(1943, 5, 1), {"hukou": "elsewhere"})]]  # fmt: skip
    awards = [
        give(p, fen=fen, from_month=date(2024, 7, 1), settled_to=date(2025, 5, 1)) for p, fen in zip(people, [30000, 20000, 50000, 30000, 30000], strict=True)
    ]
    awards[1].spans.update(until_month=APRIL)
    span(awards[1], "allowance", people[1], 30000, APRIL)
    kinds = [(m["kind"], m["why"], m["arrears"]) for m in found(bands_changed[0], awards)]
    assert kinds[:2] == [("raise", "", 5 * 5000), ("raise", "", 5 * 5000)]
    assert kinds[2:] == [("lower", "lower", 0), ("look", "unknown", 0), ("look", "differs", 0)]
    assert asked == []


def test_as_many_queries_for_one_award_as_for_many(district, dibao_raised, office):
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            standards.weigh_some(standard=dibao_raised[0], after=0, by=office["approves"], on=NOTICE)
        return len(seen)

    dibao(*make_home(district, date(1985, 1, 1), date(1950, 1, 1)))
    queries()
    one = queries()
    for _ in range(7):
        dibao(*make_home(district, date(1985, 1, 1), date(1950, 1, 1)))
    assert queries() == one


def test_nothing_is_asked_of_who_is_let_go_or_had_ended(district, dibao_raised):
    award = dibao(*make_home(district, date(1985, 1, 1)))
    assert questions(award, dibao_raised[:1], NOTICE) == [(JANUARY, NOTICE), (JANUARY, date(2025, 5, 31))]
    award.stopped_from = JANUARY
    assert questions(award, dibao_raised[:1], NOTICE) == []
    assert OLD_AGE not in standards.matters_of(dibao_raised[0])
