"""How entries become a chain, in arithmetic an outsider can repeat with any SM3 (docs/adr/0008-audit-chain.md).

digest of an entry   = SM3(canonical(entry))
digest of a block    = SM3(the digests of its entries, in the order of their ids)
head of a block      = SM3(previous head, number, count, digest of the block), each on a line of its own
"""

import json
import struct
from collections.abc import Iterable
from datetime import UTC

from cryptography.hazmat.primitives import hashes

from minsheng.base.models import AuditEntry

START = "0" * 64  # what the first block has as its previous head
POINTER = struct.Struct(">q8s")  # id of an entry and the start of its digest


def canonical(entry: AuditEntry) -> bytes:
    """The entry as JSON that is the same on every database: moments in UTC to the microsecond, keys sorted, no blanks, ASCII."""
    moment = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    who = [entry.user_id, entry.post_id, entry.role]
    what = [entry.act, entry.subject, entry.place_id, entry.details]
    return json.dumps([entry.id, moment, entry.on.isoformat(), *who, *what], sort_keys=True, separators=(",", ":")).encode()


def digest(entry: AuditEntry) -> bytes:
    return sm3(canonical(entry))


def digest_of_all(digests: Iterable[bytes]) -> str:
    return sm3(b"".join(digests)).hex()


def head(previous: str, number: int, count: int, entries_digest: str) -> str:
    return sm3(f"{previous}\n{number}\n{count}\n{entries_digest}\n".encode()).hex()


def pointers(digests: dict[int, bytes]) -> bytes:
    """Ids and starts of digests, to say later which entry is wrong. They prove nothing: the head does."""
    return b"".join(POINTER.pack(number, one[:8]) for number, one in digests.items())


def read_pointers(packed: bytes) -> dict[int, bytes]:
    """{id: first 8 bytes of the digest}; empty when somebody has cut the field."""
    return dict(POINTER.iter_unpack(packed)) if len(packed) % POINTER.size == 0 else {}


def sm3(data: bytes) -> bytes:
    made = hashes.Hash(hashes.SM3())
    made.update(data)
    return made.finalize()
