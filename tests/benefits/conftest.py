"""Awards made by hand: an old-age allowance of an invented grandmother, so that a test begins where it wants to."""

from datetime import date

import pytest

from minsheng.base.actor import MACHINE
from minsheng.benefits import monthly
from minsheng.benefits.models import Award, OpeningImport, Span
from minsheng.benefits.opening.actions import check
from minsheng.payments import actions as pay
from minsheng.payments import ledger
from minsheng.payments.models import Budget, Payable
from tests.benefits.openings import as_csv
from tests.payments.conftest import Office
from tests.spine import make_person

OLD_AGE = "old_age_allowance"


def give(person, fen=30000, from_month=date(2025, 1, 1), **fields) -> Award:
    """A running award of so much a month."""
    award = Award.objects.create(
        number=f"T-{Award.objects.count()}", benefit=OLD_AGE, matter=OLD_AGE, person=person, payee=person, place=person.place, from_month=from_month, **fields
    )
    Span.objects.create(award=award, component="allowance", person=person, fen=fen, from_month=from_month, why="opening", recorded_on=from_month)
    return award


@pytest.fixture
def grandmother(district):
    return make_person("陈秀英", district.community, date(1943, 5, 1), phone="10000000031", facts={"hukou": "here", "old_age_opt_in": True})


@pytest.fixture
def award(grandmother) -> Award:
    return give(grandmother)


@pytest.fixture
def settle(district):
    """Run the month: `settle(month, on)`."""
    return lambda month, on=None: monthly.run(place=district.district, benefit=OLD_AGE, month=month, by=MACHINE, on=on or month)


@pytest.fixture
def office(district):
    """The finance of the district; at the end its ledger agrees with everything else."""
    yield Office(district)
    assert ledger.check() == []


@pytest.fixture
def pay_out(office):
    """Pay what waits up to the month, from the batch to the bank's answer: `pay_out(award, month)`; `back`: the bank returns it."""

    def run(award, month, back=()):
        if not Budget.objects.exists():
            office.budget()
        if not award.payee.accounts.exists():
            office.account(award.payee, 1)
        batch = office.approve(office.compute(month))
        return office.answer(pay.send(batch=batch, by=office.finance, on=batch.approved_on), back=back)

    return run


def handed_in(award) -> dict:
    """{month: fen} of everything handed in for payment."""
    found: dict = {}
    for p in Payable.objects.filter(about=f"benefits.award:{award.pk}"):
        found[p.month] = found.get(p.month, 0) + p.fen
    return found


# --- lists of awards taken over ------------------------------------------------------------------------------------------------------

LAST, TODAY = date(2025, 9, 1), date(2025, 10, 9)  # the last month paid outside; the day the list is brought


@pytest.fixture
def officer(district, actor):
    return actor("district", district.district, "何经办")


@pytest.fixture
def head(district, actor):
    return actor("district_head", district.district, "郑怀民")


@pytest.fixture
def bring(district, officer):
    """Check these rows, by default against their own count and sum."""

    def run(rows, write=as_csv, **more) -> OpeningImport:
        stated = {"payroll_rows": len(rows), "payroll_fen": 30000 * len(rows)} if "payroll" not in more else {}
        return check(upload=write(rows), place=district.district, by=officer, on=TODAY, **({"benefit": OLD_AGE, "month": LAST} | stated | more))

    return run
