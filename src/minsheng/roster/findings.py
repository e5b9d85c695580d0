"""The list of what is wrong with single rows and cells: kept as tables, for there may be ten thousand of them."""

from __future__ import annotations

import polars as pl

SCHEMA = {
    "source": pl.String, "row": pl.Int64, "household_id": pl.String, "column": pl.String, "cell": pl.String,
    "problem": pl.String, "mend": pl.String, "problem_en": pl.String, "mend_en": pl.String,
}  # fmt: skip
ZH = {
    "source": "文件", "row": "行", "household_id": "户编号", "column": "列", "cell": "原值",
    "problem": "问题", "mend": "怎么改", "problem_en": "problem", "mend_en": "how to mend",
}  # fmt: skip


class Findings:
    """Collects error tables and warnings while a roster is read."""

    def __init__(self) -> None:
        self.tables: list[pl.DataFrame] = []
        self.warnings: list[tuple[str, str]] = []

    def add(self, rows: pl.DataFrame, source: str, zh: str, en: str, mend_zh: str, mend_en: str) -> None:
        """One kind of problem for many rows. `rows` has row and household_id, and column and cell where they apply."""
        if not rows.is_empty():
            words = {"source": source, "problem": zh, "mend": mend_zh, "problem_en": en, "mend_en": mend_en}
            self.tables.append(table(rows.with_columns(pl.lit(v).alias(k) for k, v in words.items())))

    def all(self) -> pl.DataFrame:
        found = pl.concat(self.tables) if self.tables else pl.DataFrame(schema=SCHEMA)
        return found.sort("source", "row", maintain_order=True)


def table(rows: pl.DataFrame) -> pl.DataFrame:
    """Bring rows into the form of the error table; what they lack is empty."""
    missing = [pl.lit(None, t).alias(c) for c, t in SCHEMA.items() if c not in rows.columns]
    return rows.with_columns(missing).select(pl.col(c).cast(t) for c, t in SCHEMA.items())
