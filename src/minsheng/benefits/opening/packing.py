"""What is sealed of a line until its award is taken over: the numbers it was given with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minsheng.base.crypto import open_sealed, seal
from minsheng.benefits.models import OpeningRow

if TYPE_CHECKING:  # they bring array code with them
    from minsheng.benefits.opening.lines import Line


def about(opening: int, number: int) -> str:
    return f"benefits.opening:{opening}:{number}"


def sealed(line: Line, opening: int) -> bytes:
    content = {
        "document": line.document or line.given,
        "name": line.name,
        "member": line.member,
        "account": line.account,
        "bank": line.bank,
        "holder": line.holder,
    }
    return seal(content, about(opening, line.number))


def opened(row: OpeningRow) -> dict:
    """{document, name, member, account, bank, holder}; {} once it is taken over or undone."""
    return open_sealed(row.sealed, about(row.opening_id, row.number))
