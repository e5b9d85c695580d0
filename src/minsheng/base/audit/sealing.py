"""Chaining what has been written: in batches, behind the writers' backs, so that sixteen counters do not queue for one chain."""

from django.db import IntegrityError, transaction

from minsheng.base.audit import chain, heads
from minsheng.base.models import AuditBlock, AuditEntry

LARGEST = 2_000  # entries a block: some tenths of a second, during which SQLite lets nobody else write


def seal_all() -> int:
    """Chain everything that waits and export the heads. Returns how many entries this call has sealed."""
    sealed = 0
    while block := seal():
        sealed += block.count
    heads.export()
    return sealed


def seal() -> AuditBlock | None:
    """The next block, of entries that have been committed, whatever their ids: one that commits late goes into a later block.

    None when nothing waits, or when another sealer was quicker: block numbers are unique, so the slower of two loses its whole transaction.
    """
    try:
        with transaction.atomic(durable=True):
            return _seal()
    except IntegrityError:
        return None


def _seal() -> AuditBlock | None:
    last = AuditBlock.objects.order_by("-number").first()
    digests = {entry.id: chain.digest(entry) for entry in AuditEntry.objects.filter(block=None).order_by("id")[:LARGEST]}
    if not digests:
        return None
    number, previous = (last.number + 1, last.head) if last else (1, chain.START)
    entries_digest = chain.digest_of_all(digests.values())
    block = AuditBlock.objects.create(
        number=number,
        first_id=min(digests),
        last_id=max(digests),
        count=len(digests),
        pointers=chain.pointers(digests),
        entries_digest=entries_digest,
        previous=previous,
        head=chain.head(previous, number, len(digests), entries_digest),
    )
    AuditEntry.objects.filter(id__in=list(digests)).update(block=block)
    return block
