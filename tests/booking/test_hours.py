"""Weekly hours and closed days: who enters them, what cannot be entered."""

from datetime import time

import pytest
from django.db import IntegrityError

from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.base.masks import mask_name
from minsheng.base.models import AuditEntry
from minsheng.booking import actions, queries
from minsheng.booking.models import Closure, Hours
from tests.booking.conftest import MONDAY, TUESDAY, WEDNESDAY

pytestmark = pytest.mark.django_db


def enter(place, by, **given):
    values = {"home": False, "weekdays": [1], "first": time(9), "end": time(12), "seats": 2, "since": TUESDAY, "by": by, "on": TUESDAY}
    return actions.set_hours(place=place, **values | given)


def test_a_morning_and_an_afternoon_stand_side_by_side_but_never_over_each_other(district, officer):
    enter(district.street, officer, weekdays=[1, 2])
    enter(district.street, officer, weekdays=[1, 2], first=time(12), end=time(17, 30))
    assert [len(rows) for rows in queries.hours_of(officer, TUESDAY)] == [2, 2]
    with pytest.raises(Refused, match="周二") as no:
        enter(district.street, officer, weekdays=[2, 3], first=time(11, 30), end=time(13))
    assert no.value.field == "weekdays" and Hours.objects.count() == 4
    enter(district.street, officer, weekdays=[2], first=time(11, 30), end=time(13), home=True)  # visits are another thing


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"first": time(9, 15)}, "first"), ({"end": time(9)}, "end"), ({"seats": 0}, "seats"), ({"seats": 201}, "seats"), ({"weekdays": []}, "weekdays"),
        ({"weekdays": [9]}, "weekdays"), ({"since": MONDAY}, "since"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(district, officer, given, field):
    with pytest.raises(Refused) as no:
        enter(district.street, officer, **given)
    assert no.value.field == field and no.value.en


def test_until_midnight_is_the_whole_evening(district, officer):
    assert enter(district.street, officer, first=time(22), end=time(0))[0].end == 48


def test_only_the_own_office_enters_hours(district, officer, actor):
    for role, where, place in (
        ("street", district.street, district.other_street),
        ("community", district.community, district.community),
        ("auditor", district.district, district.street),
    ):
        with pytest.raises(NotAllowed):
            enter(place, actor(role, where))
    enter(district.community, officer)


def test_the_database_refuses_the_same_hours_twice(window):
    one = Hours.objects.filter(home=False).first()
    with pytest.raises(IntegrityError):
        Hours.objects.create(place=one.place, home=False, weekday=one.weekday, first=one.first, end=one.end, seats=1, since=WEDNESDAY)


def test_ended_once_they_stay_ended(window, officer):
    rows = list(Hours.objects.filter(home=False))
    actions.end_hours(hours=rows, until=TUESDAY, by=officer, on=TUESDAY)
    with pytest.raises(AlreadyDone):
        actions.end_hours(hours=rows, until=WEDNESDAY, by=officer, on=TUESDAY)
    assert AuditEntry.objects.get(act="booking.end_hours").details["hours"] == [h.pk for h in rows]


def test_a_day_that_is_closed_later_is_shown_with_what_is_booked(window, officer, book, people, at_desk, day):
    day(TUESDAY)
    booked = book(people[0])
    form = {"place": window.pk, "first": WEDNESDAY, "last": WEDNESDAY, "why": "窗口搬迁"}
    asked = at_desk.post("/desk/appointments/hours/close/", form).content.decode()
    assert mask_name(people[0].name) in asked and not Closure.objects.exists()
    at_desk.post("/desk/appointments/hours/close/", form | {"confirmed": "1"})
    assert Closure.objects.get().entered_by_id == officer.user
    listed = at_desk.get("/desk/appointments/?when=coming&shut=1").content.decode()
    assert mask_name(people[0].name) in listed and "请联系改期" in listed
    assert "约好以后，这一天改为不开放" in at_desk.get(f"/desk/appointments/{booked.pk}/").content.decode()
