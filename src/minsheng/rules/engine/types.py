"""Entities, and the types of what is known of them. Every value is an integer, so that columns are plain int64."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

UNKNOWN = -(2**63)  # the mark of an unknown value in columns

YES_WORDS = {"yes": 1, "true": 1, "1": 1, "是": 1, "有": 1, "no": 0, "false": 0, "0": 0, "否": 0, "无": 0}


@dataclass(frozen=True)
class Entity:
    """What a rule can be about: one person, or a group of them (a household, a couple)."""

    key: str
    zh: str
    en: str
    members: Entity | None = None
    most: int = 100  # members one group can have; the proof against overflow rests on it


class Type:
    """A set of integers with a reading and a writing. `lo` and `hi` bound what an unknown value can still be."""

    lo: int
    hi: int
    name = "int"

    def read(self, raw: Any) -> int:
        """The integer for an input. Raises ValueError with the allowed form as (zh, en)."""
        raise NotImplementedError

    def within(self, value: int) -> int:
        if not self.lo <= value <= self.hi:
            lo, hi = self.show(self.lo), self.show(self.hi)
            raise ValueError((f"应在 {lo} 到 {hi} 之间", f"must be between {lo} and {hi}"))
        return value

    def show(self, value: int, lang: str = "zh") -> str:
        return str(value)


class Bool(Type):
    lo, hi, name = 0, 1, "bool"

    def read(self, raw: Any) -> int:
        word = str(raw).strip().lower()
        if word not in YES_WORDS:
            raise ValueError(("应填 是 或 否", "must be yes or no"))
        return YES_WORDS[word]

    def show(self, value: int, lang: str = "zh") -> str:
        return (("否", "是") if lang == "zh" else ("no", "yes"))[value]


class Int(Type):
    def __init__(self, lo: int = 0, hi: int = 1_000_000):
        self.lo, self.hi = lo, hi

    def read(self, raw: Any) -> int:
        if isinstance(raw, bool):
            raise ValueError(("应填整数", "must be a whole number"))
        try:
            number = Decimal(str(raw).strip().replace(",", ""))
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or number != number.to_integral_value():
            raise ValueError(("应填整数", "must be a whole number"))
        return self.within(int(number))


class Months(Type):
    """Months of the year, such as [5, 11], as twelve bits with January the lowest; none of them is 0."""

    lo, hi, name = 0, 2**12 - 1, "months"

    def read(self, raw: Any) -> int:
        if not isinstance(raw, list) or not all(type(n) is int and 1 <= n <= 12 for n in raw) or len(set(raw)) != len(raw):
            raise ValueError(("应填月份，如 [5, 11]", "must be a list of months such as [5, 11]"))
        return sum(1 << (n - 1) for n in raw)

    def of(self, value: int) -> list[int]:
        return [n for n in range(1, 13) if value >> (n - 1) & 1]

    def show(self, value: int, lang: str = "zh") -> str:
        names = [f"{n}月" for n in self.of(value)] if lang == "zh" else [calendar.month_name[n] for n in self.of(value)]
        return ("、" if lang == "zh" else ", ").join(names) or ("没有" if lang == "zh" else "none")


class Money(Type):
    """Whole fen. Bounds are given in yuan, and so is what people write."""

    name = "money"

    def __init__(self, lo: int = 0, hi: int = 100_000_000):
        self.lo, self.hi = lo * 100, hi * 100

    def read(self, raw: Any) -> int:
        return self.within(fen(raw))

    def show(self, value: int, lang: str = "zh") -> str:
        return yuan(value)


class Date(Type):
    """A day, held as the integer yyyymmdd: later is larger, and age is a subtraction."""

    name = "date"

    def __init__(self, lo: str = "1900-01-01", hi: str = "2100-12-31"):
        self.lo, self.hi = day(lo), day(hi)

    def read(self, raw: Any) -> int:
        try:
            return self.within(day(raw))
        except (TypeError, OverflowError):
            raise ValueError(("应填日期，如 1950-03-01", "must be a date such as 1950-03-01")) from None

    def show(self, value: int, lang: str = "zh") -> str:
        return f"{value // 10000:04d}-{value // 100 % 100:02d}-{value % 100:02d}"


class Choice(Type):
    """One of named options. `Choice(urban=("城镇", "urban"), rural=("农村", "rural", hint_zh, hint_en))`; held as the index."""

    name = "choice"

    def __init__(self, **options: tuple[str, ...]):
        self.options = options
        self.keys = list(options)
        self.lo, self.hi = 0, len(options) - 1
        self._read = {k: i for i, k in enumerate(self.keys)}
        self._read |= {label.lower(): i for i, o in enumerate(options.values()) for label in o[:2]}

    def read(self, raw: Any) -> int:
        word = "none" if raw is False and "none" in self.options else str(raw).strip().lower()
        if word not in self._read:
            zh = "、".join(o[0] for o in self.options.values())
            raise ValueError((f"应是其中之一：{zh}", f"must be one of {', '.join(self.keys)}"))
        return self._read[word]

    def show(self, value: int, lang: str = "zh") -> str:
        return self.options[self.keys[value]][0 if lang == "zh" else 1]


def fen(raw: Any) -> int:
    """Yuan as people write them (1,535 or 1535.50) to whole fen. Raises ValueError((zh, en))."""
    if isinstance(raw, bool) or raw is None:
        raise ValueError(("应填金额（元）", "must be an amount in yuan"))
    try:
        cents = Decimal(str(raw).strip().replace(",", "").removesuffix("元")) * 100
    except InvalidOperation:
        cents = Decimal("NaN")
    if not cents.is_finite():
        raise ValueError(("应填金额（元），只写数字", "must be an amount in yuan, digits only"))
    if cents != cents.to_integral_value():
        raise ValueError(("金额最多两位小数（到分）", "has more than two decimals; fen is the smallest unit"))
    return int(cents)


def yuan(value: int) -> str:
    """Fen to yuan with thousands and two decimals: 153500 -> 1,535.00."""
    sign = "-" if value < 0 else ""
    return f"{sign}{abs(value) // 100:,}.{abs(value) % 100:02d}"


def day(raw: Any) -> int:
    """A date, an ISO text or yyyymmdd to the integer yyyymmdd. Raises ValueError((zh, en)) where no such day exists."""
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, date):
        return raw.year * 10000 + raw.month * 100 + raw.day
    text = str(raw).strip().replace("/", "-").replace(".", "-")
    if text.isdigit() and len(text) == 8:
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    if len(text) == 7 and text[4] == "-":
        text += "-01"
    try:
        return day(date(*map(int, text.split("-"))))
    except (ValueError, TypeError, OverflowError):
        raise ValueError(("没有这一天，日期写成 1950-03-01", "is not a day that exists; write it as 1950-03-01")) from None


def as_date(value: int) -> date:
    return date(value // 10000, value // 100 % 100, value % 100)
