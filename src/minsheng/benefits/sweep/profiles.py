"""Reading the registry for a sweep: some people or households with everybody they live with, as their files stand. A few queries a chunk."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, Q

from minsheng.places.models import Place
from minsheng.places.queries import in_range
from minsheng.registry.models import Fact, Household, Membership, Person
from minsheng.registry.queries import fold, in_force

CHUNK = 4_000


@dataclass
class Member:
    """Somebody as a rule sees them: `facts` {fact: value as it is kept}."""

    pk: int
    relation: str
    birth_date: date | None
    facts: dict


@dataclass
class Group:
    """People who are decided together, under the law of one place. `asked`: about which of them (their places in `members`); None: about the household."""

    law: str
    home: int | None
    facts: dict
    members: list[Member]
    asked: list[int] | None = None


@dataclass
class Chunk:
    """`subjects`: (who would receive it, household or None, group, place among its members or None for the household). `last`: the id to go on from."""

    groups: list[Group] = field(default_factory=list)
    subjects: list[tuple[int, int | None, int, int | None]] = field(default_factory=list)
    last: int | None = None


def their_homes(place: Place):
    """Households with known means. Whose head has died is left to who keeps the file."""
    return Household.objects.filter(in_range(place.path, "place__path"), until=None, head__died_on=None).exclude(facts={})


def they(place: Place):
    """Everybody alive."""
    return Person.objects.filter(in_range(place.path, "place__path"), died_on=None, merged_into=None)


def households(place: Place, after: int, on: date, size: int = CHUNK) -> Chunk:
    """Some households, by id, with who lives there."""
    homes = list(their_homes(place).filter(pk__gt=after).order_by("pk").values_list("pk", "head", "place__law_code", "facts")[:size])
    people = _members([(pk, head) for pk, head, _, _ in homes], on)
    fresh = _stale("household", [pk for pk, _, _, _ in homes], on)
    found = Chunk(last=homes[-1][0] if len(homes) == size else None)
    for pk, head, law, facts in homes:
        if people[pk]:
            found.subjects.append((head, pk, len(found.groups), None))
            found.groups.append(Group(law or NATION, pk, fresh.get(pk, facts), people[pk]))
    return found


def people(place: Place, after: int, on: date, size: int = CHUNK) -> Chunk:
    """Some people, by id, each with their household of the day under the law of the place where they live."""
    them = list(they(place).filter(pk__gt=after).order_by("pk").values_list("pk", "place__law_code", "birth_date", "facts")[:size])
    ids = [pk for pk, _, _, _ in them]
    home_of: dict[int, int] = {}
    for person, home in in_force(Membership.objects, on).filter(person__in=ids).order_by("-pk").values_list("person", "household"):
        home_of[person] = home
    heads = Household.objects.in_bulk(set(home_of.values()))
    fellows, fresh = _members([(pk, h.head_id) for pk, h in heads.items()], on), _stale("household", list(heads), on)
    own = _stale("person", [pk for pk in ids if pk not in home_of], on)
    found, groups = Chunk(last=ids[-1] if len(ids) == size else None), {}
    for pk, law, born, facts in them:
        home, law = home_of.get(pk), law or NATION
        key = (home, law) if home else (-pk, law)
        if key not in groups:
            groups[key] = len(found.groups)
            members = fellows[home] if home else [Member(pk, "applicant", born, own.get(pk, facts))]
            found.groups.append(Group(law, home, fresh.get(home, heads[home].facts) if home else {}, members, []))
        group = found.groups[groups[key]]
        where = next(i for i, m in enumerate(group.members) if m.pk == pk)
        group.asked.append(where)
        found.subjects.append((pk, home, groups[key], where))
    return found


NATION = "000000"


def _members(homes: list[tuple[int, int]], on: date) -> dict[int, list[Member]]:
    """Who lives in each household on the day, the head first, in the order they came."""
    found: dict[int, list[Member]] = defaultdict(list)
    rows = in_force(Membership.objects, on).filter(household__in=[pk for pk, _ in homes]).order_by("pk")
    for home, person, relation, born, facts in rows.values_list("household", "person", "relation", "person__birth_date", "person__facts"):
        found[home].append(Member(person, relation, born, facts))
    fresh = _stale("person", [m.pk for members in found.values() for m in members], on)
    for home, head in homes:
        for member in found[home]:
            member.facts = fresh.get(member.pk, member.facts)
        found[home].sort(key=lambda m: m.pk != head)
    return found


def _stale(whose: str, ids: list[int], on: date) -> dict[int, dict]:
    """Those whose facts have begun or ended of themselves since they were written down, folded anew: the file's fold is of the day of writing."""
    moved = Q(since__lte=on, since__gt=F("recorded_at")) | Q(until__lte=on, until__gt=F("recorded_at"))  # the midnight of the day against the moment
    rows = Fact.objects.filter(moved, superseded_at=None, **{f"{whose}__in": ids}).values_list(whose, flat=True)
    model = Person if whose == "person" else Household
    return {pk: fold(subject, on) for pk, subject in model.objects.in_bulk(set(rows)).items()}
