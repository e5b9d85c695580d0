"""Brings the people of each group together, whatever the order and the gaps of the ids."""

from __future__ import annotations

import numpy as np


def by_group(ids: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, bool]:
    """int64 ids of people's groups → (ids ascending, start of each, order of rows, whether the order is needed)."""
    if not len(ids):
        return ids, np.zeros(1, np.int64), np.empty(0, np.int64), False
    step = ids[1:] >= ids[:-1]
    if step.all():
        starts = np.concatenate(([0], np.flatnonzero(ids[1:] != ids[:-1]) + 1, [len(ids)]))
        return ids[starts[:-1]], starts, np.empty(0, np.int64), False
    order = np.argsort(ids, kind="stable")
    ordered = ids[order]
    starts = np.concatenate(([0], np.flatnonzero(ordered[1:] != ordered[:-1]) + 1, [len(ids)]))
    return ordered[starts[:-1]], starts, order, True
