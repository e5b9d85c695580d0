"""Brings the people of each group together, whatever the order and the gaps of the ids: a hash table and a counting sort."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

SPREAD = 0x9E3779B97F4A7C15  # 2^64 over the golden ratio: spreads ids that differ little

fast = njit(cache=True, error_model="numpy", nogil=True)


def side_by_side(ids: np.ndarray, groups: np.ndarray) -> np.ndarray | None:
    """Start of each group where people already stand together in the order of the groups; None where they do not."""
    starts = first_rows(ids)
    same = len(starts) == len(groups) and np.array_equal(ids[starts], groups) and bool((groups[1:] > groups[:-1]).all())
    return np.append(starts, len(ids)) if same else None


def first_rows(ids: np.ndarray) -> np.ndarray:
    """Rows at which another id begins."""
    if not len(ids):
        return np.empty(0, np.int64)
    return np.concatenate(([0], np.flatnonzero(ids[1:] != ids[:-1]) + 1))


def by_id(ids: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray | None]:
    """int64 ids of people's groups → (ids ascending, start of each, order of rows or None where they stand so)."""
    order = None if (ids[1:] >= ids[:-1]).all() else np.argsort(ids, kind="stable").astype(np.int32)
    ordered = ids if order is None else ids[order]
    starts = first_rows(ordered)
    return ordered[starts], np.append(starts, len(ids)), order


def rows(ids: np.ndarray, groups: np.ndarray) -> tuple[np.ndarray, int]:
    """For each person the row of the group, -1 where there is none; and a row that repeats an earlier group, or -1."""
    bits = max(2 * len(groups) - 1, 1).bit_length()
    table = np.full(1 << bits, -1, np.int32)
    twice = _fill(groups, table, np.uint64((1 << bits) - 1), 64 - bits)
    return _find(ids, groups, table, np.uint64((1 << bits) - 1), 64 - bits), twice


@fast
def _fill(groups: Any, table: Any, mask: Any, shift: Any) -> Any:
    for g in range(groups.size):
        at = (np.uint64(groups[g]) * np.uint64(SPREAD)) >> np.uint64(shift)
        while table[at] >= 0:
            if groups[table[at]] == groups[g]:
                return g
            at = (at + np.uint64(1)) & mask
        table[at] = g
    return -1


@fast
def _find(ids: Any, groups: Any, table: Any, mask: Any, shift: Any) -> Any:
    found = np.empty(ids.size, np.int32)
    for i in range(ids.size):
        at = (np.uint64(ids[i]) * np.uint64(SPREAD)) >> np.uint64(shift)
        while table[at] >= 0 and groups[table[at]] != ids[i]:
            at = (at + np.uint64(1)) & mask
        found[i] = table[at]
    return found


@fast
def by_row(row: Any, groups: Any) -> Any:
    """(start of each group, order of people's rows), keeping the order of the people within a group."""
    start = np.zeros(groups + 1, np.int64)
    for i in range(row.size):
        start[row[i] + 1] += 1
    for g in range(groups):
        start[g + 1] += start[g]
    at, order = start[:-1].copy(), np.empty(row.size, np.int32)
    for i in range(row.size):
        order[at[row[i]]] = i
        at[row[i]] += 1
    return start, order


@fast
def invert(order: Any) -> Any:
    """Where each row went."""
    back = np.empty(order.size, np.int32)
    for k in range(order.size):
        back[np.uintp(order[k])] = k
    return back


@fast
def gather(values: Any, order: Any, out: Any) -> None:
    """out[k] = values[order[k]]; lets go of the interpreter, so that columns are gathered side by side."""
    for k in range(order.size):
        out[k] = values[np.uintp(order[k])]


@fast
def narrow(values: Any, out: Any, lo: Any, hi: Any) -> Any:
    """Copies into narrower integers and says whether all lie within lo and hi: one pass instead of three."""
    within = True
    for i in range(values.size):
        within &= (values[i] >= lo) & (values[i] <= hi)
        out[i] = values[i]
    return within


@fast
def within(values: Any, lo: Any, hi: Any) -> Any:
    """Whether all lie within lo and hi."""
    good = True
    for i in range(values.size):
        good &= (values[i] >= lo) & (values[i] <= hi)
    return good
