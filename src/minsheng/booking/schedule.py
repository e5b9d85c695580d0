"""Which half-hours there are, and how many in each are free. Nothing here is guessed: an office that has entered no hours takes no appointments."""

import collections
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from minsheng.base.calendar import is_working_day
from minsheng.base.texts import here
from minsheng.booking.models import Appointment, Closure, Hours
from minsheng.places.models import Place
from minsheng.places.queries import in_force

DAY = timedelta(days=1)
AHEAD = 30  # days ahead that can be booked: our own choice, no document sets it
MADE_UP = 8  # the weekday of a weekend that is worked to make up
WEEKDAY_NAMES = {1: ("周一", "Mon"), 2: ("周二", "Tue"), 3: ("周三", "Wed"), 4: ("周四", "Thu"), 5: ("周五", "Fri"), 6: ("周六", "Sat"), 7: ("周日", "Sun")}


@dataclass(frozen=True)
class Slot:
    """One half-hour of a day: `seats` people at once, `taken` of them booked."""

    slot: int
    seats: int
    taken: int = 0

    @property
    def free(self) -> int:
        return max(0, self.seats - self.taken)


def clock(slot: int) -> str:
    """18 is 09:00."""
    return f"{slot // 2:02d}:{slot % 2 * 30:02d}"


def slot_of(moment: time) -> int:
    return moment.hour * 2 + moment.minute // 30


def day_words(day: date) -> str:
    """10月29日 周三, so that nobody has to look for the weekday."""
    zh, en = WEEKDAY_NAMES[day.isoweekday()]
    return here(f"{day.month} 月 {day.day} 日 {zh}", f"{en} {day.day} {day:%B}")


def weekday_of(day: date) -> int | None:
    """Whose hours hold on a day: its weekday's; those of a made-up weekend; None on a holiday, also where it takes in a weekend."""
    number, works = day.isoweekday(), is_working_day(day)
    if number <= 5:
        return number if works else None
    if works:
        return MADE_UP
    friday = day - DAY * (number - 5)
    return number if is_working_day(friday) and is_working_day(friday + DAY * 3) else None


def cut(stretches: Iterable[tuple[int, int, int]]) -> list[Slot]:
    """The half-hours of stretches (first, end, seats), in their order. Where two overlap, the larger number of seats counts."""
    seats: dict[int, int] = {}
    for first, end, number in stretches:
        for slot in range(first, end):
            seats[slot] = max(number, seats.get(slot, 0))
    return [Slot(slot, seats[slot]) for slot in sorted(seats)]


def closed(place: Place, start: date, end: date) -> list[Closure]:
    """Closures of a place that touch these days."""
    return list(Closure.objects.filter(place=place, first__lte=end, last__gte=start).order_by("first"))


def days(place: Place, home: bool, start: date, end: date) -> dict[date, list[Slot]]:
    """Every open day between two, with its half-hours and what is taken of each."""
    rows = list(Hours.objects.filter(place=place, home=home, since__lte=end).exclude(until__lte=start))
    shut, taken = closed(place, start, end), _taken(place, home, start, end)
    out = {}
    for day in (start + DAY * n for n in range((end - start).days + 1)):
        if any(c.first <= day <= c.last for c in shut):
            continue
        key = weekday_of(day)
        slots = cut((h.first, h.end, h.seats) for h in rows if h.weekday == key and h.since <= day and (h.until is None or h.until > day))
        if slots:
            out[day] = [Slot(s.slot, s.seats, taken[day, s.slot]) for s in slots]
    return out


def _taken(place: Place, home: bool, start: date, end: date) -> collections.Counter:
    rows = Appointment.objects.filter(place=place, home=home, day__range=(start, end)).exclude(state__in=Appointment.GONE)
    return collections.Counter(rows.values_list("day", "slot"))


def from_day(on: date, staff: bool) -> date:
    """Residents book from tomorrow on; an officer at the telephone also for today."""
    return on if staff else on + DAY


def offered(place: Place, home: bool, on: date, *, staff: bool) -> dict[date, list[Slot]]:
    """The open days that can be booked now."""
    return days(place, home, from_day(on, staff), on + DAY * AHEAD)


def takes(place: Place, home: bool, on: date) -> bool:
    """Whether the office has entered hours that hold."""
    return Hours.objects.filter(in_force(on), place=place, home=home).exists()
