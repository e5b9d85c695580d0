"""Awards made by hand: an old-age allowance of an invented grandmother, so that a test begins where it wants to."""

from datetime import date

import pytest

from minsheng.base.actor import MACHINE
from minsheng.benefits import monthly
from minsheng.benefits.models import Award, Span
from minsheng.payments.models import Payable
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


def handed_in(award) -> dict:
    """{month: fen} of everything handed in for payment."""
    found: dict = {}
    for p in Payable.objects.filter(about=f"benefits.award:{award.pk}"):
        found[p.month] = found.get(p.month, 0) + p.fen
    return found
