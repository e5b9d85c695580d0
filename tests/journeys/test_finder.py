"""A resident finds what the family is entitled to: on a phone, in each language, with and without JavaScript. The book is the real one."""

import re

import pytest

WORDS = {"zh-hans": ("我", "母亲"), "zh-hant": ("我", "母親"), "en": ("me", "mother")}
SECRETS = ("1932-05-01", "6123.45", "here", "母亲", "%E6%AF%8D", "mother")
ANSWERS = {
    "hukou": "here", "monthly_income": "0", "financial_assets": "6123.45", "motor_vehicle": "none", "business_registration": "none", "dwellings": "1",
    "other_real_estate": "no", "old_age_opt_in": "yes", "disability_grade": "0", "sudden_event": "none", "serious_illness": "no",
}  # fmt: skip
RESULT = {
    "zh-hans": ("您家可能可以领取这些", "高龄津贴"),
    "zh-hant": ("您家可能可以領取這些", "高齡津貼"),
    "en": ("What your family may be entitled to", "allowance"),
}


def press(page, selector):
    """Click, and wait for the page that comes."""
    with page.expect_navigation():
        page.locator(selector).first.click()


def begin(page, lang="zh-hans", month="2025-10"):
    page.goto("/finder")
    press(page, "main .button-go")
    page.check("input[value='440300']")
    page.locator("details summary").click()
    page.fill("#year", month[:4])
    page.fill("#month", month[5:])
    press(page, ".button-go")
    page.check("input[value='440304']")
    press(page, ".button-go")
    assert page.locator("input[name=topic]:checked").count() == 4
    press(page, ".button-go")
    for i, word in enumerate(WORDS[lang], 1):
        page.fill(f"#name-{i}", word)
    press(page, ".button-go")


BORN = {"": ("1973", "2", "3"), "0": ("1973", "2", "3"), "1": ("1932", "5", "1")}


def answer(page):
    """Answer the page, for each person it asks of; returns what it asked."""
    asked = page.get_attribute("input[name=asked]", "value")
    fact, _, whom = asked.partition(":")
    people = whom.split(",")
    for member in people:
        fill(page, fact, member, f"-{member}" if len(people) > 1 else "")
    known = fact in ANSWERS or fact == "birth_date" or len(people) > 1 or page.locator("input[type=radio]").count()
    press(page, "button.button-go" if known else "button[name=unsure]")
    return asked


def fill(page, fact, member, suffix):
    """One person's part; what is not among the answers is “not sure”."""
    value = ANSWERS.get(fact, "unsure")
    if fact == "birth_date":
        for field, part in zip(("year", "month", "day"), BORN[member], strict=True):
            page.fill(f"#{field}{suffix}", part)
    elif page.locator(f"select[name='value{suffix}']").count():
        page.select_option(f"select[name='value{suffix}']", value)
    elif (radios := page.locator(f"input[type=radio][name='value{suffix}']")).count():
        wanted = page.locator(f"input[name='value{suffix}'][value='{value}']")
        (wanted if wanted.count() else radios.last).check()
    elif value != "unsure":
        page.fill(f"#value{suffix}", value)
    elif suffix:
        page.check(f"input[name='unsure{suffix}']")


def walk(page):
    asked = []
    while "/finder/question/" in page.url:
        assert page.locator("h1").count() == 1 and page.locator(".back").is_visible()
        asked.append(answer(page))
        assert len(asked) < 90
    assert page.url.endswith("/finder/check")
    return asked


@pytest.mark.parametrize("lang", list(WORDS))
def test_a_whole_run_on_a_phone(reader, site, lang):
    page = reader(lang)
    urls = []
    page.on("request", lambda r: urls.append(r.url))
    begin(page, lang)
    asked = walk(page)
    assert len(asked) == len(set(asked)) > 5
    press(page, "a[href='/finder/result']")
    title, benefit = RESULT[lang]
    assert page.inner_text("h1") == title and benefit in page.inner_text("main") and page.locator(".total").count() >= 1
    cookie = next(c for c in page.context.cookies() if c["name"] == "answers")
    assert cookie["httpOnly"] and cookie["sameSite"] == "Lax" and len(cookie["name"] + cookie["value"]) < 4000
    assert page.evaluate("document.cookie").count("answers") == 0
    for secret in SECRETS:
        assert not [u for u in urls if secret in u], secret
        assert secret not in re.sub(r"/[\w./-]+\.(py|js|css)", "", site.log), secret
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, "the page must not scroll sideways"


def test_a_whole_run_without_javascript(chromium, site):
    """The same forms, posted by the browser alone."""
    context = chromium.new_context(java_script_enabled=False, base_url=site.url, viewport={"width": 390, "height": 844})
    page = context.new_page()
    begin(page)
    walk(page)
    press(page, "a[href='/finder/result']")
    assert page.inner_text("h1") == RESULT["zh-hans"][0]
    page.locator("summary", has_text="为什么").nth(1).click()
    assert page.locator(".reasons:visible").count() > 0
    press(page, "button[name=type]")
    assert "large-type" in page.get_attribute("html", "class") and page.url.endswith("/finder/result")
    context.close()


def test_back_keeps_the_answer_and_a_change_changes_the_result(reader):
    page = reader()
    begin(page)
    first = answer(page)
    answer(page)
    press(page, ".back")
    press(page, ".back")
    assert page.get_attribute("input[name=asked]", "value") == first
    assert first == "birth_date:0,1" and page.input_value("#year-0") == "1973" and page.input_value("#year-1") == "1932"
    press(page, "button.button-go")
    press(page, "button.button-go")
    walk(page)
    page.goto("/finder/result")
    before = page.inner_text(".total >> nth=0")
    page.goto("/finder/check")
    with page.expect_navigation():
        page.locator("li", has=page.locator(".given", has_text="1932")).locator("a").click()
    page.fill("#year-1", "1912")
    press(page, "button.button-go")
    walk_if_needed(page)
    page.goto("/finder/result")
    assert page.inner_text(".total >> nth=0") != before


def walk_if_needed(page):
    if "/finder/question/" in page.url:
        walk(page)


def test_the_browsers_own_back_button_works_too(reader):
    page = reader()
    begin(page)
    answer(page)
    second = page.get_attribute("input[name=asked]", "value")
    answer(page)
    page.go_back()
    assert page.get_attribute("input[name=asked]", "value") == second


def test_the_language_can_be_switched_half_way(reader):
    page = reader()
    begin(page)
    answer(page)
    url, asked = page.url, page.get_attribute("input[name=asked]", "value")
    press(page, "button[value='en']")
    assert page.url == url and page.get_attribute("input[name=asked]", "value") == asked
    assert page.get_attribute("html", "lang") == "en" and page.inner_text("button.button-go") == "Continue"


def test_answers_can_be_cleared_from_every_page(reader):
    page = reader()
    begin(page)
    answer(page)
    press(page, "footer button")
    assert page.url.endswith("/forgotten") and not [c for c in page.context.cookies() if c["name"] == "answers"]
    page.goto("/finder/result")
    assert page.url.endswith("/finder/place")


def test_an_error_stands_at_the_top_as_a_link_and_at_the_field(reader):
    page = reader()
    begin(page)
    press(page, "button.button-go")
    box = page.locator(".error-box")
    assert box.is_visible() and page.locator("p.error").count() == box.locator("a").count() == 2 and page.title().startswith("要改：")
    for link in box.locator("a").all():
        assert page.locator(link.get_attribute("href")).count() == 1


def test_fewer_topics_are_fewer_questions_and_more_can_be_looked_at(reader):
    page = reader()
    begin(page)
    page.goto("/finder/topics")
    for topic in ("hardship", "disability", "children"):
        page.uncheck(f"input[value='{topic}']")
    press(page, "button.button-go")
    few = walk(page)
    press(page, "a[href='/finder/result']")
    press(page, "main a[href='/finder/topics']")
    page.check("input[value='hardship']")
    press(page, "button.button-go")
    assert len(few) < 10 and walk(page)


def test_it_can_be_done_by_keyboard_alone(reader):
    page = reader()
    page.goto("/finder/place")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "radio":
            break
    page.keyboard.press("Space")
    assert page.locator("input[name=value]:checked").count() == 1
    page.keyboard.press("Enter")
    page.wait_for_url("**/finder/district*")


def test_the_result_prints_without_the_frame(reader):
    page = reader()
    begin(page)
    walk(page)
    page.goto("/finder/result")
    page.emulate_media(media="print")
    assert not page.locator("footer").is_visible() and not page.locator(".switches").is_visible() and page.locator(".total >> nth=0").is_visible()
