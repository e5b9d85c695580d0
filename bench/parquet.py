"""Columns to and from Parquet: one file of persons, one of households."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from population import HOUSEHOLD, PERSON

FILES = {"persons.parquet": ("person_group", *PERSON), "households.parquet": ("group_ids", *HOUSEHOLD)}


def write_people(folder: Path, people: dict[str, np.ndarray]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for file, columns in FILES.items():
        pq.write_table(pa.table({name: people[name] for name in columns}), folder / file, compression="zstd")


def read_people(folder: Path) -> dict[str, np.ndarray]:
    """The columns as NumPy arrays, one row a person or a household."""
    return {name: column.to_numpy() for file in FILES for name, column in _columns(folder / file)}


def _columns(file: Path):
    table = pq.read_table(file)
    return zip(table.column_names, table.columns, strict=True)


def write_results(folder: Path, keys: dict[str, np.ndarray], outcome: dict[str, dict[str, np.ndarray]]) -> int:
    """One file for each length of column (persons, households): the key, and by benefit every column. Returns bytes written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    for name, key in keys.items():
        mine = {f"{benefit}_{column}": values for benefit, all_ in outcome.items() for column, values in all_.items() if len(values) == len(key)}
        file = folder / f"{name}.parquet"
        pq.write_table(pa.table({"household": key} | mine), file, compression="zstd")
        written += file.stat().st_size
    return written
