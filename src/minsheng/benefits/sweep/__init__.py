"""The monthly sweep: who qualifies and has not asked, who receives and no longer qualifies, whose amount has changed. It only proposes.

A sweep reads the files of a place in chunks, decides whole columns, keeps everything in a snapshot outside the database, and puts into the
database only what a human should look at. What it no longer finds, it closes.
"""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.base.months import month_of
from minsheng.benefits.models import Finding
from minsheng.benefits.models_sweep import Sweep
from minsheng.benefits.sweep import profiles, proposing
from minsheng.matters import catalogue
from minsheng.places.models import Place
from minsheng.places.queries import in_range


@action
def begin(*, place: Place, matter: str, month: date, by: Actor, on: date) -> Sweep:
    """A sweep of everybody in the place, not yet done."""
    allowed(by, "payments.compute", place, machine=True)
    if matter not in {m.key for m in catalogue.all_matters()}:
        raise Refused("没有这个事项。", "There is no such matter.", field="matter")
    if month_of(month) > month_of(on):
        raise Refused("这个月还没到，不能比对。", "That month has not come: it cannot be looked at.", field="month")
    return Sweep.objects.create(place=place, matter=matter, month=month_of(month), on=on, asked_by_id=by.user)


@action
def step(*, sweep: Sweep, after: int, by: Actor, on: date, size: int = profiles.CHUNK) -> int | None:
    """The next people or households: decided, kept, compared. The id to go on from; None when there are no more."""
    from minsheng.benefits.sweep import deciding, keeping  # array code: ordinary pages do without

    allowed(by, "payments.compute", sweep.place, machine=True)
    _unfinished(sweep)
    matter = catalogue.get(sweep.matter)
    chunk = (profiles.households if matter.unit == "household" else profiles.people)(sweep.place, after, sweep.on, size)
    if chunk.groups:
        made = deciding.decide(chunk, matter, sweep.month, sweep.on)
        answers = list(deciding.said(chunk, made, matter))
        found = proposing.proposals(chunk, matter, sweep, answers, proposing.standing(chunk, matter, sweep.month))
        proposing.store(found, matter)
        sweep.parts = sweep.parts + keeping.keep(sweep, matter, chunk, made, len(sweep.parts) // 2 + 1)
        sweep.subjects += len(answers)
        sweep.unknown += sum(a.status not in ("yes", "no") for a in answers)
        for kind in proposing.LOOKED_FOR:
            setattr(sweep, kind, getattr(sweep, kind) + sum(f.kind == kind for f in found))
        sweep.save()
    return chunk.last


@action
def finish(*, sweep: Sweep, by: Actor, on: date) -> Sweep:
    """Close what is no longer found, and put the digest of the snapshot on record."""
    from minsheng.benefits.sweep import keeping  # array code

    allowed(by, "payments.compute", sweep.place, machine=True)
    _unfinished(sweep)
    matter = catalogue.get(sweep.matter)
    left = Finding.objects.filter(in_range(sweep.place.path, "person__place__path"), state="open", benefit=matter.benefit, kind__in=proposing.LOOKED_FOR)
    sweep.gone = left.exclude(sweep=sweep).update(state="gone", settled_on=on)
    sweep.digest, sweep.finished_on = keeping.receipt(sweep, matter), on
    sweep.save()
    record(
        by=by, on=on, act="benefits.sweep", subject=sweep, place=sweep.place, matter=sweep.matter, month=sweep.month, subjects=sweep.subjects,
        found=sweep.entitled + sweep.ended + sweep.amount, gone=sweep.gone, digest=sweep.digest,
    )  # fmt: skip
    return sweep


def size_of(sweep: Sweep) -> int:
    """How many people or households it will look at."""
    return (profiles.their_homes if catalogue.get(sweep.matter).unit == "household" else profiles.they)(sweep.place).count()


def _unfinished(sweep: Sweep) -> None:
    if sweep.finished_on:
        raise AlreadyDone("这次比对已经做完。", "This sweep is done already.")


def sweep(*, place: Place, matter: str, month: date, by: Actor, on: date) -> Sweep:
    """All of it at once, each chunk in its own transaction: for the command line, tests, and small places. A job does the same in steps."""
    made, after = begin(place=place, matter=matter, month=month, by=by, on=on), 0
    while after is not None:
        after = step(sweep=made, after=after, by=by, on=on)
    return finish(sweep=made, by=by, on=on)
