"""Awards in payment taken over: loaded in steps that can be killed anywhere, paid on from the month after, accepted by another, taken back whole."""

from datetime import date

import pytest

from minsheng.benefits.models import Award, OpeningImport
from minsheng.benefits.opening.actions import accept, check, load
from minsheng.registry.models import Event
from tests.benefits.conftest import OLD_AGE, handed_in
from tests.benefits.openings import as_csv, line, old

pytestmark = pytest.mark.django_db
SEP, OCT, DAY = date(2025, 9, 1), date(2025, 10, 1), date(2025, 10, 9)


@pytest.fixture
def officer(district, actor):
    return actor("district", district.district, "何经办")


@pytest.fixture
def head(district, actor):
    return actor("district_head", district.district, "郑怀民")


@pytest.fixture
def checked(district, officer):
    """A list of the first n old people at 300 yuan, reconciled; `more` overrides cells of all of them."""

    def run(n: int, **more) -> OpeningImport:
        for i in range(1, n + 1):
            old(i, district.community)
        rows = [line(i, **more) for i in range(1, n + 1)]
        return check(upload=as_csv(rows), benefit=OLD_AGE, month=SEP, place=district.district, payroll_rows=n, payroll_fen=30000 * n, by=officer, on=DAY)

    return run


@pytest.fixture
def taken(checked, head):
    def run(n: int, **more) -> OpeningImport:
        return load(opening=accept(opening=checked(n, **more), by=head, on=DAY), by=head, on=DAY)

    return run


def test_an_award_is_taken_over_with_all_that_its_line_says(taken, district, officer, head):
    opening = taken(2)
    assert (opening.state, opening.rows, opening.fen, opening.loaded, opening.cursor) == ("done", 2, 60000, 2, 2)
    award = Award.objects.get(person__name="演示1")
    assert (award.from_month, award.settled_to, award.state, award.opening, award.application) == (date(2023, 5, 1), SEP, "active", opening, None)
    assert (award.matter, award.payee, award.place) == (OLD_AGE, award.person, district.community) and award.number.startswith("DY-440304-2025-")
    span = award.spans.get()
    assert (span.component, span.person, span.fen, span.from_month, span.why) == ("allowance", award.person, 30000, date(2023, 5, 1), "opening")
    account = award.person.accounts.get()
    assert (account.entered_by_id, account.approved_by_id, account.since) == (officer.user, head.user, DAY)
    told = Event.objects.filter(person=award.person).exclude(kind="opened").values_list("kind", "about", "by_name")
    assert set(told) == {("taken_over", f"benefits.award:{award.pk}", "郑怀民"), ("account_approved", f"benefits.openingimport:{opening.pk}", "郑怀民")}
    assert [bytes(row.sealed) for row in opening.lines.all()] == [b"", b""]


def test_the_first_run_pays_exactly_the_following_month(taken, settle):
    taken(3)
    assert settle(SEP).payables == 0
    found = settle(OCT)
    assert (found.awards, found.payables, found.fen) == (3, 3, 90000)
    assert handed_in(Award.objects.first()) == {OCT: 30000} and settle(OCT).payables == 0
