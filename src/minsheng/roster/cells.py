"""From what stands in a cell to the integer the rules use. The plain forms are read as whole columns; whatever else occurs is
read once per different text, by the type's own `read`, so that a roster and a single case never disagree."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from minsheng.rules.engine.types import UNKNOWN, Bool, Choice, Date, Int, Money, Type

UNKNOWN_WORDS = {"未知", "不详", "不清楚", "unknown", "n/a", "na", "nan", "null", "-", "--", "—", "——", "/", "?", "？"}
PLAIN_MONEY, PLAIN_INT, PLAIN_DATE = r"^[0-9]{1,9}(\.[0-9]{1,2})?$", r"^[0-9]{1,12}$", r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
SERIAL_ZERO = date(1899, 12, 30)  # day 0 of the dates that Excel keeps as numbers


@dataclass(frozen=True)
class Read:
    """A column read. `values`: Int64, null where nothing stands, UNKNOWN where it is said to be unknown or is wrong. `wrong`: for each text that could not be read, what it should be (zh, en)."""

    values: pl.Series
    wrong: dict[str, tuple[str, str]]
    texts: pl.Series  # the cells that were not plain, as text; null elsewhere


def read_cells(cells: pl.Series, type_: Type, excel: bool = False) -> Read:
    """Read one column. Bad cells come out as UNKNOWN and are named in `wrong`; nothing is raised."""
    if cells.dtype == pl.Categorical or isinstance(cells.dtype, pl.Enum):
        cells = cells.cast(pl.String)
    fast = _within(_plain(cells, type_), type_)
    texts = cells.to_frame("c").select(pl.when(fast.is_null()).then(pl.col("c")).cast(pl.String)).to_series()
    meanings: dict[str, int] = {}
    wrong: dict[str, tuple[str, str]] = {}
    for text in texts.drop_nulls().unique(maintain_order=True):
        if not text.strip():
            continue
        try:
            meanings[text] = _read_one(text, type_, excel)
        except ValueError as error:
            meanings[text], wrong[text] = UNKNOWN, error.args[0]
    if not meanings:
        return Read(fast, wrong, texts)
    slow = texts.replace_strict(list(meanings), list(meanings.values()), default=None, return_dtype=pl.Int64)
    return Read(fast.fill_null(slow), wrong, texts)


def is_unknown_word(text: str) -> bool:
    return text.strip().lower() in UNKNOWN_WORDS


def _read_one(text: str, type_: Type, excel: bool) -> int:
    plain = unicodedata.normalize("NFKC", text).strip()
    if is_unknown_word(plain):
        return UNKNOWN
    return type_.read(_tidy(plain, type_, excel))


def _tidy(text: str, type_: Type, excel: bool) -> str:
    """Undo what spreadsheets and people add to a value without changing it."""
    if isinstance(type_, Money):
        return text.lstrip("¥￥").strip()
    if isinstance(type_, Bool):
        return text.removesuffix(".0")
    if isinstance(type_, Date):
        text = text.removesuffix(" 00:00:00").removesuffix("T00:00:00").removesuffix(".0")
        if excel and text.isdigit() and len(text) == 5:
            return (SERIAL_ZERO + timedelta(days=int(text))).isoformat()
        return text.replace("年", "-").replace("月", "-").removesuffix("日")
    if isinstance(type_, Choice):  # brackets and commas may be wide or narrow
        return next((k for k, o in type_.options.items() for label in o[:2] if unicodedata.normalize("NFKC", label) == text), text)
    return text


def _plain(cells: pl.Series, type_: Type) -> pl.Series:
    """The cells in their plain form as integers, null for every other form."""
    value = _plain_form(pl.col("c"), cells.dtype, type_)
    if value is None:
        return pl.Series("v", [None], pl.Int64).new_from_index(0, len(cells))
    return cells.to_frame("c").select(value.alias("v")).to_series()


def _plain_form(c: pl.Expr, kind: pl.DataType, type_: Type) -> pl.Expr | None:
    text = kind == pl.String
    if isinstance(type_, Money) and (text or kind.is_numeric()):
        number = pl.when(c.str.contains(PLAIN_MONEY)).then(c).cast(pl.Float64) if text else c.cast(pl.Float64).fill_nan(None)
        fen = (number * 100 + 0.5).floor()  # below 2**45 fen the nearest whole number is the exact one
        return pl.when((number * 100 - fen).abs() < 1e-4).then(fen).cast(pl.Int64, strict=False)
    if isinstance(type_, Date) and (text or kind == pl.Date):
        day = pl.when(c.str.contains(PLAIN_DATE)).then(c).str.to_date("%Y-%m-%d", strict=False) if text else c
        return (day.dt.year().cast(pl.Int64) * 100 + day.dt.month()) * 100 + day.dt.day()
    if isinstance(type_, Int) and text:
        return pl.when(c.str.contains(PLAIN_INT)).then(c).cast(pl.Int64)
    if (isinstance(type_, Int) and kind.is_integer()) or (isinstance(type_, Bool) and kind == pl.Boolean):
        return c.cast(pl.Int64)
    return None


def _within(values: pl.Series, type_: Type) -> pl.Series:
    return values.to_frame("v").select(pl.when(pl.col("v").is_between(type_.lo, type_.hi)).then(pl.col("v"))).to_series()
