"""近亲属备案: which cases are about a near relative of somebody of the staff, what was decided, and whether the district has been there."""

from datetime import date

import pytest

from minsheng.accounts import actions as accounts
from minsheng.applications.models import Visit
from minsheng.registry.identity import make_number
from tests.applications.conftest import checked, taken_in, user_of, visited
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
ADDRESS = "/desk/relatives/cases/"
MOTHER = make_number("440399", date(1932, 5, 1), 1)


@pytest.fixture
def case(district, office, family):
    made = taken_in(district, office, family)
    checked(made, office)
    return made


def declare(by, *numbers, on=date(2025, 10, 9)):
    accounts.declare_relatives(relatives=[{"relation": "parent", "name": "演示", "number": n} for n in numbers], by=by, on=on)


def page(actor) -> str:
    return signed_in(user_of(actor)).get(ADDRESS).content.decode()


def test_a_case_stands_there_once_a_relative_in_the_household_is_declared(case, office):
    assert "没有近亲属的办件" in page(office["district"])
    declare(office["street_2"], MOTHER)
    text = page(office["district"])
    assert "张*明" in text and "陈以宁" in text and "还没有" in text
    assert "陈以宁" in page(office["auditor"])
    assert signed_in(user_of(office["street"])).get(ADDRESS).status_code == 403
    assert ADDRESS in signed_in(user_of(office["district"])).get("/desk/relatives/").content.decode()


def test_a_visit_by_the_district_is_one_about_a_near_relative_and_stands_in_the_register(case, office):
    declare(office["street_2"], MOTHER)
    visited(case, office, first="district", second="community")
    assert Visit.objects.get().kind == "relative"
    text = page(office["district"])
    assert "已入户" in text and "2025-10-16" in text
    client = signed_in(user_of(office["district"]))
    assert "张*明" in client.get(f"{ADDRESS}?visit=yes").content.decode() and "张*明" not in client.get(f"{ADDRESS}?visit=no").content.decode()


def test_a_visit_by_the_street_is_none(case, office):
    declare(office["head"], MOTHER)
    visited(case, office)
    assert Visit.objects.get().kind == "new" and "还没有" in page(office["district"])
