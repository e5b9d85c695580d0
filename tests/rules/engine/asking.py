"""Helpers of the engine's tests: random households, the same as columns, and both answers side by side."""

from __future__ import annotations

import random
from typing import Any

import numpy as np

from minsheng.rules.engine import UNKNOWN, Date, explain, ir
from minsheng.rules.engine.batch import STATUSES, Population
from minsheng.rules.engine.cases import Case
from minsheng.rules.engine.types import as_date


def case(book: Any, home: dict[str, int], *members: dict[str, int], group: str = "household") -> Case:
    """A case from integers (fen, yyyymmdd, index)."""
    return Case(book.entities[group], home, list(members), [f"第{i + 1}人" for i in range(len(members))])


def some_value(fact: Any, dice: random.Random) -> int:
    """Any value of a fact: often an end of its range or a small one, so that thresholds are met."""
    lo, hi = fact.type.lo, fact.type.hi
    if isinstance(fact.type, Date):
        year = dice.choice([lo // 10000, hi // 10000, 1935, 1945, 1955, 1990, 2005, 2020, 2023, 2024, 2025])
        day = min(max(year * 10000 + dice.randint(1, 12) * 100 + dice.choice([1, 2, 27, 28]), lo), hi)
        return int(as_date(day).strftime("%Y%m%d"))
    if hi - lo < 50 or dice.random() < 0.05:
        return dice.randint(lo, hi) if hi - lo < 50 else dice.choice([lo, hi])
    return min(hi, max(lo, dice.choice([0, 1, 153500, 100000]) if dice.random() < 0.3 else dice.randint(lo, lo + min(hi - lo, 400_000))))


def some_facts(book: Any, of: Any, dice: random.Random, unknown: float, names: set[str] | None = None) -> dict[str, int]:
    facts = (f for n, f in book.facts.items() if f.entity is of and (names is None or n in names))
    return {f.name: some_value(f, dice) for f in facts if dice.random() >= unknown}


def some_case(book: Any, dice: random.Random, unknown: float, group: str = "household", most: int = 6, names: set[str] | None = None) -> Case:
    entity = book.entities[group]
    size = dice.choice([1, 1, 2, 3, dice.randint(1, most)])
    return case(
        book, some_facts(book, entity, dice, unknown, names), *(some_facts(book, entity.members, dice, unknown, names) for _ in range(size)), group=group
    )


def population(book: Any, cases: list[Case], place: Any, dice: random.Random) -> tuple[Population, list[int], list[list[int]]]:
    """Cases as columns with sparse ids and shuffled rows; group facts in another order still. Returns also each case's row among the
    groups and the row of each of its members. Columns that nobody fills are left out."""
    ids = dice.sample(range(-(10**12), 10**15), len(cases)) if cases else []
    people = [(h, m) for h, c in enumerate(cases) for m in range(len(c.members))]
    dice.shuffle(people)
    homes = list(range(len(cases)))
    dice.shuffle(homes)
    rows: list[list[int]] = [[0] * len(c.members) for c in cases]
    for row, (h, m) in enumerate(people):
        rows[h][m] = row
    group = cases[0].entity if cases else book.entities["household"]
    made = Population(
        group=group.key,
        person_group=np.array([ids[h] for h, _ in people], np.int64),
        person={n: filled([cases[h].members[m].get(n) for h, m in people]) for n, f in book.facts.items() if f.entity is group.members},
        group_ids=np.array([ids[h] for h in homes], np.int64),
        groups={n: filled([cases[h].facts.get(n) for h in homes]) for n, f in book.facts.items() if f.entity is group},
        place=[place[h] for h in homes] if isinstance(place, list) else place,
    )
    for columns in (made.person, made.groups):
        for name in [n for n, c in columns.items() if (c == UNKNOWN).all()]:
            del columns[name]
    at = [homes.index(h) for h in range(len(cases))] if len(cases) < 2000 else list(np.argsort(homes))
    return made, at, rows


def filled(values: list[int | None]) -> np.ndarray:
    return np.array([UNKNOWN if v is None else v for v in values], np.int64)


def reason_code(answer: Any, columns: Any) -> int:
    """The number the kernel should give to the condition that decided."""
    law = answer.run.law
    version = law.versions[answer.benefit.eligible]
    if version is None or law.book.rules[answer.benefit.eligible].type != "bool":
        return 0
    node = explain.deciding(answer.run, version.tree, answer.member)
    return next((i + 1 for i, c in enumerate(columns.conditions) if c is node), 0)


def traced(answer: Any, columns: Any) -> tuple:
    """What the tracer says, in the form of `compiled`."""
    amount = answer.amount
    if answer.benefit.amount is None:
        span: Any = answer.value[:2] if answer.status != "no" and columns.plan.book.rules[answer.benefit.eligible].type != "bool" else (0, 0)
    else:
        span = (amount.lo, amount.hi) if amount else (0, 0)
    missing = frozenset(n for _, n in answer.missing)
    return str(answer.status), span, reason_code(answer, columns), missing, bool(answer.missing_figures)


def compiled(columns: Any, row: int) -> tuple:
    """What the kernel says of one row: status, bounds of the amount, reason, facts that are missing, whether a figure is."""
    names = columns.missing_names(row)
    facts = frozenset(n for n in names if n in columns.plan.book.facts)
    figure = columns.missing_bits is not None and bool(int(columns.missing_bits[row, 1]) >> 62 & 1)
    return str(STATUSES[columns.status[row]]), (int(columns.amount[row]), int(columns.amount_high[row])), int(columns.reason[row]), facts, figure


def has_node(tree: Any, kind: type) -> bool:
    return any(isinstance(n, kind) for n in ir.walk(tree))
