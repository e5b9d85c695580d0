"""What areas above the registry do when two files become one: handed in at start-up, one visible list (config/apps.py)."""

from collections.abc import Callable

_followers: list[Callable[..., None]] = []


def install(followers: list[Callable[..., None]]) -> None:
    """Each is called with (keep=, drop=, by=, on=) inside the merge's transaction, and raises Refused where a human has to settle something first."""
    _followers[:] = followers


def follow(**given) -> None:
    for one in _followers:
        one(**given)
