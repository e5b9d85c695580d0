"""An award held, or a death recorded, between the approval and the bank: the batch does not go with it."""

from datetime import date

import pytest

from minsheng.base.actor import MACHINE
from minsheng.base.errors import Refused
from minsheng.benefits import actions
from minsheng.payments import actions as pay
from minsheng.payments.models import Payable
from minsheng.registry import actions as registry
from tests.benefits.conftest import give
from tests.spine import DAY

pytestmark = pytest.mark.django_db
MONTH = date(2025, 10, 1)


@pytest.fixture
def approved(office, settle):
    """A month of two people, approved; the award of the first."""
    office.budget()
    awards = [give(office.person(name), from_month=MONTH) for name in ("林玉兰", "陈大文")]
    settle(MONTH, DAY)
    office.award = awards[0]
    return office.approve(office.compute(MONTH))


def send(office, batch):
    return pay.send(batch=batch, by=office.finance, on=DAY)


def test_held_it_is_left_out_and_released_it_comes_with_the_next_batch(office, approved):
    held = actions.hold(award=office.award, reason="check", from_month=MONTH, by=MACHINE, on=DAY)
    with pytest.raises(Refused, match="林玉兰"):
        send(office, approved)
    send(office, pay.leave_out(batch=approved, by=office.finance, on=DAY))
    assert Payable.objects.get(batch=None).on_hold
    with pytest.raises(Refused, match="没有等待发放"):
        office.compute(MONTH)
    actions.release(held=held, paid_back=True, by=MACHINE, on=DAY)
    assert office.compute(MONTH).fen == Payable.objects.get(payee=office.award.payee).fen


def test_released_before_it_went_out_nothing_stops_it(office, approved):
    held = actions.hold(award=office.award, reason="check", from_month=MONTH, by=MACHINE, on=DAY)
    actions.release(held=held, paid_back=True, by=MACHINE, on=DAY)
    assert send(office, approved).count == 2


def test_a_hold_from_a_later_month_leaves_this_one_alone(office, approved):
    actions.hold(award=office.award, reason="check", from_month=date(2025, 11, 1), by=MACHINE, on=DAY)
    assert send(office, approved).count == 2


def test_a_recorded_death_stops_it(office, approved, district, actor):
    registry.die(person=office.award.person, died_on=date(2025, 9, 30), by=actor("street", district.street), on=DAY)
    with pytest.raises(Refused, match="林玉兰"):
        send(office, approved)


def test_released_for_good_it_stays_out_and_the_next_run_takes_it_away(office, approved, settle):
    held = actions.hold(award=office.award, reason="check", from_month=MONTH, by=MACHINE, on=DAY)
    pay.leave_out(batch=approved, by=office.finance, on=DAY)
    actions.release(held=held, paid_back=False, by=MACHINE, on=date(2025, 11, 5))
    with pytest.raises(Refused, match="没有等待发放"):
        office.compute(MONTH)
    settle(MONTH, date(2025, 11, 5))
    assert not Payable.objects.filter(batch=None).exists()
