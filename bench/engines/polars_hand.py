"""The benchmark's rules by hand in Polars: one lazy query, households by join."""

from __future__ import annotations

import polars as pl
from engines.numpy_hand import MARGIN_LINE, SUPPLEMENT, F
from figures import ON
from polars import col

STANDARD = F["dibao_standard"]
PERSON = ("birth_date", "monthly_income", "disability_grade", "good_reason_not_working")


def _persons(people) -> pl.LazyFrame:
    columns = {"id": people["person_group"]} | {name: people[name] for name in PERSON}
    age, grade = (ON - col("birth_date")) // 10_000, col("disability_grade")
    flags = pl.LazyFrame(columns).with_columns(age=age, severe=grade.is_between(1, 2))
    flags = flags.with_columns(senior=col("age") >= F["senior_age"], minor=col("age") < F["adult_age"])
    excused = col("minor") | col("senior") | col("severe") | col("good_reason_not_working") | (col("monthly_income") > 0)
    return flags.with_columns(assessed=pl.max_horizontal("monthly_income", pl.when(excused).then(0).otherwise(F["minimum_wage"])))


def _households(people, persons: pl.LazyFrame) -> pl.LazyFrame:
    columns = {"id": people["group_ids"], "assets": people["financial_assets"], "hukou": people["hukou_here"]}
    sums = persons.group_by("id").agg(size=pl.len().cast(pl.Int64), total=col("assessed").sum())
    joined = pl.LazyFrame(columns).join(sums, on="id", how="left", maintain_order="left")
    heads = joined.with_columns(per_head=col("total") // col("size"))
    heads = heads.with_columns(fits=col("hukou") & (col("assets") // col("size") <= F["asset_months"] * STANDARD))
    heads = heads.with_columns(dibao=col("fits") & (col("per_head") < STANDARD))
    gap = pl.when("dibao").then((STANDARD - col("per_head")) * col("size")).otherwise(0)
    return heads.with_columns(gap=gap, margin=col("fits") & ~col("dibao") & (col("per_head") < MARGIN_LINE))


def _allowance() -> pl.Expr:
    amount = pl.lit(0)
    for lower, fen in F["old_age_by_band"].items():
        amount = pl.when(col("age") >= lower).then(fen).otherwise(amount)
    return pl.when("hukou").then(amount).otherwise(0)


def decide(people) -> dict[str, tuple]:
    """By benefit: (eligible, amount in fen or None), in the order of the given rows."""
    persons = _persons(people).collect().lazy()
    households = _households(people, persons).select("id", "hukou", "dibao", "gap", "margin").collect()
    joined = persons.join(households.lazy(), on="id", how="left", maintain_order="left")
    grade, in_need = col("disability_grade"), col("dibao") | col("margin")
    flags = {
        "supplement": (in_need & (col("minor") | col("senior"))) | (col("dibao") & col("severe")),
        "living": (grade >= 1) & in_need,
        "nursing": col("hukou") & (col("severe") | ((grade >= 1) & col("senior"))),
    }
    fen = {"supplement": SUPPLEMENT, "living": F["living_subsidy"], "nursing": F["nursing_subsidy"]}
    paid = joined.select("id", **flags, old_age_fen=_allowance())
    paid = paid.with_columns(**{f"{name}_fen": pl.when(name).then(amount).otherwise(0).cast(pl.Int64) for name, amount in fen.items()})
    found = paid.with_columns(old_age=col("old_age_fen") > 0).collect()
    sums = found.lazy().group_by("id").agg(fen=pl.sum_horizontal(*(col(f"{n}_fen").sum() for n in (*fen, "old_age"))))
    total = households.lazy().join(sums, on="id", how="left", maintain_order="left").select(col("gap") + col("fen")).collect().to_series().to_numpy()
    persons_found = {name: (found[name].to_numpy(), found[f"{name}_fen"].to_numpy()) for name in (*fen, "old_age")}
    own = {"dibao": (households["dibao"].to_numpy(), households["gap"].to_numpy()), "margin": (households["margin"].to_numpy(), None)}
    return persons_found | own | {"help": (total > 0, total)}
