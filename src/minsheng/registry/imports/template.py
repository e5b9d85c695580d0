"""The empty roster, to be filled in: an Excel workbook or plain CSV."""

import csv
from io import StringIO

from minsheng.registry.imports.columns import template_columns
from minsheng.registry.imports.workbook import workbook


def template(kind: str) -> bytes:
    """An empty roster as "xlsx" or "csv"."""
    return workbook(template_columns()) if kind == "xlsx" else _csv()


def _csv() -> bytes:
    out = StringIO()
    csv.writer(out).writerow([c.zh for c in template_columns()])
    return out.getvalue().encode("utf-8-sig")
