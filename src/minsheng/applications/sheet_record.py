"""The application form on the page of a case: what it says, who wrote it when, what to ask about, what it said before."""

from datetime import date
from types import SimpleNamespace

from minsheng.applications import sheet_kept
from minsheng.applications.models import Application, Sheet
from minsheng.base.texts import here


def page(case: Application, on: date) -> SimpleNamespace | None:
    """Masked, as the rest of the page. None where nobody has filled in the form."""
    versions = list(case.sheets.select_related("written_by", "layout").order_by("-version"))
    if not versions:
        return None
    now = versions[0]
    return SimpleNamespace(
        told=sheet_kept.told(case, now, on), source=source(now), on=now.written_on, near=now.near == "yes", notes=sheet_kept.differences(case, now, on),
        before=[SimpleNamespace(number=v.version, source=source(v), why=_why(versions, v), told=sheet_kept.told(case, v, on)) for v in versions[1:]],
    )  # fmt: skip


def source(sheet: Sheet) -> str:
    """Who wrote this version, and when."""
    who = sheet.written_by.name if sheet.written_by else ""
    return here(f"{who + '（窗口）' if who else '申请人填写'} {sheet.written_on}", f"{who + ' (counter)' if who else 'the applicant'} {sheet.written_on}")


def _why(versions: list[Sheet], old: Sheet) -> str:
    """Why an old version was replaced is said by the one after it."""
    return next((v.why for v in versions if v.version == old.version + 1), "")
