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
