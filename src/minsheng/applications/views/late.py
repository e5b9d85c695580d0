"""Who is late: open steps of a supervisor's place, counted by place, officer and step; and the steps behind each count."""

from minsheng.accounts.access import needs
from minsheng.accounts.models import User
from minsheng.applications import queries
from minsheng.applications.models import Task
from minsheng.applications.views.lists import _due, _exported, _matter, _matters, _step, _who
from minsheng.base import calendar
from minsheng.base.clock import today
from minsheng.base.texts import here
from minsheng.base.ui import Cell, Choice, Column, Flag, Search, Table
from minsheng.matters import catalogue
from minsheng.places.models import Place

NOBODY = ("还没有人经办", "nobody yet")


def _days(row: dict) -> int:
    return calendar.working_days_between(row["oldest"], today()) if row["oldest"] else 0


def _behind(row: dict, when: str = "") -> str:
    officer = row["officer"] or "none"
    return f"/desk/late/steps/?place={row['place']}&officer={officer}&step={row['step']}&matter={row['matter']}" + (f"&when={when}" if when else "")


def _longest(row: dict) -> Cell:
    n = _days(row)
    return Cell(here(f"{n} 个工作日", f"{n} working days") if n else "—", small=f"{row['oldest']}" if row["oldest"] else "", kind="danger" if n else "")


def _late(row: dict) -> Cell:
    return Cell(row["late"], href=_behind(row, "late") if row["late"] else "", kind="danger" if row["late"] else "")


def _with_text(rows: list[dict], text: str) -> list[dict]:
    return [r for r in rows if text in r["place_name"] or text in r["officer_name"]]


LATE = Table(
    "late",
    [
        Column("place", ("在哪里", "Where"), lambda r: Cell(r["place_name"], small=r["officer_name"] or NOBODY, href=_behind(r)), sort=lambda r: (r["place_name"], r["officer_name"])),
        Column("officer", ("经办", "Officer"), lambda r: r["officer_name"] or NOBODY, sort=lambda r: r["officer_name"], hidden=True),
        Column("matter", ("事项", "Matter"), lambda r: catalogue.get(r["matter"]).label, sort=lambda r: r["matter"]),
        Column("step", ("步骤", "Step"), lambda r: catalogue.get(r["matter"]).step(r["step"]).label, sort=lambda r: r["step"]),
        Column("open", ("在办", "Open"), lambda r: r["open"], sort=lambda r: r["open"], number=True),
        Column("late", ("已超期", "Late"), _late, sort=lambda r: r["late"], number=True, export=lambda r: r["late"]),
        Column("longest", ("最久超期", "Longest"), _longest, sort=_days, export=_days),
    ],
    filters=[
        Search("q", ("找地方或经办人", "Place or officer"), _with_text),
        Choice("matter", ("事项", "Matter"), _matters, apply=lambda rows, value: [r for r in rows if r["matter"] == value]),
        Flag("late", ("只看有超期的", "Only where something is late"), lambda rows: [r for r in rows if r["late"]]),
    ],
    sort="-longest",
    id=lambda r: f"{r['place']}-{r['officer'] or 'none'}-{r['step']}-{r['matter']}",
    exported=_exported,
    empty=(("没有在办的步骤", "No open steps"), ("辖区里的办件到了哪一步、谁超期了，会列在这里。", "Which step the cases of your place are at, and who is late, will stand here.")),
)  # fmt: skip

STEPS = Table(
    "late-steps",
    [
        Column("who", ("居民", "Resident"), _who, sort="application__applicant__name"),
        Column("matter", ("事项", "Matter"), _matter, sort="application__matter"),
        Column("step", ("现在到", "Now at"), _step, sort="step"),
        Column("due", ("期限", "Due"), _due, sort="due_on"),
        Column("where", ("在哪里", "Where"), lambda t: t.place.name, sort="place__name"),
        Column("officer", ("经办", "Officer"), lambda t: t.application.handled_by.name if t.application.handled_by else NOBODY, sort="application__handled_by__name"),
        Column("number", ("编号", "Number"), lambda t: t.application.number or "—"),
    ],
    filters=[
        Choice("when", ("轻重", "Urgency"), [("late", ("已超期", "Late")), ("soon", ("三天内到期", "Due in three days"))], apply=lambda rows, when: queries.narrowed(rows, today(), when=when)),
        Choice("matter", ("事项", "Matter"), _matters, field="application__matter"),
    ],
    sort="due",
    exported=_exported,
    empty=(("没有了", "Nothing left"), ("这一步现在没有在办的。", "Nothing is open at this step now.")),
)  # fmt: skip


@needs("applications.supervise")
def late(request):
    """By place, officer and step: how much is open, how much of it late, and the longest."""
    return LATE.respond(request, queries.who_is_late(request.by, today()), "applications/late.html")


@needs("applications.supervise")
def steps(request):
    """The open steps behind one count, each a way to its case."""
    asked = {key: request.GET.get(key, "") for key in ("place", "officer", "step")}
    rows = queries.with_case(queries.supervised(request.by))
    for key, field in (("place", "place"), ("officer", "application__handled_by")):
        if asked[key].isascii() and asked[key].isdigit() and len(asked[key]) < 19:
            rows = rows.filter(**{field: asked[key]})
    if asked["officer"] == "none":
        rows = rows.filter(application__handled_by=None)
    if step := asked["step"].replace("\x00", ""):
        rows = rows.filter(step=step)
    return STEPS.respond(request, rows, "applications/late_steps.html", {"about": _about(asked, rows)})


def _about(asked: dict, rows) -> str:
    """Where and whose: said only of what lies within reach."""
    first: Task | None = rows.first()
    if first is None or not asked["place"]:
        return ""
    where, who = Place.objects.get(pk=first.place_id).name, User.objects.filter(pk=first.application.handled_by_id).first()
    return f"{where} · {who or here(*NOBODY)}" if asked["officer"] else where
