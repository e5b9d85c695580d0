"""What came back: the list, one answer that a human has to look at, and a file of answers shown before it is taken."""

from django.contrib import messages as said
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from minsheng.accounts.access import needs, within
from minsheng.base import jobs
from minsheng.base.audit import looked, noted
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.masks import mask_name, mask_phone
from minsheng.base.texts import here
from minsheng.base.ui import Cell, Choice, Column, Dates, Search, Table, refuse, tag
from minsheng.notices import queries
from minsheng.notices.forms import AnswerFileForm, SettleForm
from minsheng.notices.messages import answer_files, answers, kinds
from minsheng.notices.models import Answer, AnswerFile, Message
from minsheng.notices.views.showing import ANSWER_TAGS, MEANING_TAGS, tabs
from minsheng.places.models import Place

SHOWN = 200  # rows of a file on the page


def _who(a: Answer) -> Cell:
    person = a.message.person
    return Cell(
        mask_name(person.name), small=person.place.name, href=f"/desk/messages/answers/{a.pk}/" if a.state == "look" else f"/desk/messages/{a.message_id}/"
    )


ANSWERS = Table(
    "answers",
    [
        Column("who", ("居民", "Resident"), _who, sort="message__person__name"),
        Column("meaning", ("意思", "Meaning"), lambda a: tag(MEANING_TAGS[a.meaning], Message.MEANINGS[a.meaning]), sort="meaning"),
        Column("state", ("处理", "State"), lambda a: Cell(tag(ANSWER_TAGS[a.state], Answer.STATES[a.state]), small=Answer.WHY.get(a.why, "")), sort="state"),
        Column("when", ("回复时间", "When"), lambda a: f"{a.answered_on} {a.answered_at:%H:%M}" if a.answered_at else a.answered_on, sort="answered_on"),
        Column("way", ("怎么来的", "Came by"), lambda a: Answer.WAYS[a.way], sort="way"),
    ],
    filters=[
        Search("q", ("姓名", "Name"), lambda rows, text: rows.filter(message__person__name__contains=text)),
        Choice("state", ("处理", "State"), list(Answer.STATES.items()), field="state"),
        Choice("meaning", ("意思", "Meaning"), list(Message.MEANINGS.items()), field="meaning"),
        Dates("when", ("回复时间", "When"), field="answered_on"),
    ],
    sort="-when",
    exported=lambda request, count: noted(by=request.by, on=today(), act="registry.export", subject="notices.answers", rows=count),
    empty=(("还没有回复", "No answers yet"), ("短信平台导出的回复，点“读入回复”传上来。", "Bring the answers that the platform gives out with “Bring answers in”.")),
)  # fmt: skip


@require_safe
@needs("applications.take_in")
def index(request):
    context = {"tabs": tabs(request, "/desk/messages/answers/"), "may_bring": request.may("notices.send")}
    return ANSWERS.respond(request, queries.answers(request.by), "notices/answers.html", context)


@needs("applications.take_in")
def one(request, pk: int):
    """An answer that does not act by itself: its words, why, and what the officer makes of it after asking."""
    found = get_object_or_404(queries.answers(request.by), pk=pk)
    form = SettleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = answers.settle(answer=found, said=form.cleaned_data["said"], by=request.by, on=today())
            said.success(request, here("已处理", "Done"))
            return redirect(f"/desk/applications/{done.led_to.rpartition(':')[2]}/" if done.led_to else "/desk/messages/answers/?state=look")
        except Refused as no:
            refuse(form, no)
    looked(by=request.by, on=today(), subject=found.message, purpose="notices.answer", fields=["answers"], place=found.message.person.place)
    opened = answers.words_of(found)
    context = {
        "found": found, "form": form, "text": opened["text"], "kind": kinds.label(found.message.kind), "why": Answer.WHY.get(found.why),
        "problem": (opened["zh"], opened["en"]) if "zh" in opened else None, "meaning": tag(MEANING_TAGS[found.meaning], Message.MEANINGS[found.meaning]),
        "settled": Answer.SETTLED.get(found.settled_as), "way": Answer.WAYS[found.way],
    }  # fmt: skip
    return render(request, "notices/answer.html", context, status=422 if form.errors else 200)


@needs("notices.send")
def bring(request):
    """Upload; look at what `?file=` says, row by row; take it."""
    place = get_object_or_404(Place, pk=request.by.place)
    form = AnswerFileForm(request.POST or None, request.FILES or None)
    found = _file(request) if "file" in request.GET else None
    try:
        if request.method == "POST" and found:
            return _take(request, found)
        if request.method == "POST" and form.is_valid():
            made = answer_files.load(upload=form.cleaned_data["file"], place=place, by=request.by, on=today())
            return redirect(f"/desk/messages/answers/file/?file={made.pk}")
    except Refused as no:
        refuse(form, no)
    earlier = within(AnswerFile.objects.select_related("loaded_by"), request.by).order_by("-pk")[:20]
    context = {"form": form, "found": found, "earlier": earlier, "shown": SHOWN, **(_preview(request, found) if found else {})}
    return render(request, "notices/answer_file.html", context, status=422 if form.errors else 200)


def _file(request) -> AnswerFile:
    number = request.GET["file"]
    rows = within(AnswerFile.objects.select_related("file", "place"), request.by)
    found = rows.filter(pk=number).first() if number.isascii() and number.isdigit() and len(number) < 19 else None
    if found is None:
        raise Http404
    return found


def _preview(request, found: AnswerFile) -> dict:
    rows = answer_files.preview(found, request.by, today())
    noted(by=request.by, on=today(), act="notices.look_at_answers", subject=found, place=found.place, rows=len(rows))
    fit = [row for row in rows if row.open]
    return {
        "fit": [_line(row) for row in fit[:SHOWN]], "left_out": [_line(row) for row in rows if row.problem][:SHOWN],
        "total": len(fit), "out": sum(1 for row in rows if row.problem), "known": sum(1 for row in rows if row.known),
        "yes": sum(1 for row in fit if row.meaning == "yes" and not row.shared), "no": sum(1 for row in fit if row.meaning == "no" and not row.shared),
        "look": sum(1 for row in fit if row.meaning == "unclear" or row.shared),
    }  # fmt: skip


def _line(row) -> dict:
    """A row of the file as it was understood; the number masked."""
    look = row.shared or row.meaning == "unclear"
    understood = tag("amber", "要人看", "To be looked at") if look else tag(MEANING_TAGS[row.meaning], Message.MEANINGS[row.meaning])
    return {
        "at": row.given.at, "phone": mask_phone(row.given.phone), "text": row.given.text[:40], "day": row.given.day, "time": row.given.time,
        "people": [mask_name(m.person.name) for m in row.messages], "understood": understood, "shared": row.shared, "problem": row.problem,
    }  # fmt: skip


def _take(request, found: AnswerFile):
    open_rows = [row for row in answer_files.preview(found, request.by, today()) if row.open]
    if len(open_rows) > answer_files.LARGE:
        try:
            job = jobs.start(kind="notices.take_answers", arguments={"file": found.pk}, key=f"notices.answers:{found.pk}", by=request.by, on=today())
        except jobs.Underway as there:
            job = there.job
        return redirect("job", job.pk)
    answer_files.take(found=found, by=request.by, on=today())
    said.success(request, here(f"已登记 {len(open_rows)} 条回复", f"{len(open_rows)} answers taken"))
    return redirect(f"/desk/messages/answers/file/?file={found.pk}")
