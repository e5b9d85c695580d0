"""A standard changes: whom it moves, by how much, from which month; and moving them, one letter a family. Arrears come by themselves with the next run."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from minsheng.accounts.access import allowed
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.base.months import each, month_of
from minsheng.benefits.actions.awards import put, reopen
from minsheng.benefits.models import Award
from minsheng.matters import catalogue
from minsheng.notices.actions import write_letter
from minsheng.registry.events import tell
from minsheng.rules import book
from minsheng.standards.models import Standard


@dataclass(frozen=True)
class Move:
    """One award that a standard moves: what it pays a month now and then, from when, and the difference for the months already settled."""

    award: Award
    before: int
    after: int
    from_month: date
    arrears: int
    lines: tuple
    receipt: dict


def touched(standard: Standard):
    """Running awards of benefits that can read the figure, in the place."""
    keys = [b.key for b in book.load().benefits.values() if standard.figure in book.load().reach_of(b)]
    matters = [
        m.benefit for m in catalogue.all_matters() if m.benefit in keys or any(standard.figure in book.load().reach_of(book.load().benefits[k]) for k in m.also)
    ]
    return (
        Award.objects.filter(benefit__in=matters, place__path__startswith=standard.place.path)
        .exclude(state="stopped")
        .exclude(application=None)
        .select_related("application__place", "application__household", "person", "place")
    )


def moves(standard: Standard, on: date):
    """Every award whose amount changes, one after another: asked again through its matter, from the later of the day in force and its own first month."""
    for award in touched(standard).order_by("pk").iterator(chunk_size=200):
        if move := moved(award, standard, on):
            yield move


def moved(award: Award, standard: Standard, on: date) -> Move | None:
    start = max(month_of(standard.in_force), award.from_month)
    proposal = catalogue.get(award.matter).propose(award.application, on, month=start)
    if proposal.status != "yes" or not proposal.payable:
        return None
    before = sum(
        s.fen
        for s in award.spans.all()
        if s.replaced_on is None and s.from_month <= max(start, month_of(on)) and (s.until_month is None or s.until_month > max(start, month_of(on)))
    )
    if proposal.fen == before:
        return None
    settled = len(list(each(start, award.settled_to))) if award.settled_to and award.settled_to >= start else 0
    return Move(award, before, proposal.fen, start, (proposal.fen - before) * settled, proposal.lines, proposal.receipts[0])


def apply_standard(*, standard: Standard, by: Actor, on: date) -> int:
    """Move every award, each in its own transaction: killed, it is run again and moves the rest. A reduction is left for a hearing."""
    allowed(by, "standards.approve", standard.place)
    if standard.state != "approved":
        raise Refused("标准还没有批准。", "The figure has not been approved yet.")
    if standard.applied_on:
        raise AlreadyDone("这个标准已经应用过。", "This figure has been applied already.")
    count = 0
    for move in moves(standard, on):
        if move.after > move.before:
            _move(move, standard, by, on)
            count += 1
    with transaction.atomic():
        standard.applied_on = on
        standard.save(update_fields=["applied_on"])
        record(by=by, on=on, act="standards.apply", subject=standard, place=standard.place, moved=count)
    return count


@transaction.atomic
def _move(move: Move, standard: Standard, by: Actor, on: date) -> None:
    award = move.award
    lines = [{"component": line.component, "person": line.person, "fen": line.fen} for line in move.lines]
    put(award, None, move.from_month, "standard", on, lines=lines, receipt=move.receipt)
    reopen(award, move.from_month)
    award.save()
    figure = book.load().figures[standard.figure]
    write_letter(kind="standard", person=award.person, place=award.place, about=f"benefits.award:{award.pk}", by=by, on=on,
                 values={"figure": (figure.zh, figure.en), "from_month": move.from_month, "document": standard.document, "before": move.before, "after": move.after})  # fmt: skip
    tell(award.person, "standard", on, by, about=f"benefits.award:{award.pk}")
