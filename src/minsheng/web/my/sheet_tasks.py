"""The application form in the list of what is left to do, and among the answers to be checked."""

from datetime import date

from django.utils.html import format_html

from minsheng.applications import papers, sheet_kept
from minsheng.applications.models import Application
from minsheng.applications.sheet import used_by
from minsheng.applications.way import matter_of
from minsheng.base.texts import chinese, here, pick
from minsheng.base.ui import Answer, Task


def address(case: Application, part: str, who: int = 0) -> str:
    return f"/my/applications/{case.pk}/more/{part}/{who}/"


def needed(case: Application, day: date) -> list[Task]:
    """The one question that keeps the application from being sent."""
    if not used_by(matter_of(case)):
        return []
    sheet = sheet_kept.current(case)
    parts = [p for p in sheet_kept.asked(case, day).values() if p.needed]
    return [Task(pick(p.title), address(case, p.key), "done" if sheet and sheet.near else "todo") for p in parts]


def rest(case: Application, day: date) -> list[Task]:
    """The way to what may be left out."""
    if not used_by(matter_of(case)):
        return []
    said = len(optional(case, day, only_done=True))
    small = here(f"可以不填；已填 {said} 项", f"may be left out; filled in: {said}") if said else here("可以不填", "may be left out")
    return [Task(here("申请表的其他内容", "The rest of the form"), f"/my/applications/{case.pk}/more/", "doing" if said else "todo", small=small)]


def optional(case: Application, day: date, only_done: bool = False) -> list[Task]:
    """What may be left out, each with whether something stands there."""
    sheet, out = sheet_kept.current(case), []
    for part in sheet_kept.asked(case, day).values():
        if part.needed:
            continue
        if part.of == "member":
            people = papers.people(case, day)
            out += [(f"{chinese(p.name)} · {pick(part.title)}", address(case, part.key, p.pk), bool(sheet_kept.member(sheet, p.pk))) for p in people]
        elif part.of == "household":
            given = sheet_kept.household(sheet)
            out.append((pick(part.title), address(case, part.key), any(given.get(f.key) is not None for f in part.fields)))
    return [
        Task(title, href, "done" if done else "todo", small="" if done else here("可以不填", "may be left out"))
        for title, href, done in out
        if done or not only_done
    ]


def answers(case: Application, day: date) -> list[Answer]:
    """What was said on the form, for checking; each leads to where it can be changed."""
    told = sheet_kept.told(case, sheet_kept.current(case), day, masked=False)
    return [Answer(format_html("{} · {}", one.title, label), value, f"/my/applications/{case.pk}/more/") for one in told for label, value in one.rows]
