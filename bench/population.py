"""One million invented people in households of about 2.8, the same for every engine. Same seed, same people; nobody in it exists.

    python bench/population.py --persons 1000000

writes bench/out/people-<persons>-sorted.npz and -shuffled.npz: the same people, first with ids 0, 1, 2 … and households side by side, then with
person rows and household rows shuffled and sparse 64-bit household ids.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

OUT = Path(__file__).parent / "out"
SEED = 20251001
ON = 20251001
PERSON = ("birth_date", "monthly_income", "disability_grade", "good_reason_not_working")
ORDERS = ("sorted", "shuffled")
HOUSEHOLD = ("financial_assets", "hukou_here")


def _households(rng, persons: int) -> np.ndarray:
    """Sizes that add up to `persons`: mostly one to four, seldom up to thirty."""
    shares = {1: 0.21, 2: 0.28, 3: 0.23, 4: 0.15, 5: 0.08, 6: 0.03, 7: 0.012, 8: 0.005, 12: 0.002, 30: 0.001}
    sizes = rng.choice(list(shares), size=persons, p=np.array(list(shares.values())) / sum(shares.values()))
    count = int(np.searchsorted(np.cumsum(sizes), persons)) + 1
    sizes = sizes[:count].astype(np.int64)
    sizes[-1] -= sizes.sum() - persons
    return sizes


def _ages(rng, position: np.ndarray) -> np.ndarray:
    """The first two of a household are adults, the others children or grandparents."""
    adult = np.clip(rng.normal(46, 19, position.size), 18, 104)
    child_or_elder = np.where(rng.random(position.size) < 0.62, rng.uniform(0, 22, position.size), rng.normal(74, 9, position.size))
    return np.clip(np.where(position < 2, adult, child_or_elder), 0, 108).astype(np.int64)


def _birth_dates(rng, ages: np.ndarray) -> np.ndarray:
    """yyyymmdd; whoever has the birthday later in the year was born a year earlier."""
    day = rng.integers(1, 13, ages.size) * 100 + rng.integers(1, 29, ages.size)
    return (ON // 10_000 - ages - (day > ON % 10_000)) * 10_000 + day


def _incomes(rng, ages: np.ndarray, poor: np.ndarray) -> np.ndarray:
    """Fen a month, with odd fen in them; six or seven in ten adults earn."""
    wage = rng.lognormal(8.75, 0.55, ages.size) * np.where(poor, 0.2, 1.0)
    pension = rng.lognormal(7.7, 0.6, ages.size) * np.where(poor, 0.25, 1.0)
    amount = np.where(ages >= 60, pension, wage) * 100
    earns = (ages >= 18) & (rng.random(ages.size) < np.where(poor, 0.6, 0.85))
    return np.where(earns, np.minimum(amount, 9e8), 0).astype(np.int64)


def _assets(rng, poor: np.ndarray) -> np.ndarray:
    """Fen a household. One household in two thousand has more than 21.47 million yuan: what an int32 of fen cannot hold."""
    assets = rng.lognormal(10.4, 1.4, poor.size) * np.where(poor, 0.15, 1.0) * 100
    rich = rng.random(poor.size) < 0.0005
    return np.where(rich, rng.uniform(2.2e9, 4.2e9, poor.size), np.minimum(assets, 2e9)).astype(np.int64)


def sorted_people(persons: int) -> dict[str, np.ndarray]:
    """Columns by name, one row a person or a household; money in int64 fen, dates as yyyymmdd; `person_group` and `group_ids` join them."""
    rng = np.random.default_rng(SEED)
    sizes = _households(rng, persons)
    group = np.repeat(np.arange(sizes.size), sizes)
    position = np.arange(persons) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    poor = rng.random(sizes.size) < 0.06
    ages = _ages(rng, position)
    grade = np.where(rng.random(persons) < 0.062, rng.integers(1, 5, persons), 0)
    student = (ages >= 18) & (ages < 24) & (rng.random(persons) < 0.6)
    return {
        "person_group": group,
        "group_ids": np.arange(sizes.size),
        "birth_date": _birth_dates(rng, ages),
        "monthly_income": _incomes(rng, ages, poor[group]),
        "disability_grade": grade,
        "good_reason_not_working": student | (rng.random(persons) < 0.12),
        "financial_assets": _assets(rng, poor),
        "hukou_here": rng.random(sizes.size) < 0.45,
    }


def shuffled(people: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The same people as a register would hand them over: rows in no order, household ids anywhere in 64 bits."""
    rng = np.random.default_rng(SEED + 1)
    count = people["group_ids"].size
    ids = np.unique(rng.integers(10**15, 9 * 10**18, count + count // 100))
    ids = rng.permutation(ids)[:count]
    rows, groups = rng.permutation(people["person_group"].size), rng.permutation(count)
    mixed = {name: people[name][rows] for name in PERSON} | {name: people[name][groups] for name in HOUSEHOLD}
    return mixed | {"person_group": ids[people["person_group"]][rows], "group_ids": ids[groups]}


def path(persons: int, order: str) -> Path:
    return OUT / f"people-{persons}-{order}.npz"


def load(file: str | Path) -> dict[str, np.ndarray]:
    with np.load(file) as stored:
        return {name: stored[name] for name in stored.files}


def write(persons: int) -> None:
    OUT.mkdir(exist_ok=True)
    people = sorted_people(persons)
    np.savez(path(persons, "sorted"), **people)
    np.savez(path(persons, "shuffled"), **shuffled(people))


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--persons", type=int, default=1_000_000)
    write(options.parse_args().persons)
