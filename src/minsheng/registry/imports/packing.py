"""What is sealed of a line until it is loaded: all that a person needs; of a line that stays out, its cells, to be given back for mending."""

from datetime import date
from typing import Any

import polars as pl

from minsheng.base.crypto import open_sealed, seal
from minsheng.registry.bulk import NewPerson
from minsheng.registry.imports.columns import Headings
from minsheng.registry.imports.lines import Line
from minsheng.registry.models import ImportRow
from minsheng.rules import book
from minsheng.rules.engine import Bool, Choice, Money

LOADABLE = ("good", "doubtful")
LONGEST_CELL = 500


def about(run: int, number: int) -> str:
    return f"registry.importrow:{run}:{number}"


def sealed(line: Line, run: int, frame: pl.DataFrame, headings: Headings) -> bytes:
    """`frame` is the table of the file, whose first row Excel shows as row 2."""
    content = _person(line) if line.state in LOADABLE else {"cells": _cells(line, frame, headings)}
    return seal(content, about(run, line.number))


def opened(row: ImportRow) -> dict:
    """{} once it is loaded or taken back."""
    return open_sealed(row.sealed, about(row.run_id, row.number))


def _person(line: Line) -> dict:
    return {
        "home": line.home, "name": line.name, "sex": line.sex, "born": line.born and line.born.isoformat(), "document": line.document, "phones": line.phones, "address": line.address,
        "relation": line.relation, "place": line.place, "community": line.community, "facts": line.facts, "home_facts": line.home_facts, "synthetic": line.synthetic,
    }  # fmt: skip


def person(kept: dict) -> NewPerson:
    """The line as `bulk.load` takes it."""
    return NewPerson(
        kept["name"], kept["sex"], kept["born"] and date.fromisoformat(kept["born"]), [tuple(kept["document"])] if kept["document"] else [], kept["phones"],
        kept["address"], kept["relation"], kept["facts"], kept["synthetic"],
    )  # fmt: skip


def _cells(line: Line, frame: pl.DataFrame, headings: Headings) -> dict[str, str]:
    given = frame.row(line.number - 2, named=True)
    return {key: given[heading][:LONGEST_CELL] for key, heading in headings.known.items() if given[heading]}


def back(row: ImportRow, kept: dict) -> bytes:
    """The cells of a line that was fit to load and then was not, sealed like those of a line that never was."""
    kind, number = kept["document"] or ("", "")
    cells = {
        "home": kept["home"], "relation": _written("relation", kept["relation"]), "name": kept["name"], "kind": kind, "number": number, "birth_date": kept["born"],
        "place": kept["community"], "phone": "、".join(kept["phones"]), "address": kept["address"],
    }  # fmt: skip
    cells |= {key: _written(key, value) for key, value in (kept["facts"] | kept["home_facts"]).items()}
    return seal({"cells": {key: text for key, text in cells.items() if text}}, about(row.run_id, row.number))


def _written(key: str, value: Any) -> str:
    """A fact as a roster has it."""
    kind = book.load().facts[key].type
    if isinstance(kind, Bool):
        return "是" if value else "否"
    if isinstance(kind, Choice):
        return kind.options[value][0]
    return f"{value / 100:.2f}" if isinstance(kind, Money) else str(value)
