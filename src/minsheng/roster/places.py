"""Where each household belongs: the place on its rows, or the one given for the whole roster."""

from __future__ import annotations

import polars as pl

from minsheng.rules.engine.problems import UnknownName

from .columns import HOUSEHOLD, PLACE
from .findings import Findings
from .reading import ROW

WRONG = ("地区写得不对，整户暂不判断", "the place is not in the book; the household is withheld")
NONE = ("没有写地区，整户暂不判断", "no place is given; the household is withheld")


def locate(households: pl.DataFrame, book, default: str | None, source: str, found: Findings) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The households with a place, with its `code`; and those withheld for want of one. Raises UnknownName if `default` is not a place."""
    if PLACE not in households.columns:
        households = households.with_columns(pl.lit(None, pl.String).alias(PLACE))
    codes, wrong = _codes(households.get_column(PLACE), book)
    home = book.places.find(default).code if default else None
    named = pl.col(PLACE).replace_strict(list(codes), list(codes.values()), default=None, return_dtype=pl.String) if codes else pl.lit(None, pl.String)
    placed = households.with_columns(pl.when(pl.col(PLACE).is_null()).then(pl.lit(home, pl.String)).otherwise(named).alias("code"))
    lost = placed.filter(pl.col("code").is_null()).with_columns(pl.col(ROW).alias("row"), pl.lit(PLACE).alias("column"), pl.col(PLACE).alias("cell"))
    for text, why in wrong.items():
        found.add(
            lost.filter(pl.col(PLACE) == text),
            source,
            f"{WRONG[0]}：{why}",
            WRONG[1],
            "写成 深圳市/福田区，或六位区划代码",
            "write 深圳市/福田区 or the six-digit code",
        )
    found.add(
        lost.filter(pl.col(PLACE).is_null()),
        source,
        *NONE,
        "填“地区”一列，或在命令里加 --place 深圳市/福田区",
        "fill in the column place, or add --place to the command",
    )
    blank = pl.col(PLACE).is_null()
    reasons = [pl.when(blank).then(pl.lit(NONE[i])).otherwise(pl.lit(WRONG[i])).alias(c) for i, c in enumerate(("reason", "reason_en"))]
    return placed.filter(pl.col("code").is_not_null()), lost.select(HOUSEHOLD, *reasons)


def _codes(written: pl.Series, book) -> tuple[dict[str, str], dict[str, str]]:
    """The code of every place as written, and why the others are none. Each different text is looked up once."""
    codes: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for text in written.drop_nulls().unique(maintain_order=True):
        try:
            codes[text] = book.places.find(text).code
        except UnknownName as error:
            wrong[text] = str(error).split(" / ")[0]
    return codes, wrong
