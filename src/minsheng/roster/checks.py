"""What must hold between rows: ids present and unique, households with members, household facts that agree."""

from __future__ import annotations

import polars as pl

from minsheng.rules.engine.declare import Fact
from minsheng.rules.engine.types import UNKNOWN

from .columns import HOUSEHOLD, PERSON, PLACE, Headings
from .findings import Findings
from .problems import RosterError, mask, problem
from .reading import ROW, Sheet

H = "_h"  # the number of a household: 0, 1, 2 ... in the order of first appearance
WITHHELD = {HOUSEHOLD: pl.String, "reason": pl.String, "reason_en": pl.String}


def needed(headings: Headings, names: tuple[str, ...], sheet: Sheet) -> None:
    """Raises RosterError if an id column is missing altogether."""
    labels = {HOUSEHOLD: "户编号 household_id", PERSON: "人员编号 person_id"}
    lost = [labels[n] for n in names if n not in headings.known.values()]
    if lost:
        have = "、".join(sheet.headings[:8])
        raise RosterError([problem(
            sheet.source, f"缺少必需的列：{'、'.join(lost)}（文件里有：{have}）", f"a required column is missing: {', '.join(lost)}",
            "请在第一行写上列名；minsheng sweep --template 名册.xlsx 可得到模板", "write the headings in row 1; minsheng sweep --template roster.xlsx shows how",
        )])  # fmt: skip


def rows(persons: pl.DataFrame, sheet: Sheet, found: Findings, most: int = 100) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Leave out rows that cannot stand. Returns the rows kept, and the households withheld because a member's row was left out."""
    no_home = pl.col(HOUSEHOLD).is_null()
    no_person = pl.col(PERSON).is_null()
    twice = pl.col(PERSON).is_duplicated() & ~no_person
    too_long = pl.col(ROW).is_in(sheet.too_long)
    crowd = (pl.len().over(HOUSEHOLD) > most) & ~no_home
    kinds = [
        (too_long, None, "这一行的格子比标题多，列对不上", "this row has more cells than there are headings", "检查多出来的逗号；含逗号的内容要加引号", "look for a stray comma; put quotes around text that holds one"),
        (no_home & ~too_long, None, "缺户编号，这一行没有使用", "no household id; the row was left out", "填上户编号", "fill in the household id"),
        (no_person & ~too_long, None, "缺人员编号，整户暂不判断", "no person id; the household is withheld", "填上人员编号", "fill in the person id"),
        (crowd, None, f"这一户超过 {most} 人，暂不判断", f"more than {most} members; the household is withheld", "检查户编号，不同的户不要用同一个编号", "check the household ids: different households need different ones"),
        (twice & ~too_long, PERSON, "人员编号重复，有关的户暂不判断", "this person id stands more than once; the households are withheld", "一人只留一行，或改正编号", "keep one row a person, or correct the id"),
    ]  # fmt: skip
    held = []
    for bad, column, zh, en, mend_zh, mend_en in kinds:
        some = persons.filter(bad)
        if some.is_empty():
            continue
        shown = some.select(
            pl.col(ROW).alias("row"),
            pl.col(HOUSEHOLD).alias("household_id"),
            *([pl.lit(column).alias("column"), _masked(some, column).alias("cell")] if column else []),
        )
        found.add(shown, sheet.source, zh, en, mend_zh, mend_en)
        held.append(some.select(HOUSEHOLD, pl.lit(zh).alias("reason"), pl.lit(en).alias("reason_en")).drop_nulls(HOUSEHOLD))
    withheld = pl.concat(held).unique(HOUSEHOLD, keep="first", maintain_order=True) if held else pl.DataFrame(schema=WITHHELD)
    return persons.filter(~(no_home | no_person | twice | too_long | crowd)), withheld


def homes(table: pl.DataFrame, persons: pl.DataFrame, source: str, found: Findings) -> pl.DataFrame:
    """Households without a member, or named twice. Returns those withheld."""
    rows_ = table.select(pl.col(ROW).alias("row"), HOUSEHOLD)
    found.add(
        rows_.filter(pl.col(HOUSEHOLD).is_null()),
        source,
        "缺户编号，这一行没有使用",
        "no household id; the row was left out",
        "填上户编号",
        "fill in the household id",
    )
    empty = rows_.drop_nulls(HOUSEHOLD).join(persons.select(HOUSEHOLD), on=HOUSEHOLD, how="anti", maintain_order="left")
    words = ("这户没有成员，暂不判断", "this household has no member and is withheld")
    found.add(empty, source, *words, "在人员表里填上这户的成员，户编号要一样", "add its members to the persons with the same household id")
    return empty.unique(HOUSEHOLD, keep="first", maintain_order=True).select(HOUSEHOLD, pl.lit(words[0]).alias("reason"), pl.lit(words[1]).alias("reason_en"))


def fold(said: pl.DataFrame, facts: dict[str, Fact], groups: list[str], found: Findings, source: str) -> pl.DataFrame:
    """One row a household from all rows that speak of it. Where they disagree the fact counts as unknown and is reported."""
    present = [g for g in groups if g in said.columns]
    places = [PLACE] if PLACE in said.columns else []
    both = [e for c in (*present, *places) for e in (pl.col(c).min().alias(f"{c}<"), pl.col(c).max().alias(f"{c}>"))]
    one = said.group_by(H).agg(pl.col(HOUSEHOLD).first(), pl.col(ROW).min(), *both).sort(H)
    for c in (*present, *places):
        split = one.filter(pl.col(f"{c}<") != pl.col(f"{c}>"))
        if c in present:
            split = split.filter(pl.col(f"{c}<") != UNKNOWN)  # a cell that could not be used is reported already
        if not split.is_empty():
            _report_split(split, c, facts.get(c), found, source)
    unsure = {c: pl.lit(UNKNOWN) if c in present else pl.lit(None, pl.String) for c in (*present, *places)}
    agreed = [pl.when(pl.col(f"{c}<").eq_missing(pl.col(f"{c}>"))).then(pl.col(f"{c}<")).otherwise(u).alias(c) for c, u in unsure.items()]
    return one.select(H, HOUSEHOLD, ROW, *agreed)


def _report_split(split: pl.DataFrame, name: str, fact: Fact | None, found: Findings, source: str) -> None:
    def show(value) -> str:
        text = fact.type.show(value) if fact else value
        return mask(text) if fact and fact.sensitive else text

    cells = [f"{show(a)} ≠ {show(b)}" for a, b in split.select(f"{name}<", f"{name}>").iter_rows()]
    label, label_en = (fact.zh, fact.en) if fact else ("地区", "Place")
    rows_ = split.select(pl.col(ROW).alias("row"), HOUSEHOLD, pl.lit(name).alias("column"), pl.Series("cell", cells))
    found.add(
        rows_, source, f"同一户的“{label}”前后不一样，按不知道处理", f"“{label_en}” differs within the household; taken as unknown",
        "一户只写一次，或者各行写成一样", "write it once, or the same on every row",
    )  # fmt: skip


def withheld_table(withheld: pl.DataFrame, persons: pl.DataFrame) -> pl.DataFrame:
    """Withheld households with the number of their persons."""
    if withheld.is_empty():
        return pl.DataFrame(schema={**WITHHELD, "persons": pl.Int64})
    size = persons.group_by(HOUSEHOLD).agg(pl.len().cast(pl.Int64).alias("persons"))
    return (
        withheld.unique(HOUSEHOLD, keep="first", maintain_order=True)
        .join(size, on=HOUSEHOLD, how="left", maintain_order="left")
        .with_columns(pl.col("persons").fill_null(0))
    )


def _masked(rows_: pl.DataFrame, column: str) -> pl.Expr:
    return pl.col(column).map_elements(mask, return_dtype=pl.String)
