"""The same kernels on Spark: whole households in Arrow batches, so that no rule is translated and every fen is the same."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import numpy as np

from .batch import Population, sweep
from .types import UNKNOWN

CONFIGURED = ("SPARK_CONF_DIR", "SPARK_REMOTE", "PYSPARK_SUBMIT_ARGS", "MASTER")
PARTS = ("status", "amount", "amount_high", "reason", "missing_1", "missing_2")
BUCKET, GROUP, PLACE = "bucket_", "group_", "place_"


def session(name: str) -> Any:
    """The Spark that the environment configures, or one on this machine. That one speaks over the loopback only: large results travel
    through its block manager, which would otherwise use whatever address the machine has. Raises ImportError without pyspark."""
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # workers on this machine use this very Python, and see this package
    builder = SparkSession.builder.appName(name).config("spark.executorEnv.PYTHONPATH", str(Path(__file__).parents[3]))
    if not any(k in os.environ for k in CONFIGURED):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        here: dict[str, Any] = {"spark.driver.host": "127.0.0.1", "spark.driver.memory": "6g", "spark.driver.maxResultSize": "0", "spark.ui.enabled": "false"}
        builder = builder.master("local[*]").config(map=here)
    return builder.getOrCreate()


def to_population(table: Any, book: Any, group: str) -> Population:
    """An Arrow table (a row a person: group_, place_, a column a fact, group facts repeated) → Population; rows may come in any order."""
    columns = {n: _numbers(table[n]) for n in table.column_names if n in book.facts}
    ids = table[GROUP].to_numpy()
    group_ids, first = np.unique(ids, return_index=True)
    person = {n: c for n, c in columns.items() if book.facts[n].entity.members is None}
    groups = {n: c[first] for n, c in columns.items() if n not in person}
    return Population(group, ids, person, group_ids, groups, np.asarray(table[PLACE].to_pylist(), str)[first])


def _numbers(column: Any) -> np.ndarray:
    import pyarrow.compute as pc

    out: np.ndarray = pc.fill_null(column.cast("int64"), UNKNOWN).to_numpy()
    return out


def answer_table(table: Any, book: Any, group: str, asked: dict[str, Any]) -> Any:
    """Rows of persons in, the same rows out with every part of every benefit's answer; a group's answer stands on its first row (by row_)."""
    import pyarrow as pa

    table = table.sort_by("row_")
    population = to_population(table, book, group)
    _, first = np.unique(population.person_group, return_index=True)
    out: dict[str, Any] = {"row_": table["row_"], GROUP: table[GROUP]}
    for key, r in sweep(book, population, **asked).items():
        bits = np.zeros((len(r.status), 2), np.int64) if r.missing_bits is None else r.missing_bits
        rows = slice(None) if r.benefit.entity.members is None else first
        for part, values in zip(PARTS, (r.status, r.amount, r.amount_high, r.reason, bits[:, 0], bits[:, 1]), strict=True):
            wide = np.full(len(population), -1 if part == "status" else 0, np.int64)
            wide[rows] = values
            out[f"{key}_{part}"] = pa.array(wide)
    return pa.table(out)


def sweep_spark(spark: Any, frame: Any, loader: Any, *, group: str = "household", buckets: int | None = None, **asked: Any) -> Any:
    """A Spark frame (columns row_, group_, place_ and facts as integers, null unknown) → a Spark frame of answers. `loader`: a function of no
    arguments that gives the book on a worker. `asked`: on, known, figures (a path), benefits, level, as for sweep."""
    from pyspark.sql import functions as F

    book = loader()
    chosen = [b for k, b in book.benefits.items() if book.world(b) is book.entities[group] and (not asked.get("benefits") or k in asked["benefits"])]
    fields = ["row_ long", f"{GROUP} long"] + [f"{b.key}_{x} long" for b in chosen for x in PARTS]
    count = buckets or max(1, spark.sparkContext.defaultParallelism)

    def work(table: Any) -> Any:
        return answer_table(table, loader(), group, asked)

    return frame.withColumn(BUCKET, F.pmod(F.hash(GROUP), F.lit(count))).groupBy(BUCKET).applyInArrow(work, ", ".join(fields))
