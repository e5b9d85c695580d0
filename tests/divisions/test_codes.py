"""Codes of two systems: the same digits may name two places, and within one system they name one at a time."""

from datetime import date

import pytest

from minsheng.base.errors import NotAllowed, Refused
from minsheng.divisions import actions
from minsheng.divisions.queries import same_digits
from tests.divisions.conftest import DAY


@pytest.fixture
def code(admin):
    return {"system": "civil", "code": "440304006", "as_of": date(2024, 12, 31), "document": "演示名单", "by": admin, "on": DAY}


def test_the_same_digits_in_the_other_system_are_pointed_out(district, code):
    mine = actions.add_code(place=district.street, **code)
    other = actions.add_code(place=district.other_street, **code | {"system": "statistical"})
    assert same_digits(district.street, DAY) == [(mine, other)]
    assert same_digits(district.foreign_street, DAY) == []


def test_one_system_gives_a_code_to_one_place_at_a_time(district, code, admin):
    made = actions.add_code(place=district.street, **code)
    with pytest.raises(Refused, match="香蜜湖街道"):
        actions.add_code(place=district.other_street, **code | {"as_of": date(2025, 6, 1)})
    actions.end_code(code=made, until=date(2025, 6, 1), by=admin, on=DAY)
    with pytest.raises(Refused, match="别处"):
        actions.add_code(place=district.other_street, **code | {"as_of": date(2025, 5, 31)})
    assert actions.add_code(place=district.other_street, **code | {"as_of": date(2025, 6, 1)}).until is None


@pytest.mark.parametrize(
    ("change", "reason"), [({"code": "12345"}, "6、9"), ({"code": "44030400６"}, "6、9"), ({"as_of": date(2025, 10, 10)}, "今天"), ({"document": ""}, "文件")]
)
def test_a_code_that_cannot_be_is_refused(district, code, change, reason):
    with pytest.raises(Refused, match=reason):
        actions.add_code(place=district.street, **code | change)


def test_an_end_lies_after_the_beginning_and_not_ahead(district, code, admin):
    made = actions.add_code(place=district.street, **code)
    for until in (date(2024, 12, 31), date(2025, 10, 10)):
        with pytest.raises(Refused):
            actions.end_code(code=made, until=until, by=admin, on=DAY)
    actions.end_code(code=made, until=DAY, by=admin, on=DAY)
    with pytest.raises(Refused, match="已经停用"):
        actions.end_code(code=made, until=DAY, by=admin, on=DAY)


def test_officers_give_no_codes(district, actor, code):
    with pytest.raises(NotAllowed):
        actions.add_code(place=district.street, **code | {"by": actor("district", district.district)})
