"""A roster read and checked: the good rows ready to be decided, and every bad row and cell named with its remedy."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from minsheng.rules.engine.declare import Fact

from . import checks
from .checks import H
from .columns import HOUSEHOLD, NAME, PERSON, PLACE, PROOF, Headings, columns_of, is_group, understand
from .findings import Findings
from .places import locate
from .reading import ROW, Sheet, has_households_sheet, read
from .values import read_column


@dataclass(frozen=True)
class Roster:
    """`persons`: H, ROW, ids, name and one Int64 column a person fact (null: nothing said; UNKNOWN: said
    to be unknown, or not usable). `households`: one row a household in the
    order of H, with the code of its place and one Int64 column a household fact. `errors` and `withheld`: tables for people."""

    persons: pl.DataFrame
    households: pl.DataFrame
    errors: pl.DataFrame
    withheld: pl.DataFrame
    warnings: list[tuple[str, str]]
    rows: int


def load(path: Path, book, place: str | None = None, households: Path | None = None) -> Roster:
    """Read a roster of persons (and, if given, a file or sheet of households).

    `place`: where households belong whose rows name no place. Raises RosterError for a file that cannot be used.
    """
    facts = columns_of(book)
    people = read(path)
    homes = read(households, "households") if households else read(path, "households") if has_households_sheet(path) else None
    found = Findings()
    person_table = _read_table(people, facts, found, needs=(HOUSEHOLD, PERSON))
    home_table = _read_table(homes, facts, found, needs=(HOUSEHOLD,)) if homes else None
    kept, withheld = checks.rows(person_table, people, found)
    if home_table is not None:
        withheld = pl.concat([withheld, checks.homes(home_table, kept, homes.source, found)])
    kept = kept.join(withheld.select(HOUSEHOLD), on=HOUSEHOLD, how="anti", maintain_order="left")
    groups = [n for n in facts if is_group(facts[n])]
    persons, household_rows = _numbered(kept, home_table, groups)
    folded = checks.fold(household_rows, facts, groups, found, people.source)
    placed, unplaced = locate(folded, book, place, people.source, found)
    return Roster(
        persons.drop([c for c in groups if c in persons.columns]).join(placed.select(H), on=H, how="semi", maintain_order="left"),
        placed, found.all(), checks.withheld_table(pl.concat([withheld, unplaced]), person_table), found.warnings, len(person_table),
    )  # fmt: skip


def _read_table(sheet: Sheet, facts: dict[str, Fact], found: Findings, needs: tuple[str, ...]) -> pl.DataFrame:
    """The sheet with its columns under the names of the book, texts for ids and integers for facts."""
    headings = understand(sheet.headings, facts, sheet.source)
    checks.needed(headings, needs, sheet)
    _warn_unknown(headings, found, sheet.source)
    named = {name: heading for heading, name in headings.known.items()}
    frame = _blank_rows_out(sheet)
    if sheet.too_long:  # their cells stand under the wrong headings: one complaint a row is enough
        facts_of_file = [heading for name, heading in named.items() if name in facts]
        frame = frame.with_columns(pl.when(~pl.col(ROW).is_in(sheet.too_long)).then(pl.col(facts_of_file)).name.keep())
    out = frame.select(ROW, *(_text(frame, named[n]).alias(n) for n in (HOUSEHOLD, PERSON, NAME, PLACE) if n in named))
    values = []
    for name, heading in named.items():
        if name in facts:
            proof = [_text(frame, named[name + end]) if name + end in named else pl.lit(None, pl.String) for end in PROOF]
            values.append(read_column(frame, heading, facts[name], proof, out.get_column(HOUSEHOLD), sheet, found))
    return out.with_columns(values)


def _text(frame: pl.DataFrame, heading: str) -> pl.Expr:
    text = pl.col(heading).cast(pl.String).str.strip_chars()
    return pl.when(text != "").then(text)


def _blank_rows_out(sheet: Sheet) -> pl.DataFrame:
    """Rows without any content are no rows: spreadsheets keep many of them below the table."""
    full = [pl.col(h).is_not_null() & (pl.col(h).cast(pl.String).str.strip_chars() != "") for h in sheet.headings]
    return sheet.frame.filter(pl.any_horizontal(full))


def _warn_unknown(headings: Headings, found: Findings, source: str) -> None:
    for heading, near in headings.unknown.items():
        hint = (f"，是不是想写“{near}”？", f"; did you mean “{near}”?") if near else ("", "")
        found.warnings.append((f"{source}：列“{heading}”不认识，没有使用{hint[0]}", f"{source}: column “{heading}” is not known and was not used{hint[1]}"))


def _numbered(kept: pl.DataFrame, homes: pl.DataFrame | None, groups: list[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Number the households; and every row that says something about a household, from either table."""
    ids = kept.select(pl.col(HOUSEHOLD).unique(maintain_order=True)).with_row_index(H).with_columns(pl.col(H).cast(pl.Int64))
    persons = kept.join(ids, on=HOUSEHOLD, how="left", maintain_order="left")
    tables = [persons] if homes is None else [persons, homes.join(ids, on=HOUSEHOLD, how="inner", maintain_order="left")]
    said = [t.select(H, ROW, HOUSEHOLD, *(c for c in (PLACE, *groups) if c in t.columns)) for t in tables]
    return persons, pl.concat(said, how="diagonal")
