"""Benefit months: a month is its first day."""

from collections.abc import Iterator
from datetime import date


def month_of(day: date) -> date:
    return day.replace(day=1)


def later(month: date, n: int = 1) -> date:
    """The month n months later (earlier when negative)."""
    year, index = divmod(month.year * 12 + month.month - 1 + n, 12)
    return date(year, index + 1, 1)


def each(first: date, last: date) -> Iterator[date]:
    """Every month from the first to the last, both included."""
    month = month_of(first)
    while month <= last:
        yield month
        month = later(month)
