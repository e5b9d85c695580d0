"""What areas above show on the desk's first page: handed in at start-up, one visible list (config/desk.py)."""

from collections.abc import Callable

from minsheng.base.ui import Stat

MOST = 6
Card = Callable[..., Stat | None]
_cards: list[Card] = []


def install(cards: list[Card]) -> None:
    """Each is called with the request and gives a Stat of what waits there for this role, or None."""
    _cards[:] = cards


def shown(request, own: list[Stat], last: list[Stat] = ()) -> list[Stat]:
    """The page's own cards, those handed in, and `last` as far as there is room."""
    return [*own, *(card for make in _cards if (card := make(request))), *last][:MOST]
