"""A roster as an Excel workbook: lists to choose from, numbers kept as text, a sheet that explains every column."""

from collections.abc import Iterable

from minsheng.base.ui.exports import harmless
from minsheng.registry.identity import KINDS
from minsheng.roster.listed import Column, Looks, as_workbook
from minsheng.rules import book
from minsheng.rules.engine import Bool, Choice, Int, Money


def workbook(columns: list[Column], rows: Iterable[dict[str, str]] = ()) -> bytes:
    """`rows` {key of a column: text}."""
    return as_workbook("人员", columns, _looks, frozen=3, rows=({key: harmless(cell) for key, cell in row.items() if cell} for row in rows))


def _looks(column: Column) -> Looks:
    fact = book.load().facts.get(column.key)
    width = {"number": 20, "address": 20, "why": 60}.get(column.key, 14)
    return Looks(width, fact is not None and isinstance(fact.type, Int | Money), tuple(_options(column)))


def _options(column: Column) -> list[str]:
    """What a cell is chosen from; nothing for free text."""
    fact = book.load().facts.get(column.key)
    if column.key == "kind":
        return [words[0] for words, _ in KINDS.values()]
    if column.key == "relation":
        return ["户主", *(words[0] for key, words in fact.type.options.items() if key != "applicant")]
    if column.key == "sex":
        return ["男", "女"]
    if fact is None or not isinstance(fact.type, Bool | Choice):
        return []
    return ["是", "否"] if isinstance(fact.type, Bool) else [words[0] for words in fact.type.options.values()]
