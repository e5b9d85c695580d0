"""A roster reads a cell as a single case reads it: same value, or the same refusal."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.roster.cells import is_unknown_word, read_cells
from minsheng.rules.engine.types import UNKNOWN, Bool, Choice, Date, Int, Money

KINDS = {
    "money": Money(hi=1_000_000), "debt": Money(lo=-5000, hi=5000), "int": Int(0, 4), "date": Date(), "bool": Bool(),
    "choice": Choice(urban=("城镇（市区）", "urban"), rural=("农村，乡", "rural")),
}  # fmt: skip
numbers = st.from_regex(r"-?[0-9]{1,9}(\.[0-9]{1,3})?", fullmatch=True)
days = st.dates(date(1890, 1, 1), date(2110, 1, 1)).flatmap(
    lambda d: st.sampled_from([d.isoformat(), f"{d:%Y/%m/%d}", f"{d:%Y%m%d}", f"{d.year}-{d.month}-{d.day}"])
)
broken_days = st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", fullmatch=True)
texts = st.one_of(
    numbers,
    days,
    broken_days,
    st.sampled_from(["是", "否", "yes", "NO", "1", "0", "true", "urban", "农村，乡", "abc", "1,200", "1e3", "٣"]),
    st.text(max_size=8),
)


@pytest.mark.parametrize("kind", KINDS)
@given(cells=st.lists(texts, min_size=1, max_size=30))
def test_columns_read_like_single_cells(kind, cells):
    type_ = KINDS[kind]
    got = read_cells(pl.Series("c", cells, pl.String), type_)
    for cell, value in zip(cells, got.values.to_list(), strict=True):
        if not cell.strip():
            assert value is None
        elif is_unknown_word(cell):
            assert value == UNKNOWN and cell not in got.wrong
        else:
            try:
                want = type_.read(cell)
            except ValueError:
                assert value == UNKNOWN or cell not in got.wrong  # spreadsheets' own forms are undone first
            else:
                assert value == want


@given(yuan=st.lists(st.floats(-100, 2_000_000, allow_nan=False), min_size=1))
def test_float_money_is_exact_to_the_fen_or_refused(yuan):
    values = read_cells(pl.Series("c", yuan), Money(hi=1_000_000)).values.to_list()
    for y, v in zip(yuan, values, strict=True):
        assert v == UNKNOWN or abs(v / 100 - y) < 1e-5


@pytest.mark.parametrize(
    ("cell", "value"),
    [("￥1,200.5", 120050), ("１２００", 120000), ("1200元", 120000), ("0.07", 7), ("未知", UNKNOWN), ("  ", None), ("-5", UNKNOWN), ("12.345", UNKNOWN)],
)
def test_money_as_people_write_it(cell, value):
    assert read_cells(pl.Series([cell]), Money()).values.to_list() == [value]


@pytest.mark.parametrize(
    ("cell", "value"),
    [("1950年3月1日", 19500301), ("1950-03-01 00:00:00", 19500301), ("2025-02-29", UNKNOWN), ("2024-02-29", 20240229), ("1950-13-01", UNKNOWN)],
)
def test_days_as_people_write_them(cell, value):
    assert read_cells(pl.Series([cell]), Date()).values.to_list() == [value]


def test_serial_days_only_from_excel():
    assert read_cells(pl.Series(["45000"]), Date(), excel=True).values.to_list() == [20230315]
    assert read_cells(pl.Series(["45000"]), Date()).values.to_list() == [UNKNOWN]
