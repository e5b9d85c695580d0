"""The finder without a browser, on the small book."""

import re

import pytest

from tests.guide.walking import FAMILY, asked, begin, entry, result, walk

pytestmark = pytest.mark.usefixtures("small_book")


def test_a_family_is_led_to_its_result(client):
    order = walk(client, begin(client))
    assert [fact for fact, _ in order] == list(dict.fromkeys(fact for fact, _ in order)) and len(order) == 5
    assert ("birth_date", ("0", "1")) in order
    page = result(client)
    assert "3,570.00 元" in page  # 1,535 × 2 + 500
    assert "3,070.00" in page and "500.00" in page and "0.00 &lt; 1,535.00" in page


def test_only_questions_that_matter_are_asked(client):
    """Once a car rules dibao out, nobody asks for savings."""
    order = walk(client, begin(client), FAMILY | {"motor_vehicle": "other", "hukou": "elsewhere"})
    assert "financial_assets" not in {fact for fact, _ in order}


def test_not_sure_is_not_asked_again_and_said_to_be_missing(client):
    order = walk(client, begin(client), FAMILY | {"financial_assets": ""})
    assert order.count(("financial_assets", ("",))) == 1
    page = result(client)
    assert "还要看下面的情况" in page and "家庭金融资产" in page and "现在回答" in page


def test_an_unknown_fact_that_does_not_matter_is_said_not_to_matter(client):
    order = walk(client, begin(client))
    asked = [fact for fact, _ in order]
    client.post(f"/finder/question/{asked.index('birth_date') + 1}?change", entry("birth_date", ["0", "1"], born=("1990-01-01", "1991-01-01")))
    client.post(f"/finder/question/{asked.index('hukou') + 1}?change", entry("hukou", ["0", "1"], {"hukou": {"0": "here"}}) | {"value-1": "unsure"})
    assert "不影响结果" in result(client)


def test_back_shows_the_answers_given(client):
    order = walk(client, begin(client))
    number = [fact for fact, _ in order].index("birth_date") + 1
    page = client.get(f"/finder/question/{number}").content.decode()
    assert 'name="year-0" inputmode="numeric" maxlength="4" value="1973"' in page and 'value="1932"' in page
    assert f'href="/finder/question/{number - 1 or ""}' in page or 'href="/finder/people"' in page
    number = [fact for fact, _ in order].index("motor_vehicle") + 1
    assert re.search(r'value="none" checked', client.get(f"/finder/question/{number}").content.decode())


def test_a_changed_answer_changes_the_result(client):
    order = walk(client, begin(client))
    number = [fact for fact, _ in order].index("monthly_income") + 1
    gone = client.post(f"/finder/question/{number}?change", entry(*order[number - 1], FAMILY | {"monthly_income": {"0": "9000", "1": "0"}}))
    assert gone["Location"] == "/finder/check"
    page = result(client)
    assert "500.00 元" in page and "现在是 4,500.00，要求 &lt; 1,535.00" in page


def test_a_page_for_several_people_names_each_mistake_and_keeps_the_rest(client):
    at = walk(client, begin(client), until="birth_date")
    page = client.post(at, entry("birth_date", ["0", "1"]) | {"year-1": "", "month-1": "5", "day-1": "1"})
    text = page.content.decode()
    assert page.status_code == 422 and text.count("母亲：年、月、日都要填数字") == 2 and 'href="#year-1"' in text and 'value="1973"' in text
    assert client.get(at).content.decode().count("1973") == 0, "nothing was kept of a page with a mistake"


def test_one_person_of_several_can_be_unsure(client):
    at = walk(client, begin(client), until="birth_date")
    client.post(at, {k: v for k, v in entry("birth_date", ["0", "1"]).items() if not k.endswith("-1")} | {"unsure-1": "1"})
    page = client.get(at).content.decode()
    assert 'name="unsure-1" value="1" checked' in page and 'name="unsure-0" value="1">' in page


def test_unconfirmed_amounts_are_for_reference_and_not_added(client):
    walk(client, begin(client, year="2026", month="11"))
    page = result(client)
    assert '<p class="figure">500.00 元</p>' in page and '<p class="figure">3,070.00 元</p>' in page
    assert "标准还没确认" in page and "自 2025-01-01" in page and "没有算进上面的合计" in page


def test_an_old_page_cannot_answer_another_question(client):
    at = begin(client)
    page = client.post(at, {"asked": "financial_assets:", "value": "1"})
    assert page.status_code == 422 and "题目已经变了" in page.content.decode()


@pytest.mark.parametrize(
    ("path", "post", "says"),
    [
        ("/finder/place", {"value": "999999"}, "请选一个城市"),
        ("/finder/place", {"value": "440300", "year": "abc", "month": "1"}, "请填年份和月份"),
        ("/finder/place", {"value": "440300", "year": "1900", "month": "1"}, "只能查"),
        ("/finder/place", {"value": "440300", "year": "2025", "month": "13"}, "请填年份和月份"),
        ("/finder/district", {"value": "440103"}, "请选一个区"),
        ("/finder/topics", {}, "请至少选一样"),
        ("/finder/topics", {"topic": "everything"}, "请至少选一样"),
        ("/finder/people", {"name": ["", " "]}, "请至少写一个人"),
        ("/finder/people", {"name": ["我", "我"]}, "请加以区分"),
    ],
)
def test_what_is_wrong_comes_back_with_advice(client, path, post, says):
    begin(client)
    page = client.post(path, post)
    assert page.status_code == 422 and page.content.decode().count(says) >= 2  # in the summary, and at the field


@pytest.mark.parametrize("path", ["district", "topics", "people", "question/1", "next", "check", "result"])
def test_without_the_earlier_pages_one_is_led_to_the_first(client, path):
    assert client.get(f"/finder/{path}")["Location"] == "/finder/place"


@pytest.mark.parametrize("number", [0, 7, 99999])
def test_a_question_that_is_not_there_leads_on(client, number):
    begin(client)
    assert client.get(f"/finder/question/{number}").status_code == 302


def test_clearing_takes_the_cookie_away(client):
    walk(client, begin(client))
    gone = client.post("/forget")
    assert gone["Location"] == "/forgotten" and gone.cookies["answers"].value == "" and gone.cookies["answers"]["max-age"] == 0
    assert client.get("/finder/result")["Location"] == "/finder/place"


def test_the_cookie_is_sealed_httponly_and_short_lived(client):
    begin(client)
    client.get("/finder")
    cookie = client.post("/finder/people", {"name": ["我"]}).cookies["answers"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["max-age"] == 3600 and len(cookie.OutputString()) < 4096


def test_adding_lines_keeps_what_was_written(client):
    begin(client)
    page = client.post("/finder/people", {"name": ["我", "叔叔"], "more": "1"}).content.decode()
    assert 'value="叔叔"' in page and page.count('name="name"') == 5


def test_posts_without_the_token_are_refused():
    from django.test import Client

    strict = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    page = strict.post("/finder/place", {"value": "440300"})
    assert page.status_code == 403 and "这一页放得太久了" in page.content.decode()


def test_more_answers_than_a_cookie_holds_get_a_clear_message(client, monkeypatch):
    from minsheng.base import sealed

    at = begin(client)
    form = entry(*asked(client.get(at).content.decode()))
    monkeypatch.setattr(sealed, "LONGEST", 100)
    page = client.post(at, form)
    assert page.status_code == 422 and "浏览器放不下了" in page.content.decode()


def test_answers_that_the_book_no_longer_knows_are_asked_again(client):
    from minsheng.base import sealed

    at = begin(client)
    content = sealed.unseal(client.cookies["answers"].value)
    content["g"] = [["a_fact_of_yesterday", 0, "yes"], ["hukou", 0, "on the moon"], ["hukou", 1, "here"]]
    client.cookies["answers"] = sealed.seal(content)
    assert client.get("/finder/next")["Location"] == "/finder/question/2" != at  # one page was kept: the hukou of the second
    assert client.get("/finder/result").status_code == 200


def test_kinship_is_understood_and_shown_for_checking(client):
    begin(client, ("我", "妈妈", "老王"))
    page = client.get("/finder/check").content.decode()
    assert "我（申请人） · 妈妈（父母） · 老王</span>" in page
