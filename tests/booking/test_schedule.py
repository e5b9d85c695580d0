"""Which half-hours there are: the calendar, the weekly hours, the closed days."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.booking import actions, schedule
from minsheng.booking.models import LAST
from tests.booking.conftest import HALF_PAST, MONDAY, NINE, TUESDAY, WEDNESDAY

STRETCH = st.tuples(st.integers(0, LAST - 1), st.integers(1, LAST), st.integers(1, 9)).map(lambda s: (min(s[0], s[1] - 1), max(s[0] + 1, s[1]), s[2]))


@given(st.lists(STRETCH, max_size=5))
def test_every_half_hour_of_every_stretch_is_there_once_with_the_most_seats(stretches):
    slots = schedule.cut(stretches)
    assert [s.slot for s in slots] == sorted({n for first, end, _ in stretches for n in range(first, end)})
    assert all(s.seats == max(seats for first, end, seats in stretches if first <= s.slot < end) for s in slots)


@given(st.integers(0, LAST - 1))
def test_a_slot_and_its_time_of_day_are_one(slot):
    hours, minutes = map(int, schedule.clock(slot).split(":"))
    assert schedule.slot_of(time(hours, minutes)) == slot


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "key"),
    [
        (date(2025, 10, 1), None),  # National Day, a Wednesday
        (date(2025, 10, 4), None),  # a Saturday inside that holiday
        (date(2025, 9, 28), 8),  # a Sunday worked to make up for it
        (date(2025, 10, 11), 8),  # a Saturday likewise
        (date(2025, 10, 18), 6),  # an ordinary Saturday
        (date(2025, 10, 19), 7),
        (date(2025, 10, 20), 1),
    ],
)
def test_the_calendar_says_whose_hours_hold(day, key):
    assert schedule.weekday_of(day) == key


@pytest.mark.django_db
def test_residents_book_from_tomorrow_officers_from_today(window):
    by_staff, by_resident = (list(schedule.offered(window, False, TUESDAY, staff=staff)) for staff in (True, False))
    assert by_staff[0] == TUESDAY and by_resident[0] == WEDNESDAY
    assert by_staff[-1] <= TUESDAY + timedelta(days=schedule.AHEAD) and all(d.weekday() < 5 for d in by_staff)


@pytest.mark.django_db
def test_what_is_booked_is_counted_and_what_is_given_back_is_free_again(window, book, people, officer):
    one = book(people[0])
    book(people[1])
    day = schedule.days(window, False, WEDNESDAY, WEDNESDAY)[WEDNESDAY]
    assert [(s.slot, s.seats, s.free) for s in day] == [(NINE, 2, 0), (HALF_PAST, 2, 2)]
    actions.cancel(appointment=one, by=officer, on=TUESDAY)
    assert schedule.days(window, False, WEDNESDAY, WEDNESDAY)[WEDNESDAY][0].free == 1


@pytest.mark.django_db
def test_closed_days_and_ended_hours_are_not_offered(window, officer):
    from minsheng.booking.queries import hours_of

    closed = actions.close_days(place=window, first=WEDNESDAY, last=WEDNESDAY, why="窗口搬迁", by=officer, on=TUESDAY)
    assert WEDNESDAY not in schedule.days(window, False, MONDAY, WEDNESDAY)
    actions.open_days(closure=closed, by=officer, on=TUESDAY)
    assert WEDNESDAY in schedule.days(window, False, MONDAY, WEDNESDAY)
    actions.end_hours(hours=[h for rows in hours_of(officer, TUESDAY) for h in rows if not h.home], until=WEDNESDAY, by=officer, on=TUESDAY)
    assert list(schedule.days(window, False, MONDAY, WEDNESDAY)) == [MONDAY, TUESDAY]
