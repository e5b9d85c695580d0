"""The empty roster, to be filled in: an Excel workbook or plain CSV."""

from minsheng.registry.imports.columns import template_columns
from minsheng.registry.imports.workbook import workbook
from minsheng.roster.listed import as_csv


def template(kind: str) -> bytes:
    """An empty roster as "xlsx" or "csv"."""
    return workbook(template_columns()) if kind == "xlsx" else as_csv(template_columns())
