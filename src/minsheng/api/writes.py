"""Writes of programs: sent again after a lost answer they do the same once."""

from typing import Annotated

from ninja import Header

from minsheng.accounts import tokens
from minsheng.base.audit.chain import sm3
from minsheng.base.clock import today

Key = Annotated[
    str,
    Header(
        ...,
        alias="Idempotency-Key",
        min_length=8,
        max_length=64,
        pattern=r"^[A-Za-z0-9_-]+$",
        description="每次写入自己起的唯一编号，重发时不变 | A key of your own for each write, the same when it is sent again",
    ),
]


def once(request, key: str, what: str, content: bytes) -> None:
    """The key came with this very content or never. The actions behind do nothing twice by themselves. Raises Refused."""
    tokens.remember_key(key=key, sent=sm3(what.encode() + b"\x00" + content).hex(), by=request.by, on=today())
