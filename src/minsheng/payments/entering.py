"""Entered by one, to be confirmed by another. Called by actions, in their transaction; nothing moves in the ledger here."""

from datetime import date

from django.db.models import Q, QuerySet, Sum

from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.payments.models import Entry, Payment, Recovery
from minsheng.places.models import Place


def enter(kind: str, about: Payment | Recovery, *, fen: int, day: date, words: str = "", by: Actor, on: date) -> Entry:
    """`about`: a payment for late and give_back, a recovery for repay and waive."""
    what = {"payment": about} if isinstance(about, Payment) else {"recovery": about}
    made = Entry.objects.create(kind=kind, **what, fen=fen, day=day, words=words[:100], entered_by_id=by.user, entered_on=on)
    record(by=by, on=on, act="payments.enter", subject=about, place=place_of(made), kind=kind, fen=fen, entry=made.pk)
    return made


def place_of(entry: Entry) -> Place:
    return entry.payment.batch.place if entry.payment_id else entry.recovery.place


def waiting(kind: str, **about) -> QuerySet[Entry]:
    """What waits to be confirmed, e.g. `waiting("late", payment__batch=batch)`."""
    return Entry.objects.filter(kind=kind, state="waiting", **about)


def repaid_soon(recovery: Recovery) -> int:
    """Fen of receipts that wait to be confirmed."""
    return waiting("repay", recovery=recovery).aggregate(fen=Sum("fen"))["fen"] or 0


def at(places) -> Q:
    """Entries about what belongs to these places."""
    return Q(payment__batch__place__in=places) | Q(recovery__place__in=places)
