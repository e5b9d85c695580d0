"""The password, its rules, the second factor, how often it may be tried, and the way out."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from minsheng.accounts import actions
from minsheng.accounts.models import User
from minsheng.base.errors import Refused
from minsheng.oversight.queries import trail
from tests.accounts.conftest import PASSWORD, SECRET, code, factors, sign_in, with_password
from tests.spine import DAY


@pytest.fixture
def officer(district, actor):
    return actor("street", district.street)


def html(response) -> str:
    return response.content.decode()


def test_a_member_of_staff_sets_up_the_phone_and_reaches_the_desk(officer, browser):
    user = with_password(officer)
    sign_in(browser, user)
    assert browser.get("/desk/")["Location"] == "/accounts/2fa/"
    again = browser.get("/accounts/2fa/totp/activate/")["Location"]
    assert "请再输一次密码" in html(browser.get(again)), "who finds an open desk cannot set up a phone of their own"
    page = html(browser.post(again, {"password": PASSWORD}, follow=True))
    secret = re.search(r'class="num">(\w+)<', page)[1]
    wrong = browser.post("/accounts/2fa/totp/activate/", {"code": "000000" if code(secret) != "000000" else "000001"})
    assert "验证码不对" in html(wrong) and factors(user) == 0
    browser.post("/accounts/2fa/totp/activate/", {"code": code(secret)})
    assert factors(user) == 1
    assert browser.get("/desk/").status_code == 200


def test_the_phone_is_asked_at_every_sign_in(officer, browser):
    user = with_password(officer, SECRET)
    answer = sign_in(browser, user)
    assert answer["Location"].startswith("/accounts/2fa/authenticate/")
    assert browser.get("/desk/")["Location"].startswith("/accounts/login/")
    assert browser.post("/accounts/2fa/authenticate/", {"code": code()}).status_code == 302
    assert browser.get("/desk/").status_code == 200


def test_a_code_works_once(officer, browser):
    user = with_password(officer, SECRET)
    used = code()
    sign_in(browser, user)
    browser.post("/accounts/2fa/authenticate/", {"code": used})
    browser.post("/accounts/logout/")
    sign_in(browser, user)
    assert browser.post("/accounts/2fa/authenticate/", {"code": used}).status_code == 200
    assert browser.get("/desk/").status_code == 302


def test_who_comes_in_and_who_tries_a_wrong_password_is_in_the_trail(district, officer, actor, browser):
    user = with_password(officer, SECRET)
    sign_in(browser, user, "wrong")
    browser.post("/accounts/login/", {"login": "nobody-here", "password": "wrong"})
    sign_in(browser, user)
    told = lambda: [(e.act, e.subject, e.user_id) for e in trail(actor("auditor", district.street)).order_by("pk") if e.act.startswith("accounts.")]  # noqa: E731
    subject = f"accounts.user:{user.pk}"
    assert told() == [("accounts.wrong_password", subject, None)], "the password alone is not a sign-in"
    browser.post("/accounts/2fa/authenticate/", {"code": code()})
    assert told()[1:] == [("accounts.sign_in", subject, user.pk)]


def test_pages_of_who_is_signed_in_are_kept_by_no_browser(officer, browser):
    user = with_password(officer, SECRET)
    assert browser.get("/accounts/login/")["Cache-Control"] != "private, no-store"
    sign_in(browser, user)
    browser.post("/accounts/2fa/authenticate/", {"code": code()})
    assert browser.get("/desk/")["Cache-Control"] == "private, no-store"


def test_who_takes_the_database_has_no_phones_with_it(officer, browser):
    user = with_password(officer, SECRET)
    kept = Authenticator.objects.get(user=user, type="totp")
    assert SECRET not in str(kept.data)
    sign_in(browser, user)
    assert browser.post("/accounts/2fa/authenticate/", {"code": code()}).status_code == 302
    assert browser.get("/desk/").status_code == 200


def test_a_phone_set_up_before_secrets_were_sealed_still_opens(officer, browser):
    user = with_password(officer, SECRET)
    Authenticator.objects.filter(user=user, type="totp").update(data={"secret": SECRET})
    sign_in(browser, user)
    browser.post("/accounts/2fa/authenticate/", {"code": code()})
    assert browser.get("/desk/").status_code == 200


def test_a_wrong_password_and_an_unknown_name_are_told_alike(officer, browser):
    user = with_password(officer)
    known = html(sign_in(browser, user, "wrong"))
    unknown = html(browser.post("/accounts/login/", {"login": "nobody-here", "password": "wrong"}))
    for page in (known, unknown):
        assert "用户名或密码不对" in page


def test_after_five_wrong_passwords_the_right_one_waits_too(officer, browser):
    user = with_password(officer)
    for _ in range(5):
        sign_in(browser, user, "wrong")
    answer = sign_in(browser, user)
    assert "错的次数太多" in html(answer) and browser.get("/desk/").status_code == 302
    browser.cookies["language"] = "en"
    assert "Too many wrong attempts" in html(sign_in(browser, user))


def test_many_names_from_one_machine_are_stopped_as_well(officer, browser):
    answers = [browser.post("/accounts/login/", {"login": f"guess-{n}", "password": "wrong"}) for n in range(35)]
    assert answers[-1].status_code == 429 and "请等几分钟" in html(answers[-1])


def test_signing_out_ends_the_session(officer, browser):
    user = with_password(officer, SECRET)
    sign_in(browser, user)
    browser.post("/accounts/2fa/authenticate/", {"code": code()})
    stolen = browser.cookies["sessionid"].value
    browser.post("/accounts/logout/")
    browser.cookies["sessionid"] = stolen
    assert browser.get("/desk/")["Location"].startswith("/accounts/login/")


def test_a_session_ends_after_half_an_hour_and_with_the_browser(settings):
    assert settings.SESSION_COOKIE_AGE == 30 * 60 and settings.SESSION_EXPIRE_AT_BROWSER_CLOSE


def test_who_has_left_is_out_at_the_next_click(district, officer, actor, browser):
    user = with_password(officer, SECRET)
    sign_in(browser, user)
    browser.post("/accounts/2fa/authenticate/", {"code": code()})
    admin = actor("admin", district.district)
    actions.close_user(user=user, by=admin, on=DAY)
    assert browser.get("/desk/")["Location"].startswith("/accounts/login/")
    sign_in(browser, user)
    assert browser.get("/desk/").status_code == 302
    user.refresh_from_db()
    actions.reopen_user(user=user, by=admin, on=DAY)
    assert sign_in(Client(SERVER_NAME="localhost"), user)["Location"].startswith("/accounts/2fa/authenticate/")


def test_a_forgotten_password_is_given_anew_and_ends_every_session(district, officer, actor, browser):
    user = with_password(officer, SECRET)
    sign_in(browser, user)
    browser.post("/accounts/2fa/authenticate/", {"code": code()})
    assert browser.get("/desk/").status_code == 200
    actions.give_password(user=user, password="a better staple horse", by=actor("admin", district.district), on=DAY)
    assert browser.get("/desk/")["Location"].startswith("/accounts/login/")
    assert "用户名或密码不对" in html(sign_in(browser, user))
    assert sign_in(browser, user, "a better staple horse").status_code == 302


@pytest.mark.parametrize(
    ("password", "words"), [("short", "10"), ("password123", "常见|common"), ("20251009123456", "数字|digits"), ("new-officer-1", "太像|too much like")]
)
def test_a_weak_password_is_refused_in_both_languages(district, actor, password, words):
    admin = actor("admin", district.district)
    with pytest.raises(Refused, match=words) as told:
        actions.add_user(username="new-officer", name="新人", password=password, by=admin, on=DAY)
    assert told.value.en and told.value.en != told.value.zh and told.value.field == "password"


def test_the_first_password_opens_nothing_until_it_is_changed(district, actor, browser):
    user = actions.add_user(username="xinren", name="新人", password=PASSWORD, by=actor("admin", district.district), on=DAY)
    sign_in(browser, user)
    assert browser.get("/desk/")["Location"] == "/accounts/password/change/"
    assert "初始密码" in html(browser.get("/accounts/password/change/"))
    weak = browser.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "short", "password2": "short"})
    assert weak.status_code == 200 and User.objects.get(pk=user.pk).first_password
    new = "a better staple horse"
    assert browser.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}).status_code == 302
    assert not User.objects.get(pk=user.pk).first_password
    assert browser.get("/my/").headers.get("Location") != "/accounts/password/change/"


def test_a_new_password_ends_the_other_sessions(officer, browser, client):
    user = with_password(officer, SECRET)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/desk/", headers={"host": "localhost"}).status_code == 200
    user.set_password("another good passphrase")
    user.save()
    assert client.get("/desk/", headers={"host": "localhost"})["Location"].startswith("/accounts/login/")


def test_nobody_signs_up(browser):
    assert browser.get("/accounts/signup/").status_code == 404


def test_what_an_administrator_did_to_a_sign_in_is_told_to_its_owner(district, officer, actor, browser):
    admin, user = actor("admin", district.district, "彭管理"), with_password(officer, SECRET)
    enter = lambda password, old: (sign_in(browser, user, password), browser.post("/accounts/2fa/authenticate/", {"code": code()}))  # noqa: E731
    enter(PASSWORD, None)
    assert "重设了您的密码" not in html(browser.get("/accounts/signed-in/", follow=True))
    browser.post("/accounts/logout/")
    actions.give_password(user=user, password="another long passphrase", by=admin, on=DAY)
    actions.reset_second_factor(user=user, by=admin, on=DAY)
    user.refresh_from_db()
    page = html(browser.post("/accounts/login/", {"login": user.username, "password": "another long passphrase"}, follow=True))
    for words in ("彭管理重设了您的密码", "彭管理重置了您的第二验证"):
        assert words in page
    seen = html(browser.get("/accounts/2fa/"))
    assert "管理员重设了密码" in seen and "彭管理" in seen and seen.count("登录</li>") + seen.count("> 登录") >= 1


def test_a_one_click_sign_in_is_worth_nothing_where_there_is_no_demonstration(district, officer, browser, settings):
    user = User.objects.get(pk=officer.user)
    user.username = "demo-street"
    user.save()
    settings.DEMONSTRATION = True
    browser.post("/accounts/demonstration/", {"user": "demo-street"})
    assert browser.get("/desk/").status_code == 200
    settings.DEMONSTRATION = False
    assert browser.get("/desk/")["Location"].startswith("/accounts/login/"), "signed out, not led to set up a phone"
    settings.DEMONSTRATION = True
    assert browser.get("/desk/").status_code == 302, "the session has ended"
    assert browser.post("/accounts/demonstration/", {"user": "nobody"}).status_code == 404
