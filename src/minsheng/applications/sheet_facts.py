"""What of the application form becomes facts of the file: what the rule book knows under the same name, and promised support as income."""

from datetime import date

from minsheng.applications import papers, sheet_kept
from minsheng.applications.models import Application, Sheet
from minsheng.applications.sheet import used_by
from minsheng.applications.sheet_people import MEMBER
from minsheng.applications.way import matter_of
from minsheng.base.actor import Actor
from minsheng.base.errors import Refused
from minsheng.registry.actions import learn

OF_THE_BOOK = tuple(f.key for f in MEMBER.fields if f.kind == "fact")


def whole(application: Application) -> None:
    """Refused while the one question that nobody else can answer is open."""
    if not used_by(matter_of(application)):
        return
    sheet = sheet_kept.current(application)
    if sheet is None or not sheet.near:
        raise Refused(
            "还差一项：家里有没有人是经办人员或村（居）委会成员的近亲属？",
            "One question is open: is anybody of the household a near relative of the staff or the committee?",
            field="household:near",
        )


def promised(sheet: Sheet | None) -> dict[str, int]:
    """{person id: fen a month} that supporters have promised and that the income given does not hold yet."""
    out: dict[str, int] = {}
    for one in sheet_kept.supporters(sheet):
        if one.get("counted") == "no" and one.get("promised") and one.get("for"):
            out[one["for"]] = out.get(one["for"], 0) + one["promised"]
    return out


def settle(application: Application, before: Sheet | None, by: Actor, on: date) -> None:
    """The version that counts becomes facts, from this month on: `before` is the one whose promises the income holds already."""
    sheet = sheet_kept.current(application)
    if sheet is None:
        return
    for person in papers.people(application, on):
        given = {k: v for k, v in sheet_kept.member(sheet, person.pk).items() if k in OF_THE_BOOK and v != person.facts.get(k)}
        had = sheet_kept.member(before, person.pk)
        if facts := {k: v for k, v in given.items() if v != had.get(k)}:
            learn(subject=person, facts=facts, source="applicant", since=on.replace(day=1), evidence="申请表", by=by, on=on)
    sheet.added = _support(application, sheet, before.added if before else {}, by, on)
    sheet.save(update_fields=["added"])


def _support(application: Application, sheet: Sheet, added: dict[str, int], by: Actor, on: date) -> dict[str, int]:
    """Put what is promised into the income that was given; what is not known stays so, as nothing can be added to it."""
    wanted, out = promised(sheet), dict(added)
    for person in papers.people(application, on):
        key, known = str(person.pk), person.facts.get("monthly_income")
        more = wanted.get(key, 0) - added.get(key, 0)
        if not more or known is None:
            continue
        out[key] = wanted.get(key, 0)
        learn(subject=person, facts={"monthly_income": max(0, known + more)}, source="applicant", since=on.replace(day=1),
              evidence=f"申请表：义务人承诺每月 {out[key] / 100:.2f} 元，计入月收入", by=by, on=on)  # fmt: skip
    return {key: fen for key, fen in out.items() if fen}
