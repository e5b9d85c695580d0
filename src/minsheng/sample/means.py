"""What each household owns, spends and has met with."""

from __future__ import annotations

import numpy as np

from .dice import Array, Dice, days_to_int, only
from .homes import Homes


def draw_means(homes: Homes, poor: Array, lives: dict[str, Array], dice: Dice, on: np.datetime64) -> dict[str, Array]:
    """All household facts as columns."""
    n = dice.n
    income = np.bincount(homes.home, weights=lives["monthly_income"], minlength=n)
    ill = np.bincount(homes.home, weights=lives["serious_illness"], minlength=n) > 0
    local = np.bincount(homes.home, weights=lives["hukou"] == dice.index("hukou", "here"), minlength=n) > 0
    students = np.bincount(homes.home, weights=lives["schooling"] != dice.index("schooling", "none"), minlength=n)
    savings = np.where(poor, dice.money(4000, 1.2), dice.money(60_000, 1.3))
    sudden = dice.chance(0.01)
    return {
        "financial_assets": savings,
        "dwellings": np.where(local, dice.pick([0, 1, 2, 3], [24, 64, 10, 2]), dice.pick([0, 1, 2], [68, 28, 4])) * (1 - poor * dice.chance(0.5)),
        "other_real_estate": dice.chance(np.where(poor, 0.005, 0.05)).astype(np.int64),
        "motor_vehicle": dice.choice("motor_vehicle", "none", (dice.chance(np.where(poor, 0.03, 0.4)), "other"), (dice.chance(0.02), "for_living")),
        "business_registration": dice.choice("business_registration", "none", (dice.chance(0.06), "family_shop"), (dice.chance(np.where(poor, 0, 0.03)), "other")),
        "yearly_income": (income * 12 * dice.rng.uniform(0.95, 1.05, n) / 1000).astype(np.int64) * 1000,
        "rigid_expenditure": np.where(ill, dice.money(35_000, 0.8), 0) + (students * 3000).astype(np.int64) * 100,
        "sudden_event": dice.choice("sudden_event", "none", (sudden, dice.choose("sudden_event", fire=1, accident=4, illness=6, other=2))),
        "event_date": only(sudden, days_to_int(on - dice.between(1, 90))),
    }  # fmt: skip
