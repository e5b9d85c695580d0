"""Taking a list back as a whole, as long as nothing has been paid or decided about its awards: these go at once, then its lines are emptied, so many at a time."""

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
from minsheng.benefits.models import Award, Certification, Finding, Hold, OpeningImport, OpeningRow, Span
from minsheng.benefits.opening.actions.accepting import UNDO_JOB, locked, remove_files
from minsheng.benefits.opening.saying import forget_said, merged_since
from minsheng.benefits.opening.undoable import blocked, names
from minsheng.payments.models import Payment
from minsheng.registry.imports import AT_ONCE
from minsheng.registry.models import BankAccount, Event

STEP = 1_000  # awards whose lines are emptied in a step: about half a second


def permission(opening: OpeningImport) -> str:
    """Who brought a list gives it up; one that was accepted is taken back by who may accept."""
    return "benefits.accept_import" if opening.approved_by_id else "benefits.import"


def take_back(*, opening: OpeningImport, by: Actor, on: date) -> OpeningImport:
    """At once, or a long one by a job. Raises Refused as `begin_undo` does, jobs.Underway."""
    if opening.rows <= AT_ONCE:
        return undo(opening=opening, by=by, on=on)
    undo_in_background(opening=opening, by=by, on=on)
    return opening


@action
def undo(*, opening: OpeningImport, by: Actor, on: date) -> OpeningImport:
    """Begin, or go on, and take all of it back in this process."""
    opening = begin_undo(opening=opening, by=by, on=on)
    cursor: int | None = opening.cursor
    while cursor is not None:
        cursor = undo_step(opening=opening, cursor=cursor, by=by, on=on)
    opening.refresh_from_db()
    return opening


@action
def undo_in_background(*, opening: OpeningImport, by: Actor, on: date) -> Job:
    """The same by a background job, also to go on after one that failed. Until its first step nothing has changed. Raises Refused, jobs.Underway."""
    opening = _may(locked(opening), by)
    if opening.state != "undoing":
        _refuse_blocked(opening)
    return jobs.start(kind=UNDO_JOB, key=f"{UNDO_JOB}:{opening.pk}", arguments={"opening": opening.pk}, by=by, on=on)


@action
def begin_undo(*, opening: OpeningImport, by: Actor, on: date) -> OpeningImport:
    """The awards are gone, all at once: nobody can begin anything about them any more, and whatever else was made goes step by step.
    Of a list that is being checked or taken over, the rest is given up.

    Raises Refused when something has happened to one of its awards since (see undoable.blocked): then nothing has changed.
    """
    opening = _may(locked(opening), by)
    if opening.state == "undoing":
        return opening
    list(Award.objects.select_for_update().filter(opening=opening).values_list("pk"))  # nobody begins anything about them meanwhile
    _refuse_blocked(opening)
    was, files = opening.state, OpeningImport(file_id=opening.file_id, payroll_file_id=opening.payroll_file_id)
    forget_said(opening, merged_since(opening), on)
    _remove_awards(opening)
    opening.state, opening.file, opening.payroll_file = "undoing", None, None
    opening.cursor = opening.lines.aggregate(last=Max("award_no"))["last"] or 0
    opening.save(update_fields=["state", "cursor", "file", "payroll_file"])
    remove_files(files)
    record(by=by, on=on, act="benefits.begin_undo_opening", subject=opening, place=opening.place_id, awards=opening.loaded, was=was)
    return opening


def undo_step(*, opening: OpeningImport, cursor: int, by: Actor, on: date) -> int | None:
    """What else was made of the awards before the cursor; the cursor of the step after, None at the end. A cursor that has been passed changes nothing."""
    with transaction.atomic():
        opening = locked(opening)
        if opening.state != "undoing":
            return None
        return opening.cursor if cursor != opening.cursor else _step(opening, by, on)


def _step(opening: OpeningImport, by: Actor, on: date) -> int | None:
    after = max(opening.cursor - STEP, 0)
    lines = opening.lines.filter(award_no__lte=opening.cursor)
    lines = lines.filter(award_no__gt=after) if after else lines
    _empty(opening, lines, on)
    opening.cursor = after
    if not after:
        record(by=by, on=on, act="benefits.undo_opening", subject=opening, place=opening.place_id, awards=opening.loaded)
        opening.state, opening.loaded = "undone", 0
    opening.save(update_fields=["state", "loaded", "cursor"])
    return after or None


def _may(opening: OpeningImport, by: Actor) -> OpeningImport:
    allowed(by, permission(opening), opening.place)
    if opening.state == "undone":
        raise AlreadyDone("这份名单已经撤销。", "This list has been taken back already.")
    return opening


def _refuse_blocked(opening: OpeningImport) -> None:
    in_the_way, n = blocked(opening, most=3)
    if n:
        people = "、".join(one.person.name for one in in_the_way)
        raise Refused(
            f"接入以后，有 {n} 人的待遇已经发放或办理过，不能整批撤销：{people}{'等' if n > 3 else ''}。请逐个办理变更或停发。",
            f"{n} of these awards were paid or dealt with since, so the list cannot be taken back: {people}{' and others' if n > 3 else ''}. Change or end them one by one.",
        )


def _remove_awards(opening: OpeningImport) -> None:
    """With all that hangs on them, the leaves first."""
    _delete(Event.objects.filter(Q(about__in=names(opening)) | Q(about=f"benefits.openingimport:{opening.pk}")))
    for model in (Certification, Finding, Hold, Span):
        _delete(model.objects.filter(award__in=Award.objects.filter(opening=opening).values("pk")))
    opening.lines.exclude(award=None).update(award=None, state="undone")
    _delete(Award.objects.filter(opening=opening))


def _empty(opening: OpeningImport, lines: QuerySet[OpeningRow], on: date) -> None:
    """What the list said of people, the accounts it entered, and what was sealed in its lines or says whom they are about. An account that was used meanwhile stays."""
    forget_said(opening, set(lines.exclude(person=None).values_list("person", flat=True)), on)
    accounts = list(lines.exclude(account=None).values_list("account", flat=True))
    lines.update(state="undone", person=None, member=None, account=None, sealed=b"")
    used = Payment.objects.filter(account__any=accounts).values("account")
    _delete(BankAccount.objects.filter(pk__any=accounts).exclude(pk__in=used))


def _delete(rows: QuerySet) -> None:
    """In one statement, without loading what points there: nothing does any more, and the database would refuse."""
    rows._raw_delete(rows.db)
