"""What a change does: who wins, who loses and what it costs, by benefit, place and age."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from minsheng.rules.engine.types import UNKNOWN, as_date

from .results import PERIODS, STATUSES, pick, table_of

YES = STATUSES.index("yes")
BANDS = (0, 18, 60, 80, 90)  # lower bounds of the age bands shown


@dataclass(frozen=True)
class Change:
    """Tables of a comparison. Money in yuan; only amounts that are certain are counted."""

    benefits: pl.DataFrame
    places: pl.DataFrame
    ages: pl.DataFrame
    households: pl.DataFrame


def compare(population: Any, before: Any, after: Any, book: Any, on: int, ids: pl.Series, lang: str) -> Change:
    """`before` and `after`: two sweeps of one population. `ids`: the name of each household, in the order of its groups.

    Costs by place and age, and those of each household, are of the monthly benefits. A household's own benefit counts for the age of its oldest member.
    """
    benefits = [b for b in book.benefits.values() if b.key in before and b.amount]
    home = np.searchsorted(population.group_ids, population.person_group)
    age = ages(population, on)
    oldest = np.full(len(population.group_ids), -1, np.int64)
    np.maximum.at(oldest, home, age)
    sums = np.zeros((2, len(oldest)), np.int64)
    by_age = np.zeros((2, len(BANDS) + 1), np.int64)
    rows = []
    for b in benefits:
        a, z = certain(before[b.key]), certain(after[b.key])
        rows.append(_benefit(b, before[b.key], after[b.key], a, z, lang))
        if b.period != "month":
            continue
        for i, fen in enumerate((a, z)):
            personal = table_of(b) == "persons"
            sums[i] += np.bincount(home, weights=fen, minlength=len(oldest)).astype(np.int64) if personal else fen
            by_age[i] += np.bincount(_band(age if personal else oldest), weights=fen, minlength=len(BANDS) + 1).astype(np.int64)
    return Change(pl.DataFrame(rows), _places(population, book, sums, lang), _ages(by_age, lang), _households(ids, population, book, sums))


def certain(outcome: Any) -> np.ndarray:
    """Fen of those who are entitled to a known amount; 0 for all others."""
    return np.where((outcome.status == YES) & (outcome.amount == outcome.amount_high), outcome.amount, 0)


def ages(population: Any, on: int) -> np.ndarray:
    """Whole years of each person on a day; −1 where the date of birth is not known."""
    born = population.person.get("birth_date")
    if born is None:
        return np.full(len(population.person_group), -1, np.int64)
    day = as_date(on)
    years = day.year - born // 10000 - ((born % 10000) > day.month * 100 + day.day)
    return np.where(born == UNKNOWN, -1, np.maximum(years, 0))


def _band(age: np.ndarray) -> np.ndarray:
    return np.where(age < 0, len(BANDS), np.searchsorted(BANDS, age, side="right") - 1)


def _benefit(b: Any, before: Any, after: Any, a: np.ndarray, z: np.ndarray, lang: str) -> dict[str, Any]:
    had, has = before.status == YES, after.status == YES
    return {
        "benefit": b.key, "benefit_name": pick((b.zh, b.en), lang), "per": pick(PERIODS[b.period], lang),
        "entitled_before": int(had.sum()), "entitled_after": int(has.sum()), "enter": int((has & ~had).sum()), "leave": int((had & ~has).sum()),
        "more": int((z > a).sum()), "less": int((z < a).sum()),
        "yuan_before": int(a.sum()) / 100, "yuan_after": int(z.sum()) / 100, "yuan_change": int(z.sum() - a.sum()) / 100,
    }  # fmt: skip


def _money(before: np.ndarray, after: np.ndarray) -> dict[str, np.ndarray]:
    return {"yuan_before": before / 100, "yuan_after": after / 100, "yuan_change": (after - before) / 100}


def _places(population: Any, book: Any, sums: np.ndarray, lang: str) -> pl.DataFrame:
    codes = np.broadcast_to(np.asarray(population.place), len(population.group_ids))
    each = pl.DataFrame({"place_code": codes.astype(str), "more": sums[1] > sums[0], "less": sums[1] < sums[0], **_money(sums[0], sums[1])})
    found = each.group_by("place_code").agg(pl.len().alias("households"), pl.col("more", "less", "yuan_before", "yuan_after", "yuan_change").sum()).sort("place_code")
    return found.with_columns(pl.col("place_code").replace_strict({c: book.places.title(c) for c in found["place_code"]}, return_dtype=pl.String).alias("place"))


def _ages(by_age: np.ndarray, lang: str) -> pl.DataFrame:
    ends = [f"–{b - 1}" for b in BANDS[1:]] + ["+"]
    labels = [f"{lo}{hi}" for lo, hi in zip(BANDS, ends, strict=True)] + [pick(("年龄不知道", "age not known"), lang)]
    return pl.DataFrame({"age": labels, **_money(by_age[0], by_age[1])})


def _households(ids: pl.Series, population: Any, book: Any, sums: np.ndarray) -> pl.DataFrame:
    codes = np.broadcast_to(np.asarray(population.place), len(population.group_ids)).astype(str)
    table = pl.DataFrame({"household_id": ids, "place_code": codes, **_money(sums[0], sums[1])})
    return table.filter(pl.col("yuan_change") != 0)
