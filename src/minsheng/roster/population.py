"""From a checked roster to the columns the rules are run over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from minsheng.rules.engine.declare import Fact
from minsheng.rules.engine.types import UNKNOWN

from .checks import H
from .columns import is_group
from .roster import Roster

if TYPE_CHECKING:
    from minsheng.rules.engine.batch import Population


def to_population(roster: Roster, facts: dict[str, Fact]) -> Population:
    """The persons and households of a roster whose households all carry a place `code`. Facts without a column stay unsaid."""
    from minsheng.rules.engine.batch import Population

    homes = roster.households
    return Population(
        group="household",
        person_group=roster.persons.get_column(H).to_numpy(),
        person=_columns(roster.persons, facts, group=False),
        group_ids=homes.get_column(H).to_numpy(),
        groups=_columns(homes, facts, group=True),
        place=homes.get_column("code").to_numpy(),
    )


def _columns(frame: pl.DataFrame, facts: dict[str, Fact], group: bool) -> dict[str, np.ndarray]:
    """One int64 array a fact. What nobody said is what silence means for that fact, and otherwise unknown."""
    out = {}
    for name, fact in facts.items():
        if is_group(fact) == group and name in frame.columns:
            unsaid = UNKNOWN if fact.silence is None else fact.silence
            out[name] = frame.get_column(name).fill_null(unsaid).to_numpy()
    return out
