"""What nobody has received is never asked back: what waits is taken out, what went back to the budgets is let be, only the rest is proposed."""

from datetime import date

import pytest

from minsheng.base.actor import MACHINE
from minsheng.base.errors import NotAllowed
from minsheng.base.models import AuditEntry
from minsheng.benefits.models import Award, Span
from minsheng.payments import actions as pay
from minsheng.payments.models import Payment, Recovery
from tests.benefits.conftest import handed_in

pytestmark = pytest.mark.django_db
JAN, FEB, MAR = date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1)


def now(award, fen=30000, ends=None):
    """The award is now so much a month, or has ended; the run will look at all of it once more."""
    Span.objects.filter(award=award).update(fen=fen)
    Award.objects.filter(pk=award.pk).update(state="stopped" if ends else "active", stopped_from=ends, reopen_from=JAN)


def asked_back() -> list:
    return [part for r in Recovery.objects.order_by("pk") for part in r.parts]


def test_what_only_waited_is_not_paid_and_nobody_is_asked(award, settle):
    settle(MAR)
    now(award, ends=FEB)
    assert settle(MAR).recoveries == 0
    assert handed_in(award) == {JAN: 30000} and not Recovery.objects.exists()
    entry = AuditEntry.objects.get(act="payments.take_out")
    assert (entry.subject, entry.details["fen"]) == (f"benefits.award:{award.pk}", 60000)
    assert settle(MAR).payables == 0


def test_what_was_paid_is_asked_back_and_what_waits_is_not_paid(award, settle, pay_out):
    settle(FEB)
    pay_out(award, FEB)
    settle(MAR)
    now(award, ends=FEB)
    assert settle(MAR).recoveries == 1
    assert asked_back() == [["2025-02", "allowance", award.person_id, 30000]] and handed_in(award) == {JAN: 30000, FEB: 30000}


def test_a_smaller_amount_makes_what_waits_less(award, settle):
    settle(FEB)
    now(award, 20000)
    settle(FEB)
    assert handed_in(award) == {JAN: 20000, FEB: 20000} and not Recovery.objects.exists()


def test_of_a_month_paid_in_part_what_waits_goes_first(award, settle, pay_out):
    settle(JAN)
    pay_out(award, JAN)
    now(award, 35000)
    settle(JAN)
    now(award, 28000)
    settle(JAN)
    assert handed_in(award) == {JAN: 30000} and asked_back() == [["2025-01", "allowance", award.person_id, 2000]]


def test_a_batch_that_is_computed_is_on_its_way(award, settle, office):
    settle(JAN)
    batch = office.compute(JAN)
    now(award, ends=JAN)
    assert settle(JAN).recoveries == 1
    assert batch.payables.get().fen == 30000 and asked_back() == [["2025-01", "allowance", award.person_id, 30000]]


@pytest.mark.parametrize("tries", [1, 2])
def test_what_went_back_to_the_budgets_is_neither_asked_back_nor_paid_again(award, settle, pay_out, office, tries):
    settle(JAN)
    pay_out(award, JAN, back=[1])
    for n in range(1, tries):
        office.account(award.payee, 1 + n)
        batch = office.approve(pay.pay_again(payments=[Payment.objects.get(state="returned")], by=office.finance, on=date(2025, 10, 9)))
        office.answer(pay.send(batch=batch, by=office.finance, on=date(2025, 10, 9)), back=[1])
    pay.give_back(payments=[Payment.objects.get(state="returned")], why="无人领取", by=office.second, on=date(2025, 10, 10))
    office.confirm()
    now(award)
    assert settle(JAN).payables == 0
    now(award, ends=JAN)
    assert settle(JAN).recoveries == 0 and not Recovery.objects.exists()


def test_what_is_due_again_is_handed_in_beside_all_that_is_there(award, settle, office):
    """The first payable comes back out of its batch and is taken out; the second is on its way: the third has a name of its own."""
    settle(JAN)
    first = office.compute(JAN)
    now(award, 35000)
    settle(JAN)
    office.compute(FEB)
    pay.cancel(batch=first, by=office.second, on=date(2025, 10, 9))
    now(award, 5000)
    settle(JAN)
    assert handed_in(award) == {JAN: 5000} and not Recovery.objects.exists()
    now(award, 10000)
    settle(JAN)
    assert handed_in(award) == {JAN: 10000}


def test_only_who_computes_takes_out(award, settle, district, actor):
    settle(JAN)
    with pytest.raises(NotAllowed):
        pay.take_out(about=f"benefits.award:{award.pk}", parts=[["2025-01", "allowance", award.person_id, 1]], by=actor("street", district.street), on=JAN)
    part = ["2025-01", "allowance", award.person_id, 40000]
    assert pay.take_out(about=f"benefits.award:{award.pk}", parts=[part], by=MACHINE, on=JAN) == [[*part[:3], 10000]]


def hear(office, waive=False):
    return pay.decide_recovery(recovery=Recovery.objects.get(), instalments=1, waive=waive, heard="演示", by=office.second, on=date(2025, 10, 9))


@pytest.mark.parametrize("decided", [None, "open", "waived"])
def test_a_batch_cancelled_after_its_money_was_asked_back_is_neither_paid_nor_asked_back(award, settle, office, decided):
    office.budget()
    office.account(award.payee, 1)
    settle(FEB)
    batch = office.approve(office.compute(FEB))
    now(award, ends=FEB)
    settle(FEB)
    if decided:
        hear(office, waive=decided == "waived")
    if decided == "waived":
        office.confirm()
    pay.cancel(batch=batch, by=office.second, on=date(2025, 10, 9))
    recovery = Recovery.objects.get()
    assert (recovery.state, recovery.parts, recovery.fen) == ("dropped", [], 30000)
    assert handed_in(award) == {JAN: 30000}
    assert settle(FEB).payables == 0 and Recovery.objects.count() == 1
    entry = AuditEntry.objects.get(act="payments.withdraw")
    assert (entry.subject, entry.details["fen"]) == (f"payments.recovery:{recovery.pk}", 30000)


def test_of_a_recovery_for_two_months_only_the_one_that_was_paid_is_left(award, settle, pay_out, office):
    settle(JAN)
    pay_out(award, JAN)
    settle(FEB)
    batch = office.approve(office.compute(FEB))
    now(award, ends=JAN)
    settle(FEB)
    assert Recovery.objects.get().fen == 60000
    pay.cancel(batch=batch, by=office.second, on=date(2025, 10, 9))
    recovery = Recovery.objects.get()
    assert (recovery.state, recovery.fen, recovery.months) == ("proposed", 30000, "2025-01")
    assert recovery.parts == [["2025-01", "allowance", award.person_id, 30000]] and handed_in(award) == {JAN: 30000}


def test_who_has_no_account_is_not_asked_back_what_left_the_batch(award, settle, office):
    office.budget()
    settle(JAN)
    office.people = 1  # the grandmother has the first number
    office.owe(office.person(), month=JAN)
    batch = office.compute(JAN)
    now(award, ends=JAN)
    settle(JAN)
    office.approve(batch)
    assert Recovery.objects.get().state == "dropped" and handed_in(award) == {}


@pytest.mark.parametrize("again", [False, True])
def test_what_goes_back_to_the_budgets_after_it_was_asked_back_is_not_asked_back_any_more(award, settle, pay_out, office, again):
    settle(JAN)
    pay_out(award, JAN, back=[1])
    now(award, 20000)
    settle(JAN)
    assert Recovery.objects.get().fen == 10000
    if again:
        office.account(award.payee, 2)
        batch = office.approve(pay.pay_again(payments=[Payment.objects.get(state="returned")], by=office.finance, on=date(2025, 10, 9)))
        office.answer(pay.send(batch=batch, by=office.finance, on=date(2025, 10, 9)), back=[1])
    hear(office)
    pay.give_back(payments=[Payment.objects.get(state="returned")], why="无人领取", by=office.second, on=date(2025, 10, 10))
    office.confirm()
    assert Recovery.objects.get().state == "dropped"


def test_the_same_months_are_asked_back_again_when_they_were_paid_again(award, settle, pay_out, office):
    settle(JAN)
    pay_out(award, JAN)
    for n in (1, 2):
        now(award, ends=JAN)
        assert settle(JAN).recoveries == 1 and settle(JAN).recoveries == 0
        found = Recovery.objects.get(state="proposed")
        assert found.key == f"benefits.award:{award.pk}/{n - 1}" and found.parts == [["2025-01", "allowance", award.person_id, 30000]]
        pay.decide_recovery(recovery=found, instalments=1, waive=False, heard="演示", by=office.second, on=date(2025, 10, 9))
        pay.repay(recovery=found, fen=30000, receipt=f"R{n}", by=office.finance, on=date(2025, 10, 9))
        office.confirm()
        now(award)
        assert settle(JAN).payables == 1
        pay_out(award, date(2025, 1 + n, 1))
    assert handed_in(award) == {JAN: 90000}


def test_a_second_reduction_by_the_same_sum_is_asked_back_too(award, settle, pay_out):
    settle(JAN)
    pay_out(award, JAN)
    for fen in (20000, 10000):
        now(award, fen)
        assert settle(JAN).recoveries == 1
    assert [r.fen for r in Recovery.objects.all()] == [10000, 10000]


def test_what_an_officer_asks_back_of_what_has_arrived_is_not_touched(award, settle, pay_out, office):
    settle(JAN)
    pay_out(award, JAN)
    part = ["2025-01", "allowance", award.person_id, 10000]
    asked = pay.propose_recovery(
        key=f"benefits.award:{award.pk}/asked/0", about=f"benefits.award:{award.pk}", payee_id=award.payee_id, place_id=award.place_id, line=award.benefit, reason="hidden",
        months="2025-01", parts=[part], by=office.finance, on=date(2025, 10, 9),
    )  # fmt: skip
    now(award, 35000)
    settle(JAN)
    pay.cancel(batch=office.compute(JAN), by=office.second, on=date(2025, 10, 9))
    asked.refresh_from_db()
    assert (asked.state, asked.parts) == ("proposed", [part]) and handed_in(award) == {JAN: 35000}
