"""The benchmark's rules by hand in Numba: two loops over persons, one over households, one thread, no branches to mispredict."""

from __future__ import annotations

import numba
import numpy as np
from engines.numpy_hand import MARGIN_LINE, SUPPLEMENT, F, household_rows
from figures import ON

STANDARD, WAGE, SENIOR, ADULT = F["dibao_standard"], F["minimum_wage"], F["senior_age"], F["adult_age"]
LIMIT, LIVING, NURSING = F["asset_months"] * F["dibao_standard"], F["living_subsidy"], F["nursing_subsidy"]
ALLOWANCE = np.zeros(150, np.int64)  # by age
for _lower, _fen in F["old_age_by_band"].items():
    ALLOWANCE[_lower:] = _fen


@numba.njit(cache=True, error_model="numpy")
def _incomes(row, birth, income, grade, reason, size, total):
    for i in range(row.size):
        age = np.int32(ON - birth[i]) // np.int32(10_000)
        excused = (age < ADULT) | (age >= SENIOR) | ((grade[i] >= 1) & (grade[i] <= 2)) | reason[i] | (income[i] > 0)
        size[row[i]] += 1
        total[row[i]] += max(income[i], 0 if excused else WAGE)


@numba.njit(cache=True, error_model="numpy")
def _households(size, total, assets, hukou, dibao, gap, margin, helped):
    for h in range(size.size):
        per_head = total[h] // size[h]
        fits = hukou[h] & (assets[h] // size[h] <= LIMIT)
        dibao[h] = fits & (per_head < STANDARD)
        margin[h] = fits & (per_head >= STANDARD) & (per_head < MARGIN_LINE)
        gap[h] = helped[h] = (STANDARD - per_head) * size[h] * dibao[h]


@numba.njit(cache=True, error_model="numpy")
def _persons(row, birth, grade, hukou, dibao, margin, flags, amounts, helped):
    for i in range(row.size):
        h = row[i]
        age = np.int32(ON - birth[i]) // np.int32(10_000)
        local, in_need, senior = hukou[h], dibao[h] | margin[h], age >= SENIOR
        severe = (grade[i] >= 1) & (grade[i] <= 2)
        flags[0, i] = (in_need & (senior | (age < ADULT))) | (dibao[h] & severe)
        flags[2, i] = (grade[i] >= 1) & in_need
        flags[3, i] = local & (severe | ((grade[i] >= 1) & senior))
        amounts[0, i] = SUPPLEMENT * flags[0, i]
        amounts[1, i] = ALLOWANCE[age] * local
        amounts[2, i] = LIVING * flags[2, i]
        amounts[3, i] = NURSING * flags[3, i]
        flags[1, i] = amounts[1, i] > 0
        helped[h] += amounts[0, i] + amounts[1, i] + amounts[2, i] + amounts[3, i]


def decide(people) -> dict[str, tuple]:
    """By benefit: (eligible, amount in fen or None), in the order of the given rows."""
    row, count = household_rows(people), people["group_ids"].size
    size, total, gap, helped = (np.zeros(count, np.int64) for _ in range(4))
    dibao, margin = np.empty(count, np.bool_), np.empty(count, np.bool_)
    flags, amounts = np.empty((4, row.size), np.bool_), np.empty((4, row.size), np.int64)
    birth, grade, hukou = people["birth_date"], people["disability_grade"], people["hukou_here"]
    _incomes(row, birth, people["monthly_income"], grade, people["good_reason_not_working"], size, total)
    _households(size, total, people["financial_assets"], hukou, dibao, gap, margin, helped)
    _persons(row, birth, grade, hukou, dibao, margin, flags, amounts, helped)
    of_persons = {name: (flags[k], amounts[k]) for k, name in enumerate(("supplement", "old_age", "living", "nursing"))}
    return {"dibao": (dibao, gap), "margin": (margin, None), "help": (helped > 0, helped)} | of_persons
