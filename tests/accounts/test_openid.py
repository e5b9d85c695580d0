"""Signing in through an identity provider: a real one, on a port of this machine, with invented people."""

from datetime import date
from urllib.parse import urlsplit

import httpx
import pytest
from oidc_provider_mock import User as Known
from oidc_provider_mock import run_server_in_thread

from minsheng.accounts import actions, posts
from minsheng.accounts.models import User
from minsheng.registry import actions as registry
from minsheng.registry.identity import make_number
from minsheng.registry.models import Account
from tests.accounts.conftest import SECRET, code, factors
from tests.spine import DAY, make_person

BORN = date(1955, 12, 6)
NUMBER = make_number("440399", BORN, 1)
PEOPLE = [
    Known(sub="101", claims={"preferred_username": "wang"}),
    Known(sub="102", claims={"preferred_username": "nobody"}),
    Known(sub="103", claims={"preferred_username": "wang", "name": "林月娥", "phone_number": "10000000001", "id_card": NUMBER}),
    Known(sub="104", claims={"name": "林月娥", "phone_number": "10000000001", "id_card": make_number("440399", BORN, 9)}),
    Known(sub="105", claims={"name": "林月娥", "phone_number": "10000000001"}),
]


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
    posts.appoint(user=user, role="street", place=district.street, since=DAY, document="", by=admin, on=DAY)
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


# --- residents -------------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def woman(district, wang, settings):
    """A resident of whom the office knows name, telephone and document; the provider is said to vouch for numbers, and gives no names."""
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"] = {"server_url": app["settings"]["server_url"], "document_number": "id_card"}
    return make_person("林月娥", district.community, BORN, phone="10000000001")


def test_a_verified_number_opens_the_own_file_and_nothing_of_it_is_kept_in_clear(woman, browser):
    come_back(browser, "103")
    page = browser.get("/my/")
    assert page.status_code == 200 and "林月娥，您好" in page.content.decode()
    account = Account.objects.get()
    assert account.person == woman and account.provider == "统一身份认证" and not account.user.has_usable_password()
    kept = account.user.socialaccount_set.get()
    assert kept.extra_data == {} and kept.uid == "103"
    browser.post("/accounts/logout/")
    come_back(browser, "103")
    kept.refresh_from_db()
    assert browser.get("/my/").status_code == 200 and kept.extra_data == {} and Account.objects.count() == 1


def test_neither_name_nor_telephone_links_anybody(woman, browser):
    for sub in ("104", "105"):
        assert come_back(browser, sub)["Location"] == "/accounts/unknown/"
    assert not Account.objects.exists()


def test_a_provider_that_is_not_set_up_for_it_links_nobody(woman, browser, settings):
    del settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["document_number"]
    assert come_back(browser, "103")["Location"] == "/accounts/unknown/"
    assert not Account.objects.exists()


def test_an_access_from_the_counter_is_the_same_one(woman, browser, actor, district):
    account, code_on_the_slip = registry.open_access(person=woman, number=NUMBER, by=actor("community", district.community), on=DAY)
    come_back(browser, "103")
    assert browser.get("/my/").status_code == 200, "who comes in this way needs no code"
    account.user.refresh_from_db()
    assert account.user.socialaccount_set.exists() and not account.user.check_password(code_on_the_slip)


def test_what_an_office_has_taken_away_no_provider_gives_back(woman, browser, actor, district):
    officer = actor("community", district.community)
    account, _ = registry.open_access(person=woman, number=NUMBER, by=officer, on=DAY)
    registry.close_access(account=account, why="misused", by=officer, on=DAY)
    assert come_back(browser, "103")["Location"] == "/accounts/unknown/"
    registry.open_access(person=woman, number=NUMBER, by=officer, on=DAY)
    come_back(browser, "103")
    assert browser.get("/my/").status_code == 200


def test_nobody_comes_in_for_the_dead_or_for_who_has_a_guardian(woman, browser, actor, district):
    officer = actor("street", district.street)
    son = make_person("林立", district.community, date(1980, 1, 1))
    paper = registry.represent(person=woman, agent=son, kind="guardian", since=date(2024, 1, 1), document="判决书", by=officer, on=DAY)
    assert come_back(browser, "103")["Location"] == "/accounts/unknown/"
    registry.end_authority(authority=paper, until=DAY, by=officer, on=DAY)
    registry.die(person=woman, died_on=DAY, by=officer, on=DAY)
    assert come_back(browser, "103")["Location"] == "/accounts/unknown/"
