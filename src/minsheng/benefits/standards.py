"""A standard changes: whom it moves, by how much, from which month; and moving them, one letter a family. Arrears come by themselves with the next run.

Figures of one place that the same awards read are moved together: the family hears once, and is paid what it is owed once.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache

from django.db.models import Q

from minsheng.accounts.access import allowed
from minsheng.applications.actions import open_about
from minsheng.applications.standing import restate
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.benefits.actions.awards import locked, put, reopen
from minsheng.benefits.models import Award, Move
from minsheng.benefits.weighing import Weighed, weigh
from minsheng.benefits.weighing_many import weigh_many
from minsheng.matters import catalogue
from minsheng.matters.declare import Matter
from minsheng.notices.actions import write_letter
from minsheng.places.queries import in_range
from minsheng.registry.events import tell
from minsheng.rules import book
from minsheng.standards.models import Standard

STEP = 40  # moves a step: each is asked once more, with its receipt
WEIGHED = 1_000  # awards a step


def reads(matter: Matter, figure: str) -> bool:
    """Whether what a matter pays can depend on a figure."""
    loaded = book.load()
    return any(figure in loaded.reach_of(loaded.benefits[key]) for key in (matter.benefit, *matter.also))


def matters_of(standard: Standard) -> set[str]:
    return {m.key for m in catalogue.all_matters() if reads(m, standard.figure)}


def together(standard: Standard) -> list[Standard]:
    """The approved figures of its place that are moved with it, in the order they were entered; itself among them."""
    rows = Standard.objects.filter(Q(state="approved", applied_on=None) | Q(pk=standard.pk), place=standard.place).order_by("pk")
    return [s for s in rows if s.pk == standard.pk or matters_of(s) & matters_of(standard)]


def lead(standard: Standard) -> Standard:
    """The one of them under which the moves are kept."""
    return together(standard)[0] if standard.state == "approved" and not standard.applied_on else standard


def touched(standard: Standard):
    """Awards of the place that can read one of the figures and had not ended before the first is in force: who was on the roster gets those months."""
    figures = together(standard)
    first, matters = min(s.in_force for s in figures), set().union(*(matters_of(s) for s in figures))
    rows = Award.objects.filter(in_range(standard.place.path, "place__path"), matter__in=matters).exclude(stopped_from__lte=first)
    return rows.select_related("application__place", "application__household", "application__applicant__place", "person__place", "place", "household")


def waiting(standard: Standard, only: Sequence[int] | None = None, but: Sequence[int] = ()):
    """Moves that can be made as they were shown: all, `only` some, or all `but` some, which stay for later."""
    rows = Move.objects.filter(standard=standard, kind="raise", state="open").exclude(pk__any=list(but))
    return rows if only is None else rows.filter(pk__any=list(only))


@action
def weigh_some(*, standard: Standard, after: int, by: Actor, on: date) -> int | None:
    """What the figures mean for the awards that come after an id, kept to be looked at. The id to go on from; None when there are no more."""
    _may(standard, by)
    awards = list(touched(standard).filter(pk__gt=after).prefetch_related("spans", "holds").order_by("pk")[:WEIGHED])
    figures = together(standard)
    Move.objects.filter(standard=standard, award__in=awards, state="open").delete()
    settled = set(Move.objects.filter(standard=standard, award__in=awards).values_list("award", flat=True))
    read = cache(lambda matter: [s for s in figures if reads(catalogue.get(matter), s.figure)])
    left = [(a, read(a.matter)) for a in awards if a.pk not in settled]
    found = [(a, w) for (a, _), w in zip(left, weigh_many(left, on), strict=True) if w]
    Move.objects.bulk_create([Move(standard=standard, award=a, **_columns(w)) for a, w in found])
    record(by=by, on=on, act="standards.weigh", subject=standard, place=standard.place, awards=len(awards), moves=len(found))
    return awards[-1].pk if len(awards) == WEIGHED else None


def _columns(w: Weighed) -> dict:
    return {"kind": w.kind, "why": w.why, "before": w.before, "after": w.after, "from_month": w.from_month, "arrears": w.arrears}


def _read_by(award: Award, figures: list[Standard]) -> list[Standard]:
    return [s for s in figures if reads(catalogue.get(award.matter), s.figure)]


def _may(standard: Standard, by: Actor) -> None:
    allowed(by, "standards.approve", standard.place)
    if standard.state != "approved":
        raise Refused("标准还没有批准。", "The figure has not been approved yet.")
    if standard.applied_on:
        raise AlreadyDone("这个标准已经应用过。", "This figure has been applied already.")


@action
def apply_some(*, standard: Standard, after: int, only: Sequence[int] | None = None, but: Sequence[int] = (), by: Actor, on: date) -> int | None:
    """Make the moves that come after an id (see `waiting`), as they were shown; one that has become another since is left to be looked at.
    A reduction waits for its hearing."""
    _may(standard, by)
    rows = list(waiting(standard, only, but).filter(pk__gt=after).select_related("award").order_by("pk")[:STEP])
    figures = together(standard)
    made = sum(_move(row, figures, by, on) for row in rows)
    record(by=by, on=on, act="standards.move", subject=standard, place=standard.place, moved=made)
    return rows[-1].pk if len(rows) == STEP else None


def _move(row: Move, figures: list[Standard], by: Actor, on: date) -> bool:
    award = locked(row.award)
    found = weigh(award, _read_by(award, figures), on)
    if found is None or (found.kind, found.before, found.after, found.from_month) != (row.kind, row.before, row.after, row.from_month):
        _another(row, found)
        return False
    for segment in found.segments:
        put(award, None, segment.month, "standard", on, lines=segment.lines, receipt=segment.receipt)
    reopen(award, found.from_month)
    award.save()
    row.state, row.arrears = "done", found.arrears
    row.save(update_fields=["state", "arrears"])
    _tell(award, found, _read_by(award, figures), by, on)
    if found.from_month <= on:
        restate(matter=award.matter, person=award.person, household=award.household, fen=found.after, by=by, on=on)
    return True


def _another(row: Move, found: Weighed | None) -> None:
    if found is None:
        row.delete()
    else:
        Move.objects.filter(pk=row.pk).update(**_columns(found))


def _tell(award: Award, found: Weighed, figures: list[Standard], by: Actor, on: date) -> None:
    """One letter for all the figures."""
    named = [book.load().figures[s.figure] for s in figures]
    values = {
        "figure": ("、".join(f.zh for f in named), " and the ".join(f.en for f in named)), "from_month": found.from_month,
        "document": "；".join(dict.fromkeys(s.document for s in figures)), "before": found.before, "after": found.after,
    }  # fmt: skip
    write_letter(kind="standard", person=award.person, place=award.place, about=f"benefits.award:{award.pk}", by=by, on=on, values=values)
    tell(award.person, "standard", on, by, about=f"benefits.award:{award.pk}")


@action
def close_standard(*, standard: Standard, by: Actor, on: date) -> bool:
    """All that can be moved has been: the figures are applied. False while some are left out, or have become others since they were shown."""
    _may(standard, by)
    if waiting(standard).exists():
        return False
    for one in together(standard):
        one.applied_on = on
        one.save(update_fields=["applied_on"])
        record(by=by, on=on, act="standards.apply", subject=one, place=one.place, moved=Move.objects.filter(standard=standard, state="done").count())
    standard.applied_on = on
    return True


@action
def open_hearing(*, move: Move, by: Actor, on: date) -> Move:
    """A reduction is heard and decided by a human: a case of its own about the award."""
    if move.kind != "lower" or move.state != "open":
        raise Refused("这一份不用立件。", "No case is needed here.")
    award = move.award
    open_about(
        award=f"benefits.award:{award.pk}",
        matter=award.matter,
        kind="change",
        applicant=award.person,
        household=award.household,
        reason="standard",
        by=by,
        on=on,
    )
    move.state = "case"
    move.save(update_fields=["state"])
    record(by=by, on=on, act="standards.hear", subject=move, place=award.place, award=award.pk)
    return move


def apply_standard(*, standard: Standard, by: Actor, on: date) -> int:
    """Weigh and move everything at once, each step in its own transaction: killed, it is run again and moves the rest. How many moved."""
    for some in (weigh_some, apply_some):
        after: int | None = 0
        while after is not None:
            after = some(standard=standard, after=after, by=by, on=on)
    close_standard(standard=standard, by=by, on=on)
    return Move.objects.filter(standard=standard, state="done").count()
