"""From facts as the registry keeps them to the integers that rules are asked with."""

from functools import cache

from minsheng.benefits.sweep.profiles import Group, Member
from minsheng.matters.declare import Matter
from minsheng.rules import book
from minsheng.rules.engine import Choice, Date
from minsheng.rules.engine.cases import Case
from minsheng.rules.engine.types import UNKNOWN, day


def reach(matter: Matter) -> set[str]:
    """Names of the facts, figures and rules that the matter's benefits can read."""
    return _reached((matter.benefit, *matter.also))


@cache
def _reached(benefits: tuple[str, ...]) -> set[str]:
    loaded = book.load()
    return set().union(*(loaded.reach_of(loaded.benefits[key]) for key in benefits))


def facts_of(matter: Matter) -> dict:
    """The facts that the matter's benefits can read, by name."""
    return _facts((matter.benefit, *matter.also))


@cache
def _facts(benefits: tuple[str, ...]) -> dict:
    wanted = _reached(benefits)
    return {name: fact for name, fact in book.load().facts.items() if name in wanted}


def as_kept(fact, value) -> int:
    """A value as the registry keeps it, as the integer of a column; UNKNOWN where silence means nothing."""
    if value is None:
        return UNKNOWN if fact.silence is None else fact.silence
    if isinstance(fact.type, Choice):
        return fact.type.keys.index(value)
    if isinstance(fact.type, Date):
        return day(value)
    return int(value)


def known(member: Member, name: str, matter: Matter):
    """What is known of somebody. What asking itself would establish counts for who has not asked, unless they have said otherwise:
    whoever does not know of a benefit has not agreed to it, and is who a sweep is for."""
    if name == "birth_date":
        return member.birth_date
    if name == "relation":
        return member.relation
    found = member.facts.get(name)
    return matter.says.get(name) if found is None else found


def case_of(group: Group, matter: Matter) -> Case:
    """The same group for the engine that decides one by one and explains."""
    wanted = facts_of(matter)
    people = [{n: known(m, n, matter) for n, f in wanted.items() if f.entity.members is None} for m in group.members]
    home = {n: group.facts.get(n) for n, f in wanted.items() if f.entity.members is not None}
    said = [{n: as_kept(wanted[n], v) for n, v in facts.items() if v is not None} for facts in (home, *people)]
    return Case(book.load().entities["household"], said[0], said[1:], [str(i + 1) for i in range(len(people))])
