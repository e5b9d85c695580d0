"""The run: hands in differences once, whatever happens in between; never asks back what a hold only pauses, nor pays what is asked back."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minsheng.base.actor import MACHINE
from minsheng.base.errors import NotAllowed, Refused
from minsheng.base.months import later
from minsheng.benefits import actions, monthly
from minsheng.benefits.models import OpeningImport
from minsheng.payments import actions as pay
from minsheng.payments.models import Payable, Recovery
from tests.benefits.conftest import OLD_AGE, give, handed_in
from tests.spine import make_person

pytestmark = pytest.mark.django_db
JAN, MAR, JUN = date(2025, 1, 1), date(2025, 3, 1), date(2025, 6, 1)


def test_a_run_hands_in_every_month_once(award, settle):
    first = settle(MAR)
    assert (first.awards, first.payables, first.fen) == (1, 3, 90000)
    assert settle(MAR).payables == 0 and settle(JUN).payables == 3
    assert handed_in(award) == {later(JAN, n): 30000 for n in range(6)}


def test_a_run_that_was_killed_between_two_steps_is_finished_by_the_next(district, award, settle, monkeypatch):
    others = [give(make_person(f"演{n}", district.community, date(1940, 1, 1), serial=n)) for n in range(2, 6)]
    monkeypatch.setattr(monthly, "STEP", 2)
    found, last = monthly.settle_some(place=district.district, benefit=OLD_AGE, month=JAN, after=0, by=MACHINE, on=JAN)
    assert found.awards == 2 and last == others[0].pk
    assert settle(JAN).awards == 3 and Payable.objects.count() == 5


def test_a_step_needs_no_more_queries_for_more_awards(district, award):
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            monthly.run(place=district.district, benefit=OLD_AGE, month=JAN, by=MACHINE, on=JAN)
        return len(caught)

    one = queries()
    for n in range(2, 30):
        give(make_person(f"演{n}", district.community, date(1940, 1, 1), serial=n))
    assert queries() <= one + 1


def test_a_month_far_ahead_is_refused(district, award, actor):
    with pytest.raises(Refused):
        monthly.run(place=district.district, benefit=OLD_AGE, month=JUN, by=MACHINE, on=date(2025, 4, 30))
    with pytest.raises(NotAllowed):
        monthly.run(place=district.district, benefit=OLD_AGE, month=JAN, by=actor("street", district.street), on=JAN)


def test_a_hold_pauses_and_asks_nothing_back(award, settle):
    settle(MAR)
    held = actions.hold(award=award, reason="check", from_month=date(2025, 2, 1), by=MACHINE, on=date(2025, 3, 20))
    assert settle(date(2025, 4, 1)).payables == 0 and not Recovery.objects.exists()
    actions.release(held=held, paid_back=True, by=MACHINE, on=date(2025, 5, 2))
    settle(date(2025, 5, 1))
    assert handed_in(award) == {later(JAN, n): 30000 for n in range(5)}


def test_released_without_paying_back_the_held_months_stay_unpaid(award, settle):
    settle(JAN)
    held = actions.hold(award=award, reason="check", from_month=date(2025, 2, 1), by=MACHINE, on=date(2025, 1, 20))
    settle(MAR)
    actions.release(held=held, paid_back=False, by=MACHINE, on=date(2025, 4, 2))
    settle(date(2025, 4, 1))
    assert handed_in(award) == {JAN: 30000, date(2025, 4, 1): 30000}


def test_released_before_it_began_a_hold_takes_no_month(award, settle):
    held = actions.hold(award=award, reason="check", from_month=MAR, by=MACHINE, on=date(2025, 2, 20))
    actions.release(held=held, paid_back=False, by=MACHINE, on=date(2025, 2, 25))
    settle(MAR)
    assert set(handed_in(award)) == {JAN, date(2025, 2, 1), MAR}


@pytest.fixture
def overpaid(award, settle, pay_out):
    """Paid to June; then it is found that it should have ended in May."""
    settle(JUN)
    pay_out(award, JUN)
    award.refresh_from_db()
    award.state, award.stopped_from, award.reopen_from = "stopped", date(2025, 5, 1), date(2025, 5, 1)
    award.save()
    settle(JUN, date(2025, 6, 20))
    return Recovery.objects.get()


def test_too_much_is_proposed_once_and_for_the_right_months(award, settle, overpaid):
    assert (overpaid.months, overpaid.fen, overpaid.state) == ("2025-05、2025-06", 60000, "proposed")
    award.refresh_from_db()
    award.reopen_from = JAN
    award.save()
    settle(JUN, date(2025, 6, 21))
    assert Recovery.objects.count() == 1


@pytest.mark.parametrize(("waive", "again"), [(True, {}), (False, {date(2025, 5, 1): 30000, JUN: 30000})])
def test_months_due_after_all_are_paid_again_only_when_they_were_asked_back(award, settle, overpaid, district, actor, waive, again):
    """Waived, the family still has the money: paying it again would pay twice. Decided, it comes back, and is owed."""
    pay.decide_recovery(recovery=overpaid, instalments=1, waive=waive, heard="演示", by=actor("finance", district.district), on=date(2025, 6, 22))
    if waive:  # a second person agrees
        pay.confirm_entries(entries=list(overpaid.entries.all()), by=actor("finance", district.district), on=date(2025, 6, 22))
    before = handed_in(award)
    award.refresh_from_db()
    award.state, award.stopped_from, award.reopen_from = "active", None, date(2025, 5, 1)
    award.save()
    settle(JUN, date(2025, 6, 23))
    assert {m: fen - before[m] for m, fen in handed_in(award).items() if fen > before[m]} == again
    assert Recovery.objects.count() == 1


def taken_over(grandmother, district, **fields):
    opening = OpeningImport.objects.create(
        name="演示", place=district.district, month=MAR, benefit=OLD_AGE, payroll_rows=1, payroll_fen=30000, created_on=date(2025, 4, 1), **fields
    )
    return give(grandmother, opening=opening, settled_to=MAR)


def test_what_the_system_before_has_paid_is_not_paid_again(grandmother, district, settle):
    """A standard raised backwards beyond the take-over: only the difference is owed for those months."""
    award = taken_over(grandmother, district)
    assert settle(date(2025, 4, 1)).fen == 30000
    award.refresh_from_db()
    lines = [{"component": "allowance", "person": grandmother.pk, "fen": 35000}]
    actions.change_band(award=award, from_month=date(2025, 2, 1), lines=lines, receipt={}, by=MACHINE, on=date(2025, 4, 20))
    settle(date(2025, 4, 1), date(2025, 4, 20))
    assert handed_in(award) == {date(2025, 2, 1): 5000, MAR: 5000, date(2025, 4, 1): 35000}


def test_who_was_held_in_the_system_before_was_not_paid_there(grandmother, district, settle):
    award = taken_over(grandmother, district)
    held = actions.hold(award=award, reason="certify", from_month=MAR, by=MACHINE, on=date(2025, 3, 1))
    actions.release(held=held, paid_back=True, by=MACHINE, on=date(2025, 4, 5))
    settle(date(2025, 4, 1), date(2025, 4, 6))
    assert handed_in(award) == {MAR: 30000, date(2025, 4, 1): 30000}
