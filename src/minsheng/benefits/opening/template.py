"""The empty list, to be filled in: Excel with a sheet that explains every column, or plain CSV."""

import csv
from io import BytesIO, StringIO

import xlsxwriter

from minsheng.benefits.opening.columns import Column, columns
from minsheng.matters.declare import Matter

WIDE = ("document", "member", "account")


def template(matter: Matter, kind: str) -> bytes:
    """An empty list for a benefit as "xlsx" or "csv"."""
    return _xlsx(columns(matter)) if kind == "xlsx" else _csv(columns(matter))


def _csv(found: list[Column]) -> bytes:
    out = StringIO()
    csv.writer(out).writerow([c.zh for c in found])
    return out.getvalue().encode("utf-8-sig")


def _xlsx(found: list[Column]) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        bold = workbook.add_format({"bold": True, "text_wrap": True, "bottom": 1, "valign": "top"})
        text, wrap = workbook.add_format({"num_format": "@"}), workbook.add_format({"text_wrap": True, "valign": "top"})
        sheet, about = workbook.add_worksheet("名单"), workbook.add_worksheet("说明")
        sheet.freeze_panes(1, 2)
        about.set_column(0, 3, 40, wrap)
        about.write_row(0, 0, ["列", "怎么填", "Column", "How to fill it in"], bold)
        for n, column in enumerate(found):
            sheet.write(0, n, column.zh, bold)
            sheet.set_column(n, n, 22 if column.key in WIDE else 14, None if column.key.startswith("part.") else text)
            about.write_row(n + 1, 0, [column.zh, column.how[0], column.en, column.how[1]], wrap)
    return out.getvalue()
