"""A synthetic population: invented people in invented households, the same for the same seed. Nobody in it exists."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minsheng.rules.engine.batch import Population

ON = date(2025, 10, 1)  # the day their ages are told for, unless another is asked


def population(persons: int, place: str = "深圳市", seed: int = 1, on: date = ON) -> Population:
    """Exactly `persons` invented people of a place as columns for `sweep`. Raises ValueError below 1 or above MOST persons."""
    from minsheng.rules import book

    from .draw import draw

    return draw(book.load(), persons, place, seed, on).to_population()
