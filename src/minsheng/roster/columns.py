"""What the columns of a roster mean: four of its own, and one for every fact of the book."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from minsheng.rules.engine.declare import Fact

from .problems import RosterError, problem

HOUSEHOLD, PERSON, NAME, PLACE = "household_id", "person_id", "name", "place"
OWN = {
    HOUSEHOLD: ("户编号", "Household id", "家庭编号", "户号"),
    PERSON: ("人员编号", "Person id", "身份证号", "身份证号码", "公民身份号码", "证件号码"),
    NAME: ("姓名", "Name"),
    PLACE: ("地区", "Place", "所在地", "区划"),
}
PROOF = {"_officer": ("（认定人）", " (officer)"), "_evidence": ("（依据）", " (evidence)")}
NOTES = {"synthetic", "备注", "note", "notes", "序号"}  # columns that people keep and nobody decides by


def columns_of(book) -> dict[str, Fact]:
    """The facts a roster of households may have columns for, in the order of the vocabulary."""
    return {f.name: f for f in book.facts.values() if f.entity.key in ("person", "household")}


def is_group(fact: Fact) -> bool:
    return fact.entity.members is not None


@dataclass(frozen=True)
class Headings:
    """How the headings of one file were understood: heading -> name, and headings nobody knows with the nearest name."""

    known: dict[str, str]
    unknown: dict[str, str]


def understand(headings: list[str], columns: dict[str, Fact], source: str) -> Headings:
    """Match headings by key or by label. Raises RosterError where two headings mean the same or one means two things."""
    names = _names(columns)
    known: dict[str, str] = {}
    unknown: dict[str, str] = {}
    for heading in headings:
        word = heading.strip().lower()
        meant = names.get(word, set())
        if len(meant) > 1:
            keys = "、".join(sorted(meant))
            raise RosterError(
                [
                    problem(
                        source,
                        f"列名“{heading}”可以指几样东西",
                        f"heading “{heading}” can mean several facts",
                        f"请改写成其中之一：{keys}",
                        f"write one of {keys}",
                    )
                ]
            )
        if meant:
            known[heading] = next(iter(meant))
        elif word not in NOTES:
            unknown[heading] = _nearest(word, names)
    _refuse_twice(known, source)
    return Headings(known, unknown)


def _names(columns: dict[str, Fact]) -> dict[str, set[str]]:
    names: dict[str, set[str]] = {}

    def add(word: str, name: str) -> None:
        names.setdefault(word.strip().lower(), set()).add(name)

    for name, words in OWN.items():
        for word in (name, *words):
            add(word, name)
    for c in columns.values():
        for end, labels in {"": ("", ""), **(PROOF if c.is_judgement else {})}.items():
            add(c.name + end, c.name + end)
            add(c.zh + labels[0], c.name + end)
            add(c.en + labels[1], c.name + end)
    for c in columns.values():  # a key always means itself, whatever labels others have
        names[c.name] = {c.name}
    return names


def _nearest(word: str, names: dict[str, set[str]]) -> str:
    near = difflib.get_close_matches(word, names, n=1, cutoff=0.5)
    return near[0] if near else ""


def _refuse_twice(known: dict[str, str], source: str) -> None:
    seen: dict[str, str] = {}
    for heading, name in known.items():
        if name in seen:
            raise RosterError(
                [
                    problem(
                        source,
                        f"“{seen[name]}”和“{heading}”是同一项，出现了两次",
                        f"“{seen[name]}” and “{heading}” are the same column twice",
                        "请只留一列",
                        "keep one of them",
                    )
                ]
            )
        seen[name] = heading
