"""Rules called as the plain Python they are: a third way to an answer, which shares nothing with the engine but the day functions."""

from __future__ import annotations

from typing import Any

from minsheng.rules.engine.declare import Fact, Rule
from minsheng.rules.engine.figures import STRICT
from minsheng.rules.engine.types import Bool, Choice


def called(law: Any, case: Any, name: str, member: int | None = None) -> Any:
    """The value of a rule, fact or figure for a wholly known case; choices as their keys, conditions as True or False."""
    thing = law.book.names.get(name)
    if name == "on":
        return law.on
    if name == "members":
        return [Member(law, case, i) for i in range(len(case.members))]
    if isinstance(thing, Fact):
        facts = case.facts if thing.entity.members else case.members[member]
        return natural(thing.type, facts.get(name, thing.silence))
    if isinstance(thing, Rule):
        version = law.versions[name]
        m = None if thing.entity.members else member
        return version.fn(*(called(law, case, p, m) for p in version.params)) if version else (0 if thing.type != "bool" else False)
    return Lookup(law.values[name]) if thing.by or thing.bands else law.values[name].cell("", STRICT)[0][1]


def natural(kind: Any, value: int) -> Any:
    return kind.keys[value] if isinstance(kind, Choice) else bool(value) if isinstance(kind, Bool) else value


class Member:
    def __init__(self, law: Any, case: Any, index: int):
        self._ask = lambda name: called(law, case, name, index)

    def __getattr__(self, name: str) -> Any:
        return self._ask(name)


class Lookup:
    """A figure by option, by band or by both; below the first band 0."""

    def __init__(self, value: Any):
        self.value = value

    def __getitem__(self, key: Any) -> int:
        option, number = key if isinstance(key, tuple) else (key, 0) if self.value.figure.by else ("", key)
        found = [v for lower, v in self.value.cell(option, STRICT) if lower <= number]
        return found[-1] if found else 0


def index(rule: Rule, value: Any) -> int:
    return rule.type.keys.index(value) if isinstance(rule.type, Choice) else int(value)
