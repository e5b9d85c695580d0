"""The benchmark's rules as a book of our engine."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from minsheng.rules.engine.book import Book

HOME = Path(__file__).parents[1] / "book"


@cache
def load() -> Book:
    return Book.load(package="book", folders=["measured"], places=HOME / "places.csv")
