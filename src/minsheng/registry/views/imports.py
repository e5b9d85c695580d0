"""Rosters brought in: the list, the upload, what was found, yes or no, the way back.

What reads rosters brings array code with it, so it is imported inside the views: pages that need none of it stay light.
"""

from contextlib import suppress

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from minsheng.accounts.access import allowed, needs, within
from minsheng.base.audit import noted
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.jobs import Underway
from minsheng.base.jobs.queries import told
from minsheng.base.masks import mask_name
from minsheng.base.models import Job
from minsheng.base.ui import Affected, Cell, Choice, Column, Confirm, Dates, Search, Table, confirm_page, confirmed, refuse, tag
from minsheng.base.ui.exports import EXCEL, named
from minsheng.registry.forms_import import ImportForm
from minsheng.registry.imports import queries
from minsheng.registry.models import Import
from minsheng.registry.views.import_lines import LINES, cards

STATES = {
    "checking": tag("blue", "正在检查", "Being checked"),
    "checked": tag("amber", "等您确认", "To be confirmed"),
    "loading": tag("blue", "正在导入", "Loading"),
    "done": tag("act", "已导入", "Loaded"),
    "undoing": tag("blue", "正在撤销", "Being taken back"),
    "undone": tag("plain", "已撤销", "Taken back"),
}
KNOWN = ("checked", "loading", "done")  # what was found is whole, and is kept
UNREADY = ("checking", "undoing")
IMPORTS = Table(
    "imports",
    [
        Column("name", ("名册", "Roster"), lambda run: Cell(run.name, small=run.place.name, href=f"/desk/people/import/{run.pk}/"), sort="name"),
        Column("state", ("状态", "State"), lambda run: STATES[run.state], sort="state"),
        Column("created", ("日期", "Day"), lambda run: run.created_on, sort="created_on"),
        Column("by", ("经办", "Officer"), lambda run: run.by.name if run.by else "", sort="by__name"),
        Column("rows", ("行数", "Rows"), lambda run: run.rows, sort="rows", number=True),
        Column("loaded", ("已导入人数", "People loaded"), lambda run: run.loaded, sort="loaded", number=True),
        Column("bad", ("有错", "Wrong"), lambda run: run.bad, sort="bad", number=True),
        Column("doubled", ("已有此人", "Here already"), lambda run: run.doubled, sort="doubled", number=True),
    ],
    filters=[
        Search("q", ("文件名", "Name of the file"), lambda rows, text: rows.filter(name__icontains=text.strip())),
        Choice("state", ("状态", "State"), [(key, label.words) for key, label in STATES.items()], field="state"),
        Dates("created", ("日期", "Day"), field="created_on"),
    ],
    sort="-created",
    label=("导入的名册", "Rosters brought in"),
    exported=lambda request, count: noted(by=request.by, on=today(), act="registry.export", subject="registry.imports", rows=count),
    empty=(
        ("还没有导入过名册", "No roster has been brought in yet"),
        ("先下载模板填好，再点“导入名册”。", "Fill in the template, then press “Bring in a roster”."),
    ),
)


@require_safe
@needs("registry.import")
def index(request):
    rows = within(Import.objects.select_related("place", "by"), request.by)
    return IMPORTS.respond(request, rows, "registry/imports.html")


@require_safe
@needs("registry.import")
def template(request, kind: str):
    from minsheng.registry.imports.template import template as empty

    return named(HttpResponse(empty(kind), content_type=EXCEL if kind == "xlsx" else "text/csv; charset=utf-8"), f"名册模板.{kind}")


@needs("registry.import")
def new(request):
    """Upload; what was found is shown on the import's own page, and for a long one how far the check is."""
    form = ImportForm(request.POST or None, request.FILES or None, by=request.by)
    if request.method == "POST" and form.is_valid():
        from minsheng.registry.imports.actions import bring

        try:
            run = bring(upload=form.cleaned_data["file"], place=form.cleaned_data["place"], by=request.by, on=today())
            return redirect("desk-import", pk=run.pk)
        except Refused as no:
            refuse(form, no)
    return render(request, "registry/import_new.html", {"form": form}, status=422 if form.errors else 200)


def _found(request, pk: int) -> Import:
    run = get_object_or_404(Import.objects.select_related("place", "by"), pk=pk)
    allowed(request.by, "registry.import", run.place)
    return run


@require_safe
@needs("registry.import")
def show(request, pk: int):
    run = _found(request, pk)
    counts, job, under_way = queries.counts(run), queries.last_job(run), run.state in queries.JOBS
    running = job is not None and job.open
    told(request.by, *(f"{kind}:{pk}" for kind in queries.JOBS.values()))
    context = {
        "about": _about(run), "run": run, "state": STATES[run.state], "cards": cards(run, counts, request.GET.get("state", "")), "job": job, "running": running,
        "under_way": under_way, "error": (job.error_zh, job.error_en) if job else "", "percent": _percent(run, job), "mine": job and job.asked_by == request.by.user,
        "to_load": sum(counts.get(state, 0) for state in queries.LOADABLE), "left_out": run.state in KNOWN and run.bad + run.doubled,
    }  # fmt: skip
    response = LINES.respond(request, run.lines.select_related("person"), "registry/import.html", context)
    if request.htmx.trigger == "progress" and not running:
        response["HX-Refresh"] = "true"  # the last look at the progress: the counts and the lines are other ones now
    return response


def _percent(run: Import, job: Job | None) -> int:
    """Of the loading by its households, which stay done; of the rest as its job says."""
    if run.state == "loading":
        return run.cursor * 100 // max(run.homes, 1)
    return (job and job.percent) or 0


def _about(run: Import) -> list[tuple]:
    homes = [(("户数", "Households"), f"{run.homes:,}")] if run.state != "checking" else []  # not counted before
    return [
        (("地方", "Place"), run.place.name),
        (("上传", "Brought"), run.created_on),
        (("经办", "Officer"), run.by.name if run.by else "—"),
        (("行数", "Rows"), f"{run.rows:,}"),
        *homes,
        *([(("起算", "Counts from"), run.loaded_on)] if run.loaded_on else []),
    ]


@require_safe
@needs("registry.import")
def left_out(request, pk: int):
    """The wrong and doubled lines with their cells, for mending in Excel."""
    from minsheng.registry.imports import mending

    run = _found(request, pk)
    if run.state in UNREADY:
        return redirect("desk-import", pk=pk)
    made = mending.left_out(run)
    noted(by=request.by, on=today(), act="registry.fetch_left_out", subject=run, place=run.place, rows=run.bad + run.doubled)
    return named(HttpResponse(made, content_type=EXCEL), f"没有导入的行-{run.pk}.xlsx")


@needs("registry.import")
def load(request, pk: int):
    """Say yes, or go on after a failure."""
    run = _found(request, pk)
    if confirmed(request):
        from minsheng.registry.imports.actions import load_in_background

        with suppress(Underway):  # the same click twice
            load_in_background(run=run, by=request.by, on=today())
        return redirect("desk-import", pk=pk)
    if run.state not in ("checked", "loading"):
        return redirect("desk-import", pk=pk)
    people, homes = queries.to_load(run)
    out = run.bad + run.doubled
    return confirm_page(request, Confirm(
        ("导入这份名册", "Load this roster"),
        what=[
            (f"建 {people} 人、{homes} 户的档案，在{run.place.name}。", f"Files of {people} people in {homes} households are opened, in {run.place.name}."),
            *([(f"有错或已有档案的 {out} 行不导入，可以下载改好再来。", f"{out} rows that are wrong or here already stay out; fetch, mend and bring them again.")] if out else []),
            ("人员和情况从今天起算。", "The people and what is known of them count from today."),
            ("导入后，只要还没有为这些人办过事，可以整批撤销。", "As long as nothing was done for these people, all of it can be taken back."),
        ],
        button=("导入", "Load"), cancel=f"/desk/people/import/{run.pk}/",
    ))  # fmt: skip


@require_POST
@needs("registry.import")
def check(request, pk: int):
    """Go on with a check that has stopped."""
    from minsheng.registry.imports.actions import check_in_background

    with suppress(Underway):  # the same click twice
        check_in_background(run=_found(request, pk), by=request.by, on=today())
    return redirect("desk-import", pk=pk)


@needs("registry.import")
def undo(request, pk: int):
    """Take it back, go on with that after a failure, or see who is in the way."""
    from minsheng.registry.imports.actions import take_back
    from minsheng.registry.imports.undoable import blocked

    run = _found(request, pk)
    if confirmed(request):
        with suppress(Underway):  # the same click twice
            take_back(run=run, by=request.by, on=today())
        return redirect("desk-import", pk=pk)
    if run.state in ("undoing", "undone"):
        return redirect("desk-import", pk=pk)
    people, n = blocked(run.lines.all())
    return confirm_page(request, _undoing(run, people, n))


def _undoing(run: Import, people: list, n: int) -> Confirm:
    if n:
        what = [
            (
                f"已有 {n} 人在导入后办过事，不能整批撤销。请在他们的档案里逐个处理。",
                f"Something has happened to {n} of these people since, so they cannot be taken back: deal with each on the person's own page.",
            )
        ]
        what += [(f"下面是前 {len(people)} 人。", f"These are the first {len(people)}.")] if n > len(people) else []
    elif run.loaded:
        what = [
            (f"删除这次导入的 {run.loaded} 人的档案和他们的户。", f"The files of the {run.loaded} people who were loaded are removed, with their households."),
            ("撤销期间不能为这些人办事，也不能停在一半。", "Meanwhile nothing can be done about these people, and it does not end half-way."),
            ("操作记录保留。同一个文件以后可以重新导入。", "The audit trail stays. The same file can be brought in again."),
        ]
    else:
        what = [("还没有导入任何人，只删除检查的结果。", "Nobody has been loaded: only what was found is removed.")]
    who = [Affected(mask_name(one.person.name), small=one.person.place.name, problem=_all(one.reasons)) for one in people]
    title = ("撤销整批导入", "Take back the whole import") if run.loaded else ("放弃这份名册", "Give up this roster")
    return Confirm(title, what=what, affected=who, button=title, cancel=f"/desk/people/import/{run.pk}/", danger=True)


def _all(reasons: list[tuple[str, str]]) -> tuple[str, str]:
    return "；".join(zh for zh, _ in reasons), "; ".join(en for _, en in reasons)
