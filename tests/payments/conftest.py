"""A finance office with money, and people who are owed some: a test begins at the payable. Everybody is invented."""

from datetime import date
from types import SimpleNamespace

import pytest

from minsheng.base.actor import MACHINE
from minsheng.payments import actions as pay
from minsheng.payments import ledger
from minsheng.payments.bankfile import lines
from minsheng.payments.models import Batch, Entry, Payable
from minsheng.payments.results import Line
from minsheng.registry import actions as registry
from tests.spine import DAY, card, make_actor, make_person

LINE = "old_age_allowance"
MONTH = date(2025, 10, 1)


class Office:
    """The finance of a district: what a test says in a line."""

    def __init__(self, district):
        self.at = district
        self.finance, self.second = (make_actor("finance", district.district) for _ in range(2))
        self.approver = make_actor("district_head", district.district)
        self.people = 0

    def budget(self, fen=1_000_000_00, share=100, **more):
        given = {"place": self.at.district, "year": 2025, "line": LINE, "level": "district", "source": "区级", "document": "演示"} | more
        return pay.set_budget(**given, share=share, fen=fen, by=self.finance, on=DAY)

    def person(self, name="", account=True, where=None):
        self.people += 1
        n = self.people
        return make_person(name or f"演{n}", where or self.at.community, date(1943, 5, 1), serial=n, account=n if account else None, approver=self.approver)

    def account(self, person, n, on=DAY, approve=True, **more):
        """Another account, in use unless it is not approved."""
        given = {"number": card(n), "bank": "演示银行", "holder": person.name} | more
        entered = registry.enter_account(person=person, **given, by=MACHINE, on=on)
        return registry.approve_account(account=entered, by=self.approver, on=on) if approve else entered

    def approve_again(self, person, on=DAY):
        """Two files with two accounts were merged: the kept one waits to be approved again."""
        return registry.approve_account(account=person.accounts.get(until=None), by=self.approver, on=on)

    def owe(self, person, fen=30000, month=MONTH, component="allowance", on=DAY, serial=0, line=LINE) -> Payable:
        key = f"test:{person.pk}/{line}/{component}/{month:%Y-%m}/{serial}"
        one = pay.PayableIn(key, f"test:{person.pk}", line, component, month, person.pk, person.place_id, fen)
        pay.hand_in(payables=[one], by=MACHINE, on=on)
        return Payable.objects.get(key=key)

    def compute(self, month=MONTH, place=None, by=None, on=DAY) -> Batch:
        return pay.compute(place=place or self.at.district, line=LINE, month=month, by=by or self.finance, on=on)

    def approve(self, batch, on=DAY) -> Batch:
        return pay.approve(batch=batch, by=self.second, on=on)

    def sent(self, *people, fen=30000, month=MONTH) -> Batch:
        """Owed to each, computed, approved, at the bank."""
        for person in people:
            self.owe(person, fen, month=month)
        return pay.send(batch=self.approve(self.compute(month)), by=self.finance, on=DAY)

    def confirm(self, by=None) -> int:
        """Whatever waits for a second person is confirmed by the head of the district."""
        return pay.confirm_entries(entries=list(Entry.objects.filter(state="waiting")), by=by or self.approver, on=DAY)

    def answer(self, batch, back=(), on=DAY) -> Batch:
        """The bank paid everything, but for the numbers that came back."""
        said = [Line(n, fen, "returned" if n in back else "paid", "户名不符" if n in back else "", on) for n, _, fen in lines(batch)]
        return pay.take_result(batch=batch, lines=said, by=self.finance, on=on)


@pytest.fixture
def office(district) -> Office:
    return Office(district)


@pytest.fixture
def paid_office(office) -> Office:
    """With a budget that is enough."""
    office.budget()
    return office


@pytest.fixture(autouse=True)
def balanced(request):
    """After every test that touches money the ledger agrees with everything else."""
    yield
    if "office" in request.fixturenames:
        assert ledger.check() == []


def states(batch) -> dict[int, str]:
    return dict(batch.payments.order_by("number").values_list("number", "state"))


def free(*budgets) -> list[int]:
    for b in budgets:
        b.refresh_from_db()
    return [b.free_fen for b in budgets]


def balances(batch) -> SimpleNamespace:
    """What the ledger holds for a batch."""
    return SimpleNamespace(**{name: ledger.balance(f"batch:{batch.pk}/{name}") for name in ("committed", "bank", "paid", "returned")})
