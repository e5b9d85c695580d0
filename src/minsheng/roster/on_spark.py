"""The same sweep on Spark: the population goes there in Arrow columns and the answers come back in the order of its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from minsheng.rules.engine import batch
from minsheng.rules.engine.spark import GROUP, PLACE, sweep_spark
from minsheng.rules.engine.types import UNKNOWN


@dataclass
class Answers:
    """The answers to one benefit, as a local sweep gives them; what is missing does not come back from Spark."""

    status: np.ndarray
    amount: np.ndarray
    amount_high: np.ndarray
    reason: np.ndarray
    condition_texts: list[tuple[str, str]]
    missing_bits: None = None
    place: None = None


def sweep(book: Any, population: Any, *, on: int, known: int, figures: Any = None, benefits: list[str] | None = None) -> dict[str, Answers]:
    """Decide on a local or configured Spark. Raises ImportError where pyspark is not installed."""
    from pyspark.sql import SparkSession

    from minsheng.rules.book import load

    spark = SparkSession.builder.appName("minsheng sweep").config("spark.sql.execution.arrow.pyspark.enabled", "true").getOrCreate()
    home = np.searchsorted(population.group_ids, population.person_group)
    frame = spark.createDataFrame(_table(population, home))
    asked = {"on": on, "known": known, "figures": figures, "benefits": benefits}
    found = sweep_spark(spark, frame, load, **asked).toArrow().sort_by("row_")
    chosen = [b for k, b in book.benefits.items() if f"{k}_status" in found.column_names]
    plans = {b.key: plan for plan in batch.plans(book, chosen) for b in plan.benefits}
    _, first = np.unique(population.person_group, return_index=True)
    return {b.key: _answers(found, b, first, plans[b.key]) for b in chosen}


def _table(population: Any, home: np.ndarray) -> pa.Table:
    """One row a person, the facts of the household repeated; unknown is null."""
    place = np.broadcast_to(np.asarray(population.place, str), len(population.group_ids))[home]
    columns = {"row_": pa.array(np.arange(len(home))), GROUP: pa.array(population.person_group), PLACE: pa.array(place.tolist())}
    facts = {**population.person, **{k: v[home] for k, v in population.groups.items()}}
    return pa.table(columns | {k: pa.array(v, mask=v == UNKNOWN) for k, v in facts.items()})


def _answers(found: pa.Table, b: Any, first: np.ndarray, plan: Any) -> Answers:
    rows = slice(None) if b.entity.members is None else first
    status, amount, high, reason = (found[f"{b.key}_{x}"].to_numpy()[rows] for x in ("status", "amount", "amount_high", "reason"))
    texts = batch.BenefitColumns(b, status, amount, high, reason, None, plan, [], None).condition_texts
    return Answers(status, amount, high, reason, texts)
