"""The empty roster, to be filled in: Excel with lists to choose from and a sheet that explains every column, or plain CSV."""

import csv
from io import BytesIO, StringIO

import xlsxwriter

from minsheng.registry.identity import KINDS
from minsheng.registry.imports.columns import Column, template_columns
from minsheng.rules import book
from minsheng.rules.engine import Bool, Choice, Int, Money

LINES = 100_000
LONGEST_LIST = 250  # what Excel takes as a list to choose from


def template(kind: str) -> bytes:
    """An empty roster as "xlsx" or "csv"."""
    return _xlsx() if kind == "xlsx" else _csv()


def _csv() -> bytes:
    out = StringIO()
    csv.writer(out).writerow([c.zh for c in template_columns()])
    return out.getvalue().encode("utf-8-sig")


def _xlsx() -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        bold = workbook.add_format({"bold": True, "text_wrap": True, "bottom": 1, "valign": "top"})
        text, wrap = workbook.add_format({"num_format": "@"}), workbook.add_format({"text_wrap": True, "valign": "top"})
        sheet, about = workbook.add_worksheet("人员"), workbook.add_worksheet("说明")
        sheet.freeze_panes(1, 3)
        about.set_column(0, 3, 40, wrap)
        about.write_row(0, 0, ["列", "怎么填", "Column", "How to fill it in"], bold)
        for n, column in enumerate(template_columns()):
            sheet.write(0, n, column.zh, bold)
            sheet.set_column(n, n, 20 if column.key in ("number", "address") else 14, None if _is_number(column.key) else text)
            if options := _options(column):
                sheet.data_validation(1, n, LINES, n, {"validate": "list", "source": options, "error_type": "warning"})
            about.write_row(n + 1, 0, [column.zh, column.how[0], column.en, column.how[1]], wrap)
    return out.getvalue()


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
