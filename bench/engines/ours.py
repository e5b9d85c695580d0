"""Our engine over the benchmark's book: `minsheng-values` (status and amount) or `minsheng-full` (with reasons and what is missing)."""

from __future__ import annotations

from datetime import date

import numpy as np
from engines.our_book import load
from figures import PLACE
from minsheng.rules.engine import ENGINE, Status
from minsheng.rules.engine.batch import Population, sweep
from population import HOUSEHOLD, PERSON

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
        return {key: (found[key].status == Status.YES, found[key].amount) for key in self.book.benefits}
