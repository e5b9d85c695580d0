"""The same sweep on Spark: the population goes there in Arrow columns, whole households together, and the answers of the same
kernels come back in the order of its rows, with reasons and what is missing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from minsheng.rules.book import load
from minsheng.rules.engine import batch
from minsheng.rules.engine.plan import plans
from minsheng.rules.engine.spark import GROUP, PARTS, PLACE, session, sweep_spark
from minsheng.rules.engine.types import UNKNOWN


def sweep(book: Any, population: Any, *, on: int, known: int, figures: Any = None, benefits: list[str] | None = None) -> dict[str, batch.BenefitColumns]:
    """Decide on the Spark that is configured, or one on this machine. Raises ImportError where pyspark is not installed."""
    spark = session("minsheng sweep")
    home = np.searchsorted(population.group_ids, population.person_group)
    codes, index = np.unique(np.broadcast_to(np.asarray(population.place, str), len(population.group_ids)), return_inverse=True)
    chosen = [b for k, b in book.benefits.items() if book.world(b).key == population.group and (not benefits or k in benefits)]
    frame = spark.createDataFrame(_table(population, home, codes[index]))
    found = sweep_spark(spark, frame, load, on=on, known=known, figures=figures, benefits=benefits).toArrow().sort_by("row_")
    laws = [book.at(str(c), on, known, figures=figures) for c in codes]
    _, first = np.unique(population.person_group, return_index=True)
    of = {b.key: plan for plan in plans(book, book.entities[population.group]) for b in plan.benefits}
    return {b.key: _answers(found, book, b, of[b.key], laws, first, index, home) for b in chosen}


def _table(population: Any, home: np.ndarray, place: np.ndarray) -> pa.Table:
    """One row a person, the facts of the household repeated; unknown is null."""
    columns = {"row_": pa.array(np.arange(len(home))), GROUP: pa.array(population.person_group), PLACE: pa.array(place[home].tolist())}
    facts = {**population.person, **{k: v[home] for k, v in population.groups.items()}}
    return pa.table(columns | {k: pa.array(v, mask=v == UNKNOWN) for k, v in facts.items()})


def _answers(found: pa.Table, book: Any, b: Any, plan: Any, laws: list[Any], first: np.ndarray, index: np.ndarray, home: np.ndarray) -> batch.BenefitColumns:
    personal = b.entity.members is None
    rows = slice(None) if personal else first
    status, amount, high, reason, one, two = (found[f"{b.key}_{part}"].to_numpy()[rows] for part in PARTS)
    read = book.reach_of(b)
    open_figures = [
        [f.name for f in plan.figures if f.name in read and any(law.values[f.name].cell(k, batch.fig.STRICT) is None for k in f.by or [""])] for law in laws
    ]
    return batch.BenefitColumns(b, status, amount, high, reason, np.column_stack([one, two]), plan, open_figures, index[home] if personal else index)
