"""Reading, judging and reconciling a list. It changes nothing but the list's own lines: while the officer waits, or, of a long one, by a job in small steps."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Count, Max, Q, Sum

from minsheng.accounts.access import allowed
from minsheng.base import jobs
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.base.jobs import pieces
from minsheng.base.months import later, month_of
from minsheng.base.rows import insert
from minsheng.benefits.models import OpeningImport, OpeningRow
from minsheng.benefits.opening import payroll as payrolls
from minsheng.benefits.opening.actions.accepting import CHECK_JOB, locked, remove_files
from minsheng.benefits.opening.columns import matter_of
from minsheng.benefits.opening.payroll import Given
from minsheng.benefits.opening.whole import FIELDS, Judged, judge, unused
from minsheng.matters.declare import Matter
from minsheng.places.models import Place
from minsheng.registry.imports import AT_ONCE, reading
from minsheng.registry.imports.reading import Roster

MOST_UNLISTED = 200
LINES = 2_000  # written in a step: about half a second


def check(
    *, upload, benefit: str, month: date, place: Place, payroll=None, payroll_rows: int | None = None, payroll_fen: int | None = None,
    replaces: OpeningImport | None = None, by: Actor, on: date, at_once: bool = True,
) -> OpeningImport:  # fmt: skip
    """What would come of a list (an uploaded file) of awards that were last paid for `month`: every line judged, nothing taken over yet.

    The last payroll is given as a file, or as its count of people and its sum in fen. `replaces` is a list that was checked and is brought again, mended.
    Without `at_once`, a long list, or one with a long payroll, is checked by a job. Raises Refused for what cannot be used, AlreadyDone for a file that is here already.
    """
    allowed(by, "benefits.import", place)
    if month > later(month_of(on)):
        raise Refused("最后发放的月份还没有到。", "The last month paid has not come yet.", field="month")
    matter, brought = matter_of(benefit), payrolls.given(payroll, payroll_rows, payroll_fen)
    roster = reading.roster(upload)
    _refuse_again(roster, matter, replaces, by)
    found = OpeningImport(
        name=roster.title, place=place, month=month_of(month), benefit=benefit, payroll_rows=brought.rows or 0, payroll_fen=brought.fen or 0,
        unused=unused(roster, matter), file_digest=roster.digest, entered_by_id=by.user, created_on=on,
    )  # fmt: skip
    if at_once or not (roster.rows > AT_ONCE or brought.long):
        judged = pieces.at_once(judge(roster, matter, brought, month, place))
        return keep(found=found, judged=judged, replaces=replaces, by=by, on=on)
    return begin_check(found=found, roster=roster, brought=brought, replaces=replaces, by=by, on=on)


@action
def keep(*, found: OpeningImport, judged: Judged, replaces: OpeningImport | None, by: Actor, on: date) -> OpeningImport:
    """Write down what was found; the file itself is not kept."""
    _put(found, replaces, by)
    insert(OpeningRow, FIELDS, judged.rows(found, judged.lines))
    return _checked(found, judged, by, on)


@action
def begin_check(*, found: OpeningImport, roster: Roster, brought: Given, replaces: OpeningImport | None, by: Actor, on: date) -> OpeningImport:
    """Keep the list and the payroll for the job that checks them, and begin the job."""
    found.state, found.rows, found.file, found.payroll_file = "checking", roster.rows, reading.keep(roster), payrolls.keep(brought)
    _put(found, replaces, by)
    record(by=by, on=on, act="benefits.begin_check", subject=found, place=found.place_id, rows=found.rows, file=found.file_digest)
    return check_in_background(opening=found, by=by, on=on)


@action
def check_in_background(*, opening: OpeningImport, by: Actor, on: date) -> OpeningImport:
    """The job that checks it, also to go on after one that failed. Raises jobs.Underway."""
    opening = locked(opening)
    allowed(by, "benefits.import", opening.place)
    if opening.state != "checking":
        raise AlreadyDone("这份名单已经查完，或已经撤销。", "This list has been checked already, or was taken back.")
    jobs.start(kind=CHECK_JOB, key=f"{CHECK_JOB}:{opening.pk}", arguments={"opening": opening.pk}, by=by, on=on)
    return opening


def _put(found: OpeningImport, replaces: OpeningImport | None, by: Actor) -> None:
    """A list that is replaced keeps its place and loses its lines."""
    before = None
    if replaces is not None:
        before = locked(replaces)
        allowed(by, "benefits.import", before.place)
        if before.state not in ("checking", "checked"):
            raise AlreadyDone("这份名单已经确认或撤销，不能再换。", "This list was accepted or taken back and cannot be replaced.")
        before.lines.all().delete()
        found.pk = before.pk
    try:
        with transaction.atomic():
            found.save(force_update=before is not None)
    except IntegrityError as wrong:  # somebody brought the same file in the same moment
        raise AlreadyDone("同样的文件刚刚有人传过。", "Somebody has just brought the same file.") from wrong
    if before:
        remove_files(before)


@transaction.atomic
def check_step(*, opening: OpeningImport, cursor: int, by: Actor, on: date) -> int | None:
    """The next piece: of the judging, then of the writing. The cursor counts the lines written; None at the end. A cursor that has been passed changes nothing."""
    opening = locked(opening)
    if opening.state != "checking":  # given up meanwhile
        pieces.forget()
        return None
    if cursor != opening.cursor:
        return opening.cursor
    judging = pieces.judging(opening.file_id, lambda: _begun(opening))
    if judging.found is None:
        judging.go_on()
        return cursor
    return _write(opening, judging.found, by, on)


def _begun(opening: OpeningImport) -> pieces.Pieces[Judged]:
    brought = payrolls.again(opening.payroll_rows, opening.payroll_fen, opening.payroll_file)
    return judge(reading.again(opening.file), matter_of(opening.benefit), brought, opening.month, opening.place)


def _write(opening: OpeningImport, judged: Judged, by: Actor, on: date) -> int | None:
    """Whole awards: one that is judged again after a kill is not half of then and half of now."""
    start, lines = opening.cursor, judged.lines
    end = min(start + LINES, len(lines))
    while end < len(lines) and lines[end].award_no == lines[end - 1].award_no > 0:
        end += 1
    insert(OpeningRow, FIELDS, judged.rows(opening, lines[start:end]))
    opening.cursor = end
    if end < len(lines):
        opening.save(update_fields=["cursor"])
        return end
    before = OpeningImport(file_id=opening.file_id, payroll_file_id=opening.payroll_file_id)
    opening.state, opening.cursor, opening.file, opening.payroll_file = "checked", 0, None, None
    _checked(opening, judged, by, on)
    remove_files(before)
    pieces.forget()
    return None


def _checked(opening: OpeningImport, judged: Judged, by: Actor, on: date) -> OpeningImport:
    opening.payroll_rows, opening.payroll_fen, opening.compared = judged.paid.rows, judged.paid.fen, judged.paid.compared
    kept = opening.lines.aggregate(awards=Max("award_no"), fen=Sum("fen"), bad=Count("pk", filter=Q(state="bad")))
    opening.rows, opening.fen, opening.bad, opening.unlisted = kept["awards"], kept["fen"], kept["bad"], judged.unlisted[:MOST_UNLISTED]
    opening.save()
    record(
        by=by, on=on, act="benefits.check_opening", subject=opening, place=opening.place_id, benefit=opening.benefit, month=opening.month, rows=opening.rows,
        fen=opening.fen, bad=opening.bad, payroll_rows=opening.payroll_rows, payroll_fen=opening.payroll_fen, file=opening.file_digest,
    )  # fmt: skip
    return opening


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
