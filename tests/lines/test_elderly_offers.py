"""Who gets the message about the old-age allowance: where the place's rules say so, once, also late, and nobody whose hukou is known to be elsewhere."""

from datetime import date

import pytest

from minsheng.base.actor import MACHINE
from minsheng.lines.elderly import offers
from tests.spine import make_person, place

pytestmark = pytest.mark.django_db
DAY = date(2025, 10, 9)


def coming(where, on=DAY) -> list[str]:
    return [p.name for p in offers.coming(where, on)]


@pytest.mark.parametrize(
    ("born", "asked"),
    [
        (date(1955, 12, 31), True),  # 70 in the second month from now
        (date(1956, 1, 1), False),
        (date(1955, 11, 2), True),  # a month without the job
        (date(1955, 10, 1), True),
        (date(1954, 10, 1), True),  # registered late: within a year of the birthday
        (date(1954, 9, 30), False),  # the monthly sweep finds who is older
    ],
)
def test_from_two_months_before_the_birthday_to_a_year_after(district, born, asked):
    make_person("演一", district.community, born, facts={"hukou": "here"})
    assert coming(district.street) == ["演一"] * asked


def test_nobody_is_written_to_twice(district):
    person = make_person("演一", district.community, date(1955, 12, 6), phone="10000000031")
    assert offers.offer(place=district.street, by=MACHINE, on=DAY) == 1
    assert offers.offer(place=district.street, by=MACHINE, on=date(2025, 12, 9)) == 0
    assert person.messages.count() == 1


def test_only_where_the_rules_of_the_place_say_so_and_since_they_do(district):
    city = place("惠州市", "city", district.province, "441300")
    huizhou = place("桥东社区居委会", "community", place("惠城区", "district", city, "441302"))
    make_person("演二", huizhou, date(1945, 12, 6), serial=2, facts={"hukou": "here"})
    make_person("演三", district.community, date(1951, 3, 6), serial=3, facts={"hukou": "here"})
    assert coming(huizhou) == [] and offers.months_before(huizhou, DAY) is None
    assert coming(district.street, date(2021, 2, 9)) == [] and coming(district.street, date(2021, 3, 9)) == ["演三"]


def test_not_to_those_whose_hukou_is_known_to_be_elsewhere(district):
    born = date(1955, 12, 6)
    for n, hukou in enumerate(["here", "elsewhere", None], 1):
        make_person(f"演{n}", district.community, born, serial=n, facts={"hukou": hukou} if hukou else {})
    assert coming(district.street) == ["演1", "演3"]
