"""Reading and judging a roster. It changes nothing but the roster's own lines: while the officer waits, or, of a long one, by a job in small steps."""

from collections import Counter
from datetime import date

from django.db import IntegrityError, transaction

from minsheng.accounts.access import allowed
from minsheng.base import jobs
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone
from minsheng.base.jobs import pieces
from minsheng.base.models import Job
from minsheng.base.rows import insert
from minsheng.places.models import Place
from minsheng.registry.imports import AT_ONCE, CHECK_JOB, queries, reading
from minsheng.registry.imports.actions.loading import locked
from minsheng.registry.imports.columns import understand
from minsheng.registry.imports.judging import FIELDS, Judged, judge
from minsheng.registry.imports.reading import Roster
from minsheng.registry.models import Import, ImportRow, ListFile

LINES = 2_000  # written in a step: about half a second


def bring(*, upload, place: Place, by: Actor, on: date) -> Import:
    """A roster (an uploaded file) of a place, checked at once; a long one is checked by a job. Raises Refused, AlreadyDone as `check` does."""
    allowed(by, "registry.import", place)
    roster = reading.roster(upload)
    if roster.rows <= AT_ONCE:
        return _check(roster, place, by, on)
    return begin_check(roster=roster, place=place, by=by, on=on)


def check(*, upload, place: Place, by: Actor, on: date) -> Import:
    """What would come of a roster (an uploaded file) for a place: every line judged, nothing loaded yet. In this process, however long it is.

    Raises Refused for a file that cannot be used, AlreadyDone for one that is here already.
    """
    allowed(by, "registry.import", place)
    return _check(reading.roster(upload), place, by, on)


def _check(roster: Roster, place: Place, by: Actor, on: date) -> Import:
    _refuse_again(roster.digest, by)
    return keep(judged=pieces.at_once(judge(roster, place, by, on)), place=place, by=by, on=on)


@action
def keep(*, judged: Judged, place: Place, by: Actor, on: date) -> Import:
    """Write down what was found; the file itself is not kept."""
    run = _brought(judged.roster, place, by, on, state="checked")
    insert(ImportRow, FIELDS, judged.rows(run, judged.lines))
    return _checked(run, len(judged.numbers), by, on)


@action
def begin_check(*, roster: Roster, place: Place, by: Actor, on: date) -> Import:
    """Keep the file for the job that checks it, and begin the job."""
    _refuse_again(roster.digest, by)
    run = _brought(roster, place, by, on, state="checking", file=reading.keep(roster))
    record(by=by, on=on, act="registry.begin_check", subject=run, place=place, rows=run.rows, file=run.file_digest)
    check_in_background(run=run, by=by, on=on)
    return run


@action
def check_in_background(*, run: Import, by: Actor, on: date) -> Job:
    """The job that checks it, also to go on after one that failed. Raises jobs.Underway."""
    run = locked(run)
    allowed(by, "registry.import", run.place)
    if run.state != "checking":
        raise AlreadyDone("这份名册已经查完，或已经撤销。", "This roster has been checked already, or was taken back.")
    return jobs.start(kind=CHECK_JOB, key=f"{CHECK_JOB}:{run.pk}", arguments={"run": run.pk}, by=by, on=on)


def _brought(roster: Roster, place: Place, by: Actor, on: date, **more) -> Import:
    unused = understand(roster.sheet.headings).unused
    run = Import(name=roster.title, place=place, rows=roster.rows, unused=unused, by_id=by.user, created_on=on, file_digest=roster.digest, **more)
    try:
        with transaction.atomic():
            run.save()
    except IntegrityError:  # somebody brought the same file in the same moment
        _refuse_again(roster.digest, by)
        raise
    return run


@transaction.atomic
def check_step(*, run: Import, cursor: int, by: Actor, on: date) -> int | None:
    """The next piece: of the judging, then of the writing. The cursor counts the lines written; None at the end. A cursor that has been passed changes nothing."""
    run = locked(run)
    if run.state != "checking":  # given up meanwhile
        pieces.forget()
        return None
    if cursor != run.cursor:
        return run.cursor
    judging = pieces.judging(run.file_id, lambda: judge(reading.again(ListFile.objects.get(pk=run.file_id)), run.place, by, on))
    if judging.found is None:
        judging.go_on()
        return cursor
    return _write(run, judging.found, by, on)


def _write(run: Import, judged: Judged, by: Actor, on: date) -> int | None:
    """Whole households: one that is judged again after a kill is not half of then and half of now."""
    start, lines = run.cursor, judged.lines
    end = min(start + LINES, len(lines))
    while end < len(lines) and judged.home(lines[end]) and judged.home(lines[end]) == judged.home(lines[end - 1]):
        end += 1
    insert(ImportRow, FIELDS, judged.rows(run, lines[start:end]))
    run.cursor = end
    if end < len(lines):
        run.save(update_fields=["cursor"])
        return end
    file, run.file = run.file, None
    run.state, run.cursor = "checked", 0
    _checked(run, len(judged.numbers), by, on)
    file.delete()
    pieces.forget()
    return None


def _checked(run: Import, households: int, by: Actor, on: date) -> Import:
    counts = Counter(queries.counts(run))
    run.rows, run.homes, run.bad, run.doubled, run.doubtful = counts.total(), households, counts["bad"], counts["doubled"], counts["doubtful"]
    run.save()
    record(
        by=by, on=on, act="registry.check_import", subject=run, place=run.place_id, rows=run.rows, homes=run.homes, bad=run.bad, doubled=run.doubled,
        file=run.file_digest,
    )  # fmt: skip
    return run


def _refuse_again(file_digest: str, by: Actor) -> None:
    before = Import.objects.filter(file_digest=file_digest).exclude(state="undone").select_related("place").first()
    if before is None:
        return
    name = f"“{before.name}”" if by.covers(before.place.path) else ""
    raise AlreadyDone(
        f"同样的文件 {before.created_on} 已经导入过{name}。要重新导入，请先撤销那一次。",
        f"The same file was brought in on {before.created_on} {name}: take that back first to bring it in again.",
    )
