"""From the columns people bring to those the kernel reads: grouped, checked, in the narrowest integers; and the tables of figures
and versions for every place."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from . import grouping
from .declare import Fact
from .plan import Plan, dtype, mark
from .problems import InputProblems, Problem
from .types import UNKNOWN


@dataclass
class Grouped:
    """Where each group's people stand: the rows `order[start[h]:start[h + 1]]` are group h's; `order` None: they stand so already."""

    ids: np.ndarray
    start: np.ndarray
    order: np.ndarray | None

    def together(self, values: np.ndarray) -> np.ndarray:
        """A person column brought into the order of the groups."""
        return values if self.order is None else taken(values, self.order)

    def apart(self, values: np.ndarray) -> np.ndarray:
        """A column in the order of the groups brought back into the order of the persons."""
        return values if self.order is None else taken(values, self.back)

    @cached_property
    def back(self) -> np.ndarray:
        back: np.ndarray = grouping.invert(self.order)
        return back


def taken(values: np.ndarray, order: np.ndarray) -> np.ndarray:
    """values[order], for columns of any width."""
    if values.ndim > 1:
        return np.take(values, order, axis=0)
    out = np.empty(len(order), values.dtype)
    grouping.gather(values, order, out)
    return out


def group_people(ids: np.ndarray, group_ids: np.ndarray | None) -> Grouped:
    """Raises InputProblems where a person names no group of the table, a group stands twice, or a group has no people."""
    ids = np.ascontiguousarray(ids, np.int64)
    if group_ids is None:
        return Grouped(*grouping.by_id(ids))
    given = np.ascontiguousarray(group_ids, np.int64)
    if len(given) and (beside := grouping.side_by_side(ids, given)) is not None:
        return Grouped(given, beside, None)
    row, twice = grouping.rows(ids, given)
    if twice >= 0:
        raise InputProblems([Problem(f"group {given[twice]}", "同一个户号写了两次", "a group stands twice", "每户只留一行", "keep one row a group")])
    if len(row) and (row < 0).any():
        raise InputProblems(
            [Problem(f"group {ids[row < 0][0]}", "有人写了名单里没有的户", "people name a group that is not in the table", "补上这一户", "add the group")]
        )
    start, order = grouping.by_row(row, len(given))
    if (empty := np.flatnonzero(start[1:] == start[:-1])).size:
        raise InputProblems(
            [Problem(f"group {given[empty[0]]}", "这一户没有成员", "a household without members", "补上成员，或删去这一户", "add its members or leave it out")]
        )
    return Grouped(given, start, order)


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
    values = np.ascontiguousarray(values)
    own_mark = np.iinfo(values.dtype).min if values.dtype.kind == "i" else -1  # without a sign, 0 is no mark
    if values.dtype == want and grouping.within(values, fact.type.lo, fact.type.hi):
        return values, True
    out = np.empty(n, want)
    if np.can_cast(values.dtype, np.int64) and grouping.narrow(values, out, fact.type.lo, fact.type.hi):
        return out, True
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


def one_block(fields: list[tuple[str, Any, int]], spare: list[np.ndarray]) -> dict[str, np.ndarray]:
    """Columns (name, dtype, length) cut out of one allocation: the system hands out a few huge pages for it, and thousands of small
    ones for many columns. `spare`: earlier blocks; one of which nobody holds a column any more is used again."""
    at, starts = 0, []
    for _, kind, size in fields:
        starts.append(at)
        at += -(-np.dtype(kind).itemsize * size // 64) * 64
    free = (b for b in spare if b.size == max(at, 1) and sys.getrefcount(b) <= 3)  # the list, the loop and the call hold it; a column would too
    block = next(free, None)
    if block is None:
        block = np.empty(max(at, 1), np.uint8)
        spare[:] = [*spare[-1:], block]
    return {n: block[s : s + np.dtype(d).itemsize * size].view(d) for s, (n, d, size) in zip(starts, fields, strict=True)}
