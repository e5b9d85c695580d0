"""Our engine over the benchmark's book: `minsheng-values` (status and amount) or `minsheng-full` (with reasons and what is missing)."""

from __future__ import annotations

from datetime import date

import numpy as np
from engines.our_book import load
from figures import PLACE
from population import HOUSEHOLD, PERSON

from minsheng.rules.engine import ENGINE, Status
from minsheng.rules.engine.batch import STATUSES, Population, sweep

YES = STATUSES.index(Status.YES)
DAY, KNOWN = date(2025, 10, 1), date(2025, 12, 1)


class Ours:
    def __init__(self, name: str) -> None:
        self.version = f"minsheng engine {ENGINE}"
        self.outputs = name.removeprefix("minsheng-")
        self.book = load()

    def build(self, people: dict[str, np.ndarray]) -> Population:
        return Population(
            group="household", person_group=people["person_group"], person={name: people[name] for name in PERSON},
            group_ids=people["group_ids"], groups={name: people[name] for name in HOUSEHOLD}, place=PLACE,
        )  # fmt: skip

    def calculate(self, population: Population):
        return sweep(self.book, population, on=DAY, known=KNOWN, outputs=self.outputs)

    def output(self, found) -> dict[str, tuple]:
        """By benefit: (eligible, amount in fen or None), in the order of the given rows."""
        return {key: (one.status == YES, one.amount if one.benefit.amount else None) for key, one in found.items()}

    def columns(self, found) -> dict[str, dict[str, np.ndarray]]:
        """Everything a sweep says, by benefit and column."""
        made = {}
        for key, one in found.items():
            made[key] = {"status": one.status} | ({"amount": one.amount} if one.benefit.amount else {})
            if one.reason is not None:
                made[key]["reason"] = one.reason
            if one.missing_bits is not None:
                made[key] |= {"missing_1": one.missing_bits[:, 0], "missing_2": one.missing_bits[:, 1]}
        return made
