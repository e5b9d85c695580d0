"""Lists of awards in payment, and payrolls, of invented people, as an office would upload them."""

import csv
from datetime import date
from io import BytesIO, StringIO

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from minsheng.benefits.opening.columns import columns, matter_of
from minsheng.registry.identity import make_number
from minsheng.registry.models import Person
from tests.spine import card, make_person

BORN = date(1940, 1, 1)


def old(n: int, place, name: str = "", **more) -> Person:
    """The n-th invented old person."""
    return make_person(name or f"演示{n}", place, BORN, serial=n, **more)


def number(n: int) -> str:
    """Their document number."""
    return make_number("440399", BORN, n)


def line(n: int, **more) -> dict:
    """One line of an old-age list; `more` overrides and adds cells by key."""
    return {"document": number(n), "name": f"演示{n}", "from": "2023-05", "part.allowance": "300", "account": card(n), "bank": "演示银行"} | more


def as_csv(rows: list[dict], benefit: str = "old_age_allowance", name: str = "list.csv") -> SimpleUploadedFile:
    words = {c.key: c.zh for c in columns(matter_of(benefit))}
    out = StringIO()
    lines = csv.writer(out)
    lines.writerow(words.values())
    lines.writerows([row.get(key, "") for key in words] for row in rows)
    return SimpleUploadedFile(name, out.getvalue().encode("utf-8-sig"))


def as_xlsx(rows: list[dict], benefit: str = "old_age_allowance") -> SimpleUploadedFile:
    """Numbers and days are written as such."""
    words, out = {c.key: c.zh for c in columns(matter_of(benefit))}, BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet, day = book.add_worksheet("名单"), book.add_format({"num_format": "yyyy-mm"})
        sheet.write_row(0, 0, list(words.values()))
        for r, row in enumerate(rows, 1):
            for c, key in enumerate(words):
                value = row.get(key)
                if value is not None:
                    sheet.write_datetime(r, c, value, day) if isinstance(value, date) else sheet.write(r, c, value)
    return SimpleUploadedFile("list.xlsx", out.getvalue())


def payroll(rows: list[tuple[str, str]], name: str = "payroll.csv") -> SimpleUploadedFile:
    """[(document number, yuan)]"""
    out = StringIO()
    lines = csv.writer(out)
    lines.writerow(["证件号码", "发放金额"])
    lines.writerows(rows)
    return SimpleUploadedFile(name, out.getvalue().encode())


def why(opening, row: int = 2) -> list:
    """What is wrong with a line: [[column, zh, en]]."""
    return opening.lines.get(number=row).problems
