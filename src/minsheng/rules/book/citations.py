"""What is cited outside the rules themselves: one dated list, so that nothing cites a law before its day."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from minsheng.rules.engine import BookError
from minsheng.rules.engine.figures import read_yaml

FILE = Path(__file__).with_name("citations.yaml")


@dataclass(frozen=True)
class Citation:
    in_force: date
    zh: str
    en: str
    grade: str


@cache
def load() -> dict[str, tuple[Citation, ...]]:
    """{key: its citations, the latest first}. Raises BookError for one without its day, a language or a grade."""
    return {key: tuple(sorted((_one(key, row) for row in entry["values"]), key=lambda c: c.in_force, reverse=True)) for key, entry in read_yaml(FILE).items()}


def _one(key: str, row: dict) -> Citation:
    if set(row) != {"in_force", "zh", "en", "grade"} or not isinstance(row["in_force"], date) or not all(row.values()):
        raise BookError(f"{FILE.name}, {key}", "a citation that is not whole", "in_force, zh, en and grade")
    return Citation(**row)


def cited(key: str, on: date) -> tuple[str, str]:
    """What to cite on a day, in both languages; two empty texts where nothing was in force."""
    found = next((c for c in load()[key] if c.in_force <= on), None)
    return (found.zh, found.en) if found else ("", "")


def bracketed(key: str, on: date) -> tuple[str, str]:
    """The same at the end of a sentence: （…） and " (…)"."""
    zh, en = cited(key, on)
    return (f"（{zh}）", f" ({en})") if zh else ("", "")


def led(key: str, on: date) -> tuple[str, str]:
    """The same at the head of a sentence: …： and "…: "."""
    zh, en = cited(key, on)
    return (f"{zh}：", f"{en}: ") if zh else ("", "")
