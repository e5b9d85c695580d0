"""The desk of whoever keeps the public pages: reports of mistakes with their answers, and how often pages are read."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from minsheng.accounts.access import needs
from minsheng.base.audit import looked, noted
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.templatetags.say import chinese
from minsheng.base.texts import here
from minsheng.base.ui import PURPOSES, Cell, Choice, Column, Dates, FactLine, Flag, Search, State, Tab, Table, refuse, tag
from minsheng.portal import actions, queries
from minsheng.portal.forms import AnswerForm
from minsheng.portal.models import Mistake, PageViews
from minsheng.portal.pages import words_of

KINDS = {"open": "amber", "mended": "act", "right": "plain"}
EXCERPT = 40  # characters of a report in the list


def state(mistake: Mistake):
    if mistake.state == "open" and mistake.due_on and mistake.due_on < today():
        return tag("danger", "超期", "Late")
    return tag(KINDS[mistake.state], Mistake.STATES[mistake.state])


def _due(mistake: Mistake):
    return Cell(mistake.due_on, small=("暂定", "provisional") if mistake.due_provisional else "") if mistake.due_on else ("没有确认", "Not confirmed")


def _exported(request, count: int) -> None:
    noted(by=request.by, on=today(), act="portal.export", subject="portal.mistakes", place=request.by.place, count=count)


MISTAKES = Table(
    "mistakes",
    [
        Column("number", ("编号", "Number"), lambda m: Cell(m.number, href=f"/desk/portal/{m.pk}/"), sort="number", export=lambda m: m.number),
        Column("state", ("状态", "State"), state, sort="state"),
        Column("text", ("哪里不对", "What is wrong"), lambda m: chinese(m.text[:EXCERPT] + ("…" if len(m.text) > EXCERPT else "")), export=lambda m: m.text),
        Column("page", ("哪一页", "Page"), lambda m: Cell(words_of(m.page), small=m.page, href=m.page), sort="page", export=lambda m: m.page),
        Column("reported", ("提交", "Reported"), lambda m: m.reported_on, sort="reported_on"),
        Column("due", ("答复期限", "Answer by"), _due, sort="due_on", export=lambda m: m.due_on),
        Column("answered", ("答复", "Answered"), lambda m: m.answered_on, sort="answered_on", hidden=True),
        Column("by", ("答复人", "By"), lambda m: m.answered_by and chinese(m.answered_by.name), hidden=True),
    ],
    filters=[
        Search("q", ("编号或网址", "Number or address"), lambda rows, text: rows.filter(number__icontains=text) | rows.filter(page__icontains=text)),
        Choice("state", ("状态", "State"), list(Mistake.STATES.items()), field="state"),
        Flag("late", ("只看超期", "Late only"), lambda rows: rows.filter(queries.late(today()))),
        Dates("reported", ("提交", "Reported"), field="reported_on"),
    ],
    empty=(
        ("还没有人指出错误", "Nobody has reported a mistake"),
        (
            "每个公开页下面都有“我要纠错”，提交的会出现在这里，待答复的排在前面。",
            "Every public page ends with “Report a mistake”. Reports appear here, those to be answered first.",
        ),
    ),
    label=("纠错", "Mistakes"),
    exported=_exported,
)


class Before:
    """A filter that narrows the days before they are summed by page; the sums, a plain list, it leaves alone."""

    def narrow(self, rows, state, request):
        return rows if isinstance(rows, list) else super().narrow(rows, state, request)


class SearchBefore(Before, Search):
    pass


class DatesBefore(Before, Dates):
    pass


PAGES = Table(
    "page-views",
    [
        Column(
            "page", ("页面", "Page"), lambda v: Cell(words_of(v["page"]), small=v["page"], href=v["page"]), sort=lambda v: v["page"], export=lambda v: v["page"]
        ),
        Column("times", ("浏览次数", "Times read"), lambda v: v["times"], sort=lambda v: v["times"], number=True),
        Column("since", ("从哪天起", "Since"), lambda v: v["since"], sort=lambda v: v["since"]),
        Column("last", ("最近一天", "Last day"), lambda v: v["last"], sort=lambda v: v["last"]),
    ],
    filters=[SearchBefore("q", ("网址", "Address"), lambda rows, text: rows.filter(page__icontains=text)), DatesBefore("day", ("日期", "Days"), field="day")],
    sort="-times",
    id=lambda v: v["page"],
    empty=(
        ("还没有浏览记录", "No page has been read yet"),
        ("公开页有人看过以后，这里按页、按天统计次数，不记是谁。", "Once public pages are read, they are counted here by page and day, never by reader."),
    ),
    label=("浏览量", "Page views"),
)


def _tabs(current: str) -> list[Tab]:
    parts = {"mistakes": (("纠错", "Mistakes"), "/desk/portal/"), "views": (("浏览量", "Page views"), "/desk/portal/views/")}
    return [Tab(words, href, current=key == current) for key, (words, href) in parts.items()]


@needs("portal.mistakes")
def mistakes(request):
    rows = queries.mistakes(request.by).select_related("answered_by")
    return MISTAKES.respond(request, rows, "portal/mistakes.html", {"tabs": _tabs("mistakes")})


@needs("portal.mistakes")
def views(request):
    rows, asked = PageViews.objects.all(), State(request)
    for one in PAGES.filters:
        rows = one.narrow(rows, asked, request)
    return PAGES.respond(request, list(queries.pages(rows)), "portal/views.html", {"tabs": _tabs("views")})


@needs("portal.mistakes")
def mistake(request, pk: int):
    """One report, and its answer: to be written, or as it was given."""
    found = _find(request, pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(mistake=found, mended=form.cleaned_data["mended"] == "yes", text=form.cleaned_data["text"], by=request.by, on=today())
            messages.success(request, here("已答复，对方凭编号可以看到。", "Answered; the reader can see it with the number."))
            return redirect("desk-mistake", pk=pk)
        except Refused as no:
            refuse(form, no)
    reach = [FactLine(("怎么联系", "How to reach"), "****", reveal=f"/desk/portal/{pk}/reveal/")] if found.reach else []
    context = {"mistake": found, "words": words_of(found.page), "state": state(found), "form": form, "reach": reach}
    return render(request, "portal/mistake.html", context, status=422 if form.errors else 200)


@require_POST
@needs("portal.mistakes")
def reveal(request, pk: int):
    """How to reach the reader, for a stated purpose that is recorded."""
    found, purpose = _find(request, pk), request.POST.get("purpose", "")
    if purpose not in PURPOSES:
        raise Refused("请选择查看的用途。", "Choose what you need it for.", field="purpose")
    looked(by=request.by, on=today(), subject=found, purpose=f"reveal.{purpose}", fields=["reach"], place=found.place_id)
    response = render(request, "portal/reveal.html", {"mistake": found, "purpose": PURPOSES[purpose]})
    response["Cache-Control"] = "no-store"
    return response


def _find(request, pk: int) -> Mistake:
    return get_object_or_404(queries.mistakes(request.by).select_related("answered_by", "place"), pk=pk)
