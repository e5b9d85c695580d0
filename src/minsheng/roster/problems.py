"""What is wrong with a roster: of the whole file (raised), or of one row or cell (collected as a table)."""

from __future__ import annotations

from minsheng.rules.engine.problems import InputProblems, Problem


class RosterError(InputProblems):
    """The file as a whole cannot be read. Carries the list of problems, each with where, what and how to mend it."""


def problem(where: str, zh: str, en: str, mend_zh: str = "", mend_en: str = "") -> Problem:
    return Problem(where, zh, en, mend_zh, mend_en)


def mask(cell: str) -> str:
    """The first character and stars: enough to find the cell again, too little to read it."""
    return cell[:1] + "*" * min(len(cell) - 1, 7) if len(cell) > 1 else "*"
