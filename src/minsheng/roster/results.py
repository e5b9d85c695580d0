"""What a sweep found, as tables: one row a person or household, a list of who is entitled, and a summary by place and benefit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl

from minsheng.rules.engine.answers import Status

from .checks import H
from .columns import HOUSEHOLD, NAME, PERSON
from .roster import Roster

STATUSES = [str(s) for s in Status]  # the codes of a sweep are places in this list
WORDS = {
    "yes": ("可以领", "entitled"), "no": ("不符合", "not entitled"), "depends": ("缺情况，不能判断", "facts missing"),
    "standard_not_confirmed": ("标准未确认，不能判断", "standard not confirmed"), "amount_not_confirmed": ("可以领，金额未确认", "entitled, amount not confirmed"),
    "amount_depends": ("可以领，金额要看补充情况", "entitled, amount depends on facts"),
}  # fmt: skip
ENTITLED = ("yes", "amount_not_confirmed", "amount_depends")
PERIODS = {"month": ("每月", "a month"), "year": ("每年", "a year"), "once": ("一次", "once"), "meal": ("每餐", "a meal"), "none": ("", "")}


def pick(pair: tuple[str, str], lang: str) -> str:
    return pair[1] if lang == "en" else pair[0]


def subjects(roster: Roster, book: Any) -> dict[str, pl.DataFrame]:
    """Whom results are about: `persons` and `households`, each with its ids and the name of its place."""
    titles = {c: book.places.title(c) for c in roster.households.get_column("code").unique()}
    homes = roster.households.select(
        H, HOUSEHOLD, pl.col("code").alias("place_code"), pl.col("code").replace_strict(titles, default=None, return_dtype=pl.String).alias("place")
    )
    people = roster.persons.select(H, PERSON, *([NAME] if NAME in roster.persons.columns else []))
    return {"households": homes, "persons": people.join(homes, on=H, how="left", maintain_order="left")}


def table_of(benefit: Any) -> str:
    return "households" if benefit.entity.members is not None else "persons"


def wide(about: pl.DataFrame, table: str, found: Any, book: Any, lang: str) -> pl.DataFrame:
    """One row a subject; for each benefit its status, amount and upper bound in fen, deciding condition and missing facts."""
    columns = [c for b in _benefits(found, book) if table_of(b) == table for c in _columns(b, found, book, lang)]
    return about.drop(H).with_columns(columns)


def _benefits(found: Any, book: Any) -> list[Any]:
    return [b for key, b in book.benefits.items() if key in found]


def _columns(b: Any, found: Any, book: Any, lang: str) -> Iterator[pl.Series]:
    outcome = found[b.key]
    yield statuses(outcome).alias(f"{b.key}_status")
    if b.amount:
        yield pl.Series(f"{b.key}_fen", outcome.amount)
        yield pl.Series(f"{b.key}_fen_high", outcome.amount_high)
    yield reasons(outcome, lang).alias(f"{b.key}_reason")
    yield missing(outcome, book, lang).alias(f"{b.key}_missing")


def statuses(outcome: Any) -> pl.Series:
    return pl.Series(outcome.status.astype(np.uint32)).cast(pl.UInt32).replace_strict(list(range(len(STATUSES))), STATUSES, return_dtype=pl.Enum(STATUSES))


def by_code(codes: np.ndarray, words: dict[int, str]) -> pl.Series:
    """Texts for codes; every text is held once."""
    texts = sorted(set(words.values()))
    if not texts:
        return pl.Series([None], dtype=pl.String).new_from_index(0, len(codes))
    return pl.Series(codes).cast(pl.Int64).replace_strict(list(words), list(words.values()), default=None, return_dtype=pl.Enum(texts))


def reasons(outcome: Any, lang: str) -> pl.Series:
    """The condition that decided each row, in words."""
    return by_code(outcome.reason, {i: pick(text, lang) for i, text in enumerate(outcome.condition_texts, 1)})


def missing(outcome: Any, book: Any, lang: str) -> pl.Series:
    """The names of what is missing, worked out once for each different set."""
    size, bits = len(outcome.status), outcome.missing_bits
    if bits is None:
        return pl.Series([None], dtype=pl.String).new_from_index(0, size)
    place = outcome.place if outcome.place is not None else np.zeros(size, np.int64)
    keys = pl.DataFrame({"a": bits[:, 0], "b": bits[:, 1], "p": place, "row": np.arange(size)}).filter((pl.col("a") != 0) | (pl.col("b") != 0))
    sets = keys.group_by("a", "b", "p", maintain_order=True).agg(pl.col("row").first()).with_row_index("set")
    code = np.full(size, -1, np.int64)
    of_row = keys.join(sets.drop("row"), on=["a", "b", "p"], how="left", maintain_order="left")
    code[of_row["row"].to_numpy()] = of_row["set"].to_numpy()
    mark = pick(("、", ", "), lang)
    words = {i: mark.join(pick((book.names[n].zh, book.names[n].en), lang) for n in outcome.missing_names(row)) for i, row in enumerate(sets["row"].to_list())}
    return by_code(code, words)


def entitled(about: dict[str, pl.DataFrame], found: Any, book: Any, lang: str) -> pl.DataFrame:
    """One row for each thing somebody can have: who, where, what, how much, why."""
    rows = []
    for b in _benefits(found, book):
        outcome, whom = found[b.key], about[table_of(b)]
        if not b.amount:
            continue
        state = statuses(outcome)
        amount = pl.when((pl.Series(outcome.amount_high) == pl.Series(outcome.amount)) & (state == "yes")).then(pl.Series(outcome.amount) / 100)
        row = whom.drop(H).with_columns(
            pl.lit(b.key).alias("benefit"), pl.lit(pick((b.zh, b.en), lang)).alias("benefit_name"), state.cast(pl.String).alias("status"),
            amount.alias("yuan"), pl.lit(pick(PERIODS[b.period], lang)).alias("per"), reasons(outcome, lang).cast(pl.String).alias("reason"),
        )  # fmt: skip
        rows.append(row.filter(state.is_in(ENTITLED)))
    return pl.concat(rows, how="diagonal") if rows else pl.DataFrame()


def summary(about: dict[str, pl.DataFrame], found: Any, book: Any, lang: str) -> pl.DataFrame:
    """Counts by status, and what the certain amounts come to, for each place and benefit; then for all places together."""
    rows = []
    for b in _benefits(found, book):
        outcome, whom = found[b.key], about[table_of(b)]
        state = statuses(outcome)
        each = whom.select("place_code", "place").with_columns(
            state.alias("status"),
            pl.Series("fen", np.where(outcome.status == STATUSES.index("yes"), outcome.amount, 0) if b.amount else np.zeros(len(state), np.int64)),
        )
        counts = [(pl.col("status") == s).sum().cast(pl.Int64).alias(s) for s in STATUSES]
        totals = [pl.len().cast(pl.Int64).alias("subjects"), *counts, (pl.col("fen").sum() / 100).alias("yuan")]
        named = [pl.lit(b.key).alias("benefit"), pl.lit(pick((b.zh, b.en), lang)).alias("benefit_name"), pl.lit(pick(PERIODS[b.period], lang)).alias("per")]
        whole = each.select(pl.lit("").alias("place_code"), pl.lit(pick(("合计", "All"), lang)).alias("place"), *totals)
        parts = each.group_by("place_code", "place").agg(totals).sort("place_code")
        rows += [t.with_columns(named) for t in (parts, whole)]
    order = ["place_code", "place", "benefit", "benefit_name", "subjects", *STATUSES, "yuan", "per"]
    return pl.concat(rows).select(order) if rows else pl.DataFrame(schema=order)


def for_people(frame: pl.DataFrame, book: Any, lang: str) -> pl.DataFrame:
    """Headings and status words as people read them, money in yuan: for CSV and Excel."""
    yuan = frame.with_columns(
        (pl.col("^.*_fen(_high)?$") / 100).name.keep(),
        pl.col(pl.Enum(STATUSES)).replace_strict(STATUSES, [pick(WORDS[s], lang) for s in STATUSES], return_dtype=pl.String).name.keep(),
    )
    if "status" in yuan.columns and yuan.schema["status"] == pl.String:
        yuan = yuan.with_columns(pl.col("status").replace({s: pick(WORDS[s], lang) for s in STATUSES}))
    return yuan.rename({c: heading(c, book, lang) for c in yuan.columns})


OWN_HEADINGS = {
    HOUSEHOLD: ("户编号", "household"), PERSON: ("人员编号", "person"), NAME: ("姓名", "name"), "place": ("地区", "place"), "place_code": ("区划代码", "place code"),
    "benefit": ("代号", "key"), "benefit_name": ("待遇", "benefit"), "status": ("结论", "answer"), "yuan": ("金额（元）", "yuan"), "per": ("发放", "per"),
    "reason": ("决定的条件", "deciding condition"), "subjects": ("人（户）数", "subjects"), **{s: WORDS[s] for s in STATUSES}, "persons": ("人数", "persons"),
}  # fmt: skip
PART_HEADINGS = {
    "_status": ("", ""), "_fen": ("（元）", " (yuan)"), "_fen_high": ("（元，最多）", " (yuan, at most)"), "_reason": ("·条件", " – condition"), "_missing": ("·还缺", " – missing"),
}  # fmt: skip


def heading(name: str, book: Any, lang: str) -> str:
    if name in OWN_HEADINGS:
        return pick(OWN_HEADINGS[name], lang)
    for end, words in PART_HEADINGS.items():
        benefit = book.benefits.get(name.removesuffix(end)) if name.endswith(end) else None
        if benefit:
            return pick((benefit.zh, benefit.en), lang) + pick(words, lang)
    return name
