"""A roster as an Excel workbook: lists to choose from, numbers kept as text, a sheet that explains every column."""

from collections.abc import Iterable
from io import BytesIO

import xlsxwriter

from minsheng.base.ui.exports import harmless
from minsheng.registry.identity import KINDS
from minsheng.registry.imports.columns import Column
from minsheng.rules import book
from minsheng.rules.engine import Bool, Choice, Int, Money

LINES = 100_000  # for which a cell is chosen from a list
LONGEST_LIST = 250  # what Excel takes as a list to choose from


def workbook(columns: list[Column], rows: Iterable[dict[str, str]] = ()) -> bytes:
    """`rows` {key of a column: text}."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as made:
        bold = made.add_format({"bold": True, "text_wrap": True, "bottom": 1, "valign": "top"})
        text, wrap = made.add_format({"num_format": "@"}), made.add_format({"text_wrap": True, "valign": "top"})
        sheet, about = made.add_worksheet("人员"), made.add_worksheet("说明")
        sheet.freeze_panes(1, 3)
        about.set_column(0, 3, 40, wrap)
        about.write_row(0, 0, ["列", "怎么填", "Column", "How to fill it in"], bold)
        for n, column in enumerate(columns):
            sheet.write(0, n, column.zh, bold)
            sheet.set_column(n, n, _width(column), None if _is_number(column.key) else text)
            if options := _options(column):
                sheet.data_validation(1, n, LINES, n, {"validate": "list", "source": options, "error_type": "warning"})
            about.write_row(n + 1, 0, [column.zh, column.how[0], column.en, column.how[1]], wrap)
        for number, row in enumerate(rows, 1):
            for n, column in enumerate(columns):
                if cell := row.get(column.key):
                    sheet.write_string(number, n, harmless(cell), text)
    return out.getvalue()


def _width(column: Column) -> int:
    return {"number": 20, "address": 20, "why": 60}.get(column.key, 14)


def _is_number(key: str) -> bool:
    fact = book.load().facts.get(key)
    return fact is not None and isinstance(fact.type, Int | Money)


def _options(column: Column) -> list[str]:
    """What a cell is chosen from; nothing for free text, or when the list is longer than Excel takes."""
    fact = book.load().facts.get(column.key)
    if column.key == "kind":
        options = [words[0] for words, _ in KINDS.values()]
    elif column.key == "relation":
        options = ["户主", *(words[0] for key, words in fact.type.options.items() if key != "applicant")]
    elif column.key == "sex":
        options = ["男", "女"]
    elif fact is None or not isinstance(fact.type, Bool | Choice):
        return []
    else:
        options = ["是", "否"] if isinstance(fact.type, Bool) else [words[0] for words in fact.type.options.values()]
    return options if len(",".join(options)) <= LONGEST_LIST else []
