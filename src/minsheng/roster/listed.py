"""What a list that comes as a file is explained with: its columns, an empty one to fill in, a sheet that tells how."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO, StringIO

LINES = 100_000  # for which a cell is chosen from a list
LONGEST_LIST = 250  # what Excel takes as a list to choose from


@dataclass(frozen=True)
class Column:
    """`how` says how a cell is filled in; `also` are other headings for the same."""

    key: str
    zh: str
    en: str
    how: tuple[str, str]
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Looks:
    """Of one column in the workbook: its width, whether it holds numbers, what a cell is chosen from."""

    width: int = 14
    number: bool = False
    options: tuple[str, ...] = ()


def as_csv(columns: list[Column]) -> bytes:
    """An empty list as CSV that Excel reads."""
    out = StringIO()
    csv.writer(out).writerow([c.zh for c in columns])
    return out.getvalue().encode("utf-8-sig")


def as_workbook(title: str, columns: list[Column], looks: Callable[[Column], Looks], *, frozen: int, rows: Iterable[dict[str, str]] = ()) -> bytes:
    """A sheet with the headings and `rows` {key of a column: text}, and one that explains every column. The first `frozen` columns stay in sight."""
    import xlsxwriter

    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as made:
        bold = made.add_format({"bold": True, "text_wrap": True, "bottom": 1, "valign": "top"})
        text, wrap = made.add_format({"num_format": "@"}), made.add_format({"text_wrap": True, "valign": "top"})
        sheet, about = made.add_worksheet(title), made.add_worksheet("说明")
        sheet.freeze_panes(1, frozen)
        about.set_column(0, 3, 40, wrap)
        about.write_row(0, 0, ["列", "怎么填", "Column", "How to fill it in"], bold)
        for n, column in enumerate(columns):
            look = looks(column)
            sheet.write(0, n, column.zh, bold)
            sheet.set_column(n, n, look.width, None if look.number else text)
            if look.options and len(",".join(look.options)) <= LONGEST_LIST:
                sheet.data_validation(1, n, LINES, n, {"validate": "list", "source": list(look.options), "error_type": "warning"})
            about.write_row(n + 1, 0, [column.zh, column.how[0], column.en, column.how[1]], wrap)
        for number, row in enumerate(rows, 1):
            for n, column in enumerate(columns):
                if cell := row.get(column.key):
                    sheet.write_string(number, n, cell, text)
    return out.getvalue()
