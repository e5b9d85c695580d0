"""The only functions a rule may call. Written on integers (days are yyyymmdd), so that the tracer and the compiled kernel share
one text; the public forms also take dates, so that a rule stays plain Python."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .types import day


def age_(birth: int, on: int) -> int:
    return (on - birth) // 10000


def months_between_(a: int, b: int) -> int:
    whole = (b // 10000 - a // 10000) * 12 + b // 100 % 100 - a // 100 % 100
    return whole - (1 if b % 100 < a % 100 else 0)


def month_start_(d: int) -> int:
    return d // 100 * 100 + 1


def month_length_(y: int, m: int) -> int:
    if m == 2:
        return 29 if (y % 4 == 0 and y % 100 != 0) or y % 400 == 0 else 28
    return 30 if m == 4 or m == 6 or m == 9 or m == 11 else 31


def month_end_(d: int) -> int:
    return d // 100 * 100 + month_length_(d // 10000, d // 100 % 100)


def add_months_(d: int, n: int) -> int:
    months = d // 10000 * 12 + d // 100 % 100 - 1 + n
    y, m = months // 12, months % 12 + 1
    return y * 10000 + m * 100 + min(d % 100, month_length_(y, m))


def add_years_(d: int, n: int) -> int:
    return add_months_(d, 12 * n)


def round_up_(num: int, den: int, step: int) -> int:
    return -((-num) // (den * step)) * step


def round_down_(num: int, den: int, step: int) -> int:
    return num // (den * step) * step


def round_half_up_(num: int, den: int, step: int) -> int:
    return (2 * num + den * step) // (2 * den * step) * step


def age(birth: Any, on: Any) -> int:
    """Whole years lived on a day; a birthday counts from the day itself (29 February: from 1 March in other years)."""
    return age_(day(birth), day(on))


def months_between(a: Any, b: Any) -> int:
    """Whole months from one day to another."""
    return months_between_(day(a), day(b))


def month_start(d: Any) -> int:
    """First day of the month, as yyyymmdd."""
    return month_start_(day(d))


def month_end(d: Any) -> int:
    """Last day of the month, as yyyymmdd."""
    return month_end_(day(d))


def add_months(d: Any, n: int) -> int:
    """The day n months later, or the last of that month, as yyyymmdd."""
    return add_months_(day(d), n)


def add_years(d: Any, n: int) -> int:
    """The day n years later, as yyyymmdd."""
    return add_years_(day(d), n)


def round_up(numerator: int, denominator: int, step: int) -> int:
    """The exact quotient, up to the next multiple of step."""
    return round_up_(numerator, denominator, step)


def round_down(numerator: int, denominator: int, step: int) -> int:
    """The exact quotient, down to a multiple of step."""
    return round_down_(numerator, denominator, step)


def round_half_up(numerator: int, denominator: int, step: int) -> int:
    """The exact quotient, to the nearest multiple of step, halves up."""
    return round_half_up_(numerator, denominator, step)


def count(conditions: Iterable[Any]) -> int:
    """How many are true."""
    return sum(1 for c in conditions if c)


# name -> (the integer form, how many arguments, which way the result moves with each: +1 up, -1 down)
FUNCTIONS: dict[str, tuple[Any, int, tuple[int, ...]]] = {
    "age": (age_, 2, (-1, 1)),
    "months_between": (months_between_, 2, (-1, 1)),
    "month_start": (month_start_, 1, (1,)),
    "month_end": (month_end_, 1, (1,)),
    "add_months": (add_months_, 2, (1, 1)),
    "add_years": (add_years_, 2, (1, 1)),
}
ROUNDINGS: dict[str, Any] = {"round_up": round_up_, "round_down": round_down_, "round_half_up": round_half_up_}
