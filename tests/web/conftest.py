"""A resident at the own pages. Everybody is invented."""

from datetime import date

import pytest

from minsheng.accounts.models import User
from minsheng.registry.models import Account
from tests.pages import signed_in


@pytest.fixture
def at_home():
    """`at_home(person)`: a client signed in as that person."""

    def client(person):
        user, _ = User.objects.get_or_create(username=f"resident-{person.pk}", defaults={"name": person.name})
        Account.objects.get_or_create(user=user, defaults={"person": person, "since": date(2025, 1, 1)})
        return signed_in(user)

    return client


@pytest.fixture
def day(settings):
    """`day(date)`: the site stands on that day."""

    def stand(on):
        settings.STANDING_STILL_ON = on

    return stand
