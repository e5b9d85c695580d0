"""The registry's history of many households and people at once, for any day: who lived where, and what was known. A few queries, however many they are."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from minsheng.benefits.sweep.profiles import Member
from minsheng.places.models import Placing
from minsheng.registry.models import Fact, Household, Membership


@dataclass(frozen=True)
class Stay:
    """Somebody in a household, from a day to a day (not included)."""

    home: int
    person: int
    relation: str
    born: date | None
    since: date
    until: date | None


def holds(row, day: date) -> bool:
    return row.since <= day and (row.until is None or row.until > day)


class Histories:
    """Of these households and these people, with everybody they lived with."""

    def __init__(self, homes: set[int], people: set[int]):
        self.stays_of = _grouped(_stays(person__any=sorted(people)), "person")
        homes = homes | {s.home for stays in self.stays_of.values() for s in stays}
        self.stays_in = _grouped(_stays(household__any=sorted(homes)), "home")
        everybody = people | {s.person for stays in self.stays_in.values() for s in stays}
        self.heads = dict(Household.objects.filter(pk__any=sorted(homes)).values_list("pk", "head"))
        self._of_people, self._of_homes = _facts("person", everybody), _facts("household", homes)

    def members(self, home: int, day: date) -> list[Member]:
        """Who lived there on a day, the head first, in the order they came; as `registry.queries.members`."""
        there = [s for s in self.stays_in[home] if holds(s, day)]
        there.sort(key=lambda s: s.person != self.heads[home])
        return [Member(s.person, s.relation, s.born, self.facts(s.person, day)) for s in there]

    def home(self, person: int, day: date) -> int | None:
        """Where somebody lived on a day."""
        return next((s.home for s in self.stays_of[person] if holds(s, day)), None)

    def facts(self, person: int, day: date) -> dict:
        return _fold(self._of_people[person], day)

    def means(self, home: int, day: date) -> dict:
        return _fold(self._of_homes[home], day)


def _stays(**which) -> list[Stay]:
    rows = Membership.objects.filter(**which).order_by("pk")
    return [Stay(*row) for row in rows.values_list("household", "person", "relation", "person__birth_date", "since", "until")]


def _grouped(stays: list[Stay], by: str) -> dict[int, list[Stay]]:
    found = defaultdict(list)
    for stay in stays:
        found[getattr(stay, by)].append(stay)
    return found


def _facts(whose: str, ids: set[int]) -> dict[int, list[tuple]]:
    """Rows (key, value, since, until) by subject, the latest last."""
    found = defaultdict(list)
    rows = Fact.objects.filter(superseded_at=None, **{f"{whose}__any": sorted(ids)}).order_by("since", "pk")
    for subject, *row in rows.values_list(whose, "key", "value", "since", "until"):
        found[subject].append(tuple(row))
    return found


def _fold(rows: list[tuple], day: date) -> dict:
    found = {key: value for key, value, since, until in rows if since <= day and (until is None or until > day)}
    return {key: value for key, value in found.items() if value is not None}


class LawPlaces:
    """By whose figures places went, on any day."""

    def __init__(self, places: dict[int, str]):
        """`places` {id: the code of today}."""
        self.today, self.rows = places, defaultdict(list)
        for place, code, since, until in Placing.objects.filter(place__any=sorted(places)).order_by("pk").values_list("place", "law_code", "since", "until"):
            self.rows[place].append((code, since, until))

    def on(self, place: int, day: date) -> str:
        stood = next((code for code, since, until in self.rows[place] if since <= day and (until is None or until > day)), "")
        return stood or self.today[place] or "000000"
