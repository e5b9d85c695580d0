"""Figures that are raised: two dates in one notice, arrears by each month's roster, awards of the system before, reductions, one letter a family."""

from datetime import date

import pytest

from minsheng.applications.models import Application
from minsheng.base.actor import MACHINE
from minsheng.base.errors import NotAllowed, Refused
from minsheng.benefits import monthly, standards
from minsheng.benefits.models import Award, Hold, Move, Span
from minsheng.notices.models import Letter
from minsheng.registry import actions as registry
from minsheng.standards.queries import law_at
from tests.benefits.conftest import give, handed_in
from tests.benefits.raising import APRIL, JANUARY, JULY, JUNE, MAY, NEW, NEW_EXTRA, NOTICE, OLD, OLD_EXTRA, POOR, SINCE, approved, dibao, make_home, span
from tests.spine import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(district, actor):
    return {"enters": actor("city", district.city), "approves": actor("city", district.city), "district": actor("district", district.district)}


@pytest.fixture
def notice(district, office):
    """One notice, two dates."""
    return (
        approved(district, office, "dibao_standard", 1535, JANUARY),
        approved(district, office, "supplement_standard", {"thirty": 461, "twenty": 307}, JUNE),
    )


def test_the_figures_of_this_file_are_those_of_the_book(district):
    before, after = law_at(district.city, MAY, known=date(2025, 5, 31)), law_at(district.city, MAY, known=date(2025, 6, 30))
    assert [law.values["dibao_standard"].cell("", 0)[0][1] for law in (before, after)] == [OLD, NEW]


def weigh_all(standard, office, on=NOTICE):
    after = 0
    while after is not None:
        after = standards.weigh_some(standard=standard, after=after, by=office["approves"], on=on)
    return {m.award_id: m for m in Move.objects.filter(standard=standard)}


def run(district, month, on):
    return monthly.run(place=district.district, benefit="dibao", month=month, by=MACHINE, on=on)


def settle_before(district):
    """What was paid by the figures of 2024, month by month, as it was."""
    Award.objects.update(settled_to=None)
    run(district, MAY, MAY)


def test_arrears_of_the_standard_from_january_and_of_the_supplement_from_the_notice(district, office, notice):
    home, people = make_home(district, date(1985, 1, 1), date(1950, 1, 1))
    award = dibao(home, people)
    settle_before(district)
    assert standards.lead(notice[1]) == notice[0]
    move = weigh_all(notice[0], office)[award.pk]
    first = 2 * (OLD - 50000) + OLD_EXTRA
    assert (move.kind, move.from_month, move.before, move.arrears) == ("raise", JANUARY, first + 0, 5 * 2 * (NEW - OLD))
    assert move.after == 2 * (NEW - 50000) + NEW_EXTRA
    assert standards.apply_standard(standard=notice[0], by=office["approves"], on=NOTICE) == 1
    run(district, JUNE, NOTICE)
    paid = handed_in(award)
    assert {paid[date(2025, m, 1)] for m in range(1, 6)} == {2 * (NEW - 50000) + OLD_EXTRA}
    assert paid[JUNE] == 2 * (NEW - 50000) + NEW_EXTRA and paid[date(2024, 12, 1)] == first
    assert Letter.objects.filter(kind="standard").count() == 1
    notice[1].refresh_from_db()
    assert notice[1].applied_on == NOTICE  # moved together, once


def test_who_entered_during_the_year_gets_arrears_for_the_approved_months_only(district, office, notice):
    award = dibao(*make_home(district, date(1985, 1, 1)), from_month=APRIL)
    settle_before(district)
    move = weigh_all(notice[0], office)[award.pk]
    assert (move.from_month, move.arrears) == (APRIL, 2 * (NEW - OLD))


def test_who_left_during_the_year_gets_the_months_on_the_roster(district, office, notice):
    award = dibao(*make_home(district, date(1985, 1, 1)), state="stopped", stopped_from=date(2025, 3, 1), stop_code="income")
    gone = dibao(*make_home(district, date(1985, 1, 1)), state="stopped", stopped_from=JANUARY, stop_code="income")
    settle_before(district)
    moves = weigh_all(notice[0], office)
    assert moves[award.pk].arrears == 2 * (NEW - OLD) and gone.pk not in moves
    standards.apply_standard(standard=notice[0], by=office["approves"], on=NOTICE)
    run(district, JUNE, NOTICE)
    assert [handed_in(award).get(date(2025, m, 1)) for m in (1, 2, 3)] == [NEW - 50000, NEW - 50000, None]


def test_what_was_decided_for_the_family_meanwhile_stays_decided(district, office, notice):
    """A member more from April: January to March by the family of then, April on by the family of now."""
    home, people = make_home(district, date(1985, 1, 1))
    award = dibao(home, people)
    settle_before(district)
    wife = make_person("演妻", district.community, date(1986, 1, 1), serial=9, facts={})
    registry.learn(subject=wife, facts=POOR, source="register", since=SINCE, by=MACHINE, on=APRIL)
    registry.join(household=home, person=wife, relation="spouse", since=APRIL, by=MACHINE, on=APRIL)
    Span.objects.filter(award=award).update(until_month=APRIL)
    span(award, "gap", None, 2 * (OLD - 50000), APRIL)
    Award.objects.update(reopen_from=APRIL)
    run(district, MAY, MAY)
    move = weigh_all(notice[0], office)[award.pk]
    assert move.arrears == 3 * (NEW - OLD) + 2 * 2 * (NEW - OLD)
    standards.apply_standard(standard=notice[0], by=office["approves"], on=NOTICE)
    run(district, JUNE, NOTICE)
    paid = handed_in(award)
    assert [paid[m] for m in (JANUARY, APRIL, JUNE)] == [NEW - 50000, 2 * (NEW - 50000), 2 * (NEW - 50000)]


def test_a_held_month_has_no_arrears(district, office, notice):
    award = dibao(*make_home(district, date(1985, 1, 1)))
    Hold.objects.create(award=award, reason="check", from_month=APRIL, held_on=APRIL)
    move = weigh_all(notice[0], office)[award.pk]
    assert move.arrears == 3 * (NEW - OLD)


def test_what_the_file_does_not_know_or_says_otherwise_is_looked_at_and_not_moved(district, office, notice):
    silent = dibao(*make_home(district, date(1985, 1, 1), facts={"monthly_income": None}))
    other = dibao(*make_home(district, date(1985, 1, 1)), gap=77700)
    leaving = dibao(*make_home(district, date(1985, 1, 1)))
    leaving.spans.update(why="grace", until_month=date(2025, 9, 1))
    moves = weigh_all(notice[0], office)
    assert {(moves[a.pk].kind, moves[a.pk].why) for a in (silent, other, leaving)} == {("look", "unknown"), ("look", "differs"), ("look", "grace")}
    assert standards.apply_standard(standard=notice[0], by=office["approves"], on=NOTICE) == 0
    assert not Letter.objects.exists() and silent.spans.get().fen == OLD - 50000


def test_a_reduction_waits_for_its_hearing(district, office, notice):
    del notice
    grandmother = make_person("演婆", district.community, date(1943, 5, 1), serial=3, facts={"hukou": "here", "old_age_opt_in": True})
    award = give(grandmother, fen=30000)
    less = approved(district, office, "old_age_by_band", {"70": 200, "80": 250, "90": 500, "100": 1000}, JULY)
    move = weigh_all(less, office)[award.pk]
    assert (move.kind, move.before, move.after) == ("lower", 30000, 25000)
    assert standards.apply_standard(standard=less, by=office["approves"], on=NOTICE) == 0
    assert award.spans.get().fen == 30000
    move = Move.objects.get()
    standards.open_hearing(move=move, by=office["district"], on=NOTICE)
    case = Application.objects.get()
    assert (case.kind, case.reason, case.about, move.state) == ("change", "standard", f"benefits.award:{award.pk}", "case")
    with pytest.raises(Refused):
        standards.open_hearing(move=move, by=office["district"], on=NOTICE)


def test_what_has_become_another_since_it_was_shown_is_not_moved(district, office, notice):
    home, people = make_home(district, date(1985, 1, 1))
    award = dibao(home, people)
    weigh_all(notice[0], office)
    registry.learn(subject=people[0], facts={"monthly_income": 10000}, source="check", since=JANUARY, by=MACHINE, on=NOTICE)
    assert standards.apply_some(standard=notice[0], after=0, by=office["approves"], on=NOTICE) is None
    move = Move.objects.get()
    assert (move.kind, move.why, move.state) == ("look", "differs", "open") and award.spans.filter(why="standard").count() == 0


def test_killed_in_between_the_rest_is_moved_and_nobody_twice(district, office, notice, monkeypatch):
    awards = [dibao(*make_home(district, date(1985, 1, 1))) for _ in range(5)]
    monkeypatch.setattr(standards, "STEP", 2)
    weigh_all(notice[0], office)
    standards.apply_some(standard=notice[0], after=0, by=office["approves"], on=NOTICE)
    assert not standards.close_standard(standard=notice[0], by=office["approves"], on=NOTICE)
    assert standards.apply_standard(standard=notice[0], by=office["approves"], on=NOTICE) == 5
    assert Letter.objects.count() == 5
    assert {a.spans.filter(why="standard", replaced_on=None).count() for a in awards} == {1}


def test_only_the_approver_of_the_place_moves_awards(district, office, notice, actor):
    with pytest.raises(NotAllowed):
        standards.weigh_some(standard=notice[0], after=0, by=office["district"], on=NOTICE)
    with pytest.raises(NotAllowed):
        standards.apply_some(standard=notice[0], after=0, by=actor("district_head", district.foreign), on=NOTICE)
