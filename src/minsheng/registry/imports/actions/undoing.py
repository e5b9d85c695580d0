"""Taking an import back as a whole, as long as nothing has happened to its people: decided at once, then done from its end on, so many households at a time."""

from datetime import date

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from minsheng.accounts.access import allowed
from minsheng.base import jobs
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.base.models import Job
from minsheng.registry.imports import AT_ONCE, UNDO_JOB
from minsheng.registry.imports.actions.loading import locked
from minsheng.registry.imports.undoable import blocked, households, people
from minsheng.registry.models import Document, Event, Fact, Household, Import, ImportRow, Lookup, Membership, NamePiece, Pair, Person

HOMES = 500  # households a step: about half a second


def take_back(*, run: Import, by: Actor, on: date) -> Import:
    """At once, or a long one by a job. Raises Refused as `begin_undo` does, jobs.Underway."""
    if run.rows <= AT_ONCE:
        return undo(run=run, by=by, on=on)
    return undo_in_background(run=run, by=by, on=on)


@action
def undo(*, run: Import, by: Actor, on: date) -> Import:
    """Begin, or go on, and take all of it back in this process."""
    run = begin_undo(run=run, by=by, on=on)
    cursor: int | None = run.cursor
    while cursor is not None:
        cursor = undo_step(run=run, cursor=cursor, by=by, on=on)
    run.refresh_from_db()
    return run


@action
def undo_in_background(*, run: Import, by: Actor, on: date) -> Import:
    """The same by a background job, also to go on after one that failed. Raises jobs.Underway."""
    run = begin_undo(run=run, by=by, on=on)
    _start(run, by, on)
    return run


def _start(run: Import, by: Actor, on: date) -> Job:
    return jobs.start(kind=UNDO_JOB, key=f"{UNDO_JOB}:{run.pk}", arguments={"run": run.pk}, by=by, on=on)


@action
def begin_undo(*, run: Import, by: Actor, on: date) -> Import:
    """From now on the roster is of no other use, and nothing can be begun about its people (events.tell). Of one that is being checked or loaded, the rest is given up.

    Raises Refused when something has happened to somebody of it since (see undoable.blocked).
    """
    run = locked(run)
    allowed(by, "registry.import", run.place)
    if run.state == "undoing":
        return run
    if run.state == "undone":
        raise AlreadyDone("这份名册已经撤销。", "This roster has been taken back already.")
    _hold(run.lines.all())
    _refuse_blocked(run.lines.all())
    was, file, run.file = run.state, run.file, None
    run.state, run.cursor = "undoing", run.lines.aggregate(last=Max("home"))["last"] or 0
    run.save(update_fields=["state", "cursor", "file"])
    if file:
        file.delete()
    record(by=by, on=on, act="registry.begin_undo_import", subject=run, place=run.place_id, people=run.loaded, was=was)
    return run


def undo_step(*, run: Import, cursor: int, by: Actor, on: date) -> int | None:
    """The households before the cursor, whole; the cursor of the step after, None at the end. A cursor that has been passed changes nothing.

    Raises Refused when something has happened to somebody in spite of all: what was taken back stays so, and it can be gone on with.
    """
    with transaction.atomic():
        run = locked(run)
        if run.state != "undoing":
            return None
        return run.cursor if cursor != run.cursor else _step(run, by, on)


def _step(run: Import, by: Actor, on: date) -> int | None:
    after = max(run.cursor - HOMES, 0)
    lines = run.lines.filter(home__gt=after, home__lte=run.cursor) if after else run.lines.filter(home__lte=run.cursor)
    _hold(lines)
    _refuse_blocked(lines)
    _remove(lines)
    lines.filter(state__in=["bad", "doubled"]).update(sealed=b"")
    lines.exclude(state__in=["bad", "doubled"]).update(state="undone", person=None, household=None, sealed=b"")
    run.cursor = after
    if not after:
        record(by=by, on=on, act="registry.undo_import", subject=run, place=run.place_id, people=run.loaded)
        run.state, run.loaded = "undone", 0
    run.save(update_fields=["state", "loaded", "cursor"])
    return after or None


def _hold(lines: QuerySet[ImportRow]) -> None:
    """Nobody begins anything about these people until this is over."""
    list(Person.objects.select_for_update().filter(pk__in=people(lines)).values_list("pk"))


def _refuse_blocked(lines: QuerySet[ImportRow]) -> None:
    in_the_way, n = blocked(lines, most=3)
    if n:
        names = "、".join(one.person.name for one in in_the_way)
        raise Refused(
            f"有 {n} 人在导入后办过事，不能整批撤销：{names}{'等' if n > 3 else ''}。请在他们的档案里逐个处理。",
            f"Something has happened to {n} of these people since, so they cannot be taken back: {names}{' and others' if n > 3 else ''}. Deal with each on the person's own page.",
        )


def _remove(lines: QuerySet[ImportRow]) -> None:
    """All that the import has made of them, the leaves first."""
    who, homes = people(lines), households(lines)
    for model in (NamePiece, Lookup, Document, Event):
        _delete(model.objects.filter(person__in=who))
    _delete(Fact.objects.filter(person__in=who))
    _delete(Fact.objects.filter(household__in=homes))
    _delete(Membership.objects.filter(household__in=homes))
    _delete(Pair.objects.filter(Q(one__in=who) | Q(other__in=who)))
    _delete(Household.objects.filter(pk__in=homes))
    _delete(Person.objects.filter(pk__in=who))


def _delete(rows: QuerySet) -> None:
    """In one statement, without loading what points there: nothing does any more, and the database would refuse."""
    rows._raw_delete(rows.db)
