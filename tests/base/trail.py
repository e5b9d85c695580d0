"""What the tests of the audit trail share: an officer who writes, and somebody with the database's password who changes."""

from datetime import date

from django.db import connection, transaction

from minsheng.base.actor import Actor
from minsheng.base.audit import chain, record, triggers
from minsheng.base.audit.verifying import verify

DAY = date(2025, 10, 9)
OFFICER = Actor(user=7, name="何", role="street", path="/1/", post=3, place=5)


def write(n=1, subject="test.thing:1", **details):
    with transaction.atomic():
        return [record(by=OFFICER, on=DAY, act="test.done", subject=subject, n=i, **details) for i in range(n)]


def findings(*args) -> list[tuple]:
    return [(f.what, f.block, f.entry) for f in verify(*args).findings if f.what != "trigger_missing"]


def tamper(sql, *values):
    """What somebody with the database's password can do."""
    triggers.lift(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        assert cursor.rowcount
    triggers.lay(connection)


def ids(block):
    return list(block.entries.order_by("pk").values_list("pk", flat=True))


def forge(block, previous):
    """A block computed again after a change, by somebody who knows how."""
    digests = {entry.pk: chain.digest(entry) for entry in block.entries.order_by("pk")}
    entries_digest = chain.digest_of_all(digests.values())
    head = chain.head(previous, block.number, block.count, entries_digest)
    sql = "UPDATE base_auditblock SET previous = %s, head = %s, entries_digest = %s, pointers = %s WHERE id = %s"
    tamper(sql, previous, head, entries_digest, chain.pointers(digests), block.pk)
    return head
