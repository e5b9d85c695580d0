"""The sweep: the same answers as one by one, unknown is not no, what is found, kept, closed and found again."""

import hashlib
import json
from datetime import date

import polars as pl
import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from minsheng.accounts.models import User
from minsheng.applications.models import Application
from minsheng.base.actor import MACHINE
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.base.models import AuditEntry
from minsheng.benefits import sweep as sweeping
from minsheng.benefits.actions.findings import close_finding
from minsheng.benefits.models import Award, Finding, Span, Sweep
from minsheng.benefits.sweep import deciding, profiles
from minsheng.lines.assistance.matters import DIBAO
from minsheng.lines.elderly.matters import OLD_AGE
from minsheng.lines.elderly.propose import ask
from minsheng.registry import actions as registry
from minsheng.registry.bulk import NewHome, NewPerson, load
from tests.benefits.conftest import give
from tests.pages import signed_in
from tests.spine import DAY, make_person

pytestmark = pytest.mark.django_db
MONTH = date(2025, 10, 1)
POOR = {"work_ability": "full", "employment": "employed", "monthly_income": 100000, "disability_grade": 0, "serious_illness": False, "schooling": "none", "hukou": "here"}  # fmt: skip
MEANS = {"financial_assets": 0, "dwellings": 1, "other_real_estate": False, "motor_vehicle": "none", "business_registration": "none"}


def run(place, matter=DIBAO, month=MONTH, on=DAY):
    return sweeping.sweep(place=place, matter=matter.key, month=month, by=MACHINE, on=on)


def make_home(district, *members, means=None, place=None):
    """People with their facts, the first the head; [household, person, …]."""
    new = [NewPerson(name, 1, born, relation=relation, facts=facts) for name, born, relation, facts in members]
    home, people = load(
        [NewHome((place or district.community).pk, new, MEANS if means is None else means)], source="register", since=date(2025, 1, 1), by=MACHINE, on=DAY
    )[0]
    return home, *people


@pytest.fixture
def poor(district):
    return make_home(district, ("演一", date(1980, 3, 1), "applicant", POOR), ("演二", date(1950, 3, 1), "parent", {**POOR, "monthly_income": 0}))


def answers(place, matter):
    chunk = (profiles.households if matter.unit == "household" else profiles.people)(place, 0, DAY)
    made = deciding.decide(chunk, matter, MONTH, DAY)
    return list(zip(chunk.subjects, deciding.said(chunk, made, matter), strict=True))


UNSAID = object()
PERSON = {
    "hukou": ["here", "elsewhere", UNSAID], "work_ability": ["full", "partial", "none", UNSAID], "employment": ["employed", "registered_unemployed", "retired", UNSAID],
    "monthly_income": [0, 90000, 153500, 400000, UNSAID], "disability_grade": [0, 1, 3, UNSAID], "disability_category": ["mental", "physical", UNSAID],
    "serious_illness": [True, False, UNSAID], "schooling": ["none", "college", UNSAID], "no_work_reason": ["caring", UNSAID], "old_age_opt_in": [True, False, UNSAID],
}  # fmt: skip
HOME = {"financial_assets": [0, 90000000, UNSAID], "dwellings": [0, 1, 3, UNSAID], "other_real_estate": [True, False], "motor_vehicle": ["none", UNSAID], "business_registration": ["none", UNSAID]}  # fmt: skip


def facts(declared):
    return st.fixed_dictionaries({k: st.sampled_from(v) for k, v in declared.items()}).map(lambda d: {k: v for k, v in d.items() if v is not UNSAID})


@hypothesis(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_columns_and_one_by_one_say_the_same_of_anybody(district, data):
    """Also of those of whom little is known: what one by one is open, is open in columns."""
    homes = []
    for _ in range(6):
        n = data.draw(st.integers(1, 4))
        members = [
            NewPerson(f"演{i}", 1, data.draw(st.sampled_from([None, date(1940, 1, 5), date(1955, 9, 30), date(1955, 10, 9), date(1985, 1, 1), date(2012, 2, 2)])),
                      relation="applicant" if i == 0 else "child", facts=data.draw(facts(PERSON)))
            for i in range(n)
        ]  # fmt: skip
        homes.append(NewHome(data.draw(st.sampled_from([district.community, district.other_community])).pk, members, data.draw(facts(HOME)) or MEANS))
    made = load(homes, source="register", since=date(2025, 1, 1), by=MACHINE, on=DAY)
    of, homes = {home.pk: people for home, people in made}, {home.pk: home for home, _ in made}
    seen = 0
    for (_, home, _, _), said in answers(district.district, DIBAO):
        if home in of:
            one = DIBAO.propose(Application(matter="dibao", applicant=of[home][0], household=homes[home], place=of[home][0].place), DAY)
            assert said.status == one.status and (said.status != "yes" or said.fen == one.fen)
            seen += 1
    for (person, home, _, _), said in answers(district.district, OLD_AGE):
        if home in of:
            him = next(p for p in of[home] if p.pk == person)
            if "old_age_opt_in" in him.facts:
                one = ask(him, MONTH, DAY)[0]
                assert (said.status, said.fen) == (str(one.status), one.amount.hi if str(one.status) == "yes" else 0)
                seen += 1
    assert seen


def test_a_household_that_qualifies_and_has_not_asked_is_found_with_its_amount_and_reason(district, poor):
    _, head, _ = poor
    made = run(district.district)
    found = Finding.objects.get()
    assert (found.person, found.kind, found.month, found.sweep) == (head, "entitled", MONTH, made)
    assert found.fen == 2 * 153500 - 100000 + 46100  # the gap of two, and the supplement of the mother of 75
    assert "1,535.00" in found.reason[0] and "1,535.00" in found.reason[1]
    assert (made.subjects, made.entitled, made.unknown) == (1, 1, 0)


def test_unknown_is_not_no(district):
    """Income unknown, and an award: nobody is said to qualify no longer."""
    known_little = {k: v for k, v in POOR.items() if k != "monthly_income"}
    home, head = make_home(district, ("演三", date(1980, 3, 1), "applicant", known_little))
    Award.objects.create(number="T", benefit="dibao", matter="dibao", person=head, household=home, payee=head, place=head.place, from_month=date(2025, 1, 1))
    made = run(district.district)
    assert (made.subjects, made.unknown, Finding.objects.count()) == (1, 1, 0)


def award_of(home, head, fen, **fields):
    award = Award.objects.create(
        number=f"T{head.pk}", benefit="dibao", matter="dibao", person=head, household=home, payee=head, place=head.place, from_month=date(2025, 1, 1), **fields
    )
    Span.objects.create(award=award, component="gap", fen=fen, from_month=date(2025, 1, 1), why="opening", recorded_on=date(2025, 1, 1))
    return award


def test_who_receives_and_no_longer_qualifies_or_gets_another_amount_is_found(district, poor):
    award = award_of(poor[0], poor[1], 253100)
    run(district.district)
    assert not Finding.objects.exists()  # what is paid is what the book says
    registry.learn(subject=poor[1], facts={"monthly_income": 120000}, source="check", since=MONTH, by=MACHINE, on=DAY)
    run(district.district)
    found = Finding.objects.get()
    assert (found.kind, found.fen, found.award) == ("amount", 233100, award)
    registry.learn(subject=poor[1], facts={"monthly_income": 900000}, source="check", since=MONTH, by=MACHINE, on=DAY)
    made = run(district.district)
    found.refresh_from_db()
    assert found.state == "gone" and made.gone == 1
    assert Finding.objects.get(state="open").kind == "ended"


def test_a_finding_closes_by_itself_when_it_is_no_longer_found_and_a_death_stays(district, poor):
    run(district.district)
    Finding.objects.create(person=poor[2], benefit="dibao", kind="death", month=MONTH, day=DAY)
    registry.learn(subject=poor[0], facts={"financial_assets": 90000000}, source="check", since=MONTH, by=MACHINE, on=DAY)
    made = run(district.district)
    assert made.gone == 1 and Finding.objects.get(kind="entitled").state == "gone" and Finding.objects.get(kind="death").state == "open"


def test_a_sweep_of_one_street_leaves_the_findings_of_others_alone(district, poor):
    make_home(district, ("演四", date(1980, 3, 1), "applicant", POOR), place=district.other_community)
    run(district.district)
    run(district.street)
    assert Finding.objects.filter(state="open").count() == 2


def test_what_a_human_closed_comes_back_only_when_it_is_something_else(district, poor, actor):
    run(district.district)
    close_finding(finding=Finding.objects.get(), acted=False, why="本人不愿申请", by=actor("street", district.street), on=DAY)
    run(district.district)
    assert not Finding.objects.filter(state="open").exists()
    registry.learn(subject=poor[1], facts={"monthly_income": 0}, source="check", since=MONTH, by=MACHINE, on=DAY)
    run(district.district)
    assert Finding.objects.get(state="open").fen == 2 * 153500 + 46100


def test_a_community_worker_opens_the_case_and_the_finding_is_dealt_with(district, poor, actor, settings):
    settings.STANDING_STILL_ON = DAY
    run(district.district)
    found = Finding.objects.get()
    client = signed_in(User.objects.get(pk=actor("community", district.community).user))
    assert client.post(f"/desk/benefits/findings/{found.pk}/", {"open": "1"}).status_code == 302
    found.refresh_from_db()
    assert (found.state, Application.objects.get().number) == ("acted", found.settled_why)


def test_who_has_asked_is_not_found_and_who_was_refused_only_when_something_is_learnt(district, poor):
    home, head, _ = poor
    case = Application.objects.create(matter="dibao", unit="household", channel="counter", applicant=head, household=home, place=head.place, state="submitted", number="X", applied_on=DAY, created_on=DAY)  # fmt: skip
    run(district.district)
    assert not Finding.objects.exists()
    later_than_the_facts = date(2100, 1, 1)
    Application.objects.filter(pk=case.pk).update(state="refused", accepted_on=DAY, decided_on=later_than_the_facts)
    run(district.district)
    assert not Finding.objects.exists()
    Application.objects.filter(pk=case.pk).update(decided_on=date(2025, 1, 2))
    run(district.district)
    assert Finding.objects.get().kind == "entitled"


def test_the_old_man_who_does_not_know_is_found_and_who_declined_is_left_in_peace(district):
    asked = make_person("演五", district.community, date(1950, 1, 1), serial=5, facts={"hukou": "here"})
    make_person("演六", district.community, date(1950, 1, 1), serial=6, facts={"hukou": "here", "old_age_opt_in": False})
    make_person("演七", district.community, date(1950, 1, 1), serial=7)  # hukou unknown: not guessed
    young = make_person("演八", district.community, date(1990, 1, 1), serial=8, facts={"hukou": "here"})
    made = run(district.district, OLD_AGE)
    found = Finding.objects.get()
    assert (found.person, found.kind, found.fen) == (asked, "entitled", 20000)
    assert (made.subjects, made.unknown) == (4, 1) and not young.findings.exists()


def test_somebody_who_receives_the_allowance_and_moved_the_hukou_away_is_found(district, award, grandmother):
    registry.learn(subject=grandmother, facts={"hukou": "elsewhere"}, source="register", since=MONTH, by=MACHINE, on=DAY)
    run(district.district, OLD_AGE)
    assert Finding.objects.get().kind == "ended"


def test_a_fact_that_ended_by_itself_since_it_was_written_no_longer_counts(district, settings):
    """The file's fold is of the day of writing; a sweep is of today."""
    settings.STANDING_STILL_ON = DAY
    person = make_person("演九", district.community, date(1950, 1, 1), serial=9)
    registry.learn(subject=person, facts={"hukou": "here"}, source="register", since=date(2025, 1, 1), until=date(2025, 10, 20), by=MACHINE, on=DAY)
    made = run(district.district, OLD_AGE)
    assert made.entitled == 1
    made = run(district.district, OLD_AGE, on=date(2025, 10, 28))
    assert (made.entitled, made.unknown, made.gone) == (0, 1, 1)


def test_the_snapshot_holds_everything_and_no_names_and_its_digest_is_on_record(district, poor):
    made = run(district.district)
    folder = settings.VAR / "sweeps" / str(made.pk)
    text = (folder / "receipt.json").read_text("utf-8")
    receipt = json.loads(text)
    assert hashlib.sha256(text.encode()).hexdigest() == made.digest
    assert AuditEntry.objects.get(act="benefits.sweep").details["digest"] == made.digest
    for name, digest in receipt["parts"]:
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert receipt["engine"] and receipt["laws"]["440304006"]["rules"] and receipt["laws"]["440304006"]["figures"]
    homes, persons = pl.read_parquet(folder / "households-00001.parquet"), pl.read_parquet(folder / "persons-00001.parquet")
    assert homes["dibao_status"].to_list() == ["yes"] and homes["dibao_fen"].to_list() == [207000]
    assert persons["monthly_income"].to_list() == [100000, 0] and persons["supplement_status"].to_list() == ["no", "yes"]
    assert persons["no_work_reason"].to_list() == [None, None]
    assert "演一" not in str(persons.to_dicts()) + str(homes.to_dicts())


def test_chunks_come_to_the_same_and_a_chunk_done_twice_changes_nothing(district, poor):
    for n in range(5):
        make_home(district, (f"演{n}号", date(1980, 3, 1), "applicant", POOR))
    made, after, steps = sweeping.begin(place=district.district, matter="dibao", month=MONTH, by=MACHINE, on=DAY), 0, 0
    while after is not None:
        after, steps = sweeping.step(sweep=made, after=after, by=MACHINE, on=DAY, size=2), steps + 1
    sweeping.finish(sweep=made, by=MACHINE, on=DAY)
    assert steps == 4 and made.subjects == 6 and Finding.objects.count() == 6
    run(district.district)
    assert Finding.objects.count() == 6
    with pytest.raises(AlreadyDone):
        sweeping.finish(sweep=made, by=MACHINE, on=DAY)


def test_the_number_of_queries_does_not_grow_with_the_people(district, poor, django_assert_max_num_queries):
    for n in range(40):
        make_home(district, (f"演{n}号", date(1980, 3, 1), "applicant", POOR))
    made = sweeping.begin(place=district.district, matter="dibao", month=MONTH, by=MACHINE, on=DAY)
    with django_assert_max_num_queries(25):
        sweeping.step(sweep=made, after=0, by=MACHINE, on=DAY)
    assert Finding.objects.count() == 41


def test_a_sweep_is_for_who_may_in_their_place_and_for_months_that_have_come(district, actor):
    with pytest.raises(NotAllowed):
        sweeping.begin(place=district.district, matter="dibao", month=MONTH, by=actor("street", district.street), on=DAY)
    with pytest.raises(Refused):
        sweeping.begin(place=district.district, matter="dibao", month=date(2025, 11, 1), by=MACHINE, on=DAY)
    assert not Sweep.objects.exists()


def test_an_amount_that_a_standard_is_about_to_move_is_no_finding(district, grandmother, actor):
    from minsheng.standards.actions import approve_standard, enter_standard

    award = give(grandmother, fen=30000)
    entered = enter_standard(
        figure="old_age_by_band", place=district.city, in_force=MONTH, known=DAY, confirmed_through=date(2026, 12, 1), value={70: 210, 80: 310, 90: 500, 100: 1000},
        document="演示〔2025〕1号", by=actor("city", district.city), on=DAY,
    )  # fmt: skip
    approve_standard(standard=entered, by=actor("city", district.city), on=DAY)
    run(district.district, OLD_AGE)
    assert not Finding.objects.exists()
    entered.applied_on = DAY
    entered.save()
    run(district.district, OLD_AGE)
    assert (Finding.objects.get().award, Finding.objects.get().fen) == (award, 31000)
