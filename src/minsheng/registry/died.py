"""What areas above the registry do when a death is recorded, or taken back: handed in at start-up, one visible list (config/apps.py)."""

from collections.abc import Callable

_died: list[Callable[..., None]] = []
_alive: list[Callable[..., None]] = []


def install(died: list[Callable[..., None]], alive: list[Callable[..., None]]) -> None:
    """Each of `died` is called with (person=, by=, on=), each of `alive` with (person=, why=, by=, on=), inside the action's transaction."""
    _died[:], _alive[:] = died, alive


def follow(**given) -> None:
    for one in _died:
        one(**given)


def follow_alive(**given) -> None:
    for one in _alive:
        one(**given)
