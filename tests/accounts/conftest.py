"""An administrator, somebody new, and signing in as people do: through the page, with a password and the code of a phone."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client

from minsheng.accounts import posts
from minsheng.accounts.models import User
from tests.spine import DAY

PASSWORD = "correct horse battery"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _fresh_limits():
    """Attempts that other tests have made do not count here."""
    cache.clear()


def code(secret: str = SECRET) -> str:
    """What the phone shows now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def with_password(by, secret: str = "") -> User:
    """The user of an actor, able to sign in; with a secret the phone is set up."""
    user = User.objects.get(pk=by.user)
    user.set_password(PASSWORD)
    user.save()
    if secret:
        TOTP.activate(user, secret)
    return user


@pytest.fixture
def browser():
    return Client(SERVER_NAME="localhost")


def sign_in(browser, user, password: str = PASSWORD):
    return browser.post("/accounts/login/", {"login": user.username, "password": password})


def factors(user) -> int:
    return Authenticator.objects.filter(user=user, type="totp").count()


@pytest.fixture
def admin(district, actor):
    return actor("admin", district.district)


@pytest.fixture
def user(db):
    return User.objects.create(username="xin", name="新人", is_staff=True)


def appoint(user, place, admin, role="street", **more):
    return posts.appoint(**{"user": user, "role": role, "place": place, "since": DAY, "document": "", "by": admin, "on": DAY} | more)
