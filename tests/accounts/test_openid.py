"""Signing in through an identity provider: a real one, on a port of this machine, with invented people."""

from urllib.parse import urlsplit

import httpx
import pytest
from oidc_provider_mock import User as Known
from oidc_provider_mock import run_server_in_thread

from minsheng.accounts import actions
from minsheng.accounts.models import User
from tests.accounts.conftest import SECRET, code, factors
from tests.spine import DAY

PEOPLE = [Known(sub="101", claims={"preferred_username": "wang"}), Known(sub="102", claims={"preferred_username": "nobody"})]


@pytest.fixture(scope="module")
def provider():
    with run_server_in_thread(user_claims=PEOPLE) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def wang(district, actor, settings, provider):
    """A street officer whom the administrator has made under the provider's user name, without a password here."""
    app = {"provider_id": "gov", "name": "统一身份认证", "client_id": "minsheng", "secret": "x", "settings": {"server_url": provider, "names_given": True}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    settings.ALLOWED_HOSTS = ["localhost"]
    admin = actor("admin", district.district)
    user = actions.add_user(username="wang", name="王知行", password="", by=admin, on=DAY)
    actions.appoint(user=user, role="street", place=district.street, since=DAY, document="", by=admin, on=DAY)
    return user


def come_back(browser, sub: str):
    """From our sign-in page to the provider, where this person says yes, and back to us."""
    away = browser.post("/accounts/oidc/gov/login/")
    assert away.status_code == 302, away.content.decode()[:500]
    answer = httpx.post(away["Location"], data={"sub": sub}, follow_redirects=False)
    back = urlsplit(answer.headers["location"])
    assert (back.hostname, back.path) == ("localhost", "/accounts/oidc/gov/login/callback/")
    return browser.get(f"{back.path}?{back.query}")


def test_the_sign_in_page_offers_the_provider(wang, browser):
    assert "统一身份认证" in browser.get("/accounts/login/").content.decode()


def test_a_known_user_gets_in_but_no_further_than_the_second_factor(wang, browser):
    assert come_back(browser, "101").status_code == 302
    assert browser.get("/desk/")["Location"] == "/accounts/2fa/"
    assert User.objects.get(socialaccount__uid="101") == wang and factors(wang) == 0
    assert browser.get("/accounts/2fa/").status_code == 200
    assert browser.get("/accounts/password/change/")["Location"] == "/accounts/2fa/"


def test_with_a_phone_the_code_is_asked_after_the_provider_too(wang, browser):
    from allauth.mfa.totp.internal.auth import TOTP

    TOTP.activate(wang, SECRET)
    assert come_back(browser, "101")["Location"].startswith("/accounts/2fa/authenticate/")
    assert browser.get("/desk/")["Location"].startswith("/accounts/login/")
    browser.post("/accounts/2fa/authenticate/", {"code": code()})
    assert browser.get("/desk/").status_code == 200


def test_where_people_choose_their_own_names_nobody_is_connected_by_one(wang, browser, settings):
    del settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["names_given"]
    assert come_back(browser, "101")["Location"] == "/accounts/unknown/"
    assert browser.get("/desk/")["Location"].startswith("/accounts/login/") and not wang.socialaccount_set.exists()


def test_an_unknown_user_is_told_so_and_gets_nothing(wang, browser):
    answer = come_back(browser, "102")
    assert answer["Location"] == "/accounts/unknown/"
    page = browser.get("/accounts/unknown/")
    assert page.status_code == 403 and "这里没有您的账号" in page.content.decode()
    assert browser.get("/desk/")["Location"].startswith("/accounts/login/")
    assert not User.objects.filter(username="nobody").exists()


def test_a_closed_account_does_not_come_in_this_way_either(wang, browser):
    User.objects.filter(pk=wang.pk).update(is_active=False)
    come_back(browser, "101")
    assert browser.get("/desk/")["Location"].startswith("/accounts/login/")


def test_who_says_no_at_the_provider_is_not_in(wang, browser):
    away = browser.post("/accounts/oidc/gov/login/")
    denied = httpx.post(away["Location"], data={"action": "deny"}, follow_redirects=False)
    back = urlsplit(denied.headers["location"])
    page = browser.get(f"{back.path}?{back.query}", follow=True)
    assert "登录" in page.content.decode() and browser.get("/desk/").status_code == 302


def test_an_answer_that_nobody_asked_for_is_refused(wang, browser):
    page = browser.get("/accounts/oidc/gov/login/callback/?code=stolen&state=made-up")
    assert page.status_code in (200, 401, 403) and "没有成功" in page.content.decode()
    assert browser.get("/desk/").status_code == 302
