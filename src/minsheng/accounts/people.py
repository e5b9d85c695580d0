"""Which resident's file a sign-in belongs to. The registry stands above accounts: start-up hands its answer in (config/apps.py)."""

from collections.abc import Callable

from minsheng.accounts.models import User

_person_of: Callable[[User], int | None] = lambda user: None  # noqa: E731


def install(person_of: Callable[[User], int | None]) -> None:
    global _person_of
    _person_of = person_of


def person_of(user: User) -> int | None:
    return _person_of(user)
