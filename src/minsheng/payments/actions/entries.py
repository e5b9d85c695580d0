"""A second person looks at what was entered about money: confirmed it is done, or it is sent back and nothing has moved."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.payments.actions.bank import returned_late
from minsheng.payments.actions.recoveries import repaid, waived
from minsheng.payments.actions.returns import given_back
from minsheng.payments.entering import place_of
from minsheng.payments.models import Entry

DOES = {"late": returned_late, "give_back": given_back, "repay": repaid, "waive": waived}
"""What a confirmation does: each takes [entries] of its kind and raises Refused where it cannot be done any more."""


@action
def confirm_entries(*, entries: list[Entry], by: Actor, on: date) -> int:
    """All of them or none. Whoever entered one does not confirm it. How many."""
    rows = _waiting(entries)
    for entry in rows:
        allowed(by, "payments.approve", place_of(entry))
        if entry.entered_by_id == by.user:
            raise NotAllowed("其中有您自己登记的：由另一位同事复核。", "You have entered some of these: a colleague confirms them.")
    for kind, does in DOES.items():
        if own := [entry for entry in rows if entry.kind == kind]:
            does(own, by, on)
    _settle(rows, "confirmed", "", by, on)
    return len(rows)


@action
def refuse_entries(*, entries: list[Entry], why: str, by: Actor, on: date) -> int:
    """Nothing is done; it can be entered again as it should be. One may take back one's own. How many."""
    rows = _waiting(entries)
    for entry in rows:
        if entry.entered_by_id != by.user:
            allowed(by, "payments.approve", place_of(entry))
    if not why.strip():
        raise Refused("请写明哪里不对。", "Say what is wrong.", field="why")
    _settle(rows, "refused", why.strip()[:100], by, on)
    return len(rows)


def _waiting(entries: list[Entry]) -> list[Entry]:
    rows = Entry.objects.select_for_update(of=("self",)).filter(pk__in=[e.pk for e in entries], state="waiting")
    found = list(rows.select_related("payment__batch__place", "payment__payee", "recovery__place", "recovery__payee").order_by("pk"))
    if not found:
        raise AlreadyDone("这些登记已经处理过了。", "These entries have been dealt with already.")
    return found


def _settle(rows: list[Entry], state: str, why: str, by: Actor, on: date) -> None:
    Entry.objects.filter(pk__in=[e.pk for e in rows]).update(state=state, why=why, settled_by_id=by.user, settled_on=on)
    for entry in rows:
        act = "payments.confirm_entry" if state == "confirmed" else "payments.refuse_entry"
        record(by=by, on=on, act=act, subject=entry.payment or entry.recovery, place=place_of(entry), kind=entry.kind, entry=entry.pk, fen=entry.fen)
