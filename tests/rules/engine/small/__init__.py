"""A small book for testing the engine."""

from functools import cache
from pathlib import Path

from minsheng.rules.engine import Book


@cache
def load() -> Book:
    return Book.load(package=__name__, folders=["aid", "age_money", "odds"], places=Path(__file__).with_name("places.csv"))


DEMONSTRATION = Path(__file__).with_name("demonstration.yaml")  # a value for every figure, at every place and day
