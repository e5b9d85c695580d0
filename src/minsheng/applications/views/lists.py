"""The desk's first page (what to do today) and the list of all cases."""

from dataclasses import replace

from django.shortcuts import redirect

from minsheng.accounts.access import needs
from minsheng.applications import cards, queries
from minsheng.applications.models import Application
from minsheng.base.audit import noted
from minsheng.base.clock import today
from minsheng.base.masks import mask_name
from minsheng.base.texts import here
from minsheng.base.ui import Bulk, Cell, Choice, Column, Search, Stat, Table, tag
from minsheng.matters import catalogue
from minsheng.registry.queries import age_on

STATUS = {"yes": ("act", "符合", "Qualifies"), "no": ("danger", "不符合", "Does not qualify"), "depends": ("amber", "待查清", "To be found out")}


def _who(row) -> Cell:
    case = getattr(row, "application", row)
    name, size = mask_name(case.applicant.name), getattr(row, "members", 0)
    family = case.household_id and size > 1
    age = age_on(case.applicant, today())
    small = f"{case.place.name} · " + (here(f"{size} 人", f"{size} people") if family else here(f"{age} 岁", f"aged {age}"))
    return Cell(here(f"{name}一家", f"{name} and family") if family else name, small=small, href=f"/desk/applications/{case.pk}/")


def _matter(row) -> Cell:
    case = getattr(row, "application", row)
    return Cell(catalogue.get(case.matter).label, small=Application.KINDS[case.kind])


def _step(row) -> Cell:
    step = catalogue.get(row.application.matter).step(row.step)
    return Cell(step.label, small=_papers(row) if step.kind == "accept" and row.application.corrected else "")


def _papers(row):
    """Whether what was asked for has come: all of it, some of it, nothing yet."""
    if row.papers_on is None:
        return "等家里补材料", "waiting for papers"
    if row.application.state == "correction":
        return tag("blue", f"补来一部分 {row.papers_on:%m-%d}", f"some papers came {row.papers_on:%m-%d}")
    return tag("amber", f"补正材料已到 {row.papers_on:%m-%d}", f"papers have come {row.papers_on:%m-%d}")


def _due(row) -> Cell:
    due = row.due_on
    if due is None:
        return Cell("—")
    days = (due - today()).days
    if days < 0:
        return Cell(here(f"超期 {-days} 天", f"{-days} days late"), small=f"{due:%m-%d}", kind="danger")
    return Cell(
        here("今天" if days == 0 else f"剩 {days} 天", "today" if days == 0 else f"{days} days left"), small=f"{due:%m-%d}", kind="amber" if days <= 5 else ""
    )


def _prepared(row) -> Cell:
    kind, zh, en = STATUS.get(row.prepared, ("plain", "待准备", "Not prepared yet"))
    return Cell(tag(kind, zh, en), small=tuple(row.headline) if row.headline else "")


def _matters(request=None):
    return [(m.key, m.label) for m in catalogue.all_matters()]


def _steps(request):
    """The steps that this role does, each once."""
    return list({step: catalogue.get(matter).step(step).label for matter, step in queries.steps_of(request.by)}.items())


def _exported(request, count: int) -> None:
    noted(by=request.by, on=today(), act="applications.export", subject="applications", rows=count)


QUEUE = Table(
    "queue",
    [
        Column("who", ("居民", "Resident"), _who, sort="application__applicant__name"),
        Column("matter", ("事项", "Matter"), _matter, sort="application__matter"),
        Column("step", ("现在到", "Now at"), _step, sort="step"),
        Column("due", ("期限", "Due"), _due, sort="due_on"),
        Column("prepared", ("系统准备的结论", "Prepared conclusion"), _prepared),
        Column("fen", ("月金额", "A month"), lambda row: row.prepared_fen or None, money=True, sort="prepared_fen"),
        Column("officer", ("经办", "Officer"), lambda row: row.application.handled_by.name if row.application.handled_by else "—", sort="application__handled_by__name"),
        Column("number", ("编号", "Number"), lambda row: row.application.number or "—", hidden=True),
    ],
    filters=[
        Search("q", ("找姓名或编号", "Name or number"), lambda rows, text: queries.narrowed(rows, today(), text=text)),
        Choice("when", ("轻重", "Urgency"), [("late", ("已超期", "Late")), ("soon", ("三天内到期", "Due in three days")), ("hearing", ("待听取意见", "To be heard")), ("objection", ("有异议", "Objections"))],
               apply=lambda rows, when: queries.narrowed(rows, today(), when=when)),
        Choice("step", ("现在到", "Now at"), _steps, field="step"),
        Choice("matter", ("事项", "Matter"), _matters, field="application__matter"),
        Choice("kind", ("类型", "Kind"), list(Application.KINDS.items()), field="application__kind"),
    ],
    sort="due",
    bulk=[Bulk("/desk/applications/publish/", ("批量公示", "Post notices"))],
    exported=_exported,
    empty=(("今天没有要做的事", "Nothing to do today"), ("新的申请、到期的复核会自动出现在这里。", "New applications and reviews that fall due appear here by themselves.")),
)  # fmt: skip


@needs("desk.see")
def queue(request):
    """What to do today. Roles that handle no case are taken to their own first page."""
    if request.by.role in ELSEWHERE:
        return redirect(ELSEWHERE[request.by.role])
    table = QUEUE if request.may("applications.publish") else replace(QUEUE, bulk=[])
    return table.respond(
        request, queries.queue(request.by), "applications/queue.html", {"cards": _cards(request), "may_supervise": request.may("applications.supervise")}
    )


def _cards(request) -> list[Stat]:
    """What is urgent first, then what this role may do about hearings and objections, what waits in other areas, and everything."""
    found, when = queries.counts(request.by, today()), request.GET.get("when")
    longest = (f"最久 {found['oldest']} 个工作日", f"longest {found['oldest']} working days") if found["late"] else ""
    own = [
        Stat(("已超期", "Late"), found["late"], small=longest, href="?when=late", danger=found["late"] > 0, current=when == "late"),
        Stat(("三天内到期", "Due in three days"), found["soon"], href="?when=soon", current=when == "soon"),
    ]
    if request.may("applications.hear"):
        own.append(Stat(("待听取意见（拟减停）", "To be heard"), found["hearing"], href="?when=hearing", current=when == "hearing"))
    if request.may("applications.opine"):
        own.append(Stat(("有异议待答复", "Objections"), found["objections"], href="?when=objection", current=when == "objection"))
    return cards.shown(request, own, [Stat(("全部待办", "All open"), found["all"], href="?", current=when is None)])


ELSEWHERE = {"finance": "/desk/payments/", "admin": "/desk/accounts/", "auditor": "/desk/audit/", "city": "/desk/applications/"}


def _state(case) -> object:
    kind = {"granted": "act", "refused": "danger", "stopped": "danger", "grace": "amber", "open": "blue", "submitted": "amber", "correction": "amber"}.get(
        case.state, "plain"
    )
    return tag(kind, Application.STATES[case.state])


LIST = Table(
    "applications",
    [
        Column("who", ("居民", "Resident"), _who, sort="applicant__name"),
        Column("matter", ("事项", "Matter"), _matter, sort="matter"),
        Column("state", ("状态", "State"), _state, sort="state"),
        Column("applied", ("申请日期", "Applied"), lambda case: case.applied_on, sort="applied_on"),
        Column("due", ("期限", "Due"), lambda case: _due(case) if case.state == "open" else "—", sort="due_on"),
        Column("number", ("编号", "Number"), lambda case: case.number or "—", sort="number"),
        Column("officer", ("经办", "Officer"), lambda case: case.handled_by.name if case.handled_by else "—", hidden=True),
    ],
    filters=[
        Search("q", ("找姓名或编号", "Name or number"), lambda rows, text: rows.filter(number__icontains=text) | rows.filter(applicant__name__contains=text)),
        Choice("state", ("状态", "State"), list(Application.STATES.items())[1:], field="state"),
        Choice("matter", ("事项", "Matter"), _matters, field="matter"),
        Choice("kind", ("类型", "Kind"), list(Application.KINDS.items()), field="kind"),
    ],
    sort="-applied",
    exported=_exported,
    empty=(("还没有办件", "No applications yet"), ("从“居民”里找到人，就可以代为申请。", "Find a person under “Residents” to begin one.")),
)


@needs("applications.see")
def listing(request):
    rows = queries.visible(request.by).select_related("applicant", "place", "handled_by").annotate(members=queries.MEMBERS)
    first_page = request.by.role == "city"  # who handles no case has no queue
    return LIST.respond(
        request,
        rows,
        "applications/list.html",
        {"cards": cards.shown(request, []) if first_page else [], "may_supervise": request.may("applications.supervise")},
    )
