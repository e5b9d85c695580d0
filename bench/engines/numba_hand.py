"""The benchmark's rules by hand in Numba: two fused loops over persons, one over households."""

from __future__ import annotations

import numba
import numpy as np
from engines.numpy_hand import BAND_AMOUNTS, BANDS, MARGIN_LINE, SUPPLEMENT, F, household_rows
from figures import ON

STANDARD, WAGE, SENIOR, ADULT = F["dibao_standard"], F["minimum_wage"], F["senior_age"], F["adult_age"]
LIMIT, LIVING, NURSING = F["asset_months"] * F["dibao_standard"], F["living_subsidy"], F["nursing_subsidy"]


@numba.njit(cache=True)
def _incomes(row, birth, income, grade, reason, size, total):
    for i in range(row.size):
        age = (ON - birth[i]) // 10_000
        excused = age < ADULT or age >= SENIOR or 1 <= grade[i] <= 2 or reason[i] or income[i] > 0
        size[row[i]] += 1
        total[row[i]] += income[i] if excused else max(income[i], WAGE)


@numba.njit(cache=True)
def _households(size, total, assets, hukou, dibao, gap, margin, helped):
    for h in range(size.size):
        per_head = total[h] // size[h]
        fits = hukou[h] and assets[h] // size[h] <= LIMIT
        dibao[h] = fits and per_head < STANDARD
        gap[h] = helped[h] = (STANDARD - per_head) * size[h] if dibao[h] else 0
        margin[h] = fits and not dibao[h] and per_head < MARGIN_LINE


@numba.njit(cache=True)
def _persons(row, birth, grade, hukou, dibao, margin, flags, amounts, helped):
    for i in range(row.size):
        h = row[i]
        age = (ON - birth[i]) // 10_000
        senior, severe = age >= SENIOR, 1 <= grade[i] <= 2
        band = 0
        while band + 1 < BANDS.size and age >= BANDS[band + 1]:
            band += 1
        flags[0, i] = ((dibao[h] or margin[h]) and (senior or age < ADULT)) or (dibao[h] and severe)
        amounts[0, i] = SUPPLEMENT if flags[0, i] else 0
        amounts[1, i] = BAND_AMOUNTS[band] if hukou[h] else 0
        flags[1, i] = amounts[1, i] > 0
        flags[2, i] = grade[i] >= 1 and (dibao[h] or margin[h])
        amounts[2, i] = LIVING if flags[2, i] else 0
        flags[3, i] = hukou[h] and (severe or (grade[i] >= 1 and senior))
        amounts[3, i] = NURSING if flags[3, i] else 0
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
