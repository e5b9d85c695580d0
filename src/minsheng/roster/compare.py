"""What a change does, as tables: who wins, who loses and what it costs, by benefit, place and age, and household by household."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from .results import PERIODS, pick


@dataclass(frozen=True)
class Change:
    """Money in yuan; only amounts that are certain are counted. Places, ages and households: of the monthly benefits."""

    benefits: pl.DataFrame
    places: pl.DataFrame
    ages: pl.DataFrame
    households: pl.DataFrame


def tables(comparison: Any, ids: pl.Series, lang: str) -> Change:
    """The tables of an engine's Comparison. `ids`: the name of each household, in the order of its groups."""
    book = comparison.book
    before, after = comparison.by_group()
    place = comparison.population.place
    codes = np.broadcast_to(np.asarray(place, str), len(before))
    each = pl.DataFrame({"place_code": codes, "more": after > before, "less": after < before})
    counts = each.group_by("place_code").agg(pl.len().cast(pl.Int64).alias("households"), pl.col("more", "less").sum().cast(pl.Int64))
    cost = comparison.by_place()
    named = pl.DataFrame({"place_code": list(cost), "place": [book.places.title(c) for c in cost], **_money(*_sides(cost))}).join(
        counts, on="place_code", how="left"
    )
    households = pl.DataFrame({"household_id": ids, "place_code": codes, **_money(before, after)})
    return Change(
        pl.DataFrame(_benefit(comparison, b, lang) for b in book.benefits.values() if b.key in comparison.before and b.amount),
        named.sort("place_code").select("place_code", "place", "households", "more", "less", "yuan_before", "yuan_after", "yuan_change"),
        _ages(comparison.by_age()), households.filter(pl.col("yuan_change") != 0),
    )  # fmt: skip


def _benefit(comparison: Any, b: Any, lang: str) -> dict[str, Any]:
    people, (before, after) = comparison.people(b.key), comparison.cost()[b.key]
    return {
        "benefit": b.key, "benefit_name": pick((b.zh, b.en), lang), "per": pick(PERIODS[b.period], lang), "enter": people["enter"], "leave": people["leave"],
        "more": people["winners"], "less": people["losers"], "yuan_before": before / 100, "yuan_after": after / 100, "yuan_change": (after - before) / 100,
    }  # fmt: skip


def _sides(cost: dict[Any, tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    both = np.array(list(cost.values()), np.int64).reshape(len(cost), 2)
    return both[:, 0], both[:, 1]


def _money(before: np.ndarray, after: np.ndarray) -> dict[str, np.ndarray]:
    return {"yuan_before": before / 100, "yuan_after": after / 100, "yuan_change": (after - before) / 100}


def _ages(cost: dict[int, tuple[int, int]]) -> pl.DataFrame:
    first = list(cost)
    labels = [f"{a}–{b - 1}" for a, b in zip(first, first[1:], strict=False)] + [f"{first[-1]}+"]
    return pl.DataFrame({"age": labels, **_money(*_sides(cost))})
