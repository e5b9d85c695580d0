"""Reading, judging and reconciling a list. It takes a while and changes nothing; what was found is then written at once."""

import re
from datetime import date

from django.db import IntegrityError, transaction

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.base.months import later, month_of
from minsheng.base.rows import insert
from minsheng.benefits.models import OpeningImport, OpeningRow
from minsheng.benefits.opening import accounts, judging, packing
from minsheng.benefits.opening.columns import Headings, columns, matter_of, needed, understand
from minsheng.benefits.opening.lines import Line, read_lines
from minsheng.benefits.opening.payroll import Payroll
from minsheng.benefits.opening.payroll import payroll as read_payroll
from minsheng.matters.declare import Matter
from minsheng.places.models import Place
from minsheng.registry.imports import reading
from minsheng.registry.imports.reading import Roster

DOCUMENT = re.compile(r"\d{11,}")  # in the name of a file
MOST_UNLISTED = 200
FIELDS = ["opening", "number", "award_no", "state", "sealed", "person", "member", "parts", "fen", "paid", "from_month", "review_on", "problems"]


def check(
    *, upload, benefit: str, month: date, place: Place, payroll=None, payroll_rows: int | None = None, payroll_fen: int | None = None,
    replaces: OpeningImport | None = None, by: Actor, on: date,
) -> OpeningImport:  # fmt: skip
    """What would come of a list (an uploaded file) of awards that were last paid for `month`: every line judged, nothing taken over yet.

    The last payroll is given as a file, or as its count of people and its sum in fen. `replaces` is a list that was checked and is brought again, mended.
    Raises Refused for what cannot be used, AlreadyDone for a file that is here already.
    """
    allowed(by, "benefits.import", place)
    if month > later(month_of(on)):
        raise Refused("最后发放的月份还没有到。", "The last month paid has not come yet.", field="month")
    matter, paid = matter_of(benefit), read_payroll(payroll, payroll_rows, payroll_fen)
    roster = reading.roster(upload)
    _refuse_again(roster, matter, replaces, by)
    headings = understand(roster.sheet.headings, columns(matter), needed(matter), "file")
    lines, unlisted = judged(roster, headings, matter, paid, month, place)
    found = OpeningImport(
        name=DOCUMENT.sub("…", roster.name)[-120:], place=place, month=month_of(month), benefit=benefit, rows=max((line.award_no for line in lines), default=0),
        fen=sum(line.fen for line in lines), bad=sum(line.state == "bad" for line in lines), payroll_rows=paid.rows, payroll_fen=paid.fen, compared=paid.compared,
        unlisted=unlisted[:MOST_UNLISTED], unused=headings.unused, file_digest=roster.digest, entered_by_id=by.user, created_on=on,
    )  # fmt: skip
    return keep(found=found, lines=lines, replaces=replaces, by=by, on=on)


def judged(roster: Roster, headings: Headings, matter: Matter, paid: Payroll, month: date, place: Place) -> tuple[list[Line], list[list[int]]]:
    """Every line with what is wrong about it; [[row, fen]] of the payroll that is not on the list."""
    lines = list(read_lines(roster.sheet, headings, matter, month_of(month)))
    if not lines:
        raise Refused("表里没有人。请从第 2 行起填写。", "There is nobody in the table: begin with row 2.", field="file")
    judging.number_awards(lines)
    judging.judge_together(lines)
    here = judging.judge_people(lines, matter, place)
    judging.judge_awards(lines, here, matter)
    accounts.judge_accounts(lines, here)
    return lines, judging.judge_payroll(lines, paid)


@action
def keep(*, found: OpeningImport, lines: list[Line], replaces: OpeningImport | None, by: Actor, on: date) -> OpeningImport:
    """Write down what was found; the file itself is not kept. A list that is replaced keeps its place and loses its lines."""
    if replaces is not None:
        before = OpeningImport.objects.select_for_update(of=("self",)).select_related("place").get(pk=replaces.pk)
        allowed(by, "benefits.import", before.place)
        if before.state != "checked":
            raise AlreadyDone("这份名单已经确认或撤销，不能再换。", "This list was accepted or taken back and cannot be replaced.")
        before.lines.all().delete()
        found.pk = before.pk
    try:
        with transaction.atomic():
            found.save(force_update=replaces is not None)
    except IntegrityError as wrong:  # somebody brought the same file in the same moment
        raise AlreadyDone("同样的文件刚刚有人传过。", "Somebody has just brought the same file.") from wrong
    rows = (
        (found.pk, x.number, x.award_no, x.state, packing.sealed(x, found.pk), x.person, x.member_id, x.parts, x.fen, x.paid, x.first, x.review, x.problems + x.doubts)
        for x in lines
    )  # fmt: skip
    insert(OpeningRow, FIELDS, rows)
    record(
        by=by, on=on, act="benefits.check_opening", subject=found, place=found.place_id, benefit=found.benefit, month=found.month, rows=found.rows, fen=found.fen,
        bad=found.bad, payroll_rows=found.payroll_rows, payroll_fen=found.payroll_fen, file=found.file_digest,
    )  # fmt: skip
    return found


def _refuse_again(roster: Roster, matter: Matter, replaces: OpeningImport | None, by: Actor) -> None:
    rows = OpeningImport.objects.filter(file_digest=roster.digest, benefit=matter.benefit).exclude(state="undone")
    before = rows.exclude(pk=replaces and replaces.pk).select_related("place").first()
    if before is None:
        return
    name = f"“{before.name}”" if by.covers(before.place.path) else ""
    raise AlreadyDone(
        f"同样的文件 {before.created_on} 已经传过{name}。要重新接入，请先撤销那一次。",
        f"The same file was brought in on {before.created_on} {name}: take that back first to bring it in again.",
    )
