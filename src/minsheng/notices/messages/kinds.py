"""What each kind of message is: handed in at start-up by the lines that send them, one visible list (config/apps.py)."""

from collections.abc import Callable
from dataclasses import dataclass

Pair = tuple[str, str]


@dataclass(frozen=True)
class MessageKind:
    """`agreed(message=, since=, by=, on=)` does what an answer 同意 means and gives the name of what came of it ("applications.application:12");
    without it nobody is asked anything. `page` is the list of its own."""

    label: Pair
    agreed: Callable[..., str] | None = None
    page: str = ""


_kinds: dict[str, MessageKind] = {}


def install(kinds: dict[str, MessageKind]) -> None:
    _kinds.clear()
    _kinds.update(kinds)


def label(key: str) -> Pair:
    """The bare key for a kind that this program does not have."""
    return _kinds[key].label if key in _kinds else (key, key)


def labels() -> list[tuple[str, Pair]]:
    return [(key, kind.label) for key, kind in _kinds.items()]


def pages() -> list[tuple[Pair, str]]:
    return [(kind.label, kind.page) for kind in _kinds.values() if kind.page]


def asking() -> list[str]:
    """The kinds that wait for an answer."""
    return [key for key, kind in _kinds.items() if kind.agreed]


def agreed(message, **given) -> str:
    return _kinds[message.kind].agreed(message=message, **given)
