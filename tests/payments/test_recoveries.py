"""Paid too much: proposed, heard, decided by somebody else, paid back to the fen."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from minsheng.base.actor import MACHINE
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.base.models import AuditEntry
from minsheng.payments import actions as pay
from minsheng.payments import ledger, queries
from minsheng.payments.models import Recovery
from tests.payments.conftest import LINE
from tests.spine import DAY, make_actor

PARTS = [["2025-09", "allowance", 0, 10_000], ["2025-10", "allowance", 0, 1]]


@pytest.fixture
def propose(office):
    person = office.person()

    def run(by=MACHINE, parts=PARTS, reason="death", key="benefits.award:1/0"):
        given = {"key": key, "about": "benefits.award:1", "payee_id": person.pk, "place_id": person.place_id, "line": LINE, "months": "2025-09、2025-10"}
        return pay.propose_recovery(**given, reason=reason, parts=parts, by=by, on=DAY)

    return run


def decide(office, recovery, **more):
    return pay.decide_recovery(**{"recovery": recovery, "instalments": 3, "waive": False, "heard": "家人同意分期", "by": office.second, "on": DAY} | more)


def repay(office, recovery, fen, receipt):
    """Entered by one, confirmed by another."""
    pay.repay(recovery=recovery, fen=fen, receipt=receipt, by=office.finance, on=DAY)
    office.confirm()


@pytest.mark.django_db
def test_the_same_is_proposed_once_and_moves_no_money(propose):
    first = propose()
    assert propose().pk == first.pk and Recovery.objects.count() == 1
    assert (first.fen, first.state, first.entered_by_id) == (10_001, "proposed", None)
    assert ledger.balance(f"recovery:{first.pk}/owed") == 0 and queries.plan(first) == []
    with pytest.raises(Refused):
        propose(parts=PARTS[:1])
    assert propose(key="benefits.award:1/1").pk != first.pk


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"parts": []}, {"parts": [["2025-10", "allowance", 0, -1]]}, {"reason": "x"}])
def test_nothing_or_for_no_reason_is_refused(propose, wrong):
    with pytest.raises(Refused):
        propose(**wrong)


@pytest.mark.django_db
def test_decided_by_somebody_else_after_hearing(office, propose):
    recovery = propose(by=office.finance)
    with pytest.raises(NotAllowed):
        decide(office, recovery, by=office.finance)
    with pytest.raises(NotAllowed):
        decide(office, recovery, by=MACHINE)
    with pytest.raises(NotAllowed):
        decide(office, recovery, by=make_actor("finance", office.at.foreign))
    for wrong, field in (({"heard": " "}, "heard"), ({"instalments": 0}, "instalments"), ({"instalments": 61}, "instalments")):
        with pytest.raises(Refused) as no:
            decide(office, recovery, **wrong)
        assert no.value.field == field
    with pytest.raises(IntegrityError), transaction.atomic():
        Recovery.objects.filter(pk=recovery.pk).update(state="open", decided_by=office.finance.user)
    with pytest.raises(IntegrityError), transaction.atomic():
        Recovery.objects.filter(pk=recovery.pk).update(state="open")
    decided = decide(office, recovery)
    assert (decided.state, queries.heard(decided)) == ("open", "家人同意分期") and "家人".encode() not in bytes(decided.sealed)
    with pytest.raises(AlreadyDone):
        decide(office, recovery)


@pytest.mark.django_db
def test_by_instalments_of_which_the_last_takes_the_rest(office, propose):
    recovery = decide(office, propose())
    assert [(r["month"], r["fen"]) for r in queries.plan(recovery)] == [(date(2025, 11, 1), 3333), (date(2025, 12, 1), 3333), (date(2026, 1, 1), 3335)]
    repay(office, recovery, 5000, "R1")
    assert [r["left"] for r in queries.plan(recovery)] == [0, 1666, 3335]
    repay(office, recovery, 5001, "R2")
    recovery.refresh_from_db()
    assert recovery.state == "closed" and [r["left"] for r in queries.plan(recovery)] == [0, 0, 0]
    assert (ledger.balance(f"recovery:{recovery.pk}/owed"), ledger.balance(f"recovery:{recovery.pk}/back")) == (0, 10_001)


@pytest.mark.django_db
def test_the_day_on_the_receipt_is_kept_beside_the_day_it_was_entered(office, propose):
    recovery, before = decide(office, propose()), DAY - timedelta(days=5)
    with pytest.raises(Refused) as no:
        pay.repay(recovery=recovery, fen=1, receipt="R1", came_on=DAY + timedelta(days=1), by=office.finance, on=DAY)
    assert no.value.field == "on"
    pay.repay(recovery=recovery, fen=1, receipt="R1", came_on=before, by=office.finance, on=DAY)
    office.confirm()
    assert recovery.repayments.get().on == before
    assert AuditEntry.objects.get(act="payments.repay").on == DAY


@pytest.mark.django_db
def test_never_more_comes_back_than_is_owed_and_no_receipt_twice(office, propose):
    recovery = propose()
    with pytest.raises(Refused):
        repay(office, recovery, 1, "R0")
    decide(office, recovery)
    for fen in (0, -1, 10_002):
        with pytest.raises(Refused) as no:
            repay(office, recovery, fen, "R1")
        assert no.value.field == "fen"
    repay(office, recovery, 10_000, "R1")
    with pytest.raises(AlreadyDone):
        repay(office, recovery, 1, " R1 ")
    with pytest.raises(Refused):
        repay(office, recovery, 2, "R2")
    with pytest.raises(Refused):
        repay(office, recovery, 1, " ")
    repay(office, recovery, 1, "R2")
    with pytest.raises(Refused):
        repay(office, recovery, 1, "R3")


@pytest.mark.django_db
def test_waived_nothing_is_owed_and_nothing_comes_back(office, propose):
    recovery = decide(office, propose(), waive=True, instalments=0)
    assert recovery.state == "proposed", "what the machine proposed is waived by two"
    office.confirm()
    recovery.refresh_from_db()
    assert (recovery.state, recovery.instalments, queries.plan(recovery)) == ("waived", 1, [])
    assert ledger.balance(f"recovery:{recovery.pk}/owed") == 0
    with pytest.raises(Refused):
        repay(office, recovery, 1, "R1")


@given(st.integers(1, 10**9), st.integers(1, 60), st.data())
def test_a_plan_is_the_whole_sum_and_what_came_back_fills_it_in_order(fen, instalments, data):
    back = data.draw(st.integers(0, fen))
    rows = queries.instalments(fen, instalments, back, date(2025, 10, 1))
    each = [r["fen"] for r in rows]
    assert sum(each) == fen and len(each) == instalments and len(set(each[:-1])) <= 1 and each[-1] == max(each)
    assert sum(r["left"] for r in rows) == fen - back
    open_from = next((i for i, r in enumerate(rows) if r["left"]), instalments)
    assert all(r["left"] == r["fen"] for r in rows[open_from + 1 :])
