"""From columns of cells to values as the registry keeps them. Read column by column, each different text once; what cannot be read is named."""

import re
import unicodedata
from datetime import date
from typing import Any

import polars as pl

from minsheng.base.errors import Refused
from minsheng.registry.facts import cleaned
from minsheng.registry.models import Household, Person
from minsheng.roster.cells import is_unknown_word, read_cells
from minsheng.rules import book
from minsheng.rules.engine import Bool, Choice, Date
from minsheng.rules.engine.types import UNKNOWN, as_date

BIRTHDAY = Date("1880-01-01", "2100-12-31")
BETWEEN_CHINESE = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
Problem = list[str]  # [column, zh, en]


def texts(frame: pl.DataFrame, heading: str | None) -> list[str]:
    """The cells of a column as plain text; "" where nothing stands or is said to be unknown, or where the file has no such column."""
    if heading is None:
        return [""] * len(frame)
    cells = frame.get_column(heading)
    plain = {text: _plain(text) for text in cells.unique() if text is not None}
    return [plain.get(text, "") for text in cells]


def _plain(text: str) -> str:
    """Without what spreadsheets and people add: wide letters, spaces inside a Chinese name, the mark that says "this is text"."""
    found = unicodedata.normalize("NFKC", text.replace("\x00", "")).strip()
    if found.startswith("'") and found[1:2] in ("=", "+", "-", "@"):
        found = found[1:]
    return "" if is_unknown_word(found) else BETWEEN_CHINESE.sub("", found)


def days(frame: pl.DataFrame, heading: str | None, excel: bool) -> tuple[list[date | None], dict[int, Problem]]:
    """A column of birthdays, and what is wrong by the place of the row in the frame."""
    if heading is None:
        return [None] * len(frame), {}
    got = read_cells(frame.get_column(heading), BIRTHDAY, excel)
    wrong = {i: _wrong("birth_date", got.wrong[t]) for i, t in enumerate(got.texts) if t in got.wrong}
    return [None if v is None or v == UNKNOWN else as_date(v) for v in got.values], wrong


def facts(frame: pl.DataFrame, headings: dict[str, str], excel: bool) -> tuple[list[dict[str, Any]], dict[int, list[Problem]]]:
    """{fact: value as it is kept} for each row, and what is wrong by the place of the row in the frame. What is unknown is left out."""
    found: list[dict[str, Any]] = [{} for _ in range(len(frame))]
    wrong: dict[int, list[Problem]] = {}
    for key, heading in headings.items():
        got = read_cells(frame.get_column(heading), book.load().facts[key].type, excel)
        kept = {v: _kept(key, v) for v in got.values.unique() if v is not None and v != UNKNOWN}
        for i, value in enumerate(got.values):
            if value in kept:
                found[i][key] = kept[value]
        if got.wrong:
            for i, text in enumerate(got.texts):
                if text in got.wrong:
                    wrong.setdefault(i, []).append(_wrong(key, got.wrong[text]))
    return found, wrong


def _kept(key: str, value: int) -> Any:
    """The engine's integer as the registry keeps it: fen, an option's key, true or false, "yyyy-mm-dd"."""
    fact = book.load().facts[key]
    given: Any = value
    if isinstance(fact.type, Bool):
        given = bool(value)
    elif isinstance(fact.type, Choice):
        given = fact.type.keys[value]
    elif isinstance(fact.type, Date):
        given = as_date(value).isoformat()
    return cleaned(key, given, Person() if fact.entity.key == "person" else Household())


def _wrong(key: str, should: tuple[str, str]) -> Problem:
    return [key, f"填得不对：{should[0]}。", f"Not possible here: it {should[1]}."]


def problem(key: str, no: Refused) -> Problem:
    return [key, no.zh, no.en]
