"""Accounts: entered by one, approved by another, held by the person, the family or an agent; one in use."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from minsheng.base.actor import MACHINE
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.registry import actions as registry
from minsheng.registry.models import BankAccount
from tests.spine import DAY, card, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(district, actor):
    return {role: actor(role, district.street) for role in ("street", "approver")} | {"approver_2": actor("approver", district.street)}


@pytest.fixture
def man(district):
    return make_person("张启明", district.community, date(1973, 5, 1))


def enter(man, by, *, number=1, holder="张启明", on=DAY):
    return registry.enter_account(person=man, number=card(number), bank="演示银行", holder=holder, by=by, on=on)


def test_an_account_counts_from_the_approval_of_somebody_else(staff, man):
    made = enter(man, staff["street"])
    assert made.since is None
    registry.approve_account(account=made, by=staff["approver"], on=DAY)
    assert (made.since, made.approved_by_id) == (DAY, staff["approver"].user)
    with pytest.raises(AlreadyDone):
        registry.approve_account(account=made, by=staff["approver_2"], on=DAY)


def test_an_entry_that_was_meanwhile_replaced_is_not_approved(staff, man):
    seen = enter(man, staff["street"])
    enter(man, staff["street"], number=2)
    with pytest.raises(AlreadyDone):
        registry.approve_account(account=seen, by=staff["approver"], on=DAY)
    assert not BankAccount.objects.exclude(since=None).exists()


def test_nobody_approves_the_own_entry_and_the_database_agrees(staff, man):
    made = enter(man, staff["approver"])
    with pytest.raises(NotAllowed):
        registry.approve_account(account=made, by=staff["approver"], on=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        BankAccount.objects.update(approved_by=staff["approver"].user, since=DAY)


def test_who_may_enter_may_not_approve(staff, man):
    with pytest.raises(NotAllowed):
        registry.approve_account(account=enter(man, MACHINE), by=staff["street"], on=DAY)


def test_the_old_account_is_paid_to_until_the_new_one_is_approved(staff, man):
    first, day = enter(man, staff["street"]), date(2025, 11, 1)
    registry.approve_account(account=first, by=staff["approver"], on=DAY)
    second = enter(man, staff["street"], number=2)
    first.refresh_from_db()
    assert first.until is None
    registry.approve_account(account=second, by=staff["approver"], on=day)
    first.refresh_from_db()
    assert first.until == day and man.accounts.filter(until=None).get() == second


def test_a_second_entry_takes_the_place_of_the_one_that_waits(staff, man):
    enter(man, staff["street"])
    second = enter(man, staff["street"], number=2)
    assert man.accounts.get() == second


def test_the_holder_is_the_person_somebody_of_the_household_or_an_agent(district, staff, man):
    wife, agent = make_person("陈秀英", district.community, date(1975, 2, 1), serial=2), make_person("李远", district.community, date(1980, 1, 1), serial=3)
    for name in ("陈秀英", "李远", "何人"):
        with pytest.raises(Refused) as no:
            enter(man, staff["street"], holder=name)
        assert no.value.field == "holder"
    registry.form_household(head=man, members=[(wife, "spouse")], place=district.community, since=date(2020, 1, 1), by=MACHINE, on=DAY)
    registry.represent(person=man, agent=agent, kind="agent", since=DAY, until=date(2025, 11, 1), document="委托书", by=MACHINE, on=DAY)
    assert enter(man, staff["street"], holder="陈秀英") and enter(man, staff["street"], holder="李远")
    with pytest.raises(Refused):  # the authority has run out
        enter(man, staff["street"], holder="李远", on=date(2025, 11, 1))


def test_a_committee_that_acts_for_somebody_may_hold_the_account(staff, man):
    registry.represent(person=man, agent=None, body="香岭社区居委会", kind="committee", since=DAY, document="委托书", by=MACHINE, on=DAY)
    assert enter(man, staff["street"], holder="香岭社区居委会")


@pytest.mark.parametrize(("number", "bank", "field"), [("12345", "演示银行", "number"), (card(1)[:-1] + "x", "演示银行", "number"), (card(1), " ", "bank")])
def test_a_number_or_bank_that_cannot_be_is_refused(staff, man, number, bank, field):
    with pytest.raises(Refused) as no:
        registry.enter_account(person=man, number=number, bank=bank, holder="张启明", by=staff["street"], on=DAY)
    assert no.value.field == field
