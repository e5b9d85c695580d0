"""Every address against every role: who is not signed in, who lacks the permission, who is of another place, who lacks the second factor."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLResolver
from django.utils import timezone

from minsheng.accounts.models import User
from minsheng.accounts.roles import MAY, ROLES
from minsheng.registry.models import Account
from tests.scenario import make_world

pytestmark = pytest.mark.django_db
PUBLIC = {  # pages for everybody: the public site, and signing in
    "home", "about", "privacy", "accessibility", "notices", "notice-object", "preferences", "forget", "forgotten", "account_login", "account_logout", "account_reauthenticate", "account_change_password",
    "account_inactive", "mfa_index", "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes", "openid_connect_login", "openid_connect_callback", "signed-in", "account-unknown", "demonstration-sign-in",
}  # fmt: skip
GUIDE = "minsheng.guide"


def patterns(resolver=None, prefix=""):
    """(address with its parameters, name, view) of the whole table."""
    for p in (resolver or get_resolver()).url_patterns:
        if isinstance(p, URLResolver):
            yield from patterns(p, prefix + str(p.pattern))
        else:
            yield "/" + prefix + str(p.pattern), p.name, p.callback


def kept(view) -> str | None:
    return getattr(view, "permission", None)


def test_every_address_says_who_may_see_it():
    """A new page is either public by being on the list above, or names its permission."""
    loose = [address for address, name, view in patterns() if kept(view) is None and name not in PUBLIC and not view.__module__.startswith(GUIDE)]
    assert not loose, f"give these a permission (accounts.access.needs), or put them on the list of public pages: {loose}"


def test_every_permission_is_in_the_table():
    assert {kept(view) for _, _, view in patterns() if kept(view)} <= MAY.keys() | {"own"}


@pytest.fixture
def world(district, actor, settings):
    settings.MEDIA_ROOT = None
    return make_world(district, actor)


def objects(world) -> dict[str, dict]:
    """What stands in the address of each page that is about something."""
    w = world
    return {
        "desk-case": {"pk": w.case.pk}, "desk-case-act": {"pk": w.pending.pk, "key": "none"}, "desk-case-catalogue": {"pk": w.case.pk}, "desk-case-approval": {"pk": w.case.pk},
        "desk-begin": {"person": w.man.pk}, "desk-intake": {"pk": w.case.pk}, "desk-letter": {"pk": w.man.letters.first().pk}, "desk-found-explain": {"pk": w.case.checks.first().found.first().pk},
        "desk-offer-reply": {"pk": w.message.pk}, "desk-walk": {"pk": w.payment.pk}, "desk-user": {"pk": w.office["street"].user}, "desk-person": {"pk": w.man.pk}, "desk-reveal": {"pk": w.man.pk},
        "desk-person-change": {"pk": w.man.pk, "key": "contact"}, "desk-facts": {"pk": w.man.pk}, "desk-fact": {"pk": w.man.pk, "key": "hukou"}, "desk-account-approve": {"pk": w.man.accounts.first().pk}, "desk-recovery": {"pk": w.recovery.pk}, "desk-payment": {"pk": w.payment.pk},
        "desk-batch": {"pk": w.batch.pk}, "desk-batch-step": {"pk": w.batch.pk, "key": "approve"}, "desk-batch-file": {"pk": w.batch.pk, "kind": "csv"}, "desk-batch-result": {"pk": w.batch.pk},
        "desk-pay-list": {"pk": w.batch.pk}, "desk-finding": {"pk": w.finding.pk}, "desk-award": {"pk": w.award.pk}, "desk-award-about": {"pk": w.award.pk}, "desk-award-certify": {"pk": w.award.pk},
        "desk-standard": {"pk": w.standard.pk}, "desk-index-table": {"pk": w.index_table.pk}, "desk-place": {"pk": w.district.community.pk}, "desk-place-change": {"pk": w.district.community.pk, "key": "rename"},
        "desk-place-delegate": {"pk": w.district.street.pk}, "desk-place-code-end": {"pk": w.code.pk}, "desk-delegation-end": {"pk": w.delegation.pk}, "my-letter": {"pk": w.man.letters.first().pk}, "my-consent": {"pk": w.man.consents.first().pk}, "my-start": {"matter": "dibao"}, "my-case": {"pk": w.case.pk},
        "my-sign": {"pk": w.case.pk}, "my-check": {"pk": w.case.pk}, "my-sent": {"pk": w.case.pk}, "my-take-back": {"pk": w.case.pk}, "my-page": {"pk": w.case.pk, "key": "means", "member": 0},
        **{name: {"pk": w.roster.pk} for name in ("desk-import", "desk-import-left-out", "desk-import-load", "desk-import-undo")},
        "desk-pair": None, "desk-case-file": None, "job": None, "job_stop": None, "job_resume": None, "job_show": None,
    }  # fmt: skip


def filled(world):
    """(address, name, permission) of every page that is not public, with real objects."""
    known = objects(world)
    for address, name, view in patterns():
        if kept(view) is None:
            continue
        wanted = re.findall(r"<\w+:(\w+)>", address)
        given = known.get(name)
        if wanted and given is None:
            assert name in known, f"say in objects() what stands in {address} ({name})"
            continue
        for key in wanted:
            address = re.sub(rf"<\w+:{key}>", str(given[key]), address)
        yield address, name, kept(view)


def signed_in(user: User) -> Client:
    client = Client(SERVER_NAME="localhost", raise_request_exception=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["demonstration"] = True  # stands for the second factor, tested below
    session.save()
    return client


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
    return "/standards/" in address


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
    user = User.objects.create(username="resident")
    Account.objects.create(user=user, person=world.man, since=timezone.localdate())
    client = signed_in(user)
    wrong = [(a, p, s) for a, _, p in filled(world) if (s := client.get(a).status_code) not in ((200, 302) if p == "own" else (403, 405))]
    assert not wrong


def test_a_resident_sees_nobody_elses_file(world):
    user = User.objects.create(username="resident")
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
