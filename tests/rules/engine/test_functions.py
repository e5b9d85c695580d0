"""Day functions against the calendar of the standard library; roundings against exact fractions."""

from __future__ import annotations

import calendar
import math
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from minsheng.rules.engine import add_months, add_years, age, count, month_end, month_start, months_between, round_down, round_half_up, round_up
from minsheng.rules.engine.types import as_date, day

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def number(d: date) -> int:
    return d.year * 10000 + d.month * 100 + d.day


@given(days, days)
@example(date(2000, 2, 29), date(2025, 2, 28))
@example(date(2000, 2, 29), date(2025, 3, 1))
@example(date(1955, 10, 1), date(2025, 10, 1))
@example(date(1955, 10, 1), date(2025, 9, 30))
def test_age_counts_birthdays(birth, on):
    """Walks over the birthdays one by one; one born on 29 February has it on 1 March in other years."""
    birth, on = min(birth, on), max(birth, on)
    birthdays = [
        date(y, birth.month, birth.day) if (birth.month, birth.day) != (2, 29) or calendar.isleap(y) else date(y, 3, 1)
        for y in range(birth.year + 1, on.year + 1)
    ]
    assert age(birth, on) == sum(b <= on for b in birthdays)


@given(days, days)
@example(date(2025, 1, 31), date(2025, 2, 28))
def test_months_between_counts_the_same_day_of_later_months(a, b):
    a, b = min(a, b), max(a, b)
    months = [(y, m) for y in range(a.year, b.year + 1) for m in range(1, 13) if (y, m) > (a.year, a.month)]
    assert months_between(a, b) == sum((y, m, a.day) <= (b.year, b.month, b.day) for y, m in months)


@given(days)
@example(date(2000, 2, 10))
@example(date(1900, 2, 10))
@example(date(2024, 12, 31))
def test_first_and_last_day_of_the_month(d):
    assert month_start(d) == number(d.replace(day=1))
    last = as_date(month_end(d))
    assert (last.year, last.month) == (d.year, d.month) and (last + timedelta(1)).day == 1


@given(days, st.integers(-600, 600))
@example(date(2024, 1, 31), 1)
@example(date(2025, 3, 31), -1)
@example(date(2025, 12, 15), 1)
def test_add_months_goes_month_by_month_and_stops_at_the_last_day(d, n):
    year, month = d.year, d.month
    for _ in range(abs(n)):
        month += 1 if n > 0 else -1
        year, month = (year + 1, 1) if month > 12 else (year - 1, 12) if month < 1 else (year, month)
    assert add_months(d, n) == number(date(year, month, min(d.day, calendar.monthrange(year, month)[1])))


@given(days, st.integers(-80, 80))
@example(date(2024, 2, 29), 1)
def test_add_years(d, n):
    year = d.year + n
    assert add_years(d, n) == number(date(year, d.month, min(d.day, calendar.monthrange(year, d.month)[1])))


@given(days, days)
def test_days_are_numbers_in_the_same_order(a, b):
    assert (day(a) < day(b)) == (a < b) and as_date(day(a)) == a


@given(st.integers(-(10**12), 10**12), st.integers(1, 10**6), st.integers(1, 10**5))
@example(5, 2, 1)
@example(-5, 2, 1)
@example(250, 1, 100)
def test_roundings_are_those_of_the_exact_quotient(num, den, step):
    steps = Fraction(num, den) / step
    assert round_up(num, den, step) == math.ceil(steps) * step
    assert round_down(num, den, step) == math.floor(steps) * step
    assert round_half_up(num, den, step) == math.floor(steps + Fraction(1, 2)) * step


@given(st.lists(st.booleans()))
def test_count(values):
    assert count(values) == sum(values)


@pytest.mark.parametrize("raw", ["2025-02-29", "2025-13-01", "20250230", "yesterday", "", None, 12])
def test_a_day_that_does_not_exist_is_refused(raw):
    with pytest.raises(ValueError) as caught:
        day(raw)
    zh, en = caught.value.args[0]
    assert "没有这一天" in zh and "1950-03-01" in en
