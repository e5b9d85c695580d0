"""Between the approval and the bank somebody dies or is held: the batch does not go as it is."""

from datetime import date, timedelta

import pytest

from minsheng.base.actor import MACHINE
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.payments import actions as pay
from minsheng.payments import commitment, queries_money
from minsheng.payments.models import Batch, Payable, Payment
from minsheng.registry import actions as registry
from tests.payments.conftest import MONTH, free, states
from tests.spine import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def approved(office):
    """Three people of 300.01 yuan each out of two budgets, approved."""
    office.budgets = office.budget(fen=200_000, share=30, source="福彩"), office.budget(fen=200_000, share=70)
    office.three = [office.person(name) for name in ("林玉兰", "陈大文", "王五")]
    for person in office.three:
        office.owe(person, 30_001)
    return office.approve(office.compute())


def send(office, batch):
    return pay.send(batch=batch, by=office.finance, on=DAY)


def held(person):
    return pay.pause(about=f"test:{person.pk}", months=[MONTH], by=MACHINE, on=DAY)


def test_who_was_held_or_has_died_since_stops_the_sending_by_name(office, approved):
    held(office.three[0])
    registry.die(person=office.three[1], died_on=DAY + timedelta(days=1), by=MACHINE, on=DAY + timedelta(days=1))
    with pytest.raises(Refused, match="林玉兰、陈大文"):
        send(office, approved)
    assert set(states(approved).values()) == {"ready"}


def test_left_out_they_wait_and_the_budgets_have_their_money_back(office, approved):
    before = free(*office.budgets)
    held(office.three[0])
    batch = pay.leave_out(batch=approved, by=office.finance, on=DAY)
    assert states(batch) == {1: "dropped", 2: "ready", 3: "ready"} and (batch.count, batch.fen) == (2, 60_002)
    assert sum(free(*office.budgets)) - sum(before) == 30_001 and sum(fen for _, fen in queries_money.by_source(batch)) == 60_002
    assert Payable.objects.get(batch=None).payee == office.three[0]
    assert Payment.objects.get(number=1).reason == "on_hold"
    send(office, batch)
    office.answer(batch, back=[2])
    pay.give_back(payments=[batch.payments.get(number=2)], why="演示", by=office.second, on=DAY)
    office.confirm()
    assert sum(free(*office.budgets)) == 400_000 - 30_001
    with pytest.raises(Refused, match="没有等待发放"):
        office.compute()
    pay.pause(about=f"test:{office.three[0].pk}", months=[], by=MACHINE, on=DAY)
    assert office.compute().fen == 30_001, "released, the next batch has it"


def test_what_waits_and_is_held_is_in_no_batch(office, approved):
    office.owe(office.three[0], 500, serial=7)
    held(office.three[0])
    office.owe(office.three[1], 700, serial=7)
    assert list(office.compute(date(2025, 11, 1)).payments.values_list("payee", flat=True)) == [office.three[1].pk]


def test_held_between_the_computing_and_the_approval_it_does_not_go_out(office, approved):
    office.owe(office.three[2], 500, serial=8)
    office.owe(office.three[1], 500, serial=8)
    batch = office.compute(date(2025, 11, 1))
    held(office.three[2])
    office.approve(batch)
    assert sorted(states(batch).values()) == ["dropped", "ready"]


def test_everybody_left_out_there_is_no_batch(office, approved):
    for person in office.three:
        held(person)
    batch = pay.leave_out(batch=approved, by=office.finance, on=DAY)
    assert batch.state == "cancelled" and commitment.drawn(batch.pk) == {} and free(*office.budgets) == [200_000, 200_000]


def test_a_file_fetched_before_is_not_the_one_that_goes(office, approved):
    pay.fetch(batch=approved, kind="csv", by=office.finance, on=DAY)
    held(office.three[0])
    batch = pay.leave_out(batch=approved, by=office.finance, on=DAY)
    with pytest.raises(Refused, match="重新下载"):
        send(office, batch)
    assert "林玉兰" not in pay.fetch(batch=batch, kind="csv", by=office.finance, on=DAY).decode("utf-8-sig")
    assert send(office, batch).state == "sent"


def test_paid_again_it_is_left_out_too_and_is_returned_as_before(office, approved):
    send(office, approved)
    office.answer(approved, back=[1])
    first = approved.payments.get(number=1)
    office.account(first.payee, 70)
    again = office.approve(pay.pay_again(payments=[first], by=office.finance, on=DAY))
    registry.die(person=first.payee, died_on=DAY + timedelta(days=1), by=MACHINE, on=DAY + timedelta(days=1))
    again = pay.leave_out(batch=again, by=office.finance, on=DAY)
    first.refresh_from_db()
    assert (again.state, first.state) == ("cancelled", "returned")


def test_only_finance_and_only_while_it_is_approved(office, approved):
    with pytest.raises(AlreadyDone, match="没有要留下的"):
        pay.leave_out(batch=approved, by=office.finance, on=DAY)
    with pytest.raises(NotAllowed):
        pay.leave_out(batch=approved, by=office.approver, on=DAY)
    send(office, approved)
    assert held(office.three[0]) == 0, "what has gone to the bank cannot be paused"
    with pytest.raises(Refused):
        pay.leave_out(batch=Batch.objects.get(), by=office.finance, on=DAY)
