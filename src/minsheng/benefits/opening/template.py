"""The empty list, to be filled in: Excel with a sheet that explains every column, or plain CSV."""

from minsheng.benefits.opening.columns import columns
from minsheng.matters.declare import Matter
from minsheng.roster.listed import Column, Looks, as_csv, as_workbook

WIDE = ("document", "member", "account")


def template(matter: Matter, kind: str) -> bytes:
    """An empty list for a benefit as "xlsx" or "csv"."""
    return as_workbook("名单", columns(matter), _looks, frozen=2) if kind == "xlsx" else as_csv(columns(matter))


def _looks(column: Column) -> Looks:
    return Looks(22 if column.key in WIDE else 14, number=column.key.startswith("part."))
