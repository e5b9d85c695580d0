"""An office that does anything in any order, a bank that answers anything: after every step the money is all there and nobody has it twice.

The machine keeps its own books in Python (who was promised what, what the bank really paid), the tests compare the platform's with them.
"""

import contextlib
from collections import Counter
from datetime import date

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from minsheng.base.actor import MACHINE
from minsheng.base.errors import Refused
from minsheng.payments import actions as pay
from minsheng.payments import ledger, results
from minsheng.payments.models import Batch, Budget, Entry, Payable, Payment, Recovery
from minsheng.registry.models import BankAccount
from tests.payments.conftest import LINE, MONTH, Office
from tests.spine import DAY

NOVEMBER = date(2025, 11, 1)
PERSON = st.integers(0, 2)
ANSWERS = st.lists(
    st.tuples(st.integers(0, 4), st.sampled_from(["成功", "失败", "失败", "不明"]), st.sampled_from([0, 0, 0, 1, -1]), st.sampled_from(["", "", "", "FF-X"])),
    min_size=1,
    max_size=5,
)


def bank_says(batch: Batch, answers) -> bytes:
    """A file: (number, result, how far the amount is off, the number of another batch)."""
    sums = dict(batch.payments.values_list("number", "fen"))
    rows = [f"{n},{(sums.get(n, 5) + off) / 100:.2f},{word},{other}" for n, word, off, other in answers]
    return "\n".join(["序号,金额,结果,批次号", *rows]).encode()


class Money(RuleBasedStateMachine):
    office: Office
    people: list

    def __init__(self):
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.owed, self.got, self.given, self.serial, self.accounts = Counter(), Counter(), 0, 0, 100
        self.had_back: Counter = Counter()

    def teardown(self):
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def batch(self, *found) -> Batch | None:
        return Batch.objects.filter(state__in=found).order_by("pk").last()

    def returned(self) -> list[Payment]:
        return list(Payment.objects.filter(state="returned").order_by("pk"))

    @initialize(city=st.integers(600, 3000), district=st.integers(1400, 7000))
    def year_begins(self, city, district):
        self.budget(city, ("city", 30))
        self.budget(district, ("district", 70))
        for who in range(3):
            self.owe(who, 101 + who, MONTH)

    def budget(self, fen, level):
        before = Budget.objects.aggregate(s=Sum("fen"))["s"] or 0
        with contextlib.suppress(Refused):  # less than is committed
            self.office.budget(fen=fen, level=level[0], source=level[0], share=level[1])
            self.given += (Budget.objects.aggregate(s=Sum("fen"))["s"] or 0) - before

    @rule(fen=st.integers(500, 5000), level=st.sampled_from([("city", 30), ("district", 70)]))
    def budget_changes(self, fen, level):
        self.budget(fen, level)

    @rule(who=PERSON, fen=st.integers(1, 700), month=st.sampled_from([MONTH, NOVEMBER]))
    def owe(self, who, fen, month):
        self.serial += 1
        self.office.owe(self.people[who], fen, month=month, serial=self.serial)
        self.owed[self.people[who].pk] += fen

    @rule(who=PERSON)
    def another_account(self, who):
        self.accounts += 1
        self.office.account(self.people[who], self.accounts)

    @rule(who=PERSON)
    def account_closed(self, who):
        BankAccount.objects.filter(person=self.people[who]).update(until=DAY)

    @precondition(lambda self: Payable.objects.filter(batch=None).exists())
    @rule(month=st.sampled_from([MONTH, NOVEMBER, NOVEMBER]))
    def compute(self, month):
        try:
            self.office.compute(month)
        except Refused:
            open_one = Batch.objects.filter(state="computed", month=month, kind="month").exists()
            assert open_one or not Payable.objects.filter(batch=None, month__lte=month).exists()

    @precondition(lambda self: self.batch("computed", "approved", "sent"))
    @rule(cancel=st.sampled_from([False, False, False, False, True]), back=st.sets(st.integers(1, 3)))
    def go_on(self, cancel, back):
        """The next step of the batch that waits longest: approved, sent, answered; or cancelled."""
        batch = Batch.objects.filter(state__in=["computed", "approved", "sent"]).order_by("pk").first()
        if batch.state == "sent":
            self.answered_whole(batch, back)
        elif cancel:
            pay.cancel(batch=batch, by=self.office.second, on=DAY)
        elif batch.state == "approved":
            pay.send(batch=batch, by=self.office.finance, on=DAY)
        else:
            with contextlib.suppress(Refused):  # no money, or nobody with an account
                self.office.approve(batch)

    def answered_whole(self, batch, back):
        for payment in batch.payments.filter(state="sent").exclude(number__in=back):
            self.got[payment.payee_id] += payment.fen
        for payment in batch.payments.filter(state="paid", number__in=back):
            self.got[payment.payee_id] -= payment.fen
        self.office.answer(batch, back=back)
        self.confirm()

    def confirm(self):
        if Entry.objects.filter(state="waiting").exists():
            self.office.confirm()

    @precondition(lambda self: self.batch("sent", "reconciled"))
    @rule(answers=ANSWERS, again=st.booleans())
    def answer(self, answers, again):
        batch = self.batch("sent", "reconciled")
        content = bank_says(batch, answers)
        found = results.read(batch, content, DAY)
        payee = dict(batch.payments.values_list("number", "payee"))
        late = {line.number for line in found.late}
        for line in found.lines:
            self.got[payee[line.number]] += line.fen * ((line.status == "paid") - (line.number in late))
        for _ in range(1 + again):
            pay.take_result(batch=batch, lines=found.lines, by=self.office.finance, on=DAY)
        self.confirm()
        assert not results.read(batch, content, DAY).lines

    @precondition(lambda self: self.returned())
    @rule(whole=st.booleans(), corrected=st.booleans(), sent=st.booleans())
    def pay_again(self, whole, corrected, sent):
        rows = self.returned()
        for payment in rows if corrected else []:
            self.another_account(next(i for i, p in enumerate(self.people) if p.pk == payment.payee_id))
        with contextlib.suppress(Refused):  # whose account was not corrected
            pay.pay_again(payments=rows if whole else rows[:1], by=self.office.finance, on=DAY)
            if sent:
                pay.send(batch=self.office.approve(self.batch("computed")), by=self.office.finance, on=DAY)

    @precondition(lambda self: self.returned())
    @rule()
    def give_back(self):
        rows = self.returned()[:2]
        assert pay.give_back(payments=rows, why="演示", by=self.office.second, on=DAY) == len(rows)
        self.confirm()

    @rule(who=PERSON, fen=st.integers(1, 500))
    def too_much(self, who, fen):
        person = self.people[who]
        self.serial += 1
        given = {
            "key": f"test:{self.serial}/0",
            "about": f"test:{self.serial}",
            "payee_id": person.pk,
            "place_id": person.place_id,
            "line": LINE,
            "reason": "mistake",
            "months": "2025-10",
        }
        pay.propose_recovery(**given, parts=[["2025-10", "allowance", 0, fen]], by=MACHINE, on=DAY)

    @precondition(lambda self: Recovery.objects.filter(state__in=["proposed", "open"]).exists())
    @rule(waive=st.booleans(), fen=st.integers(1, 400))
    def recover(self, waive, fen):
        """Heard and decided; then something comes back."""
        found = Recovery.objects.filter(state__in=["proposed", "open"]).first()
        if found.state == "proposed":
            pay.decide_recovery(recovery=found, instalments=2, waive=waive, heard="演示", by=self.office.second, on=DAY)
            self.confirm()
            return
        self.serial += 1
        try:
            pay.repay(recovery=found, fen=fen, receipt=f"R{self.serial}", by=self.office.finance, on=DAY)
            self.confirm()
            self.had_back[found.pk] += fen
        except Refused:
            assert fen > found.fen - self.had_back[found.pk]

    @invariant()
    def the_platform_agrees_with_itself(self):
        assert ledger.check() == []

    @invariant()
    def every_yuan_given_is_somewhere(self):
        held = ledger.balances()
        there = {key: fen for key, fen in held.items() if key.startswith("batch:") or key.endswith("/free")}
        assert sum(there.values()) == self.given and min(there.values(), default=0) >= 0
        assert sum(held.values()) == 0

    @invariant()
    def everybody_has_what_the_bank_paid_and_never_more_than_is_owed(self):
        paid = dict(Payment.objects.filter(state="paid").values_list("payee").annotate(Sum("fen")).order_by())
        assert paid == {who: fen for who, fen in self.got.items() if fen}
        assert all(fen <= self.owed[who] for who, fen in self.got.items())

    @invariant()
    def nothing_owed_is_lost(self):
        """Each person's payables: waiting, in a batch, at the bank, paid, returned, or given back; replaced lines count where they went."""
        waits = Payable.objects.filter(batch=None).values_list("payee").annotate(Sum("fen")).order_by()
        lines = Payment.objects.exclude(state__in=["dropped", "replaced"]).values_list("payee").annotate(Sum("fen")).order_by()
        assert sum((Counter(dict(rows)) for rows in (waits, lines)), Counter()) == +self.owed

    @invariant()
    def what_came_back_is_what_was_paid_back(self):
        for pk, fen in self.had_back.items():
            assert ledger.balance(f"recovery:{pk}/back") == fen


@pytest.mark.django_db
def test_whatever_happens_in_whatever_order_the_money_is_all_there(office):
    Money.office, Money.people = office, [office.person() for _ in range(3)]
    for person in Money.people:
        assert person.accounts.exists()
    run_state_machine_as_test(
        Money, settings=settings(max_examples=25, stateful_step_count=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    )
