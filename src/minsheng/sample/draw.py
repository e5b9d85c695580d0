"""Draw a whole population and hand it over as columns for the rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from .dice import Array, Dice
from .homes import Homes, draw_homes
from .lives import draw_lives
from .means import draw_means

if TYPE_CHECKING:
    from minsheng.rules.engine.batch import Population

MOST = 8_000_000  # more would run out of document numbers in the sandbox area
POOR = 0.06  # households drawn into hardship: more than in life, so that every benefit occurs
UNKNOWN_SHARE = {
    "monthly_income": 0.04, "financial_assets": 0.07, "disability_grade": 0.02, "hukou": 0.01, "work_ability": 0.02,
    "dwellings": 0.02, "supporter": 0.05, "rigid_expenditure": 0.1, "motor_vehicle": 0.02, "assessed_level": 0.03,
}  # fmt: skip


@dataclass(frozen=True)
class Drawn:
    """`person` and `home`: fact name -> int64 column (fen, yyyymmdd, choice index, 0/1, UNKNOWN). `code`: place code a household."""

    homes: Homes
    person: dict[str, Array]
    home: dict[str, Array]
    code: Array
    place: str
    seed: int
    on: date

    def to_population(self) -> Population:
        from minsheng.rules.engine.batch import Population

        return Population(
            group="household", person_group=self.homes.home, person=self.person,
            group_ids=np.arange(len(self.homes.kind)), groups=self.home, place=self.code,
        )  # fmt: skip


def draw(book, persons: int, place: str, seed: int, on: date) -> Drawn:
    """Draw `persons` people of a place of the book. Raises ValueError for an impossible number, UnknownName for the place."""
    if not 1 <= persons <= MOST:
        raise ValueError(f"人数应在 1 到 {MOST:,} 之间 / persons must be from 1 to {MOST:,}")
    code = book.places.find(place).code
    day, homes = np.datetime64(on), draw_homes(persons, seed)
    of_home = Dice(len(homes.kind), seed, 3, book.facts)
    of_person = Dice(persons, seed, 4, book.facts)
    poor = of_home.chance(POOR)
    lives = draw_lives(homes, poor, code[:4], of_person, day)
    means = draw_means(homes, poor, lives, of_home, day)
    lives["affected"] = (means["sudden_event"] != of_home.index("sudden_event", "none"))[homes.home].astype(np.int64)
    return Drawn(homes, _forget(lives, of_person), _forget(means, of_home), _codes(book, code, of_home), code, seed, on)


def _forget(columns: dict[str, Array], dice: Dice) -> dict[str, Array]:
    return {k: dice.forget(v, UNKNOWN_SHARE[k]) if k in UNKNOWN_SHARE else v for k, v in columns.items()}


def _codes(book, code: str, dice: Dice) -> Array:
    """Households spread over the parts of the place that the book knows."""
    parts = sorted(p.code for p in book.places.by_code.values() if p.parent == code) or [code]
    return dice.pick(parts, np.arange(len(parts), 0, -1) + len(parts))
