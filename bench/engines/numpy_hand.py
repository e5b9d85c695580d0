"""The benchmark's rules by hand in NumPy."""

from __future__ import annotations

import numpy as np
from figures import ON, figures

F = figures()
MARGIN_LINE = -(-F["dibao_standard"] * F["margin_percent"] // 10_000) * 100
SUPPLEMENT = -(-F["dibao_standard"] * F["supplement_percent"] // 10_000) * 100
BANDS = np.array([0, *F["old_age_by_band"]])
BAND_AMOUNTS = np.array([0, *F["old_age_by_band"].values()])


def household_rows(people) -> np.ndarray:
    """For every person the row of the household."""
    ids, group = people["group_ids"], people["person_group"]
    if np.array_equal(ids, np.arange(ids.size)):
        return group
    return np.argsort(ids)[np.unique(group, return_inverse=True)[1]]


def decide(people) -> dict[str, tuple]:
    """By benefit: (eligible, amount in fen or None), in the order of the given rows."""
    row, count = household_rows(people), people["group_ids"].size
    age = (ON - people["birth_date"]) // 10_000
    senior, minor, grade = age >= F["senior_age"], age < F["adult_age"], people["disability_grade"]
    severe = (grade >= 1) & (grade <= 2)
    income = people["monthly_income"]
    excused = minor | senior | severe | people["good_reason_not_working"] | (income > 0)
    assessed = np.maximum(income, np.where(excused, 0, F["minimum_wage"]))

    size = np.bincount(row, minlength=count)
    per_head = np.bincount(row, assessed, count).astype(np.int64) // size
    conform = people["financial_assets"] // size <= F["asset_months"] * F["dibao_standard"]
    hukou = people["hukou_here"]
    dibao = hukou & conform & (per_head < F["dibao_standard"])
    gap = np.where(dibao, (F["dibao_standard"] - per_head) * size, 0)
    margin = hukou & conform & ~dibao & (per_head < MARGIN_LINE)

    in_dibao, in_margin, local = dibao[row], margin[row], hukou[row]
    supplement = ((in_dibao | in_margin) & (minor | senior)) | (in_dibao & severe)
    allowance = np.where(local, BAND_AMOUNTS[np.searchsorted(BANDS, age, "right") - 1], 0)
    living = (grade >= 1) & (in_dibao | in_margin)
    nursing = local & (severe | ((grade >= 1) & senior))
    amounts = [np.where(flag, fen, 0) for flag, fen in ((supplement, SUPPLEMENT), (living, F["living_subsidy"]), (nursing, F["nursing_subsidy"]))]
    total = gap + np.bincount(row, amounts[0] + allowance + amounts[1] + amounts[2], count).astype(np.int64)
    return {
        "dibao": (dibao, gap), "margin": (margin, None), "supplement": (supplement, amounts[0]), "old_age": (allowance > 0, allowance),
        "living": (living, amounts[1]), "nursing": (nursing, amounts[2]), "help": (total > 0, total),
    }  # fmt: skip
