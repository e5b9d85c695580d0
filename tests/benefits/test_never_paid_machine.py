"""An award that changes in any order while an office pays it: never is more proposed to come back than was paid or is on its way."""

import contextlib
from collections import Counter
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from minsheng.base.actor import MACHINE
from minsheng.base.errors import Refused
from minsheng.benefits import monthly
from minsheng.benefits.models import Award, Span
from minsheng.payments import actions as pay
from minsheng.payments import ledger
from minsheng.payments.models import Batch, Payable, Payment, Recovery
from tests.benefits.conftest import OLD_AGE, give
from tests.spine import DAY

FIRST, LAST = date(2025, 9, 1), date(2025, 10, 1)


def on_its_way() -> Counter:
    """{month: fen} in a batch, at the bank, paid or returned; not what was given back, at once or after it was paid again."""
    found: Counter = Counter()
    for payable in Payable.objects.exclude(payment=None):
        payment = payable.payment
        while again := payment.replacements.exclude(state="dropped").first():
            payment = again
        if payment.state != "given_back":
            found[f"{payable.month:%Y-%m}"] += payable.fen
    return found


def asked_back(*states) -> Counter:
    """{month: fen} of all recoveries (of some states), whatever became of them."""
    found: Counter = Counter()
    for recovery in Recovery.objects.filter(state__in=states) if states else Recovery.objects.all():
        for month, _, _, fen in recovery.parts:
            found[month] += fen
    return found


class Changes(RuleBasedStateMachine):
    office = award = None

    def __init__(self):
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.accounts = 100

    def teardown(self):
        found = ledger.check()
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)
        assert found == []

    @rule(fen=st.sampled_from([0, 100, 250, 300]), ends=st.sampled_from([None, None, FIRST, LAST]))
    def changes(self, fen, ends):
        """Another amount, or an end, and the run: what it newly asks back was paid or is on its way, less all that was asked back before."""
        Span.objects.filter(award=self.award).update(fen=fen)
        Award.objects.filter(pk=self.award.pk).update(state="stopped" if ends else "active", stopped_from=ends, reopen_from=FIRST)
        there, before = on_its_way(), asked_back()
        monthly.run(place=self.office.at.district, benefit=OLD_AGE, month=LAST, by=MACHINE, on=DAY)
        for month, fen_now in (asked_back() - before).items():
            assert fen_now + before[month] <= there[month]

    @precondition(lambda self: Payable.objects.filter(batch=None).exists())
    @rule(month=st.sampled_from([FIRST, LAST, LAST]))
    def compute(self, month):
        with contextlib.suppress(Refused):  # there is one already, or nothing waits for this month
            self.office.compute(month)

    @precondition(lambda self: Batch.objects.filter(state__in=["computed", "approved", "sent"]).exists())
    @rule(steps=st.sampled_from([1, 2, 3, 3]), cancel=st.sampled_from([False, False, False, True]), back=st.booleans())
    def go_on(self, steps, cancel, back):
        """The batch that waits longest goes on, as far as the bank's answer; or is cancelled."""
        for _ in range(steps):
            if not self.goes_on(cancel, back):
                break

    def goes_on(self, cancel, back) -> bool:
        """One step; whether there may be another."""
        batch = Batch.objects.filter(state__in=["computed", "approved", "sent"]).order_by("pk").first()
        if batch.state == "sent":
            self.office.answer(batch, back=[1] if back else [])
        elif cancel:
            pay.cancel(batch=batch, by=self.office.second, on=DAY)
        elif batch.state == "approved":
            pay.send(batch=batch, by=self.office.finance, on=DAY)
        else:
            self.office.approve(batch)
        return batch.state != "sent" and not cancel

    @precondition(lambda self: Payment.objects.filter(state="returned").exists())
    @rule(again=st.sampled_from([False, False, True]))
    def came_back(self, again):
        rows = list(Payment.objects.filter(state="returned").order_by("pk")[:1])
        if not again:
            pay.give_back(payments=rows, why="演示", by=self.office.second, on=DAY)
            self.office.confirm()
            return
        self.accounts += 1
        self.office.account(rows[0].payee, self.accounts)
        with contextlib.suppress(Refused):  # another batch of this kind waits
            pay.pay_again(payments=rows, by=self.office.finance, on=DAY)

    @precondition(lambda self: Recovery.objects.filter(state="proposed").exists())
    @rule(waive=st.booleans())
    def heard(self, waive):
        found = Recovery.objects.filter(state="proposed").first()
        pay.decide_recovery(recovery=found, instalments=1, waive=waive, heard="演示", by=self.office.second, on=DAY)
        if waive:
            self.office.confirm()

    @precondition(lambda self: Recovery.objects.filter(state="open").exists())
    @rule(part=st.sampled_from([1, 2]))
    def repaid(self, part):
        found = Recovery.objects.filter(state="open").first()
        left = found.fen - sum(found.repayments.values_list("fen", flat=True))
        self.accounts += 1
        pay.repay(recovery=found, fen=max(1, left // part), receipt=f"R{self.accounts}", by=self.office.finance, on=DAY)
        self.office.confirm()

    @invariant()
    def nothing_is_asked_back_that_was_not_paid(self):
        """Whatever became of the batch since: what may still be asked for was paid or is on its way."""
        there = on_its_way()
        assert all(fen <= there[month] for month, fen in asked_back("proposed").items())


@pytest.mark.django_db
def test_never_is_more_asked_back_than_was_paid_or_is_on_its_way(office):
    office.budget()
    Changes.office, Changes.award = office, give(office.person(), fen=300, from_month=FIRST)
    run_state_machine_as_test(
        Changes, settings=settings(max_examples=25, stateful_step_count=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    )
