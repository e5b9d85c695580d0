"""Which resident's file a sign-in belongs to. The registry stands above accounts: start-up hands its answers in (config/apps.py)."""

from collections.abc import Callable

from minsheng.accounts.models import User

_person_of: Callable[[User], int | None] = lambda user: None  # noqa: E731
_user_with: Callable[[str, str], User | None] = lambda number, provider: None  # noqa: E731


def install(person_of: Callable[[User], int | None], user_with: Callable[[str, str], User | None]) -> None:
    global _person_of, _user_with
    _person_of, _user_with = person_of, user_with


def person_of(user: User) -> int | None:
    return _person_of(user)


def user_with(number: str, provider: str) -> User | None:
    """The sign-in of whoever has the document that a provider, by its name, vouches for."""
    return _user_with(number, provider)
