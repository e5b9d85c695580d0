"""A death that is recorded in the file stops the money at once, pays no relative for later months, and asks back only what was paid."""

from datetime import date

import pytest

from minsheng.base.errors import Refused
from minsheng.benefits import actions
from minsheng.benefits.models import Award, Finding
from minsheng.payments.models import Payable, Payment, Recovery
from minsheng.registry import actions as registry
from tests.benefits.conftest import OLD_AGE, give, handed_in
from tests.spine import make_person, merged

pytestmark = pytest.mark.django_db
NOV, DEC, MARCH = date(2025, 11, 1), date(2025, 12, 1), date(2026, 3, 1)
DIED, RECORDED, DAUGHTER = date(2025, 11, 3), date(2025, 12, 1), date(2026, 1, 6)


@pytest.fixture
def officer(district, actor):
    return actor("street", district.street)


@pytest.fixture
def daughter(grandmother, district, officer):
    """Lives with her."""
    child = make_person("陈小妹", district.community, date(1970, 5, 1), serial=5)
    registry.form_household(head=grandmother, members=[(child, "child")], place=district.community, since=date(2020, 1, 1), by=officer, on=date(2025, 10, 9))
    return child.name


@pytest.fixture
def late(grandmother, settle, officer, office):
    """Paid by us from November; handed in for November and December, in no batch yet; she died on 3 November, known on 1 December."""
    award = give(grandmother, from_month=NOV)
    settle(DEC, RECORDED)
    registry.die(person=grandmother, died_on=DIED, by=officer, on=RECORDED)
    award.refresh_from_db()
    return award


def waits(award) -> dict:
    return {p.month: p.fen for p in Payable.objects.filter(about=f"benefits.award:{award.pk}", batch=None)}


def test_recorded_it_is_held_and_found_and_what_waited_is_taken_out(late):
    finding = Finding.objects.get(kind="death")
    assert late.state == "held" and late.holds.get().reason == "death"
    assert (finding.person, finding.award, finding.day, finding.state) == (late.person, late, DIED, "open")
    assert waits(late) == {}, "also the month of death: no document says whether it is due"


def test_the_daughters_account_gets_nothing_before_an_officer_has_looked(late, settle, office, daughter):
    office.account(late.person, 7, on=DAUGHTER, holder=daughter)
    assert settle(MARCH, MARCH).payables == 0
    with pytest.raises(Refused):
        office.compute(MARCH, on=MARCH)


def test_confirmed_the_month_of_death_goes_to_the_daughter_and_no_later_one(late, settle, office, officer, daughter):
    office.budget(year=2026)
    office.account(late.person, 7, on=DAUGHTER, holder=daughter)
    actions.confirm_death(finding=Finding.objects.get(), evidence="死亡证明 演-1", from_month=DEC, by=officer, on=date(2026, 1, 7))
    settle(MARCH, MARCH)
    office.compute(MARCH, on=MARCH)
    line = Payment.objects.get()
    assert (line.state, line.fen) == ("ready", 30000)
    late.refresh_from_db()
    assert (late.state, late.stopped_from, late.stop_code) == ("stopped", DEC, "death")
    assert not Recovery.objects.exists() and handed_in(late) == {NOV: 30000}


def test_where_the_month_of_death_is_not_due_nothing_is_paid(late, settle, officer):
    actions.confirm_death(finding=Finding.objects.get(), evidence="死亡证明 演-1", from_month=NOV, by=officer, on=date(2026, 1, 7))
    settle(MARCH, MARCH)
    assert handed_in(late) == {}


def test_no_document_says_so_so_the_officer_says_from_which_month(late, officer):
    for month in (None, date(2026, 1, 1), date(2025, 10, 1)):
        with pytest.raises(Refused) as no:
            actions.confirm_death(finding=Finding.objects.get(), evidence="死亡证明", from_month=month, by=officer, on=RECORDED)
        assert no.value.field == "from_month"


def test_what_was_paid_after_the_death_is_proposed_at_once_and_only_that(grandmother, settle, pay_out, officer, office):
    award = give(grandmother, from_month=date(2025, 8, 1))
    settle(date(2025, 9, 1), date(2025, 9, 1))
    pay_out(award, date(2025, 9, 1))
    settle(date(2025, 10, 1), date(2025, 10, 1))
    registry.die(person=grandmother, died_on=date(2025, 7, 30), by=officer, on=date(2025, 10, 2))
    actions.confirm_death(finding=Finding.objects.get(), evidence="死亡证明", from_month=date(2025, 8, 1), by=officer, on=date(2025, 10, 3))
    recovery = Recovery.objects.get()
    assert (recovery.months, recovery.fen, recovery.reason, recovery.payee) == ("2025-08、2025-09", 60000, "death", grandmother)
    assert waits(award) == {}
    settle(NOV, NOV)
    assert Recovery.objects.count() == 1


def test_a_line_computed_before_the_death_was_known_is_held_at_approval(grandmother, settle, office, officer, daughter):
    office.budget()
    office.account(grandmother, 1)
    award = give(grandmother, from_month=NOV)
    settle(DEC, DEC)
    batch = office.compute(DEC, on=DEC)
    registry.die(person=grandmother, died_on=DIED, by=officer, on=date(2025, 12, 2))
    office.account(grandmother, 7, on=date(2025, 12, 3), holder=daughter)
    with pytest.raises(Refused):
        office.approve(batch, on=date(2025, 12, 4))
    assert award.holds.exists()


def test_refuted_everything_goes_on_with_arrears_and_the_file_says_that_she_lives(late, settle, officer):
    settle(MARCH, MARCH)
    actions.refute_death(finding=Finding.objects.get(), why="上门见到本人", by=officer, on=date(2026, 3, 2))
    settle(MARCH, date(2026, 3, 2))
    late.refresh_from_db()
    late.person.refresh_from_db()
    assert (late.state, late.person.died_on) == ("active", None)
    assert handed_in(late) == dict.fromkeys([NOV, DEC, date(2026, 1, 1), date(2026, 2, 1), MARCH], 30000)


def test_found_to_live_after_the_end_was_confirmed_the_award_runs_again(late, settle, officer):
    actions.confirm_death(finding=Finding.objects.get(), evidence="死亡证明", from_month=DEC, by=officer, on=date(2026, 1, 7))
    settle(MARCH, MARCH)
    registry.set_alive(person=Award.objects.get().person, why="同名，登记错了", by=officer, on=date(2026, 3, 2))
    settle(MARCH, date(2026, 3, 2))
    late.refresh_from_db()
    assert late.state == "active" and sum(handed_in(late).values()) == 5 * 30000


def test_an_award_that_ended_too_late_for_another_reason_ends_earlier(award, settle, pay_out, officer):
    settle(date(2025, 6, 1))
    pay_out(award, date(2025, 6, 1))
    Award.objects.filter(pk=award.pk).update(state="stopped", stopped_from=date(2025, 7, 1), stop_code="moved")
    registry.die(person=award.person, died_on=date(2025, 4, 10), by=officer, on=date(2025, 8, 1))
    actions.confirm_death(finding=Finding.objects.get(), evidence="死亡证明", from_month=date(2025, 5, 1), by=officer, on=date(2025, 8, 2))
    assert Recovery.objects.get().months == "2025-05、2025-06"


def test_two_files_of_one_who_has_died_by_the_other(grandmother, district, officer, settle):
    award = give(grandmother)
    double = make_person("陈秀英", district.community, date(1943, 5, 1), serial=9)
    registry.die(person=double, died_on=DIED, by=officer, on=RECORDED)
    merged(grandmother, double, officer, RECORDED)
    assert Finding.objects.get(kind="death").award == award and Award.objects.get(benefit=OLD_AGE).state == "held"
