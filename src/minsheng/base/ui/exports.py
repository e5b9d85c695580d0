"""Lists as files. A cell that a spreadsheet would take for a formula is neutralised."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any
from urllib.parse import quote

import xlsxwriter
from django.http import HttpResponse, StreamingHttpResponse
from django.utils import translation

from minsheng.base.errors import Refused
from minsheng.base.ui.words import plain

DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")
MOST_IN_EXCEL = 100_000
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def harmless(value: Any) -> Any:
    """Numbers and days as they are; texts so that no spreadsheet runs them."""
    if value is None or isinstance(value, int | float | Decimal | date):
        return value
    text = plain(value)
    return "'" + text if text.startswith(DANGEROUS) else text


class _Echo:
    """A file that hands every line on."""

    def write(self, line: str) -> str:
        return line


def export_csv(name: str, header: Iterable, rows: Iterable[Iterable]) -> StreamingHttpResponse:
    """rows: cells (texts, numbers, days). Streamed, with the mark that Excel needs to read Chinese."""
    language, writer = translation.get_language(), csv.writer(_Echo())
    titles = [harmless(cell) for cell in header]

    def lines() -> Iterator[str]:
        yield "\ufeff" + writer.writerow(titles)
        remaining = iter(rows)
        while True:
            with translation.override(language):  # the page's language is gone by the time a stream is read
                cells = next(remaining, None)
                if cells is None:
                    return
                line = writer.writerow([harmless(cell) for cell in cells])
            yield line

    return named(StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8"), f"{name}.csv")


def export_xlsx(name: str, header: Iterable, rows: Iterable[Iterable]) -> HttpResponse:
    """The same as a workbook: the first line stands still and filters. Raises Refused above 100,000 rows."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
    formats = {Decimal: book.add_format({"num_format": "#,##0.00"}), date: book.add_format({"num_format": "yyyy-mm-dd"})}
    header = [plain(cell) for cell in header]
    sheet.set_column(0, max(0, len(header) - 1), 18)
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, header, bold)
    number = 0
    for number, cells in enumerate(rows, 1):
        if number > MOST_IN_EXCEL:
            raise Refused("超过十万行，请用 CSV 导出，或先筛选。", "More than 100,000 rows: export as CSV, or filter first.")
        for column, cell in enumerate(cells):
            sheet.write(number, column, harmless(cell), formats.get(type(cell)))
    sheet.autofilter(0, 0, number, max(0, len(header) - 1))
    book.close()
    return named(HttpResponse(out.getvalue(), content_type=EXCEL), f"{name}.xlsx")


def named(response, name: str):
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "private, no-store"
    return response
