"""What can be wrong with a population before anything is decided: said with the column, what is wrong and how to mend it."""

from __future__ import annotations

import difflib
from typing import Any

import numpy as np

from .problems import InputProblems, Problem, UnknownName


def check(book: Any, population: Any) -> None:
    """Raises UnknownName for a kind of group the book has not, InputProblems for names, ids or places that cannot be read."""
    group = book.entities.get(population.group)
    if group is None or group.members is None:
        raise UnknownName(f"规则书里没有“{population.group}”这类单位 / the book knows no group called {population.group}")
    problems = [*names(book, population.person, group.members), *names(book, population.groups, group)]
    for where, ids in (("person_group", population.person_group), ("group_ids", population.group_ids)):
        if ids is not None and len(ids) and np.asarray(ids).dtype.kind not in "iu":
            problems.append(Problem(where, "户号这一列应是整数", "the ids of groups must be integers", "请改成整数编号", "number the groups"))
    if problems:
        raise InputProblems(problems)


def names(book: Any, columns: dict[str, Any], entity: Any) -> list[Problem]:
    """A column that is no fact of its table would be left out in silence."""
    facts = [n for n, f in book.facts.items() if f.entity is entity]
    return [unknown(name, facts, entity) for name in columns if name not in facts]


def unknown(name: str, facts: list[str], entity: Any) -> Problem:
    near = difflib.get_close_matches(name, facts, 1)
    mend = (f"您是不是要写 {near[0]}", f"did you mean {near[0]}?") if near else ("请删去这一列", "leave the column out")
    return Problem(name, f"没有叫“{name}”的情况", f"no fact of a {entity.key} is called {name}", *mend)


def one_each(places: int, groups: int) -> None:
    if places != groups:
        raise InputProblems(
            [Problem("place", f"有 {groups} 户，却有 {places} 个地方", f"{groups} groups but {places} places", "每户写一个地方", "one place a group")]
        )
