"""The book of law: facts, rules, figures and worked cases, loaded once."""

import gc
from functools import cache
from pathlib import Path

from minsheng.rules.engine import Book

FOLDERS = (
    "common",
    "dibao",
    "single_dibao",
    "supplement",
    "margin",
    "rigid_expenditure",
    "tekun",
    "temporary_aid",
    "price_linkage",
    "old_age",
    "disability",
    "children",
    "elder_ability",
    "voucher",
    "meals",
    "eco_burial",
    "marriage",
    "adoption",
    "deadlines",
    "payment",
    "survey",
)


@cache
def load() -> Book:
    """The whole book; raises BookError with file, line and remedy where it is not well formed."""
    made = Book.load(package=__name__, folders=FOLDERS, places=Path(__file__).with_name("places.csv"))
    gc.freeze()  # it lives as long as the program: no collection need look through it
    return made
