"""Rosters of invented people, as an office would upload them."""

import csv
from datetime import date, timedelta
from io import BytesIO, StringIO

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from minsheng.registry.identity import make_number
from minsheng.registry.imports.columns import template_columns

HEADINGS = {c.key: c.zh for c in template_columns()}
FIRST = date(1950, 1, 1)


def number(n: int) -> str:
    """The document number of the n-th invented person; odd ones are men."""
    return make_number("440399", FIRST + timedelta(days=n // 900), n % 900)


def person(n: int, home: int | str, relation: str = "户主", **more) -> dict:
    """One line. `more` overrides and adds cells by key."""
    cells = {"home": str(home), "relation": relation, "name": f"演示{n}", "number": number(n), "place": "香岭社区居委会" if relation == "户主" else ""}
    return cells | more


def family(n: int, home: int | str) -> list[dict]:
    """A head, the spouse and a child, as persons n, n + 1, n + 2."""
    head = person(n, home, phone="10001000123", address="演示路 1 号", hukou="本市户籍", monthly_income="1,200.50", dwellings="1", motor_vehicle="没有")
    return [
        head,
        person(n + 1, home, "配偶", employment="在职", serious_illness="否"),
        person(n + 2, home, "子女", disability_grade="2", disability_category="肢体残疾"),
    ]


def as_csv(rows: list[dict], name: str = "roster.csv", encoding: str = "utf-8-sig", headings: dict | None = None) -> SimpleUploadedFile:
    words = headings or HEADINGS
    out = StringIO()
    lines = csv.writer(out)
    lines.writerow(words.values())
    lines.writerows([row.get(key, "") for key in words] for row in rows)
    return SimpleUploadedFile(name, out.getvalue().encode(encoding))


def as_xlsx(rows: list[dict], name: str = "roster.xlsx") -> SimpleUploadedFile:
    """Cells that are numbers or days are written as such."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet, day = book.add_worksheet("人员"), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, list(HEADINGS.values()))
        for r, row in enumerate(rows, 1):
            for c, key in enumerate(HEADINGS):
                value = row.get(key)
                if value is not None:
                    sheet.write_datetime(r, c, value, day) if isinstance(value, date) else sheet.write(r, c, value)
    return SimpleUploadedFile(name, out.getvalue())


def states(run) -> dict[int, str]:
    return dict(run.lines.order_by("number").values_list("number", "state"))


def problems(run, row: int) -> list:
    return run.lines.get(number=row).problems
