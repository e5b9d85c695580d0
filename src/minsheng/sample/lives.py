"""What each person's life is like: sex, hukou, kin, school, work, health and income. Invented, but it hangs together."""

from __future__ import annotations

import numpy as np

from .dice import Array, Dice, days_to_int, only
from .homes import CHILD, GRANDCHILD, HEAD, PARENT, SPOUSE, Homes

LOCAL_SHARE = {"4403": 0.40, "4401": 0.55, "4413": 0.70}  # of households, by city; others as Huizhou
RURAL_SHARE = {"4403": 0.0, "4401": 0.15, "4413": 0.45}  # of local hukou; Shenzhen has no rural hukou
WAGE_LEVEL = {"4403": 1.0, "4401": 0.93, "4413": 0.72}
SELF_CARE = ("can_eat", "can_dress", "can_get_up", "can_toilet", "can_walk_indoors", "can_bathe")


def draw_lives(homes: Homes, poor: Array, city: str, dice: Dice, on: np.datetime64) -> dict[str, Array]:
    """All person facts as columns. `poor`: households in hardship; `city`: the first four digits of the place."""
    out = _who(homes, dice, on)
    out |= _hukou(homes, city, dice)
    out |= _health(homes, dice)
    out |= _school_and_work(homes, poor, out, dice)
    out["monthly_income"] = _income(homes, poor, out, city, dice)
    out |= _support(homes, poor, out, dice)
    out |= _parents(homes, dice)
    out |= _old_age(homes, out, dice)
    return out


def _who(homes: Homes, dice: Dice, on: np.datetime64) -> dict[str, Array]:
    head_male = dice.chance(0.55)
    male = np.where(homes.part == SPOUSE, ~_of_head(homes, head_male), np.where(homes.age >= 75, dice.chance(0.43), head_male))
    born = on - (homes.age * 365.2425).astype(np.int64) - dice.between(1, 364)
    part = homes.part
    widowed = (homes.age >= 60) & dice.chance(np.clip((homes.age - 55) / 50, 0, 0.8))
    grown_single = dice.choose("marital_status", single=6, divorced=2.5, married=1.5)
    paired = homes.among("couple", "old_couple", "one_child", "two_children", "with_grandmother", "three_generations", "large", "grandparents")
    return {
        "birth_date": days_to_int(born),
        "sex": dice.choice("sex", "female", (male, "male")),
        "relation": dice.choice("relation", "applicant", (part == SPOUSE, "spouse"), (part == CHILD, "child"), (part == PARENT, "parent"), (part == GRANDCHILD, "grandchild")),
        "marital_status": dice.choice(
            "marital_status", "single", (homes.age >= 25, grown_single), (paired & (part <= SPOUSE), "married"),
            (homes.among("lone_parent", "lone_parent_two") & (part == HEAD), "divorced"), (part == PARENT, "married"),
            (widowed & ~(paired & (part <= SPOUSE)), "widowed"), (homes.age < 20, "single"),
        ),
    }  # fmt: skip


def _of_head(homes: Homes, values: Array) -> Array:
    first = np.concatenate([[True], homes.home[1:] != homes.home[:-1]])
    return values[first][homes.home]


def _hukou(homes: Homes, city: str, dice: Dice) -> dict[str, Array]:
    local_home = _of_head(homes, dice.chance(LOCAL_SHARE.get(city, 0.7)))
    local = local_home ^ dice.chance(0.06)
    away = dice.choose("hukou", same_province=40, elsewhere=57, hmt=2, foreign=1)
    rural = np.where(local, dice.chance(RURAL_SHARE.get(city, 0.45)), dice.chance(0.5))
    any_local = (np.bincount(homes.home, weights=local) > 0)[homes.home]
    return {
        "hukou": dice.choice("hukou", "here", (~local, away)),
        "hukou_kind": dice.choice("hukou_kind", "urban", (rural, "rural")),
        "lived_with_local_year": (~local & any_local & dice.chance(0.8)).astype(np.int64),
    }


def _health(homes: Homes, dice: Dice) -> dict[str, Array]:
    age = homes.age
    disabled = dice.chance(np.select([age < 18, age < 60], [0.015, 0.04], 0.12) + homes.among("old_with_grown_child") * (homes.part == CHILD) * 0.5)
    grade = np.where(disabled, dice.pick([1, 2, 3, 4], [12, 20, 30, 38]), 0)
    category = dice.choose("disability_category", physical=45, hearing=14, visual=14, mental=11, intellectual=10, multiple=4, speech=2)
    return {
        "disability_grade": grade,
        "disability_category": only(grade > 0, category),
        "serious_illness": dice.chance(np.where(age >= 60, 0.03, 0.008)).astype(np.int64),
    }


def _school_and_work(homes: Homes, poor: Array, so_far: dict[str, Array], dice: Dice) -> dict[str, Array]:
    age, grade = homes.age, so_far["disability_grade"]
    severe = (grade == 1) | (grade == 2)
    unable = (age < 16) | (age >= 60) | (severe & dice.chance(0.75))
    partly = (grade > 2) & dice.chance(0.6)
    at_school = ((age >= 6) & (age <= 17)) | ((age >= 18) & (age <= 22) & dice.chance(0.55))
    job = dice.choose("employment", employed=74, flexible=15, farming=2, registered_unemployed=3, unregistered_unemployed=6)
    poor_job = dice.choose("employment", employed=20, flexible=32, farming=5, registered_unemployed=13, unregistered_unemployed=30)
    employment = dice.choice(
        "employment", "employed", (age >= 16, np.where(poor[homes.home], poor_job, job)), (unable & (age < 60), "unable"),
        (age >= 60, "retired"), (at_school, "student"), (age < 6, "preschool"),
    )  # fmt: skip
    idle = np.isin(employment, [dice.index("employment", k) for k in ("registered_unemployed", "unregistered_unemployed")])
    return {
        "work_ability": dice.choice("work_ability", "full", (partly, "partial"), (unable, "none")),
        "employment": employment,
        "no_work_reason": only(idle, dice.choose("no_work_reason", caring=35, seeking=30, illness=10, other=10, none=15)),
        "schooling": dice.choice(
            "schooling", "none", (at_school, "compulsory"), (at_school & (age >= 15), "senior_secondary"), (at_school & (age >= 18), "college")
        ),
        "dependent_adult": only(age >= 18, (((age >= 18) & (age <= 22) & at_school) | (severe & dice.chance(0.7))).astype(np.int64)),
    }


def _income(homes: Homes, poor: Array, so_far: dict[str, Array], city: str, dice: Dice) -> Array:
    level = WAGE_LEVEL.get(city, 0.72)
    job = so_far["employment"]
    wages = dice.money(6200 * level, 0.5)
    pension = np.where(dice.chance(0.72), dice.money(3600 * level, 0.45), dice.money(420, 0.4))

    def works(key: str) -> Array:
        return job == dice.index("employment", key)

    income = np.select(
        [works("employed"), works("flexible"), works("farming"), works("retired")],
        [np.maximum(wages, int(2300 * level) * 100), dice.money(3300 * level, 0.6), dice.money(1300, 0.6), pension], 0,
    )  # fmt: skip
    squeezed = (income * dice.rng.uniform(0.05, 0.5, dice.n) / 1000).astype(np.int64) * 1000
    return np.where(poor[homes.home], squeezed, income)


def _support(homes: Homes, poor: Array, so_far: dict[str, Array], dice: Dice) -> dict[str, Array]:
    alone = homes.among("old_single", "middle_single") & poor[homes.home]
    kin = dice.choose("supporter", able=93, old_on_dibao=1, dibao_or_margin=3, full_time_student=1, none=2)
    nobody = dice.choose("supporter", none=55, able=35, very_old_low_income=5, no_capacity_missing_or_prison=5)
    judged = alone | ((so_far["disability_grade"] == 1) & poor[homes.home])
    lost = dice.pick([0, 1, 2, 3, 4, 5, 6], [60, 14, 8, 6, 5, 4, 3])
    # who loses one ability loses bathing first and eating last
    care = {name: only(judged, (lost <= order).astype(np.int64)) for order, name in enumerate(reversed(SELF_CARE))}
    return {"supporter": np.where(alone, nobody, kin), "in_institution": (alone & dice.chance(0.2)).astype(np.int64)} | care


def _parents(homes: Homes, dice: Dice) -> dict[str, Array]:
    minor = (homes.age < 18) & np.isin(homes.part, (CHILD, GRANDCHILD))
    left = minor & (homes.part == GRANDCHILD)
    lone = minor & homes.among("lone_parent", "lone_parent_two")
    gone = {"dead": 3, "missing": 1, "severe_disability": 1, "prison": 2, "drug_treatment": 1, "lost_contact": 3, "able": 5}
    father = dice.choice("father", "able", (left, dice.choose("father", **gone)), (lone, dice.choose("father", dead=1, able=6, lost_contact=1)))
    mother = dice.choice("mother", "able", (left, dice.choose("mother", **gone)))
    neither = (father != dice.index("father", "able")) & (mother != dice.index("mother", "able"))
    return {
        "father": only(minor, father), "mother": only(minor, mother),
        "father_months": only(minor & (father != dice.index("father", "able")), dice.between(1, 48)),
        "mother_months": only(minor & (mother != dice.index("mother", "able")), dice.between(1, 48)),
        "parents_cannot_care": only(minor, neither.astype(np.int64)),
    }  # fmt: skip


def _old_age(homes: Homes, so_far: dict[str, Array], dice: Dice) -> dict[str, Array]:
    old = homes.age >= 60
    level = dice.choose("assessed_level", none_yet=82, able=6, mild=5, moderate=3, severe=2.5, complete=1.5)
    return {"assessed_level": only(old, level), "old_age_opt_in": only(homes.age >= 65, dice.chance(0.9).astype(np.int64))}
