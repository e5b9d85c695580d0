"""Every address against every role: who is not signed in, who lacks the permission, who is of another place, who lacks the second factor.

What stands in the address of a new page is said in tests/pages.py."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from minsheng.accounts.models import User
from minsheng.accounts.roles import MAY, ROLES
from minsheng.registry.models import Account
from tests.pages import GUIDE, PUBLIC, filled, kept, patterns, resident, signed_in

pytestmark = pytest.mark.django_db


def test_every_address_says_who_may_see_it():
    """A new page is either public by being on the list in tests/pages.py, or names its permission."""
    loose = [address for address, name, view in patterns() if kept(view) is None and name not in PUBLIC and not view.__module__.startswith(GUIDE)]
    assert not loose, f"give these a permission (accounts.access.needs), or put them on the list of public pages: {loose}"


def test_every_permission_is_in_the_table():
    assert {kept(view) for _, _, view in patterns() if kept(view)} <= MAY.keys() | {"own"}


def test_nobody_gets_in_without_signing_in(world):
    client = Client(SERVER_NAME="localhost")
    wrong = [(a, s) for a, _, _ in filled(world) if (s := client.get(a).status_code) not in (302, 405)]
    assert not wrong


@pytest.mark.parametrize("role", [r for r in ROLES if r != "resident"])
def test_each_role_reaches_what_the_table_says_and_nothing_else(world, role):
    client = signed_in(User.objects.get(pk=world.office[role].user))
    wrong = []
    for address, _, permission in filled(world):
        status = client.get(address).status_code
        allowed = permission != "own" and role in MAY[permission]
        if allowed and status in (403, 500) and not _elsewhere(world, role, address) or not allowed and status not in (403, 405):
            wrong.append((address, permission, status))
    assert not wrong


def _elsewhere(world, role, address) -> bool:
    """The world's objects lie in the community; what is entered for the whole city is above a street's or district's place."""
    return "/standards/" in address or address.startswith("/jobs/")  # a job is seen by who asked for it


@pytest.mark.parametrize("role", ["street", "approver", "district", "district_head", "finance", "auditor", "community"])
def test_the_same_role_in_another_place_reaches_no_object(world, actor, role):
    where = {"street": world.district.foreign_street, "approver": world.district.foreign_street, "community": world.district.foreign_community}.get(
        role, world.district.foreign
    )
    client = signed_in(User.objects.get(pk=actor(role, where).user))
    wrong = []
    for address, name, permission in filled(world):
        if not re.search(r"/\d+/", address) or permission == "own" or role not in MAY[permission] or name == "desk-user":
            continue
        for status in (client.get(address).status_code, client.post(address).status_code):
            if status not in (403, 404, 405):
                wrong.append((address, permission, status))
    assert not wrong


def test_a_resident_sees_the_own_file_and_no_desk(world):
    client = signed_in(resident(world))
    wrong = [(a, p, s) for a, _, p in filled(world) if (s := client.get(a).status_code) not in ((200, 302) if p == "own" else (403, 405))]
    assert not wrong


def test_a_resident_sees_nobody_elses_file(world):
    user = User.objects.create(username="another")
    Account.objects.create(user=user, person=world.grandmother, since=timezone.localdate())
    client = signed_in(user)
    wrong = [(a, s) for a, _, p in filled(world) if p == "own" and re.search(r"/\d+/", a) and (s := client.get(a).status_code) not in (403, 404)]
    assert not wrong


def test_staff_without_a_second_factor_reach_only_the_page_to_set_it_up(world):
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(pk=world.office["street"].user), backend="django.contrib.auth.backends.ModelBackend")
    wrong = [(a, r.status_code) for a, _, _ in filled(world) if (r := client.get(a)).status_code != 302 or r["Location"] != "/accounts/2fa/"]
    assert not wrong
    assert client.get("/accounts/2fa/").status_code == 200 and settings.LOGIN_URL
