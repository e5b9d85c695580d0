"""A community window that is open on working days, and people who come to it. Everybody is invented."""

from datetime import date, time

import pytest

from minsheng.accounts.models import User
from minsheng.base.actor import Actor
from minsheng.booking import actions
from minsheng.registry.models import Account
from tests.pages import signed_in
from tests.spine import make_person

MONDAY, TUESDAY, WEDNESDAY = date(2025, 10, 27), date(2025, 10, 28), date(2025, 10, 29)
NINE, HALF_PAST = 18, 19


@pytest.fixture
def officer(district, actor):
    return actor("street", district.street, "王知行")


@pytest.fixture
def window(district, officer):
    """Two people each half-hour from nine to ten; one visit at home at nine."""
    given = {"weekdays": [1, 2, 3, 4, 5], "first": time(9), "since": MONDAY, "by": officer, "on": MONDAY}
    actions.set_hours(place=district.community, home=False, end=time(10), seats=2, **given)
    actions.set_hours(place=district.community, home=True, end=time(9, 30), seats=1, **given)
    return district.community


@pytest.fixture
def people(district):
    return [
        make_person(name, district.community, date(1960, 5, n + 1), serial=n + 1, phone=f"1000000002{n}")
        for n, name in enumerate(("张一演", "李二演", "王三演"))
    ]


@pytest.fixture
def resident():
    """`resident(person)`: the actor of somebody at the own pages."""

    def made(person):
        user, _ = User.objects.get_or_create(username=f"resident-{person.pk}", defaults={"name": person.name})
        Account.objects.get_or_create(user=user, defaults={"person": person, "since": date(2025, 1, 1)})
        return Actor(user.pk, user.name, "resident", None, person=person.pk)

    return made


@pytest.fixture
def at_home(resident):
    """`at_home(person)`: a client signed in as that person."""
    return lambda person: signed_in(User.objects.get(pk=resident(person).user))


@pytest.fixture
def at_desk(officer):
    return signed_in(User.objects.get(pk=officer.user))


@pytest.fixture
def book(window, officer):
    """`book(person, slot, day, topic=…)`: taken by the officer at the telephone."""

    def taken(person=None, slot=NINE, day=WEDNESDAY, **given):
        values = {"place": window, "home": False, "topic": "ask", "channel": "phone", "by": officer, "on": TUESDAY} | given
        return actions.book(person=person, slot=slot, day=day, **values)

    return taken


@pytest.fixture
def day(settings):
    """`day(date)`: the site stands on that day."""

    def stand(on):
        settings.STANDING_STILL_ON = on

    return stand
