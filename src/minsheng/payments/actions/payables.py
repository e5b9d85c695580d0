"""What other areas hand in to be paid."""

from dataclasses import dataclass
from datetime import date

from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.rows import insert
from minsheng.payments.models import Payable


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
    """Take them in; those whose key is there already change nothing. How many were handed in."""
    fields = ["key", "about", "line", "component", "month", "payee", "place", "fen", "handed_in_on"]
    rows = [(p.key, p.about, p.line, p.component, p.month, p.payee_id, p.place_id, p.fen, on) for p in payables]
    insert(Payable, fields, rows, once=True)
    if rows:
        record(by=by, on=on, act="payments.hand_in", subject=f"payments.line:{payables[0].line}", rows=len(rows), fen=sum(p.fen for p in payables))
    return len(rows)
