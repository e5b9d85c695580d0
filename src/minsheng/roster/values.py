"""Read the column of one fact and name its bad cells. A bad cell is reported and counts as unknown."""

from __future__ import annotations

import polars as pl

from minsheng.rules.engine.declare import Fact
from minsheng.rules.engine.types import UNKNOWN

from .cells import read_cells
from .findings import Findings
from .problems import mask
from .reading import ROW, Sheet


def read_column(frame: pl.DataFrame, heading: str, fact: Fact, proof: list[pl.Expr], homes: pl.Series, sheet: Sheet, found: Findings) -> pl.Series:
    """The values of one fact, Int64; null where nothing stands, UNKNOWN where the cell cannot be used. `proof`: officer and evidence, looked at for judgements only."""
    cells = frame.get_column(heading)
    got = read_cells(cells, fact.type, sheet.excel)
    if got.wrong:
        _report_wrong(got.texts, got.wrong, frame, heading, fact, homes, sheet, found)
    values = got.values
    if fact.is_judgement:
        values = _proved(values, frame, heading, proof, homes, sheet, found)
    return values.alias(fact.name)


def _report_wrong(texts, wrong, frame, heading, fact, homes, sheet, found) -> None:
    bad = pl.DataFrame({"row": frame.get_column(ROW), "household_id": homes, "cell": texts}).filter(pl.col("cell").is_in(list(wrong)))
    shown = {t: mask(t.strip()) if fact.sensitive else t for t in wrong}
    for should in dict.fromkeys(wrong.values()):
        mine = [t for t, s in wrong.items() if s == should]
        for negative in (True, False):
            some = [t for t in mine if t.strip().startswith(("-", "－", "−")) == negative]
            rows = bad.filter(pl.col("cell").is_in(some)).with_columns(
                pl.col("cell").replace_strict(shown, default=None, return_dtype=pl.String), pl.lit(heading).alias("column")
            )
            what = ("不能是负数", "cannot be negative") if negative and fact.type.lo >= 0 else ("填得不对", "cannot be read")
            taken = ("按没填处理", "taken as left empty") if fact.silence is not None else ("按不知道处理", "taken as unknown")
            found.add(rows, sheet.source, f"“{fact.zh}”{what[0]}，{taken[0]}", f"“{fact.en}” {what[1]}; {taken[1]}", should[0], should[1])


def _proved(values, frame, heading, proof, homes, sheet, found) -> pl.Series:
    """A judgement without officer and evidence is no judgement."""
    rows = frame.select(
        pl.col(ROW).alias("row"), homes.alias("household_id"), values.alias("value"),
        (proof[0].is_not_null() & proof[1].is_not_null()).alias("proved"), pl.lit(heading).alias("column"),
    )  # fmt: skip
    unproved = rows.filter(pl.col("value").is_not_null() & (pl.col("value") != UNKNOWN) & ~pl.col("proved"))
    found.add(
        unproved, sheet.source, f"“{heading}”由工作人员认定，缺认定人或依据，按不知道处理", f"“{heading}” is an officer's judgement without officer or evidence; taken as unknown",
        "请填认定人和依据两列（列名后加 _officer、_evidence）", "fill in the two columns that end in _officer and _evidence",
    )  # fmt: skip
    return rows.select(pl.when(pl.col("proved") | pl.col("value").is_null()).then("value").otherwise(UNKNOWN)).to_series()
