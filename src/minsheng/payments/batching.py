"""What the actions on batches share. Called by actions, in their transaction."""

import uuid
from datetime import date

from django.db.models import Count, QuerySet, Sum

from minsheng.base.actor import Actor
from minsheng.payments.ledger import transfer
from minsheng.payments.models import Batch, Payable, Payment
from minsheng.payments.withdrawing import withdraw


def new(head: str, **given) -> Batch:
    """A batch with a number of its own, "FF-202510-00042": short enough for a bank's message id."""
    batch = Batch.objects.create(number=uuid.uuid4().hex, **given)
    batch.number = f"{head}-{batch.month:%Y%m}-{batch.pk:05d}"
    batch.save(update_fields=["number"])
    return batch


def add_up(batch: Batch) -> None:
    """Count and sum of the lines that go out, and whatever else was changed of the batch."""
    found = batch.payments.filter(state__in=Payment.OUT).aggregate(n=Count("pk"), fen=Sum("fen"))
    batch.count, batch.fen = found["n"], found["fen"] or 0
    batch.save()


def undo_again(batch: Batch, lines: QuerySet[Payment], on: date) -> None:
    """These lines of a batch of payments paid again will not go out: what they replace is as it was, returned, and its money lies there again."""
    for source, fen in list(lines.values_list("replaces__batch").annotate(Sum("fen")).order_by()):
        serial = batch.transfers.filter(kind="undo_again").count()
        transfer(
            key=f"batch:{batch.pk}/undo_again/{source}/{serial}",
            source=f"batch:{batch.pk}/committed",
            target=f"batch:{source}/returned",
            fen=fen,
            kind="undo_again",
            on=on,
            place=batch.place,
            batch=batch,
        )
    Payment.objects.filter(replacements__in=lines).update(state="returned")


def leave_held(batch: Batch, by: Actor, on: date) -> int:
    """Held lines leave the batch; what is owed stays owed: payables wait for the next batch, returned payments for the next try."""
    held = batch.payments.filter(state="held")
    if batch.kind == "again":
        undo_again(batch, held, on)
    withdraw(Payable.objects.filter(payment__in=held), waits=True, by=by, on=on)
    Payable.objects.filter(payment__in=held).update(payment=None, batch=None)
    return held.update(state="dropped")
