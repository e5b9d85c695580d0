"""Write a drawn population as a roster that `minsheng sweep` reads, with a README that says it is invented."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

from minsheng.roster.columns import HOUSEHOLD, NAME, OWN, PERSON, PLACE, PROOF
from minsheng.roster.writing import all_or_nothing, write_csv, write_excel
from minsheng.rules.engine.declare import Fact
from minsheng.rules.engine.types import UNKNOWN, Bool, Choice, Date, Money

from .dice import Dice
from .draw import Drawn
from .homes import HEAD
from .identity import document_numbers, names

README = """# 演示数据 Synthetic data

本文件夹里的人和家庭全部是编造的，不是任何真实的人；编号用不存在的区划代码 440399。比例不是统计数据。
Everyone in this folder is invented. Document numbers carry the area code 440399, which does not exist. The shares are no statistics.

| | |
|---|---|
| 人数 persons | {persons:,} |
| 户数 households | {homes:,} |
| 地区 place | {place} |
| 种子 seed | {seed} |
| 年龄截至 ages as of | {on} |

同样的人数、地区、种子和日期，得到同样的人。The same persons, place, seed and day give the same people.
用法 use: `minsheng sweep {file} --on {month} --out 结果`
"""


def write_sample(drawn: Drawn, book, out: Path, kind: str) -> Path:
    """Write roster.csv, .parquet or .xlsx and README.md into `out`. Returns the roster's path."""
    frame, file = roster_frame(drawn, book), f"roster.{kind}"
    with all_or_nothing(out) as folder:
        if kind == "parquet":
            frame.write_parquet(folder / file)
        else:
            labelled = _labelled(frame, book)
            write_csv(labelled, folder / file) if kind == "csv" else write_excel({"人员": labelled}, folder / file)
        about = README.format(
            persons=len(drawn.homes.age), homes=len(drawn.homes.kind), place=book.places.title(drawn.place), seed=drawn.seed,
            on=drawn.on, file=file, month=f"{drawn.on:%Y-%m}",
        )  # fmt: skip
        (folder / "README.md").write_text(about, encoding="utf-8")
    return out / file


def roster_frame(drawn: Drawn, book) -> pl.DataFrame:
    """One row a person; household facts stand on the row of the head. Columns by key, money in yuan."""
    homes, heads = drawn.homes, drawn.homes.part == HEAD
    male = (drawn.person["sex"] == book.facts["sex"].type.keys.index("male")).astype(np.int64)
    dice = Dice(len(homes.age), drawn.seed, 5, book.facts)
    own = {
        HOUSEHOLD: pl.Series(homes.home).cast(pl.String).str.zfill(7).str.replace("^", "SYN"),
        PERSON: document_numbers(drawn.person["birth_date"], male),
        NAME: names(homes.home, dice),
        PLACE: pl.Series(drawn.code[homes.home]),
        "synthetic": pl.Series(["演示"]).new_from_index(0, len(homes.age)),
    }
    columns = {}
    for name, values in drawn.person.items():
        columns |= _written(name, values, book.facts[name])
    for name, values in drawn.home.items():
        columns |= _written(name, np.where(heads, values[homes.home], UNKNOWN), book.facts[name])
    return pl.DataFrame({**own, **columns})


def _written(name: str, values: np.ndarray, fact: Fact) -> dict[str, pl.Series]:
    known = pl.when(pl.col("v") != UNKNOWN).then(pl.col("v"))
    t = fact.type
    if isinstance(t, Money):
        known = known / 100
    elif isinstance(t, Date):
        known = pl.date(known // 10000, known // 100 % 100, known % 100)
    elif isinstance(t, Bool):
        known = known.cast(pl.Boolean)
    elif isinstance(t, Choice):
        known = known.replace_strict(list(range(len(t.keys))), [t.show(i) for i in range(len(t.keys))], default=None, return_dtype=pl.String)
    column = pl.DataFrame({"v": values}).select(known).to_series()
    if not fact.is_judgement:
        return {name: column}
    seen = pl.DataFrame({"v": values}).select(pl.when(pl.col("v") != UNKNOWN).then(pl.lit("演示")).alias("v")).to_series()
    return {name: column, **{name + end: seen for end in PROOF}}


def _labelled(frame: pl.DataFrame, book) -> pl.DataFrame:
    """Chinese headings and 是/否, as an office would write them."""
    labels = {n: words[0] for n, words in OWN.items()} | {n: book.facts[n].zh for n in frame.columns if n in book.facts}
    labels |= {n + end: book.facts[n].zh + words[0] for n in book.facts for end, words in PROOF.items() if n + end in frame.columns}
    spoken = frame.with_columns(pl.when(pl.col(pl.Boolean)).then(pl.lit("是")).when(~pl.col(pl.Boolean)).then(pl.lit("否")).name.keep())
    return spoken.rename({k: v for k, v in labels.items() if k in frame.columns})
