"""Rosters loaded in steps and taken back as a whole; the jobs of the registry."""

from datetime import date

import pytest

from minsheng.accounts.models import User
from minsheng.base import jobs
from minsheng.base.actor import MACHINE
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.base.models import AuditEntry, Job
from minsheng.config.jobs import KINDS
from minsheng.places.models import Place
from minsheng.registry import actions as registry
from minsheng.registry.actions import learn
from minsheng.registry.imports import JOB
from minsheng.registry.imports.actions import begin, load, load_in_background, load_step, loading, undo, undoing
from minsheng.registry.imports.undoable import blocked
from minsheng.registry.models import Document, Event, Fact, Household, ImportRow, Lookup, Membership, NamePiece, Pair, Person
from tests.promises.test_access import signed_in
from tests.registry.rosters import family, person
from tests.spine import DAY, card, make_person

pytestmark = pytest.mark.django_db
MADE = (Person, Household, Membership, Document, Lookup, NamePiece, Fact, Event)


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Two households a step."""
    for doing in (loading, undoing):
        monkeypatch.setattr(doing, "HOMES", 2)


def how_many() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in MADE}


def street(n: int) -> list[dict]:
    return [line for home in range(n) for line in family(10 * home + 1, home)]


# --- steps -------------------------------------------------------------------------------------------------------------------------


def test_a_step_that_fails_leaves_nothing_and_the_next_attempt_goes_on(checked, officer, monkeypatch):
    run = begin(run=checked(street(5)), by=officer, on=DAY)
    assert load_step(run=run, cursor=0, by=officer, on=DAY) == 2
    before, real = how_many(), loading.update

    def broken(*given):
        real(*given)
        raise OSError("the disk is full")

    monkeypatch.setattr(loading, "update", broken)
    with pytest.raises(OSError, match="full"):
        load_step(run=run, cursor=2, by=officer, on=DAY)
    assert how_many() == before and before["Household"] == 2
    monkeypatch.setattr(loading, "update", real)
    run = load(run=run, by=officer, on=DAY)
    assert (run.state, run.loaded, run.cursor) == ("done", 15, 5) and Person.objects.count() == 15
    assert AuditEntry.objects.filter(act="registry.begin_import").count() == 1


def test_people_count_from_the_day_somebody_said_yes_even_when_loading_goes_on_later(checked, officer):
    run = begin(run=checked(street(3)), by=officer, on=DAY)
    load_step(run=run, cursor=0, by=officer, on=DAY)
    load(run=run, by=officer, on=date(2025, 10, 15))
    assert set(Membership.objects.values_list("since", flat=True)) == set(Fact.objects.values_list("since", flat=True)) == {DAY}


def test_a_job_loads_in_steps_under_the_name_of_who_asked(checked, officer):
    run = checked(street(5))
    job = load_in_background(run=run, by=officer, on=DAY)
    with pytest.raises(jobs.Underway):
        load_in_background(run=run, by=officer, on=DAY)
    job = jobs.run(job)
    assert (job.state, job.done, job.total) == ("done", 5, 5) and KINDS[JOB].result(job) == f"/desk/people/import/{run.pk}/"
    assert set(Event.objects.values_list("by_name", flat=True)) == {"王街道"}
    assert set(Fact.objects.values_list("recorded_by", flat=True)) == {officer.user}


def test_a_step_asks_as_many_questions_for_many_people_as_for_few(checked, officer, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(loading, "HOMES", 50)
    run = begin(run=checked(street(50)), by=officer, on=DAY)
    with django_assert_max_num_queries(60):
        load_step(run=run, cursor=0, by=officer, on=DAY)


# --- taking back -------------------------------------------------------------------------------------------------------------------


def test_a_roster_taken_back_leaves_nothing_and_touches_nobody_else(checked, officer, district):
    make_person("别人", district.community, date(1960, 1, 1), phone="10001000123", facts={"hukou": "here"})
    before = how_many()
    run = undo(run=load(run=checked([*street(3), person(99, "9", name="")]), by=officer, on=DAY), by=officer, on=DAY)
    assert how_many() == before and (run.state, run.loaded) == ("undone", 0)
    assert not ImportRow.objects.exclude(sealed=b"").exists() and not ImportRow.objects.exclude(person=None, household=None).exists()
    assert AuditEntry.objects.get(act="registry.begin_undo_import").details == {"people": 9, "was": "done"}
    assert AuditEntry.objects.get(act="registry.undo_import").details == {"people": 9}
    with pytest.raises(AlreadyDone):
        undo(run=run, by=officer, on=DAY)


def test_a_roster_half_loaded_is_taken_back_and_not_gone_on_with(checked, officer):
    run = begin(run=checked(street(5)), by=officer, on=DAY)
    load_step(run=run, cursor=0, by=officer, on=DAY)
    undo(run=run, by=officer, on=DAY)
    assert load_step(run=run, cursor=2, by=officer, on=DAY) is None and set(how_many().values()) == {0}
    with pytest.raises(AlreadyDone):
        load(run=run, by=officer, on=DAY)


def test_the_same_people_can_be_brought_in_again_afterwards(checked, officer):
    undo(run=load(run=checked(street(2)), by=officer, on=DAY), by=officer, on=DAY)
    assert load(run=checked(street(2)), by=officer, on=DAY).loaded == 6


def _changed_fact(head, officer, district):
    learn(subject=head, facts={"monthly_income": 1}, source="register", since=DAY, by=officer, on=DAY)


def _fact_of_the_household(head, officer, district):
    learn(subject=Household.objects.get(head=head), facts={"dwellings": 2}, source="register", since=DAY, by=officer, on=DAY)


def _joined(head, officer, district):
    newcomer = make_person("新人", district.community, date(2000, 1, 1))
    registry.join(household=Household.objects.get(head=head), person=newcomer, relation="child", since=DAY, by=officer, on=DAY)


def _account(head, officer, district):
    registry.enter_account(person=head, number=card(1), bank="演示银行", holder=head.name, by=officer, on=DAY)


def _consent(head, officer, district):
    registry.consent(person=head, signed_by=head, kind="check", purpose="低保", to="街道", manner="paper", since=DAY, by=officer, on=DAY)


@pytest.mark.parametrize("happened", [_changed_fact, _fact_of_the_household, _joined, _account, _consent])
def test_what_has_happened_to_somebody_keeps_the_roster(checked, officer, district, happened):
    run = load(run=checked(street(3)), by=officer, on=DAY)
    happened(Person.objects.get(name="演示11"), officer, district)
    before = how_many()
    people, n = blocked(run.lines.all())
    assert n == 1 and [one.person.name for one in people] == ["演示11"] and all(zh and en.isascii() for zh, en in people[0].reasons)
    with pytest.raises(Refused, match="1 人") as no:
        undo(run=run, by=officer, on=DAY)
    assert "演示11" in no.value.zh and how_many() == before


def test_looking_at_somebody_is_no_obstacle(checked, officer):
    run = load(run=checked(street(1)), by=officer, on=DAY)
    desk = signed_in(User.objects.get(pk=officer.user))
    assert desk.get(f"/desk/people/{Person.objects.get(name='演示1').pk}/").status_code == 200
    assert undo(run=run, by=officer, on=DAY).state == "undone"


# --- doubles, every night ----------------------------------------------------------------------------------------------------------


def test_doubles_are_looked_for_every_night_community_by_community(district):
    one = make_person("演示双", district.community, date(1950, 1, 1), serial=1)
    other = make_person("演示双", district.foreign_community, date(1950, 1, 1), serial=2)
    make_person("演示单", district.community, date(1950, 1, 1), serial=3)
    kind = KINDS["registry.doubles"]
    assert kind.every.days == 1 and kind.at.hour < 6
    for _ in range(2):  # nobody is found twice
        job = jobs.run(jobs.start(kind="registry.doubles", by=MACHINE, on=DAY))
        assert job.state == "done" and job.done == job.total == 2 < Place.objects.filter(level="community").count()  # those where somebody lives
        pair = Pair.objects.get()
        assert {pair.one_id, pair.other_id} == {one.pk, other.pk} and pair.state == "open"
    assert Job.objects.count() == 2
    entries = AuditEntry.objects.filter(act="registry.find_pairs").order_by("pk")  # one a night, not one a community
    assert [(e.details["places"], e.details["found"]) for e in entries] == [(2, 1), (2, 0)]


def test_pairs_judged_different_are_not_asked_about_again(district, officer):
    make_person("演示双", district.community, date(1950, 1, 1), serial=1)
    make_person("演示双", district.community_2, date(1950, 1, 1), serial=2)
    jobs.run(jobs.start(kind="registry.doubles", by=MACHINE, on=DAY))
    registry.set_different(pair=Pair.objects.get(), by=officer, on=DAY)
    jobs.run(jobs.start(kind="registry.doubles", by=MACHINE, on=DAY))
    assert Pair.objects.get().state != "open"
