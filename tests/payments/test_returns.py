"""What came back: corrected and paid again, as often as it takes, or given back to where it came from; never both."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from minsheng.base.actor import MACHINE
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.payments import actions as pay
from minsheng.payments import queries
from minsheng.payments.models import Payment
from minsheng.registry import actions as registry
from tests.payments.conftest import balances, free, states
from tests.spine import DAY, card, make_actor, merged

pytestmark = pytest.mark.django_db
NOVEMBER = date(2025, 11, 1)


@pytest.fixture
def back(paid_office):
    """Two people paid, of whom the second's came back. The returned payment."""
    batch = paid_office.sent(paid_office.person(), paid_office.person("林玉兰"))
    paid_office.answer(batch, back=[2])
    return batch.payments.get(number=2)


def again(office, *payments):
    return pay.pay_again(payments=list(payments), by=office.finance, on=DAY)


def test_until_the_account_is_corrected_it_is_not_paid_again(paid_office, back):
    with pytest.raises(Refused, match="林玉兰"):
        again(paid_office, back)
    entered = paid_office.account(back.payee, 70, approve=False)
    found = queries.returned(paid_office.finance).get()
    assert found.entered and not queries.corrected(found)
    with pytest.raises(Refused):
        again(paid_office, back)
    registry.approve_account(account=entered, by=paid_office.approver, on=DAY)
    assert queries.corrected(queries.returned(paid_office.finance).get())
    batch = again(paid_office, back)
    assert (batch.kind, batch.state, batch.fen) == ("again", "computed", 30_000)
    assert queries.account(batch.payments.get())["number"] == card(70)


def test_paid_again_it_takes_no_new_money_and_reaches_the_person(paid_office, back):
    before = free(budget := paid_office.budget(fen=50_000_00))
    paid_office.account(back.payee, 70)
    batch = again(paid_office, back)
    with pytest.raises(NotAllowed):
        pay.approve(batch=batch, by=paid_office.finance, on=DAY)
    paid_office.approve(batch)
    pay.send(batch=batch, by=paid_office.finance, on=DAY)
    paid_office.answer(batch)
    assert free(budget) == before
    assert [(p.batch.kind, p.state) for p in queries.chain(batch.payments.get())] == [("month", "replaced"), ("again", "paid")]
    assert (balances(back.batch).paid, balances(back.batch).returned, balances(batch).paid) == (30_000, 0, 30_000)


def test_it_may_come_back_again_and_be_paid_a_third_time(paid_office, back):
    for n in (70, 71):
        paid_office.account(back.payee, n)
        batch = again(paid_office, back)
        pay.send(batch=paid_office.approve(batch), by=paid_office.finance, on=DAY)
        paid_office.answer(batch, back=[1] if n == 70 else [])
        back = batch.payments.get()
    assert back.state == "paid" and [p.state for p in queries.chain(back)] == ["replaced", "replaced", "paid"]


@pytest.mark.parametrize("approved", [False, True])
def test_a_cancelled_repayment_leaves_it_returned_and_it_can_be_tried_again(paid_office, back, approved):
    paid_office.account(back.payee, 70)
    batch = again(paid_office, back)
    if approved:
        paid_office.approve(batch)
    pay.cancel(batch=batch, by=paid_office.second, on=DAY)
    back.refresh_from_db()
    assert back.state == "returned" and balances(back.batch).returned == 30_000 and balances(batch).committed == 0
    assert again(paid_office, back).pk != batch.pk


def test_whose_account_is_closed_before_the_approval_is_as_it_was_and_the_other_is_paid(paid_office, back):
    other = paid_office.sent(paid_office.person(), month=NOVEMBER)
    paid_office.answer(other, back=[1])
    second = other.payments.get()
    paid_office.account(back.payee, 70)
    paid_office.account(second.payee, 71)
    batch = again(paid_office, back, second)
    back.payee.accounts.update(until=DAY)
    paid_office.approve(batch)
    batch.refresh_from_db()
    back.refresh_from_db()
    assert back.state == "returned" and states(batch) == {1: "dropped", 2: "ready"} and batch.fen == 30_000


def test_two_clicks_make_one(paid_office, back):
    paid_office.account(back.payee, 70)
    again(paid_office, back)
    with pytest.raises(AlreadyDone):
        again(paid_office, back)
    with pytest.raises(AlreadyDone):
        pay.give_back(payments=[back], why="演示", by=paid_office.second, on=DAY)


def test_the_database_lets_nothing_be_replaced_twice(paid_office, back):
    paid_office.account(back.payee, 70)
    line = again(paid_office, back).payments.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.create(batch=line.batch, number=9, payee=line.payee, place=line.place, fen=line.fen, replaces=back, origin=back.batch)


def test_given_back_it_is_free_again_by_the_shares_it_was_drawn_in(office):
    one, other = office.budget(fen=100_000, share=30, source="福彩"), office.budget(fen=100_000, share=70)
    people = [office.person() for _ in range(3)]
    for person in people:
        office.owe(person, 3_333)
    batch = pay.send(batch=office.approve(office.compute()), by=office.finance, on=DAY)
    office.answer(batch, back=[1, 2, 3])
    assert free(one, other) == [97_001, 93_000]
    for payment in batch.payments.order_by("number"):
        pay.give_back(payments=[payment], why="无人领取", by=office.second, on=DAY)
        office.confirm()
    assert free(one, other) == [100_000, 100_000] and set(states(batch).values()) == {"given_back"} and balances(batch).returned == 0
    with pytest.raises(AlreadyDone):
        pay.give_back(payments=list(batch.payments.all()), why="演示", by=office.second, on=DAY)


def test_given_back_after_it_was_paid_again_it_goes_to_the_first_batchs_budgets(office):
    budget = office.budget(fen=100_000)
    batch = office.sent(office.person())
    office.answer(batch, back=[1])
    first = batch.payments.get()
    office.account(first.payee, 70)
    second = pay.send(batch=office.approve(again(office, first)), by=office.finance, on=DAY)
    office.answer(second, back=[1])
    pay.give_back(payments=[second.payments.get()], why="已死亡", by=office.second, on=DAY)
    office.confirm()
    assert free(budget) == [100_000]


def test_to_give_back_needs_a_reason_and_a_second_post(paid_office, back):
    with pytest.raises(Refused) as no:
        pay.give_back(payments=[back], why="  ", by=paid_office.second, on=DAY)
    assert no.value.field == "why"
    with pytest.raises(NotAllowed):
        pay.give_back(payments=[back], why="演示", by=make_actor("finance", paid_office.at.foreign), on=DAY)


def test_a_dead_payees_is_paid_again_only_to_an_account_of_the_family(paid_office, back):
    registry.die(person=back.payee, died_on=DAY, by=MACHINE, on=DAY)
    back.payee.accounts.update(since=date(2025, 1, 1))
    with pytest.raises(Refused):
        again(paid_office, back)
    paid_office.account(back.payee, 70)
    assert again(paid_office, back).fen == 30_000


def test_a_merged_payees_is_paid_again_to_the_file_that_is_kept(paid_office, back):
    keep = paid_office.person("林玉兰")
    merged(keep, back.payee, make_actor("street", paid_office.at.street))
    paid_office.approve_again(keep)
    assert queries.corrected(queries.returned(paid_office.finance).get())
    assert again(paid_office, queries.returned(paid_office.finance).get()).payments.get().payee == keep


def test_only_of_one_place_and_line_together(paid_office, back):
    o = paid_office
    street = make_actor("finance", o.at.street)
    o.owe(o.person(), month=NOVEMBER)
    batch = o.approve(o.compute(NOVEMBER, place=o.at.street, by=street))
    pay.send(batch=batch, by=o.finance, on=DAY)
    o.answer(batch, back=[1])
    other = batch.payments.get()
    for payment, n in ((back, 70), (other, 71)):
        o.account(payment.payee, n)
    with pytest.raises(Refused):
        again(o, back, other)
