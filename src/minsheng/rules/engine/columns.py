"""From the columns people bring to those the kernel reads: grouped, checked, in the narrowest integers; and the tables of figures
and versions for every place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .declare import Fact
from .grouping import by_group
from .plan import Plan, dtype, mark
from .problems import InputProblems, Problem
from .types import UNKNOWN


@dataclass
class Grouped:
    """Where each group's people stand: `order[start[h]:start[h + 1]]` are the rows of group h."""

    ids: np.ndarray
    start: np.ndarray
    order: np.ndarray
    shuffled: bool
    rows: np.ndarray | None  # group h ↔ row of the caller's group table; None: the same


def group_people(ids: np.ndarray, group_ids: np.ndarray | None) -> Grouped:
    """Raises InputProblems where a person names no group of the table, or a group has no people."""
    found, start, order, shuffled = by_group(np.ascontiguousarray(ids, np.int64))
    if group_ids is None or (len(group_ids) == len(found) and np.array_equal(group_ids, found)):
        return Grouped(found, start, order, shuffled, None)
    given = np.asarray(group_ids, np.int64)
    sorter = np.argsort(given, kind="stable")
    at = np.searchsorted(given, found, sorter=sorter)
    rows = sorter[np.minimum(at, len(given) - 1)] if len(given) else np.empty(0, np.int64)
    if len(given) < len(found) or not np.array_equal(given[rows], found):
        stray = found[0] if not len(given) else found[given[rows] != found][0] if (given[rows] != found).any() else found[0]
        raise InputProblems([Problem(f"group {stray}", "有人写了名单里没有的户", "people name a group that is not in the table", "补上这一户", "add the group")])
    if len(given) > len(found):
        empty = np.setdiff1d(given, found)[0]
        raise InputProblems([Problem(f"group {empty}", "这一户没有成员", "a household without members", "补上成员，或删去这一户", "add its members or leave it out")])
    return Grouped(found, start, order, shuffled, rows)


def column(fact: Fact, values: Any, n: int) -> tuple[np.ndarray, bool]:
    """A column in the kernel's dtype, and whether all of it is known. Raises InputProblems for a value outside the fact's range."""
    want, none = np.dtype(dtype(fact)), mark(fact)
    if values is None:
        silence = fact.silence
        return np.full(n, none if silence is None else silence, want), silence is not None
    values = np.asarray(values)
    if values.dtype == bool:
        values = values.astype(np.int8)
    if values.dtype.kind not in "iu" or len(values) != n:
        raise InputProblems([Problem(fact.name, f"“{fact.zh}”这一列应是 {n} 个整数", f"the column must be {n} integers")])
    if not len(values):
        return values.astype(want), True
    lo, hi = int(values.min()), int(values.max())
    own_mark = np.iinfo(values.dtype).min
    if lo >= fact.type.lo and hi <= fact.type.hi:
        return np.ascontiguousarray(values, want), True
    unknown = (values == own_mark) | (values == UNKNOWN) if values.dtype == np.int64 else values == own_mark
    bad = ~unknown & ((values < fact.type.lo) | (values > fact.type.hi))
    if bad.any():
        row = int(np.flatnonzero(bad)[0])
        raise InputProblems([Problem(f"{fact.name}[{row}]", f"“{fact.zh}”有 {int(bad.sum())} 个值超出范围", f"{int(bad.sum())} values are out of range",
                                     f"应在 {fact.type.lo} 到 {fact.type.hi} 之间", f"between {fact.type.lo} and {fact.type.hi}")])  # fmt: skip
    fill = none if fact.silence is None else fact.silence
    out = np.where(unknown, fill, values).astype(want)
    return out, fact.silence is not None or not bool(unknown.any())


def figure_table(plan: Plan, laws: list[Any], level: int) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper bound of every figure slot for each place; equal where confirmed."""
    low = np.zeros((len(laws), max(1, plan.width)), np.int64)
    high = low.copy()
    for p, law in enumerate(laws):
        for f in plan.figures:
            at, bands, _ = plan.slots[f.name]
            for k, key in enumerate(f.by or [""]):
                cells = law.values[f.name].cell(key, level)
                base = at + 2 * bands * k
                bounds = [(-(2**62), min(0, f.lo) if f.bands else f.lo, f.hi)] if cells is None else [(lower, v, v) for lower, v in cells]
                bounds += [(2**62, 0, 0)] * (bands - len(bounds))
                for b, (lower, lo, hi) in enumerate(bounds):
                    low[p, base + b] = high[p, base + b] = lower
                    low[p, base + bands + b], high[p, base + bands + b] = lo, hi
    return low, high


def version_table(plan: Plan, laws: list[Any]) -> np.ndarray:
    """Which text of each rule is in force at each place; −1: none."""
    rows = [[r.versions.index(v) if (v := law.versions[r.name]) else -1 for r in plan.rules] for law in laws]
    return np.array(rows, np.int64).reshape(len(laws), len(plan.rules))
