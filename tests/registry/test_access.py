"""Online access: opened at the counter to whoever shows the document, used once with the code of the slip, taken away again."""

import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from minsheng.accounts.models import User
from minsheng.accounts.residents import CODE_DAYS
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.oversight.queries import trail
from minsheng.registry import actions as registry
from minsheng.registry.access import open_of, person_of
from minsheng.registry.events import line_of_life
from minsheng.registry.identity import make_number
from minsheng.registry.models import Account
from tests.pages import signed_in
from tests.spine import DAY, make_person

BORN = date(1955, 12, 6)
NUMBER = make_number("440399", BORN, 1)
OWN = "three kapok flowers"


@pytest.fixture(autouse=True)
def _fresh_limits(settings):
    settings.STANDING_STILL_ON = DAY
    cache.clear()


@pytest.fixture
def woman(district):
    return make_person("林月娥", district.community, BORN)


@pytest.fixture
def officer(district, actor):
    return actor("community", district.community)


@pytest.fixture
def opened(woman, officer):
    return registry.open_access(person=woman, number=NUMBER, by=officer, on=DAY)


def phone() -> Client:
    return Client(SERVER_NAME="localhost")


def sign_in(client, username, password):
    return client.post("/accounts/login/", {"login": username, "password": password})


def test_the_slip_is_the_way_in_and_the_own_password_from_then_on(woman, officer):
    desk = signed_in(User.objects.get(pk=officer.user))
    page = desk.post(f"/desk/people/{woman.pk}/access/", {"act": "open", "number": NUMBER})
    slip = page.content.decode()
    username, code = re.search(r'num">(\d{9})<', slip)[1], re.search(r'num">(\d{4}-\d{4}-\d{4})<', slip)[1]
    assert "no-store" in page["Cache-Control"] and "林月娥" in slip
    user = User.objects.get(username=username)
    assert code not in user.password and code.replace("-", "") not in user.password

    browser = phone()
    assert sign_in(browser, username, code.replace("-", "")).status_code == 302, "the dashes may be left out"
    assert browser.get("/my/")["Location"] == "/accounts/password/change/", "the code opens nothing else"
    assert "一次性登录码" in browser.get("/accounts/password/change/").content.decode()
    done = browser.post("/accounts/password/change/", {"oldpassword": code, "password1": OWN, "password2": OWN}, follow=True)
    assert done.redirect_chain[-1][0] == "/my/" and "林月娥，您好" in done.content.decode()

    later = phone()
    assert sign_in(later, username, code).status_code == 200, "the code works once"
    assert sign_in(later, username, OWN).status_code == 302 and later.get("/my/").status_code == 200


def test_who_has_no_document_in_hand_opens_nothing(woman, officer):
    for number in ("440399195512060028", "", make_number("440399", BORN, 2)):
        with pytest.raises(Refused, match="对不上") as told:
            registry.open_access(person=woman, number=number, by=officer, on=DAY)
        assert told.value.field == "number" and told.value.en
    assert not Account.objects.exists() and not User.objects.filter(is_staff=False, name=woman.name).exists()


def test_a_document_that_has_run_out_is_not_looked_at(woman, officer):
    woman.documents.update(until=DAY)
    with pytest.raises(Refused, match="过期"):
        registry.open_access(person=woman, number=NUMBER, by=officer, on=DAY)


def test_one_access_a_person(woman, officer, opened):
    with pytest.raises(AlreadyDone, match="已经开通"):
        registry.open_access(person=woman, number=NUMBER, by=officer, on=DAY)
    assert Account.objects.count() == 1


def test_another_place_and_other_roles_open_nothing(woman, actor, district):
    for role, where in (
        ("community", district.other_community),
        ("street", district.foreign_street),
        ("auditor", district.district),
        ("finance", district.district),
    ):
        with pytest.raises(NotAllowed):
            registry.open_access(person=woman, number=NUMBER, by=actor(role, where), on=DAY)


def test_a_guardian_acts_for_a_child_and_for_who_has_one(district, officer, woman):
    child = make_person("林小满", district.community, date(2015, 6, 1))
    with pytest.raises(Refused, match="监护人"):
        registry.open_access(person=child, number=make_number("440399", child.birth_date, 1), by=officer, on=DAY)
    son = make_person("林立", district.community, date(1980, 1, 1))
    registry.represent(person=woman, agent=son, kind="guardian", since=date(2024, 1, 1), document="判决书", by=officer, on=DAY)
    with pytest.raises(Refused, match="监护人"):
        registry.open_access(person=woman, number=NUMBER, by=officer, on=DAY)


def test_a_code_that_nobody_used_runs_out_and_says_where_to_get_another(opened, settings):
    account, code = opened
    settings.STANDING_STILL_ON = DAY + timedelta(days=CODE_DAYS + 1)
    page = sign_in(phone(), account.user.username, code).content.decode()
    assert "已经过期" in page and "社区窗口" in page
    assert "已经过期" not in sign_in(phone(), account.user.username, "0000-0000-0000").content.decode(), "only who has the code is told of it"
    settings.STANDING_STILL_ON = DAY + timedelta(days=CODE_DAYS)
    assert sign_in(phone(), account.user.username, code).status_code == 302


def test_after_five_wrong_codes_the_right_one_waits(opened):
    account, code = opened
    browser = phone()
    for n in range(5):
        sign_in(browser, account.user.username, f"0000-0000-000{n}")
    assert "错的次数太多" in sign_in(browser, account.user.username, code).content.decode()


def test_a_forgotten_password_gets_a_new_code_and_ends_what_was_open(woman, officer, opened):
    account, code = opened
    browser = phone()
    sign_in(browser, account.user.username, code)
    browser.post("/accounts/password/change/", {"oldpassword": code, "password1": OWN, "password2": OWN})
    assert browser.get("/my/").status_code == 200
    with pytest.raises(Refused):
        registry.new_code(account=account, number="1", by=officer, on=DAY)
    fresh = registry.new_code(account=account, number=NUMBER, by=officer, on=DAY)
    assert fresh != code and browser.get("/my/")["Location"].startswith("/accounts/login/")
    assert sign_in(phone(), account.user.username, OWN).status_code == 200
    assert sign_in(phone(), account.user.username, fresh).status_code == 302


def test_access_is_taken_away_with_a_reason_and_may_be_opened_again(woman, officer, opened):
    account, code = opened
    browser = phone()
    sign_in(browser, account.user.username, code)
    with pytest.raises(Refused, match="原因"):
        registry.close_access(account=account, why="", by=officer, on=DAY)
    registry.close_access(account=account, why="misused", by=officer, on=DAY)
    assert browser.get("/my/")["Location"].startswith("/accounts/login/")
    assert not phone().login(username=account.user.username, password=code)
    assert open_of(woman) is None and person_of(account.user) is None
    with pytest.raises(AlreadyDone):
        registry.close_access(account=account, why="asked", by=officer, on=DAY)
    again, fresh = registry.open_access(person=woman, number=NUMBER, by=officer, on=DAY)
    assert again.user == account.user, "the user name stays"
    browser = phone()
    sign_in(browser, again.user.username, fresh)
    assert browser.get("/my/")["Location"] == "/accounts/password/change/"


def test_closing_on_screen_asks_for_the_reason(woman, officer, opened):
    desk = signed_in(User.objects.get(pk=officer.user))
    assert desk.post(f"/desk/people/{woman.pk}/access/close/", {"confirmed": "1", "why": ""}).status_code in (200, 422)
    assert open_of(woman)
    desk.post(f"/desk/people/{woman.pk}/access/close/", {"confirmed": "1", "why": "asked"})
    assert Account.objects.get().why == "asked"


def test_nobody_signs_in_for_the_dead(woman, officer, opened):
    account, _ = opened
    registry.die(person=woman, died_on=DAY, by=officer, on=DAY)
    assert person_of(account.user) is None
    with pytest.raises(Refused):
        registry.new_code(account=account, number=NUMBER, by=officer, on=DAY)


def test_the_life_line_and_the_trail_show_who_opened_what_on_which_document(woman, officer, opened, actor, district):
    newest = line_of_life(woman)[0]
    assert newest.kind == "access_opened" and newest.by_name == officer.name
    entry = trail(actor("auditor", district.district)).get(act="registry.open_access")
    assert entry.user_id == officer.user and entry.details["kind"] == "resident" and NUMBER not in str(entry.details)


def test_two_files_of_one_person_keep_one_access(woman, district, actor, opened):
    account, _ = opened
    street = actor("street", district.street)
    double = make_person("林月娥", district.community, BORN, serial=2)
    other, _ = registry.open_access(person=double, number=make_number("440399", BORN, 2), by=street, on=DAY)
    registry.merge(keep_file=woman, drop=double, why="同一人", by=street, on=DAY)
    other.refresh_from_db()
    other.user.refresh_from_db()
    assert open_of(woman).user == account.user and other.why == "merged" and not other.user.is_active
