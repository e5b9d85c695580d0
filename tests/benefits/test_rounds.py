"""Certification in Shenzhen: May and November; who misses it is held from the next month and paid back when it is made good (《办法》第二十一条)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minsheng.base.actor import MACHINE
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.benefits import actions, terms
from minsheng.benefits.models import Award, Certification
from tests.benefits.conftest import OLD_AGE, give, handed_in
from tests.spine import make_person

pytestmark = pytest.mark.django_db
MAY, END = date(2025, 5, 1), date(2025, 5, 31)


@pytest.fixture
def opened(district, award):
    actions.open_round(place=district.district, benefit=OLD_AGE, month=MAY, by=MACHINE, on=MAY)
    return award


def close(district, on=END) -> int:
    return actions.close_round(place=district.district, benefit=OLD_AGE, month=MAY, by=MACHINE, on=on)


def test_the_months_come_from_dated_data_with_their_clause(district):
    found = terms.rounds(OLD_AGE, district.community, MAY)
    assert found.months == (5, 11) and found.pays_back and "第二十一条" in found.clause
    assert terms.rounds(OLD_AGE, district.community, date(2021, 2, 1)) is None, "before the rule"
    assert terms.rounds("dibao", district.community, MAY) is None
    with pytest.raises(Refused, match="5、11"):
        actions.open_round(place=district.district, benefit=OLD_AGE, month=date(2025, 6, 1), by=MACHINE, on=MAY)


def test_opened_again_it_adds_only_who_is_new(district, opened):
    give(make_person("演二", district.community, date(1940, 1, 1), serial=2))
    assert actions.open_round(place=district.district, benefit=OLD_AGE, month=MAY, by=MACHINE, on=date(2025, 5, 9)) == 1
    assert Certification.objects.count() == 2


def test_missed_held_made_good_and_paid_back(district, opened, settle, actor):
    settle(MAY)
    assert close(district) == 1 and close(district) == 0
    assert settle(date(2025, 7, 1)).payables == 0
    done = actions.certify(award=opened, way="visit", by=actor("community", district.community), on=date(2025, 8, 20))
    assert done.done_on == date(2025, 8, 20)
    settle(date(2025, 8, 1), date(2025, 8, 21))
    assert handed_in(opened) == {date(2025, n, 1): 30000 for n in range(1, 9)}
    with pytest.raises(AlreadyDone):
        actions.certify(award=opened, way="visit", by=MACHINE, on=date(2025, 8, 22))


def test_one_certification_makes_good_every_round_that_waits_and_the_rate_stays_true(district, opened):
    close(district)
    actions.open_round(place=district.district, benefit=OLD_AGE, month=date(2025, 11, 1), by=MACHINE, on=date(2025, 11, 1))
    actions.certify(award=opened, way="face", by=MACHINE, on=date(2025, 11, 3))
    assert list(Certification.objects.order_by("round").values_list("round", "done_on")) == [(MAY, date(2025, 11, 3)), (date(2025, 11, 1), date(2025, 11, 3))]


def test_who_has_certified_is_not_held(district, opened):
    actions.certify(award=opened, way="face", by=MACHINE, on=date(2025, 5, 9))
    assert close(district) == 0 and Award.objects.get().state == "active"


def test_nobody_is_held_before_the_month_has_ended(district, opened):
    with pytest.raises(Refused):
        close(district, date(2025, 5, 30))


def test_an_earlier_month_that_waits_to_be_settled_is_not_forgotten(district, opened):
    Award.objects.update(reopen_from=date(2025, 2, 1))
    close(district)
    assert Award.objects.get().reopen_from == date(2025, 2, 1)


def test_closing_needs_as_many_queries_for_many(district, opened):
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            close(district)
        return len(caught)

    one = queries()
    for n in range(2, 20):
        give(make_person(f"演{n}", district.community, date(1940, 1, 1), serial=n))
    actions.open_round(place=district.district, benefit=OLD_AGE, month=MAY, by=MACHINE, on=MAY)
    assert queries() <= one + 1
