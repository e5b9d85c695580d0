"""What one enters and another approves before it counts: index tables, layouts of the application form. A row has state, entered_by, approved_by, approved_on and a place."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.base.actions import locked
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, NotAllowed


def approve(row, act: str, by: Actor, on: date):
    """Somebody else has looked through it. Inside the transaction of the action that calls."""
    _waiting(row, by)
    if row.entered_by_id == by.user:
        raise NotAllowed("自己录入的要由另一个人批准。", "It is approved by somebody else than who entered it.")
    row.state, row.approved_by_id, row.approved_on = "approved", by.user, on
    row.save(update_fields=["state", "approved_by", "approved_on"])
    record(by=by, on=on, act=act, subject=row, place=row.place)
    return row


def reject(row, act: str, by: Actor, on: date):
    _waiting(row, by)
    row.state = "rejected"
    row.save(update_fields=["state"])
    record(by=by, on=on, act=act, subject=row, place=row.place)
    return row


def _waiting(row, by: Actor) -> None:
    allowed(by, "standards.approve", locked(row).place)
    if row.state != "entered":
        raise AlreadyDone("这一份已经处理过。", "This has been dealt with already.")
