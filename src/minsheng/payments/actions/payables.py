"""What other areas hand in to be paid, and take out again while it waits."""

from dataclasses import dataclass
from datetime import date

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import Refused
from minsheng.base.rows import insert
from minsheng.payments.models import Payable
from minsheng.registry.models import Person

PIECE = 2_000
FIELDS = ["key", "about", "line", "component", "month", "payee", "place", "fen", "handed_in_on"]


@dataclass(frozen=True)
class PayableIn:
    """Owed to a payee for one month and component, in fen above zero. `key` says for what: the same key is taken once."""

    key: str
    about: str
    line: str
    component: str
    month: date
    payee_id: int
    place_id: int
    fen: int


@action
def hand_in(*, payables: list[PayableIn], by: Actor, on: date) -> int:
    """Take them in; those whose key is there already change nothing. How many are new. Raises Refused when a key comes again with another amount."""
    allowed(by, "payments.compute", machine=True)
    new = 0
    for start in range(0, len(payables), PIECE):
        piece = {p.key: p for p in payables[start : start + PIECE]}
        there = dict(Payable.objects.filter(key__any=piece).values_list("key", "fen"))
        wrong = next((key for key, fen in there.items() if fen != piece[key].fen), None)
        if wrong:
            raise Refused(f"应付 {wrong} 已经交来过，金额不同。", f"The payable {wrong} was handed in before with another amount.")
        rows = [(p.key, p.about, p.line, p.component, p.month, p.payee_id, p.place_id, p.fen, on) for p in piece.values() if p.key not in there]
        insert(Payable, FIELDS, rows, once=True)
        new += len(rows)
    if new:
        record(by=by, on=on, act="payments.hand_in", subject=f"payments.line:{payables[0].line}", rows=new, fen=sum(p.fen for p in payables))
    return new


@action
def take_out(*, about: str, parts: list[list], by: Actor, on: date) -> list[list]:
    """What is not due any more and still waits is not paid: payables in no batch become less or go, the newest first.

    `parts` [[month "2025-10", component, person, fen]]; handed back is what of them is on its way or was paid, and has to come back.
    """
    allowed(by, "payments.compute", machine=True)
    waits = list(Payable.objects.select_for_update().filter(about=about, batch=None).order_by("-pk"))
    left, taken = [], 0
    for month, component, person, fen in parts:
        less = _less([p for p in waits if p.key.startswith(f"{about}/{component}/{person}/{month}/")], fen)
        taken += less
        if fen > less:
            left.append([month, component, person, fen - less])
    if taken:
        record(by=by, on=on, act="payments.take_out", subject=about, fen=taken)
    return left


@action
def pay_to(*, about: str, payee: Person, by: Actor, on: date) -> int:
    """Somebody else receives now what is owed: what is in no batch yet is paid to them. How many payables."""
    allowed(by, "payments.compute", machine=True)
    moved = Payable.objects.filter(about=about, batch=None).exclude(payee=payee).update(payee=payee)
    if moved:
        record(by=by, on=on, act="payments.pay_to", subject=about, place=payee.place_id, rows=moved)
    return moved


def _less(payables: list[Payable], fen: int) -> int:
    """Take so much out of these, as far as it is there. How much it was."""
    taken = 0
    for p in payables:
        part = min(fen - taken, p.fen)
        taken, p.fen = taken + part, p.fen - part
        if not p.fen:
            p.delete()
        elif part:
            p.save(update_fields=["fen"])
    return taken
