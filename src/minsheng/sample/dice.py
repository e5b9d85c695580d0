"""Whole columns of chance, from one seeded source, with the names of the book's choices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from minsheng.rules.engine.types import UNKNOWN

Array = np.ndarray


class Dice:
    """Draws for `n` rows. `facts` tells how choices are held."""

    def __init__(self, n: int, seed: int, stream: int, facts: Mapping[str, Any]):
        self.n, self.facts = n, facts
        self.rng = np.random.Generator(np.random.PCG64([seed, stream]))

    def chance(self, share: float | Array) -> Array:
        """True with that probability."""
        return self.rng.random(self.n) < share

    def between(self, lo: int | Array, hi: int | Array) -> Array:
        """Whole numbers from lo to hi, both included."""
        return self.rng.integers(lo, np.asarray(hi) + 1, self.n)

    def pick(self, values: Any, weights: Any) -> Array:
        """One of the values a row, by weight."""
        edges = np.cumsum(np.asarray(weights, float))
        return np.asarray(values)[np.searchsorted(edges / edges[-1], self.rng.random(self.n), side="right").clip(0, len(edges) - 1)]

    def money(self, median: float | Array, spread: float) -> Array:
        """Sums in fen around a median in yuan, skewed as incomes are, in whole ten yuan."""
        yuan = median * np.exp(spread * self.rng.standard_normal(self.n))
        return (yuan / 10).astype(np.int64) * 1000

    def index(self, fact: str, key: str) -> int:
        """How the book holds an option of a choice."""
        return self.facts[fact].type.keys.index(key)

    def choose(self, fact: str, **weights: float) -> Array:
        """Options of a choice by weight."""
        return self.pick([self.index(fact, k) for k in weights], list(weights.values()))

    def choice(self, fact: str, default: str, *cases: tuple[Array, str | Array]) -> Array:
        """An option of a choice for every row: the last case that applies, else the default."""
        out = np.full(self.n, self.index(fact, default), np.int64)
        for where, key in cases:
            out = np.where(where, self.index(fact, key) if isinstance(key, str) else key, out)
        return out

    def forget(self, values: Array, share: float | Array) -> Array:
        """Make a share of the values unknown, as records are."""
        return np.where(self.chance(share), UNKNOWN, values)


def only(where: Array, values: Array | int) -> Array:
    """Values where they make sense, unknown elsewhere."""
    return np.where(where, values, UNKNOWN)


def days_to_int(days: Array) -> Array:
    """datetime64[D] to the integer yyyymmdd."""
    months = days.astype("datetime64[M]")
    years = days.astype("datetime64[Y]")
    y = years.astype(np.int64) + 1970
    m = (months - years.astype("datetime64[M]")).astype(np.int64) + 1
    d = (days - months.astype("datetime64[D]")).astype(np.int64) + 1
    return (y * 100 + m) * 100 + d
