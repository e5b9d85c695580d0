"""The way to phones: an interface that a province's or city's own gateway is connected by. None is built in.

MINSHENG_MESSAGES names a class ("package.module.Class", a Provider made without arguments). Without it officers fetch lists for the platform they use.
What a provider has to promise: docs/operators/messages.md.
"""

import os
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Protocol

from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Out:
    """One message. `id` is its name for ever: the same id is never sent to a phone twice."""

    id: str
    phone: str
    text: str


@dataclass(frozen=True)
class Report:
    """Whether a message reached its phone."""

    id: str
    delivered: bool


@dataclass(frozen=True)
class Came:
    """A message from a phone; `id` where the gateway knows which message it answers. `at` is aware."""

    phone: str
    text: str
    at: datetime
    id: str = ""


class Provider(Protocol):
    """Each call answers within ten seconds or raises."""

    def hand_over(self, batch: list[Out]) -> dict[str, bool]: ...  # id → accepted; an id that is left out counts as refused
    def reports(self, since: datetime) -> list[Report]: ...  # from that moment on; again is no harm
    def answers(self, since: datetime) -> list[Came]: ...


def named() -> str:
    return os.environ.get("MINSHENG_MESSAGES", "")


def provider() -> Provider | None:
    """The provider of this site, None without one."""
    return _made(named()) if named() else None


@lru_cache(maxsize=2)
def _made(name: str) -> Provider:
    return import_string(name)()


def ref(pk: int) -> str:
    """The id of a message outside this house."""
    return f"M{pk}"


def pk_of(text: str) -> int | None:
    """The message an id names, or None."""
    number = text.strip().upper().removeprefix("M")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 19 else None
