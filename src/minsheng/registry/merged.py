"""What areas above the registry do when two files become one, and what hangs on a file: handed in at start-up, one visible list (config/apps.py)."""

from collections.abc import Callable

from minsheng.registry.models import Person

_followers: list[Callable[..., None]] = []
_weights: list[Callable[[Person], bool]] = []


def install(followers: list[Callable[..., None]], weights: list[Callable[[Person], bool]]) -> None:
    """Each follower is called with (keep=, drop=, by=, on=) inside the merge's transaction, and raises Refused where a human has to settle something first.
    `weights`: whether money hangs on a file, so that two people agree to the merge."""
    _followers[:], _weights[:] = followers, weights


def follow(**given) -> None:
    for one in _followers:
        one(**given)


def weighs(person: Person) -> bool:
    return any(ask(person) for ask in _weights)
