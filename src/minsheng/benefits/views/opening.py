"""Awards taken over from the system before: the lists, bringing one, what is right and wrong in it."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from minsheng.accounts.access import allowed, may, needs
from minsheng.base.audit import noted
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.jobs.queries import told
from minsheng.base.masks import mask_name, mask_number
from minsheng.base.models import Job
from minsheng.base.months import later
from minsheng.base.texts import here
from minsheng.base.ui import Cell, Choice, Column, Stat, Table, refuse, tag
from minsheng.benefits.models import OpeningImport, OpeningRow
from minsheng.benefits.opening import actions, queries
from minsheng.benefits.opening.actions.accepting import UNDO_JOB
from minsheng.benefits.opening.actions.undoing import permission
from minsheng.benefits.opening.columns import label, matter_of
from minsheng.benefits.opening.forms import OpeningForm, benefits
from minsheng.benefits.opening.packing import opened
from minsheng.benefits.opening.template import template
from minsheng.places.models import Place

KINDS = {"checking": "blue", "checked": "amber", "loading": "blue", "done": "act", "undoing": "blue", "undone": "plain"}
ROW_KINDS = {"good": "act", "doubtful": "amber", "bad": "danger", "loaded": "act", "left_out": "danger", "undone": "plain"}
TYPES = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8"}
SHOWN = 20  # lines of the payroll that are not on the list

OPENINGS = Table(
    "openings",
    [
        Column("name", ("名单", "List"), lambda o: Cell(o.name, small=o.place.name, href=f"/desk/benefits/opening/{o.pk}/"), sort="name"),
        Column("benefit", ("待遇", "Benefit"), lambda o: matter_of(o.benefit).label, sort="benefit"),
        Column("month", ("最后发放月", "Last month paid"), lambda o: f"{o.month:%Y-%m}", sort="month"),
        Column("rows", ("人数", "People"), lambda o: o.rows, sort="rows", number=True),
        Column("fen", ("每月（元）", "A month, yuan"), lambda o: o.fen, sort="fen", money=True),
        Column("state", ("状态", "State"), lambda o: tag(KINDS[o.state], OpeningImport.STATES[o.state]), sort="state"),
        Column("by", ("谁传的", "Brought by"), lambda o: Cell(o.entered_by.name if o.entered_by else "—", small=f"{o.created_on}"), sort="created_on"),
    ],
    filters=[
        Choice("benefit", ("待遇", "Benefit"), lambda request: benefits(), field="benefit"),
        Choice("state", ("状态", "State"), list(OpeningImport.STATES.items()), field="state"),
    ],
    sort="-by",
    exported=lambda request, count: noted(by=request.by, on=today(), act="benefits.export", subject="benefits.openings", rows=count),
    empty=(
        ("还没有接入过", "Nothing taken over yet"),
        (
            "原来的系统里正在发的待遇，传一份名单和最后一次的发放表，对平以后接过来。",
            "Bring the list of awards that another system pays, with its last payroll: once the two agree they are taken over.",
        ),
    ),
)


def _who(row: OpeningRow) -> Cell:
    kept = opened(row)
    name = mask_name(row.person.name if row.person else kept.get("name", ""))
    member = here(f"{mask_name(row.member.name)}的那一份", f"the part of {mask_name(row.member.name)}") if row.member else mask_number(kept.get("document", ""))
    return Cell(name or "—", small=member, href=f"/desk/benefits/{row.award_id}/" if row.award_id else "")


def _why(row: OpeningRow) -> tuple[str, str] | str:
    """Every reason with its column, one after the other, in both languages."""
    matter = matter_of(row.opening.benefit)
    heads = [label(matter, key) for key, *_ in row.problems]
    return (
        tuple(
            " ".join(head[i] + mark * bool(head[i]) + why[i] for head, (_, *why) in zip(heads, row.problems, strict=True)) for i, mark in ((0, "："), (1, ": "))
        )
        if heads
        else ""
    )


ROWS = Table(
    "opening",
    [
        Column("number", ("行", "Row"), lambda r: str(r.number), sort="number"),
        Column("who", ("领取人", "Recipient"), _who, sort="person__name"),
        Column("state", ("检查结果", "Result"), lambda r: tag(ROW_KINDS[r.state], OpeningRow.STATES[r.state]), sort="state"),
        Column("problems", ("为什么", "Why"), _why),
        Column("fen", ("名单（元/月）", "List, yuan a month"), lambda r: r.fen, sort="fen", money=True),
        Column("paid", ("上次发放（元）", "Last payroll, yuan"), lambda r: r.paid, sort="paid", money=True),
        Column("from", ("起始月", "First month"), lambda r: f"{r.from_month:%Y-%m}" if r.from_month else "", sort="from_month"),
        Column("review", ("下次复核", "Next review"), lambda r: f"{r.review_on:%Y-%m}" if r.review_on else "", hidden=True),
    ],
    filters=[Choice("state", ("检查结果", "Result"), list(OpeningRow.STATES.items()), field="state")],
    sort="state",  # wrong lines first, in the order of the file
    exported=lambda request, count: noted(by=request.by, on=today(), act="benefits.export", subject="benefits.opening_rows", rows=count),
    per_page=20,
    empty=(("没有这样的行", "No such lines"), ("换一个筛选条件看看。", "Try another filter.")),
)


def find(request, pk: int, needed: str = "benefits.see_import") -> OpeningImport:
    opening = get_object_or_404(queries.openings(request.by), pk=pk)
    allowed(request.by, needed, opening.place)
    return opening


@needs("benefits.see_import")
def openings(request):
    return OPENINGS.respond(request, queries.openings(request.by), "benefits/openings.html", {"may_import": may(request.by, "benefits.import")})


@needs("benefits.import")
def new(request):
    """Bring a list with its payroll."""
    return _bring(request, None)


@needs("benefits.import")
def again(request, pk: int):
    """Bring a mended list in the place of one that was checked."""
    return _bring(request, find(request, pk, "benefits.import"))


def _bring(request, replaces: OpeningImport | None):
    place = get_object_or_404(Place, pk=request.by.place) if replaces is None else replaces.place
    form = OpeningForm(request.POST or None, request.FILES or None, initial=_as_before(replaces) if replaces else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = actions.bring(
                upload=data["file"], benefit=data["benefit"], month=data["month"], place=place, payroll=data["payroll"], payroll_rows=data["payroll_rows"],
                payroll_fen=data["payroll_fen"], replaces=replaces, by=request.by, on=today(),
            )  # fmt: skip
            return redirect("desk-opening", pk=made.pk)
        except Refused as no:
            refuse(form, no)
    context = {"form": form, "place": place, "replaces": replaces, "templates": benefits()}
    return render(request, "benefits/opening_new.html", context, status=422 if form.errors else 200)


def _as_before(opening: OpeningImport) -> dict:
    """What need not be entered once more: the payroll's own file has to be brought again."""
    stated = {} if opening.compared else {"payroll_rows": opening.payroll_rows, "payroll_fen": opening.payroll_fen}
    return {"benefit": opening.benefit, "month": f"{opening.month:%Y-%m-%d}"} | stated


@needs("benefits.import")
def empty_list(request, benefit: str, kind: str):
    """The template of a list, as Excel or CSV."""
    if kind not in TYPES or benefit not in dict(benefits()):
        raise Http404
    response = HttpResponse(template(matter_of(benefit), kind), content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{benefit}.{kind}"'
    return response


@needs("benefits.see_import")
def opening(request, pk: int):
    """What the check has found, list against payroll; how far it is taken over."""
    found = find(request, pk)
    noted(by=request.by, on=today(), act="benefits.look_at_opening", subject=found, place=found.place)
    told(request.by, *(f"{kind}:{pk}" for kind in queries.KINDS))
    job, mine = queries.job_of(found), found.entered_by_id == request.by.user
    context = {
        "found": found, "matter": matter_of(found.benefit), "state": tag(KINDS[found.state], OpeningImport.STATES[found.state]), "cards": cards(found), "begins": later(found.month),
        "unlisted": found.unlisted[:SHOWN], "unlisted_more": len(found.unlisted) - SHOWN, "job": job, "percent": _percent(found, job),
        "sums": sums(found), "left_out": found.lines.filter(state="left_out").count(), "doubtful": found.lines.filter(state="doubtful").count(),
        "may_bring": may(request.by, "benefits.import", found.place), "may_accept": may(request.by, "benefits.accept_import", found.place) and not mine,
        "error": queries.failure(found), "may_undo": found.state != "undone" and may(request.by, permission(found), found.place), "running": job is not None or found.state in ("checking", "loading", "undoing"), "undoing": found.state == "undoing" or (job is not None and job.kind == UNDO_JOB),
    }  # fmt: skip
    return ROWS.respond(request, queries.lines(found), "benefits/opening.html", context)


def _percent(found: OpeningImport, job: Job | None) -> int:
    if found.state == "undoing":
        return (found.rows - found.cursor) * 100 // max(found.rows, 1)
    if found.state == "checking" or (job and job.kind == UNDO_JOB):
        return (job and job.percent) or 0
    return found.cursor * 100 // found.rows if found.rows else 0


def cards(found: OpeningImport) -> list[Stat]:
    """The figures at a glance; none before it is checked."""
    if found.state == "checking":
        return []
    return [
        Stat(("名单上", "On the list"), found.rows, small=(f"每月 {found.fen / 100:,.2f} 元", f"{found.fen / 100:,.2f} yuan a month")),
        Stat(("上次发放", "Last payroll"), found.payroll_rows, small=(f"{found.payroll_fen / 100:,.2f} 元", f"{found.payroll_fen / 100:,.2f} yuan")),
        Stat(("有错的行", "Wrong lines"), found.bad, href="?state=bad", danger=found.bad > 0),
        Stat(("已接入", "Taken over"), found.loaded),
    ]


def sums(found: OpeningImport) -> dict:
    """List less payroll: people, and fen."""
    return {"rows": found.rows - found.payroll_rows, "fen": found.fen - found.payroll_fen}
