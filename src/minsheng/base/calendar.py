"""Working days: the package's table of holidays and make-up days, with the office's own entries over it.

Beyond the last year that either knows, Monday to Friday is assumed and the answer says that it is provisional.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar
from django.core.cache import cache

from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import Refused
from minsheng.base.models_calendar import CalendarDay

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Deadline:
    day: date
    provisional: bool


@lru_cache(maxsize=64)
def _year(year: int, version: int) -> tuple[frozenset[date], bool]:
    """(days worked in a year, whether its holidays are announced)."""
    own = {d.day: d.kind for d in CalendarDay.objects.filter(day__year=year)}
    first, known = date(year, 1, 1), True
    days = [first + DAY * i for i in range((date(year + 1, 1, 1) - first).days)]
    try:
        worked = {d for d in days if chinese_calendar.is_workday(d)}
    except NotImplementedError:
        worked, known = {d for d in days if d.weekday() < 5}, bool(own)
    worked = (worked | {d for d, kind in own.items() if kind == "work"}) - {d for d, kind in own.items() if kind == "rest"}
    return frozenset(worked), known


def _works(day: date) -> tuple[bool, bool]:
    worked, known = _year(day.year, cache.get_or_set("calendar.version", 0, None))
    return day in worked, known


def is_working_day(day: date) -> bool:
    return _works(day)[0]


def add_working_days(start: date, n: int) -> Deadline:
    """The n-th working day after the start, which does not count itself. n = 0 is the start or the next working day."""
    day, provisional, left = start, False, n
    if n == 0:
        while not is_working_day(day):
            day += DAY
        return Deadline(day, not _works(day)[1])
    step = DAY if n > 0 else -DAY
    while left:
        day += step
        works, known = _works(day)
        provisional |= not known
        if works:
            left -= 1 if n > 0 else -1
    return Deadline(day, provisional)


def add_days(start: date, n: int, *, move: bool = True) -> Deadline:
    """The n-th calendar day after the start; a last day on a day off moves to the next working day."""
    day = start + DAY * n
    while move and not is_working_day(day):
        day += DAY
    return Deadline(day, not _works(day)[1])


def working_days_between(a: date, b: date) -> int:
    """Working days after a, up to and with b; negative when b lies before a."""
    if b < a:
        return -working_days_between(b, a)
    return sum(is_working_day(a + DAY * i) for i in range(1, (b - a).days + 1))


@action
def set_days(*, days: dict[date, str], source: str, by: Actor, on: date) -> int:
    """Enter days off and make-up days: {day: "work" | "rest"}."""
    if not source.strip():
        raise Refused("请填写文件名称和文号。", "Name the document.", field="source")
    for day, kind in days.items():
        CalendarDay.objects.update_or_create(day=day, defaults={"kind": kind, "source": source, "known_from": on})
    cache.set("calendar.version", (cache.get("calendar.version") or 0) + 1, None)
    record(by=by, on=on, act="base.set_days", subject="calendar", days=len(days))
    return len(days)
