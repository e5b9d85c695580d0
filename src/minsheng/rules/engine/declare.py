"""What a book declares: facts, rules, benefits. Names come from the variables they stand in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from types import FunctionType
from typing import Any

from . import ir, language
from .problems import BookError
from .types import Bool, Choice, Entity, Money, Type, day

GRADES = ("A", "A-", "B", "B-", "D", "K", "—")
NATION = "全国"
ALWAYS, NEVER = 0, 99991231
Pair = tuple[str, str]


@dataclass
class Fact:
    """One thing that can be known of a person or a group. `ask` is the question put to a resident; None: never asked of them. `zero` says what 0 means
    where it is a code and no number: no certificate rather than grade 0."""

    entity: Entity
    type: Type
    zh: str
    en: str
    unit: str = ""
    ask: Pair | None = None
    why: Pair | None = None
    hint: Pair | None = None
    zero: Pair | None = None
    sensitive: bool = False
    assumed: Any = None
    is_judgement: bool = False
    clause: str = ""
    name: str = ""

    @property
    def money(self) -> bool:
        return isinstance(self.type, Money)

    @property
    def silence(self) -> int | None:
        """What it means that nothing was said: an assumed value, or None for unknown."""
        return None if self.assumed is None else self.type.read(self.assumed)


def fact(entity: Entity, type: Type, zh: str, en: str, **more: Any) -> Fact:
    """Declare a fact; see Fact for the options."""
    return Fact(entity, type, zh, en, **more)


def judgement(entity: Entity, type: Type, zh: str, en: str, **more: Any) -> Fact:
    """What the law leaves to an officer: a typed input that comes with the officer's name and the evidence, never code."""
    return Fact(entity, type, zh, en, is_judgement=True, **more)


@dataclass
class Version:
    """One text of a rule: where and from when to when it holds."""

    name: str
    entity: Entity
    zh: str
    en: str
    unit: str
    clause: str
    grade: str
    place: str
    since: int
    until: int
    returns: Choice | None
    fn: FunctionType
    where: str
    params: list[str] = field(default_factory=list)
    tree: ir.Node = None  # type: ignore[assignment]
    text: str = ""
    place_code: str = ""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """A rule is plain Python."""
        return self.fn(*args, **kwargs)


def rule(
    entity: Entity, zh: str, en: str, *, clause: str, grade: str, unit: str = "", place: str = NATION, since: str = "",
    until: str = "", returns: Choice | None = None, name: str = "",
) -> Callable[[Any], Version]:  # fmt: skip
    """Declare a rule of law about one person or one group; see docs/engine.md, section 2. Raises BookError on what is not allowed."""

    def declared(fn: FunctionType) -> Version:
        where = f"{language.short(fn.__code__.co_filename)}:{fn.__code__.co_firstlineno}"
        if grade not in GRADES or not clause:
            raise BookError(
                where, f"{fn.__name__}: a rule carries its clause and grade", f"grade one of {' '.join(GRADES)}; clause '—' where it is only arithmetic of ours"
            )
        made = Version(
            name or fn.__name__, entity, zh, en, unit, clause, grade, place, day(since) if since else ALWAYS,
            day(until) if until else NEVER, returns, fn, where,
        )  # fmt: skip
        made.params, made.tree, made.text = language.read(fn)
        return made

    return declared


@dataclass
class Rule:
    """All versions of a rule under one name. Labels, unit and entity are those of the latest."""

    name: str
    versions: list[Version]
    type: Any = None  # "bool", "int" or a Choice; set by linking
    lo: int = 0  # what its value can be at all, proved from the ranges of the facts
    hi: int = 0

    @property
    def latest(self) -> Version:
        return max(self.versions, key=lambda v: v.since)

    def __post_init__(self) -> None:
        self.told()

    def told(self) -> None:
        """Take labels, unit and entity from the latest version; called whenever a version is added."""
        if self.versions:
            latest = self.latest
            self.entity, self.zh, self.en, self.unit = latest.entity, latest.zh, latest.en, latest.unit
            self.money = latest.unit.startswith("元")

    def version(self, path: list[str], on: int) -> Version | None:
        """The text in force: the nearest place upwards, and there the latest `since`."""
        for code in path:
            found = [v for v in self.versions if v.place_code == code and v.since <= on < v.until]
            if found:
                return max(found, key=lambda v: v.since)
        return None


@dataclass
class Benefit:
    """Something a person or a group can be entitled to (or a finding, with period "none")."""

    key: str
    zh: str
    en: str
    entity: Entity
    eligible: str
    amount: str | None = None
    layer: str = "basic"
    period: str = "month"
    summary: Pair = ("", "")
    how: Pair = ("", "")
    bring: tuple[Pair, ...] = ()
    decides: Pair = ("", "")
    folder: str = ""


def benefit(key: str, zh: str, en: str, **more: Any) -> Benefit:
    """Declare a benefit; see docs/engine.md, section 2."""
    return Benefit(key, zh, en, **more)


__all__ = ["Bool", "Benefit", "Fact", "Rule", "Version", "benefit", "fact", "judgement", "rule"]
