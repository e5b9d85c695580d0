"""Facts: the fold that lists and sweeps read is the history's; a past day, as then known, gives what it gave."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minsheng.base.actor import MACHINE, Actor
from minsheng.base.errors import NotAllowed, Refused
from minsheng.registry import actions as registry
from minsheng.registry.actions import facts as learning
from minsheng.registry.models import Fact, Person
from minsheng.registry.queries import facts_on, fold
from minsheng.registry.refolding import due, refold
from tests.spine import DAY, make_person

pytestmark = pytest.mark.django_db
START = date(2025, 1, 1)
ZONE = ZoneInfo("Asia/Shanghai")
days = st.integers(0, 60).map(lambda n: START + timedelta(days=n))
lessons = st.lists(
    st.tuples(st.sampled_from(["monthly_income", "disability_grade"]), st.one_of(st.none(), st.integers(0, 4)), days, st.one_of(st.none(), st.integers(1, 40))),
    min_size=1, max_size=8,
)  # fmt: skip


@pytest.fixture
def clock(monkeypatch):
    """Each lesson is recorded a minute after the one before."""
    moments = [datetime(2025, 3, 1, 9, tzinfo=ZONE)]

    def now():
        moments.append(moments[-1] + timedelta(minutes=1))
        return moments[-1]

    monkeypatch.setattr(learning, "now", now)
    return moments


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(lessons, days)
def test_the_fold_is_the_history_and_the_past_stays_what_it_was(district, clock, taught, on):
    """Against the plainest model there is: for every key and day the last thing that was said of it."""
    person = Person.objects.create(name="演示", place=district.community, created_on=START)
    said: dict[tuple[str, date], int | None] = {}
    snapshots = []
    for key, value, since, length in taught:
        until = since + timedelta(days=length) if length else None
        registry.learn(subject=person, facts={key: value}, source="applicant", since=since, until=until, by=MACHINE, on=on)
        for n in range(120):
            day = START + timedelta(days=n)
            if day >= since and (until is None or day < until):
                said[key, day] = value
        expected = {k: v for (k, day), v in said.items() if day == on and v is not None}
        person.refresh_from_db()
        assert person.facts == fold(person, on) == expected
        snapshots.append((clock[-1], dict(said)))
    for known, then in snapshots:
        for n in range(0, 100, 7):
            day = START + timedelta(days=n)
            assert fold(person, day, known) == {k: v for (k, d), v in then.items() if d == day and v is not None}
    rows = Fact.objects.filter(person=person, superseded_at=None)
    for one in rows:  # of one key no two rows hold on the same day
        assert not rows.filter(key=one.key, since__gte=one.since).exclude(pk=one.pk).exclude(**({"since__gte": one.until} if one.until else {"pk": 0})).exists()


def test_what_is_learnt_keeps_its_source_officer_and_evidence(district, actor):
    officer = actor("street", district.street)
    person = make_person("张启明", district.community, date(1950, 5, 1))
    registry.learn(subject=person, facts={"monthly_income": 153500}, source="check", since=START, evidence="报告 2291", by=officer, on=DAY)
    row = facts_on(person, DAY)["monthly_income"]
    assert (row.value, row.source, row.evidence, row.recorded_by) == (153500, "check", "报告 2291", officer.user)


def test_known_to_be_unknown_is_no_value_and_still_an_answer(district):
    person = make_person("张启明", district.community, date(1950, 5, 1), facts={"monthly_income": 100})
    registry.learn(subject=person, facts={"monthly_income": None}, source="applicant", since=date(2025, 6, 1), by=MACHINE, on=DAY)
    assert "monthly_income" not in person.facts and fold(person, date(2025, 5, 31)) == {"monthly_income": 100}
    assert facts_on(person, DAY)["monthly_income"].value is None


@pytest.mark.parametrize(
    ("facts", "more", "field"),
    [
        ({"monthly_income": -1}, {}, "monthly_income"),
        ({"monthly_income": True}, {}, "monthly_income"),
        ({"hukou": "moon"}, {}, "hukou"),
        ({"serious_illness": 1}, {}, "serious_illness"),
        ({"financial_assets": 100}, {}, "financial_assets"),  # a household's
        ({"no_such_fact": 1}, {}, "no_such_fact"),
        ({"monthly_income": 1}, {"source": "hearsay"}, "source"),
        ({"monthly_income": 1}, {"until": START}, "until"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(district, facts, more, field):
    person = make_person("张启明", district.community, date(1950, 5, 1))
    with pytest.raises(Refused) as no:
        registry.learn(subject=person, facts=facts, **{"source": "applicant", "since": START, **more}, by=MACHINE, on=DAY)
    assert no.value.field == field and not Fact.objects.exists()


def test_a_judgement_needs_who_judged_and_on_what(district, book):
    key = next(k for k, f in book.facts.items() if f.is_judgement and f.entity.key == "person" and type(f.type).__name__ == "Bool")
    person = make_person("张启明", district.community, date(1950, 5, 1))
    with pytest.raises(Refused) as no:
        registry.learn(subject=person, facts={key: True}, source="officer", since=START, officer="王知行", by=MACHINE, on=DAY)
    assert no.value.field == key
    registry.learn(subject=person, facts={key: True}, source="officer", since=START, officer="王知行", evidence="入户记录", by=MACHINE, on=DAY)
    assert person.facts[key] is True


def test_nobody_learns_about_people_of_another_place(district, actor):
    person = make_person("张启明", district.community, date(1950, 5, 1))
    with pytest.raises(NotAllowed):
        registry.learn(subject=person, facts={"monthly_income": 1}, source="check", since=START, by=actor("street", district.foreign_street), on=DAY)


def test_a_resident_tells_of_the_own_household_as_an_applicant_and_of_nobody_else(district):
    me, wife, neighbour = (make_person(name, district.community, date(1970, 5, 1), serial=n) for n, name in enumerate(("张启明", "陈秀英", "何安"), 1))
    home = registry.form_household(head=wife, members=[(me, "spouse")], place=district.community, since=START, by=MACHINE, on=DAY)
    given = {"since": START, "by": Actor(None, "张启明", "resident", None, person=me.pk), "on": DAY}
    registry.learn(subject=wife, facts={"monthly_income": 1}, source="applicant", **given)
    registry.learn(subject=home, facts={"dwellings": 1}, source="applicant", **given)
    for subject, source in ((neighbour, "applicant"), (wife, "check")):
        with pytest.raises(NotAllowed):
            registry.learn(subject=subject, facts={"monthly_income": 1}, source=source, **given)


def test_the_database_refuses_a_fact_of_nobody_and_one_that_ends_before_it_begins(district):
    person = make_person("张启明", district.community, date(1950, 5, 1))
    common = {"key": "hukou", "value": "here", "source": "check", "since": START, "recorded_at": datetime(2025, 1, 1, tzinfo=ZONE)}
    for wrong in ({}, {"person": person, "until": START}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Fact.objects.create(**common, **wrong)


def test_facts_that_begin_or_end_reach_the_fold_on_their_day(district, clock):
    person, still = (make_person(name, district.community, date(1950, 5, 1), serial=n) for n, name in ((1, "张启明"), (3, "何安")))
    registry.learn(subject=still, facts={"monthly_income": 1}, source="register", since=START, by=MACHINE, on=DAY)
    begins, ends = DAY + timedelta(days=10), DAY + timedelta(days=20)
    registry.learn(subject=person, facts={"monthly_income": 500}, source="register", since=begins, until=ends, by=MACHINE, on=DAY)
    assert person.facts == {} and due(DAY) == []
    for day, expected in ((begins, {"monthly_income": 500}), (ends, {})):
        assert due(day) == [["person", person.pk]]
        assert refold(subjects=due(day), by=MACHINE, on=day) == 1
        person.refresh_from_db()
        assert person.facts == fold(person, day) == expected
        assert refold(subjects=due(day), by=MACHINE, on=day) == 0


def test_whoever_learns_something_keeps_the_file_to_themselves_meanwhile(district):
    """On PostgreSQL two may write at once: without the lock the later fold is without what the other has learnt. SQLite has one writer."""
    person = make_person("演独", district.community, date(1950, 1, 1))
    with CaptureQueriesContext(connection) as seen:
        registry.learn(subject=person, facts={"disability_grade": 1}, source="register", since=START, by=MACHINE, on=DAY)
    sql = [q["sql"] for q in seen]
    taken = next(
        i
        for i, text in enumerate(sql)
        if text.startswith("SELECT") and 'FROM "registry_person"' in text and ("FOR UPDATE" in text or connection.vendor == "sqlite")
    )
    assert taken < next(i for i, text in enumerate(sql) if 'INSERT INTO "registry_fact"' in text)
