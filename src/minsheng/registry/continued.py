"""What areas above the registry do when a household goes on under another head: handed in at start-up, one visible list (config/apps.py)."""

from collections.abc import Callable

_followers: list[Callable[..., None]] = []


def install(followers: list[Callable[..., None]]) -> None:
    """Each is called with (old=, new=, on=), two households, inside the transaction in which the new head is entered."""
    _followers[:] = followers


def follow(**given) -> None:
    for one in _followers:
        one(**given)
