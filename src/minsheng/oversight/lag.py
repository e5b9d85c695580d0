"""How many working days lie between an event and its entry: counted by kind and street, listed, and what one officer has entered in bulk.

The day of entry is the legal day of the row in the trail, which no page lets anybody choose; the day of the event is what the officer entered.
"""

import collections
import statistics
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Count, QuerySet

from minsheng.accounts.access import within
from minsheng.base.actor import Actor
from minsheng.base.calendar import working_days_between
from minsheng.base.models import AuditEntry
from minsheng.oversight.lag_kinds import KINDS, measured
from minsheng.places.models import Place
from minsheng.places.queries import ids_of, in_range

OVER = 3  # working days beyond which an entry is listed: our own choice, as no document was found that sets it
MANY = 10  # entries of one officer on one day, dated earlier, that are shown together: likewise


@dataclass(frozen=True, slots=True)
class Entered:
    """One event and its entry; `days` are working days, negative where it was entered ahead."""

    kind: str
    day: date
    on: date
    days: int
    place: int | None
    user: int | None
    subject: str
    person: int | None


@dataclass(frozen=True)
class Sum:
    """Some entries as figures."""

    n: int
    over: int
    median: float
    longest: int


def trail(by: Actor, start: date, end: date, street: Place | None = None) -> QuerySet[AuditEntry]:
    """What staff, or the machine for a register, have entered in the actor's place between two days."""
    rows = within(AuditEntry.objects.filter(on__range=(start, end)).exclude(role__in=["resident", "visitor"]), by, "place_id")
    return rows.filter(place_id__in=Place.objects.filter(in_range(street.path)).values("pk")) if street else rows


def entered(by: Actor, start: date, end: date, street: Place | None = None) -> list[Entered]:
    """Every measured event entered between two days: three statements a kind at most."""
    rows = trail(by, start, end, street)
    return [one for key, kind in measured() for one in _of_kind(key, kind, rows)]


def _of_kind(key: str, kind, rows: QuerySet[AuditEntry]) -> list[Entered]:
    found = list(rows.filter(act__in=kind.acts).values("id", "on", "place_id", "user_id", "subject", "details"))
    known = kind.days(found) if found else {}
    return [
        Entered(key, day, e["on"], _between(day, e["on"]), e["place_id"], e["user_id"], e["subject"], e["details"].get("person"))
        for e in found
        if (day := known.get(e["id"]))
    ]


@lru_cache(maxsize=4096)
def _counted(day: date, on: date) -> int:
    return working_days_between(day, on)


def _between(day: date, on: date) -> int:
    return 0 if day == on else _counted(day, on)


def summed(rows: list[Entered], over: int) -> Sum:
    days = [r.days for r in rows]
    return Sum(len(days), sum(d > over for d in days), statistics.median(days) if days else 0, max(days, default=0))


def by_kind(rows: list[Entered], over: int) -> list[tuple[str, Sum]]:
    """Each measured kind with its figures, also those of which there is none."""
    groups = collections.defaultdict(list)
    for row in rows:
        groups[row.kind].append(row)
    return [(key, summed(groups[key], over)) for key, _ in measured()]


def by_street(rows: list[Entered], over: int) -> list[tuple[Place | None, Sum]]:
    """The most that is late first; what lies above the streets under its own place."""
    streets, groups = streets_of({r.place for r in rows}), collections.defaultdict(list)
    for row in rows:
        groups[streets.get(row.place)].append(row)
    return sorted(((place, summed(group, over)) for place, group in groups.items()), key=lambda p: (-p[1].over, -p[1].n))


def streets_of(places: set[int | None]) -> dict[int | None, Place | None]:
    """{place: the street it lies in, or itself above the streets}."""
    known = Place.objects.in_bulk([p for p in places if p])
    above = Place.objects.filter(level="street").in_bulk({i for p in known.values() for i in ids_of(p.path)})
    return {pk: next((above[i] for i in ids_of(p.path) if i in above), p) for pk, p in known.items()}


def same_day(by: Actor, start: date, end: date, street: Place | None = None) -> list[tuple[str, int]]:
    """How often what can be entered only for the day itself was entered."""
    kinds = {act: key for key, kind in KINDS.items() if kind.days is None for act in kind.acts}
    counted = collections.Counter()
    for act, n in trail(by, start, end, street).filter(act__in=kinds).values_list("act").annotate(n=Count("pk")):
        counted[kinds[act]] += n
    return [(key, counted[key]) for key, kind in KINDS.items() if kind.days is None]


def batches(rows: list[Entered]) -> list[tuple[int, date, list[Entered]]]:
    """(officer, day of entry, the entries): many entered at once and dated earlier, the most first. The machine is no officer."""
    groups = collections.defaultdict(list)
    for row in rows:
        if row.user and row.day < row.on:
            groups[row.user, row.on].append(row)
    many = [(user, on, group) for (user, on), group in groups.items() if len(group) >= MANY]
    return sorted(many, key=lambda b: (-len(b[2]), b[1]))
