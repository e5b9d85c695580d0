"""The sign-in of a resident as accounts know it: a user name and a one-time code, which is told once and kept as a hash. Whose file it opens, the registry says."""

import re
import secrets
from datetime import date, timedelta

from allauth.mfa.models import Authenticator

from minsheng.accounts.models import User

CODE_DAYS = 7
"""A one-time code lets somebody in on the day it was given and on this many days after it."""


def make(name: str) -> User:
    """A user without a password. The user name is chance: it says nothing of the person, and none leads to the next."""
    username = _digits(9)
    while User.objects.filter(username=username).exists():
        username = _digits(9)
    user = User(username=username, name=name)
    user.set_unusable_password()
    user.save()
    return user


def one_time_code(user: User, on: date) -> str:
    """A new code such as 4821-7730-9954, which is changed at the first sign-in. What was valid before is not any more; open sessions end.

    A second factor goes as well: whoever has lost the phone comes to the counter, too."""
    code = "-".join(_digits(4) for _ in range(3))
    user.set_password(code)
    user.first_password, user.first_password_until, user.is_active = True, on + timedelta(days=CODE_DAYS), True
    user.save(update_fields=["password", "first_password", "first_password_until", "is_active"])
    Authenticator.objects.filter(user=user).delete()
    return code


def forget_code(user: User) -> None:
    """Whoever comes in through an identity provider needs the code on the slip no more."""
    if user.first_password and user.first_password_until:
        user.set_unusable_password()
        user.first_password, user.first_password_until = False, None
        user.save(update_fields=["password", "first_password", "first_password_until"])


def close(user: User) -> None:
    """The sign-in works no more, from the next click on."""
    user.is_active = False
    user.save(update_fields=["is_active"])


def as_printed(typed: str) -> str:
    """A code typed without its dashes; a password of one's own is never digits only and stays as it is."""
    return "-".join((typed[:4], typed[4:8], typed[8:])) if re.fullmatch(r"[0-9]{12}", typed.strip()) else typed


def run_out(user: User, on: date) -> bool:
    """Whether the code was not used in time."""
    return bool(user.first_password and user.first_password_until and user.first_password_until < on)


def _digits(n: int) -> str:
    return str(secrets.randbelow(9 * 10 ** (n - 1)) + 10 ** (n - 1))
