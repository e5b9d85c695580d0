"""The same 24 rules written by hand in NumPy, Polars and Numba: what an expert gets who gives up explanation. They justify how ours compiles."""

from __future__ import annotations

from importlib import import_module, metadata

LIBRARIES = {"numpy": "numpy", "polars": "polars", "numba": "numba"}


class ByHand:
    """`decide(people)` of engines/<library>_hand.py is grouping and calculation in one: its time stands under "calculate"."""

    def __init__(self, library: str) -> None:
        self.version = f"{library} {metadata.version(LIBRARIES[library])}"
        self.decide = import_module(f"engines.{library}_hand").decide

    def build(self, people):
        return people

    def calculate(self, people):
        return self.decide(people)

    def output(self, outcome):
        return outcome


def by_hand(name: str) -> ByHand:
    """`numpy-hand`, `polars-hand` or `numba-hand`."""
    library = name.split("-")[0]
    if library not in LIBRARIES:
        raise SystemExit(f"bench: no engine is called {name!r}. There are openfisca, policyengine, minsheng, numpy-hand, polars-hand and numba-hand.")
    return ByHand(library)
