"""Whom residents ask: entered by the office, dated, shown to residents; unknown is said to be unknown."""

from datetime import date

import pytest

from minsheng.base.errors import NotAllowed, Refused
from minsheng.base.models import AuditEntry
from minsheng.divisions.actions import set_counter
from minsheng.divisions.models import Counter
from minsheng.divisions.queries import counter_of, counters_for

DAY, LATER = date(2025, 10, 9), date(2025, 10, 20)


@pytest.fixture
def officer(district, actor):
    return actor("street", district.street)


def test_what_is_entered_holds_from_its_day_and_the_past_stays(district, officer):
    set_counter(place=district.street, phone="0755-10000001", hours="工作日 9:00–18:00", by=officer, on=DAY)
    set_counter(place=district.street, phone="0755-10000002", by=officer, on=LATER)
    assert counter_of(district.street, DAY).phone == "0755-10000001" and counter_of(district.street, LATER).phone == "0755-10000002"
    assert counter_of(district.street, date(2025, 10, 8)) is None
    assert AuditEntry.objects.filter(act="places.set_counter").count() == 2


def test_entered_again_on_the_same_day_the_later_counts(district, officer):
    for phone in ("0755-10000001", "0755-10000003"):
        set_counter(place=district.community, phone=phone, by=officer, on=DAY)
    assert Counter.objects.get().phone == "0755-10000003"


def test_the_nearest_office_comes_first_and_what_nobody_entered_is_not_known(district, officer):
    set_counter(place=district.street, phone="0755-10000001", by=officer, on=DAY)
    found = counters_for(district.community, DAY)
    assert [p for p, _ in found] == [district.community, district.street, district.district]
    assert [c and c.phone for _, c in found] == [None, "0755-10000001", None]


@pytest.mark.parametrize("phone", ["", "找小王", "1", "0755-1000000100000000000000000000000000000000000"])
def test_a_telephone_has_to_be_one(district, officer, phone):
    with pytest.raises(Refused) as no:
        set_counter(place=district.street, phone=phone, by=officer, on=DAY)
    assert no.value.field == "phone" and no.value.en


def test_only_the_office_itself_enters_it(district, actor):
    for role, place in (("street", district.other_street), ("auditor", district.district), ("community", district.community)):
        with pytest.raises(NotAllowed):
            set_counter(place=district.street, phone="0755-10000001", by=actor(role, place), on=DAY)


def test_an_ended_place_has_no_counter(district, officer):
    district.community.until = DAY
    district.community.save()
    with pytest.raises(Refused, match="撤销"):
        set_counter(place=district.community, phone="0755-10000001", by=officer, on=LATER)
