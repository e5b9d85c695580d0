"""What other areas hand in to be paid."""

from dataclasses import dataclass
from datetime import date

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import Refused
from minsheng.base.rows import insert
from minsheng.payments.models import Payable

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
