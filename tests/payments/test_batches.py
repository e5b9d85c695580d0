"""A month's batch: computed by one, approved by another, cancelled; whoever cannot be paid holds nobody else up."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from minsheng.base.actor import MACHINE
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.payments import actions as pay
from minsheng.payments import queries
from minsheng.payments.actions import batches
from minsheng.payments.models import Batch, Payable, Payment
from minsheng.payments.waiting import cut_off
from minsheng.registry import actions as registry
from minsheng.registry.models import BankAccount
from tests.payments.conftest import LINE, MONTH, balances, free, states
from tests.spine import DAY, card, make_actor, merged

pytestmark = pytest.mark.django_db
NOVEMBER = date(2025, 11, 1)


def test_one_line_a_person_of_all_that_is_owed(office):
    one, other = office.person(), office.person()
    office.owe(one, 30_000)
    office.owe(one, 5_000, month=date(2025, 9, 1))
    office.owe(other, 7, component="extra")
    office.owe(other, 1, month=NOVEMBER)
    batch = office.compute()
    assert [(p.number, p.payee, p.fen) for p in batch.payments.order_by("number")] == [(1, one, 35_000), (2, other, 7)]
    assert (batch.state, batch.count, batch.fen) == ("computed", 2, 35_007)
    assert [(c["component"], c["sum"], c["arrears"]) for c in queries.by_component(batch)] == [("allowance", 35_000, 5_000), ("extra", 7, None)]
    assert Payable.objects.get(batch=None).month == NOVEMBER


def test_the_same_handed_in_twice_changes_nothing_and_with_another_sum_is_refused(office):
    person = office.person()
    office.owe(person, 100)
    office.owe(person, 100)
    with pytest.raises(Refused):
        office.owe(person, 101)
    assert Payable.objects.count() == 1


def test_what_a_killed_computation_left_is_finished_not_done_again(office, monkeypatch):
    monkeypatch.setattr(batches, "STEP", 2)
    people = [office.person() for _ in range(5)]
    for person in people:
        office.owe(person)
    given = {"place": office.at.district, "line": LINE, "month": MONTH, "by": office.finance, "on": DAY}
    draft = batches.begin(**given)
    assert batches.step(draft) and draft.payments.count() == 2
    with pytest.raises(Refused):
        office.approve(draft)
    batch = office.compute()
    assert batch.pk == draft.pk and [p.payee for p in batch.payments.order_by("number")] == people


def test_a_batch_that_waits_for_approval_is_in_the_way(office):
    office.owe(office.person())
    office.compute()
    office.owe(office.person())
    with pytest.raises(AlreadyDone):
        office.compute()
    with pytest.raises(Refused):
        office.compute(date(2026, 3, 1), place=office.at.other_street, by=make_actor("finance", office.at.other_street))


def test_the_database_takes_one_open_batch_of_a_line_and_month(office):
    office.owe(office.person())
    batch = office.compute()
    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.create(number="X", place=batch.place, line=LINE, month=MONTH, state="draft", computed_on=DAY)


@pytest.mark.parametrize(("day", "paid"), [(None, 2), (9, 1), (10, 2), (8, 0)])
def test_after_the_cut_off_day_it_is_paid_next_month(office, day, paid):
    office.owe(office.person(), on=date(2025, 10, 9))
    office.owe(office.person(), on=date(2025, 10, 10))
    if day:
        pay.set_cut_off(place=office.at.district, line=LINE, day=day, since=date(2025, 9, 15), document="演示", by=office.finance, on=DAY)
    if paid:
        assert office.compute().count == paid
    else:
        with pytest.raises(Refused, match="2025-10-08"):
            office.compute()
    if paid < 2:
        assert office.compute(NOVEMBER).count == 2 - paid


def test_the_nearest_and_latest_cut_off_counts_and_a_short_month_ends_it(office):
    city = make_actor("finance", office.at.city)
    pay.set_cut_off(place=office.at.city, line=LINE, day=5, since=MONTH, document="演示", by=city, on=DAY)
    assert cut_off(office.at.district, LINE, MONTH) == date(2025, 10, 5)
    pay.set_cut_off(place=office.at.district, line=LINE, day=31, since=NOVEMBER, document="演示", by=office.finance, on=DAY)
    assert cut_off(office.at.district, LINE, MONTH) == date(2025, 10, 5)
    assert cut_off(office.at.district, LINE, date(2026, 2, 1)) == date(2026, 2, 28)
    assert cut_off(office.at.foreign, LINE, NOVEMBER) == date(2025, 11, 5)
    for wrong in ({"day": 0}, {"day": 32}, {"document": " "}):
        with pytest.raises(Refused):
            pay.set_cut_off(
                **{"place": office.at.district, "line": LINE, "day": 1, "since": MONTH, "document": "演示", "by": office.finance, "on": DAY} | wrong
            )
    with pytest.raises(AlreadyDone):
        pay.set_cut_off(place=office.at.district, line=LINE, day=3, since=NOVEMBER, document="演示", by=office.finance, on=DAY)


def test_who_computed_does_not_approve(paid_office):
    paid_office.owe(paid_office.person())
    batch = paid_office.compute()
    with pytest.raises(NotAllowed):
        pay.approve(batch=batch, by=paid_office.finance, on=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(approved_by=paid_office.finance.user)
    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(state="sent")
    assert paid_office.approve(batch).state == "approved"
    with pytest.raises(AlreadyDone):
        paid_office.approve(batch)


def test_nobody_of_another_district_or_post_touches_it(paid_office, actor):
    paid_office.owe(paid_office.person())
    foreign, auditor = actor("finance", paid_office.at.foreign), actor("auditor", paid_office.at.district)
    for by in (foreign, auditor, actor("street", paid_office.at.street)):
        with pytest.raises(NotAllowed):
            paid_office.compute(by=by)
    batch = paid_office.compute()
    for by in (foreign, auditor, MACHINE):
        for act, more in ((pay.approve, {}), (pay.cancel, {}), (pay.send, {}), (pay.fetch, {"kind": "csv"}), (pay.take_result, {"lines": []})):
            with pytest.raises(NotAllowed):
                act(batch=batch, **more, by=by, on=DAY)


@pytest.mark.parametrize("approved", [False, True])
def test_cancelled_everything_is_free_and_owed_again(office, approved):
    budget = office.budget(fen=100_000)
    office.owe(office.person())
    batch = office.compute()
    if approved:
        office.approve(batch)
        assert free(budget) == [70_000]
    pay.cancel(batch=batch, by=office.second, on=DAY)
    assert free(budget) == [100_000] and states(batch) == {1: "dropped"} and Payable.objects.get().batch is None
    with pytest.raises(AlreadyDone):
        pay.cancel(batch=batch, by=office.second, on=DAY)
    with pytest.raises(Refused):
        office.approve(batch)
    again = office.compute()
    assert again.pk != batch.pk and again.fen == 30_000


def test_once_its_file_was_fetched_it_is_cancelled_only_with_a_reason_and_once_sent_never(paid_office):
    paid_office.owe(paid_office.person())
    batch = paid_office.approve(paid_office.compute())
    pay.fetch(batch=batch, kind="csv", by=paid_office.finance, on=DAY)
    with pytest.raises(Refused) as no:
        pay.cancel(batch=batch, why=" ", by=paid_office.second, on=DAY)
    assert no.value.field == "why"
    pay.cancel(batch=batch, why="没有交给银行", by=paid_office.second, on=DAY)
    batch = pay.send(batch=paid_office.approve(paid_office.compute()), by=paid_office.finance, on=DAY)
    with pytest.raises(Refused):
        pay.cancel(batch=batch, why="演示", by=paid_office.second, on=DAY)
    with pytest.raises(AlreadyDone):
        pay.send(batch=batch, by=paid_office.finance, on=DAY)


def test_who_fetched_the_file_does_not_cancel_it_alone_and_have_it_paid_a_second_time(paid_office):
    paid_office.owe(paid_office.person())
    batch = paid_office.approve(paid_office.compute())
    for who in (paid_office.finance, paid_office.second):
        pay.fetch(batch=batch, kind="csv", by=who, on=DAY)
    for who in (paid_office.finance, paid_office.second):
        with pytest.raises(NotAllowed):
            pay.cancel(batch=batch, why="没有交给银行", by=who, on=DAY)
    assert pay.cancel(batch=batch, why="没有交给银行", by=make_actor("finance", paid_office.at.district), on=DAY).state == "cancelled"


def test_who_cannot_be_paid_is_left_with_the_reason_and_comes_with_the_next_batch(paid_office):
    o = paid_office
    fine, without, waiting, dead, broken = o.person(), o.person(account=False), o.person(account=False), o.person(), o.person()
    entered = o.account(waiting, 60, approve=False)
    registry.die(person=dead, died_on=DAY, by=MACHINE, on=DAY)
    BankAccount.objects.filter(person=dead).update(since=date(2025, 1, 1))
    BankAccount.objects.filter(person=broken).update(sealed=b"x")
    everybody = [fine, without, waiting, dead, broken]
    for person in everybody:
        o.owe(person)
    batch = o.compute()
    assert [p.reason for p in batch.payments.order_by("number")] == ["", "no_account", "not_approved", "dead", "unreadable"]
    assert (batch.count, batch.fen) == (1, 30_000)
    o.approve(batch)
    assert list(states(batch).values()) == ["ready"] + ["dropped"] * 4
    assert set(Payable.objects.filter(batch=None).values_list("payee", flat=True)) == {p.pk for p in everybody[1:]}
    assert [(n, fen) for _, n, fen in queries.held(batch)] == [(1, 30_000)] * 4

    o.account(without, 61)
    registry.approve_account(account=entered, by=o.approver, on=DAY)
    o.account(dead, 62)  # of the family, approved on the day of death or later
    o.account(broken, 63)
    for person in everybody:
        o.owe(person, month=NOVEMBER)
    later = o.compute(NOVEMBER)
    assert [p.fen for p in later.payments.order_by("number")] == [30_000, 60_000, 60_000, 30_000, 60_000], "a month after the death is nobody's"
    assert set(states(later).values()) == {"ready"}


def test_a_batch_of_which_no_line_can_be_paid_is_not_approved(paid_office):
    paid_office.owe(paid_office.person(account=False))
    batch = paid_office.compute()
    with pytest.raises(Refused):
        paid_office.approve(batch)
    batch.refresh_from_db()
    assert batch.state == "computed" and states(batch) == {1: "held"}


def test_an_account_changed_before_the_approval_counts_and_after_it_does_not(paid_office):
    o = paid_office
    person = o.person()
    o.owe(person)
    batch = o.compute()
    o.account(person, 71)
    o.approve(batch)
    line = batch.payments.get()
    assert queries.account(line)["number"] == card(71)
    o.account(person, 72)
    pay.send(batch=batch, by=o.finance, on=DAY)
    assert queries.account(Payment.objects.get()) == {"number": card(71), "bank": "演示银行", "holder": person.name}


def test_an_account_closed_or_a_payee_who_died_before_the_approval_waits(paid_office):
    o = paid_office
    closed, dead, fine = o.person(), o.person(), o.person()
    for person in (closed, dead, fine):
        o.owe(person)
    batch = o.compute()
    BankAccount.objects.filter(person=closed).update(until=DAY)
    registry.die(person=dead, died_on=date(2025, 10, 10), by=MACHINE, on=date(2025, 10, 10))
    o.approve(batch)
    assert [(p.state, p.reason) for p in batch.payments.order_by("number")] == [("dropped", "no_account"), ("dropped", "dead"), ("ready", "")]
    batch.refresh_from_db()
    assert (batch.count, batch.fen) == (1, 30_000)


@pytest.mark.parametrize("early", [True, False], ids=["before the batch", "between computing and approval"])
def test_what_is_owed_to_a_merged_file_reaches_the_person_once(paid_office, early):
    o = paid_office
    keep, drop = o.person("陈玉"), o.person("陈玉")
    street = make_actor("street", o.at.street)
    o.owe(keep, 100)
    o.owe(drop, 23)
    if early:
        merged(keep, drop, street)
        o.approve_again(keep)
    batch = o.compute()
    if not early:
        merged(keep, drop, street)
        o.approve_again(keep)
    o.approve(batch)
    assert sorted(batch.payments.values_list("fen", flat=True)) == ([123] if early else [23, 100])
    assert balances(batch).committed == 123
    assert set(batch.payments.values_list("state", flat=True)) == {"ready"}


def test_two_places_above_each_other_never_take_the_same(paid_office):
    """The street's batch and the district's: whoever computes first has it."""
    o = paid_office
    o.owe(o.person())
    o.owe(o.person(where=o.at.other_community))
    street = o.compute(place=o.at.street, by=make_actor("finance", o.at.street))
    district = o.compute()
    assert (street.count, district.count) == (1, 1)
    with pytest.raises(Refused):
        o.compute(NOVEMBER)


@pytest.mark.parametrize(
    "wrong", [{"fen": 0}, {"state": "paid", "settled_on": None}, {"origin": 1}], ids=["nothing", "paid on no day", "an origin without what it replaces"]
)
def test_the_database_refuses_lines_that_cannot_be(paid_office, wrong):
    paid_office.owe(paid_office.person())
    batch = paid_office.compute()
    if "origin" in wrong:
        wrong = {"origin": batch.pk}
    with pytest.raises(IntegrityError), transaction.atomic():
        batch.payments.update(**wrong)
