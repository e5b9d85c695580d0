"""What was left out of a roster, given back with the reasons: mended in Excel, it can be brought in as it is."""

from collections.abc import Iterator

from minsheng.registry.imports.columns import BACK, column_of, label, template_columns
from minsheng.registry.imports.packing import opened
from minsheng.registry.imports.workbook import workbook
from minsheng.registry.models import Import, ImportRow

LEFT_OUT = ("bad", "doubled")


def left_out(run: Import) -> bytes:
    """A workbook of the lines that are not loaded: first the row of the file and why, then their cells."""
    rows = list(_rows(run))
    used = {key for row in rows for key in row}
    columns = template_columns()
    more = sorted(used - {c.key for c in (*BACK, *columns)})
    return workbook([*BACK, *columns, *map(column_of, more)], rows)


def _rows(run: Import) -> Iterator[dict[str, str]]:
    for row in run.lines.filter(state__in=LEFT_OUT).order_by("number").iterator(chunk_size=2_000):
        why = "；".join(f"{label(key)[0]}：{zh}" if key else zh for key, zh, _ in row.problems)
        yield {**opened(row).get("cells", {}), "row": str(row.number), "why": why}


def name_of(row: ImportRow) -> str:
    """The name on a line, wherever it is kept."""
    if row.person:
        return row.person.name
    kept = opened(row)
    return kept.get("name") or kept.get("cells", {}).get("name", "")
