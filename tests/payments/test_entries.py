"""What moves money on one person's word waits for a second: late returns, money given back, receipts, waivers."""

import pytest
from django.db import IntegrityError, transaction

from minsheng.base.actor import MACHINE
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.base.models import AuditEntry
from minsheng.payments import actions as pay
from minsheng.payments import ledger
from minsheng.payments.models import Entry, Transfer
from minsheng.payments.results import Line
from tests.payments.conftest import LINE, states
from tests.spine import DAY, make_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(paid_office):
    """One payment that was paid, and that the clerk says came back."""
    batch = paid_office.sent(paid_office.person("林玉兰"))
    paid_office.answer(batch)
    pay.take_result(batch=batch, lines=[Line(1, 30_000, "returned", "销户", DAY)], by=paid_office.finance, on=DAY)
    return batch.payments.get()


@pytest.fixture
def owed(paid_office):
    """A recovery of 100 yuan, open; the machine proposed it."""
    person = paid_office.person()
    given = {"key": "benefits.award:1/0", "about": "benefits.award:1", "payee_id": person.pk, "place_id": person.place_id, "line": LINE, "months": "2025-10"}
    made = pay.propose_recovery(**given, reason="change", parts=[["2025-10", "allowance", 0, 10_000]], by=MACHINE, on=DAY)
    return pay.decide_recovery(recovery=made, instalments=1, waive=False, heard="认可", by=paid_office.second, on=DAY)


def confirm(*entries, by):
    return pay.confirm_entries(entries=list(entries), by=by, on=DAY)


def test_whoever_entered_it_does_not_confirm_it_and_nobody_of_another_place_does(paid_office, late):
    entry, before = late.entries.get(), Transfer.objects.count()
    with pytest.raises(NotAllowed, match="另一位同事"):
        confirm(entry, by=paid_office.finance)
    with pytest.raises(NotAllowed):
        confirm(entry, by=make_actor("finance", paid_office.at.foreign))
    with pytest.raises(NotAllowed):
        confirm(entry, by=make_actor("street", paid_office.at.street))
    assert Transfer.objects.count() == before and states(late.batch) == {1: "paid"}
    assert confirm(entry, by=paid_office.second) == 1
    assert states(late.batch) == {1: "returned"} and ledger.balance(f"batch:{late.batch_id}/returned") == 30_000
    with pytest.raises(AlreadyDone):
        confirm(entry, by=paid_office.second)
    assert AuditEntry.objects.filter(act="payments.confirm_entry", user_id=paid_office.second.user).count() == 1


def test_sent_back_nothing_has_moved_and_it_can_be_entered_again(paid_office, late):
    entry = late.entries.get()
    with pytest.raises(Refused, match="哪里不对"):
        pay.refuse_entries(entries=[entry], why=" ", by=paid_office.second, on=DAY)
    with pytest.raises(NotAllowed):
        pay.refuse_entries(entries=[entry], why="x", by=make_actor("finance", paid_office.at.foreign), on=DAY)
    pay.refuse_entries(entries=[entry], why="没有这条回盘", by=paid_office.second, on=DAY)
    assert states(late.batch) == {1: "paid"}
    pay.take_result(batch=late.batch, lines=[Line(1, 30_000, "returned", "销户", DAY)], by=paid_office.finance, on=DAY)
    mine = late.entries.get(state="waiting")
    pay.refuse_entries(entries=[mine], why="我看错了", by=paid_office.finance, on=DAY)
    assert not late.entries.filter(state="waiting").exists(), "one's own may be taken back"


def test_paid_again_needs_the_confirmation_first(paid_office, late):
    paid_office.account(late.payee, 70)
    with pytest.raises(AlreadyDone):
        pay.pay_again(payments=[late], by=paid_office.finance, on=DAY)
    confirm(late.entries.get(), by=paid_office.second)
    assert pay.pay_again(payments=[late], by=paid_office.finance, on=DAY).fen == 30_000


def test_what_is_to_be_given_back_is_not_paid_again_meanwhile_and_entered_once(paid_office, late):
    confirm(late.entries.get(), by=paid_office.second)
    pay.give_back(payments=[late], why="无人领取", by=paid_office.second, on=DAY)
    paid_office.account(late.payee, 70)
    with pytest.raises(Refused, match="等待复核"):
        pay.pay_again(payments=[late], by=paid_office.finance, on=DAY)
    with pytest.raises(AlreadyDone):
        pay.give_back(payments=[late], why="无人领取", by=paid_office.second, on=DAY)
    pay.refuse_entries(entries=list(Entry.objects.filter(state="waiting")), why="找到本人", by=paid_office.finance, on=DAY)
    assert pay.pay_again(payments=[late], by=paid_office.finance, on=DAY).fen == 30_000


def test_receipts_that_wait_count_against_what_is_left_and_no_number_twice(paid_office, owed):
    entry = pay.repay(recovery=owed, fen=6_000, receipt="R1", by=paid_office.finance, on=DAY)
    assert ledger.balance(f"recovery:{owed.pk}/back") == 0
    with pytest.raises(Refused) as no:
        pay.repay(recovery=owed, fen=4_001, receipt="R2", by=paid_office.finance, on=DAY)
    assert no.value.field == "fen"
    with pytest.raises(AlreadyDone):
        pay.repay(recovery=owed, fen=1, receipt="R1", by=paid_office.second, on=DAY)
    confirm(entry, by=paid_office.second)
    assert ledger.balance(f"recovery:{owed.pk}/back") == 6_000


def test_a_waiver_of_what_the_machine_proposed_is_by_two_and_entered_once(paid_office, owed):
    other = pay.propose_recovery(
        key="benefits.award:1/1", about="benefits.award:1", payee_id=owed.payee_id, place_id=owed.place_id, line=LINE, reason="change", months="2025-10",
        parts=[["2025-10", "allowance", 0, 1]], by=MACHINE, on=DAY,
    )  # fmt: skip
    given = {"recovery": other, "instalments": 1, "heard": "困难"}
    assert pay.decide_recovery(**given, waive=True, by=paid_office.second, on=DAY).state == "proposed"
    with pytest.raises(AlreadyDone):
        pay.decide_recovery(**given, waive=False, by=paid_office.finance, on=DAY)
    with pytest.raises(NotAllowed):
        confirm(other.entries.get(), by=paid_office.second)
    confirm(other.entries.get(), by=paid_office.approver)
    other.refresh_from_db()
    assert (other.state, other.decided_by_id) == ("waived", paid_office.second.user)


def test_an_officers_own_proposal_is_waived_by_the_second_person_alone(paid_office, owed):
    given = {"key": "k", "about": "x:1", "payee_id": owed.payee_id, "place_id": owed.place_id, "line": LINE, "months": "2025-10", "reason": "mistake"}
    mine = pay.propose_recovery(**given, parts=[["2025-10", "allowance", 0, 1]], by=paid_office.finance, on=DAY)
    assert pay.decide_recovery(recovery=mine, instalments=1, waive=True, heard="困难", by=paid_office.second, on=DAY).state == "waived"


def test_the_database_knows_no_entry_confirmed_by_its_author(paid_office, late):
    entry = late.entries.get()
    for wrong in (
        {"state": "confirmed", "settled_by": entry.entered_by_id, "settled_on": DAY}, {"state": "confirmed"}, {"kind": "repay"},
        {"state": "refused", "settled_by": paid_office.second.user, "settled_on": DAY},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Entry.objects.filter(pk=entry.pk).update(**wrong)
