"""Dibao in a real browser, day by day: from the counter to the money, and from two telephones to the acceptance. The clock moves with the story."""

from datetime import date

import pytest
from django.core.cache import cache

from minsheng.accounts.models import User
from minsheng.applications.models import Application
from minsheng.payments import actions as pay
from minsheng.registry.identity import make_number
from minsheng.registry.models import Account
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.test_spine import do, through_the_bank
from tests.pages import signed_in
from tests.scenario import answers


@pytest.fixture
def day(settings):
    """`day(10, 9)`: the site stands on that day of 2025."""
    cache.clear()

    def stand(month, on):
        settings.STANDING_STILL_ON = date(2025, month, on)

    stand(10, 9)
    return stand


@pytest.fixture
def browser(chromium, live_server):
    """`browser(user, size)`: a page of somebody signed in, or of nobody; a script error fails the test."""
    contexts, errors = [], []

    def open_page(user: User | None = None, size=DESK):
        context = chromium.new_context(viewport=size, base_url=live_server.url, accept_downloads=True)
        context.set_default_timeout(60_000)
        if user:
            context.add_cookies([{"name": name, "value": kept.value, "url": live_server.url} for name, kept in signed_in(user).cookies.items()])
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda e: errors.append(str(e)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not errors, errors


@pytest.fixture
def as_user(browser, office):
    """`as_user("street")`: somebody of the office at the desk."""
    return lambda name, size=DESK: browser(User.objects.get(pk=office[name.replace("-", "_")].user), size)


def at_home(browser, person):
    """Somebody who has online access already, on the telephone."""
    user = User.objects.create(username=f"resident-{person.pk}", name=person.name)
    Account.objects.create(user=user, person=person, since=date(2025, 1, 1))
    return browser(user, PHONE)


def fill(page, subject, facts: dict) -> None:
    """Answer the questions about somebody, each in the kind of box it has."""
    for key, value in facts.items():
        given = ("yes" if value else "no") if isinstance(value, bool) else value
        box = page.locator(f'[name="{subject}:{key}"]')
        kind = box.first.evaluate("e => e.tagName === 'SELECT' ? 'select' : e.type")
        if kind == "select":
            box.select_option(str(given))
        elif kind == "radio":
            page.locator(f'[name="{subject}:{key}"][value="{given}"]').check()
        else:
            box.fill(f"{value / 100:.2f}" if key in ("monthly_income", "financial_assets") else str(given))


def press(page, words: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=words, exact=True).click()


def follow(page, words: str) -> None:
    with page.expect_navigation():
        page.get_by_role("link", name=words).first.click()


def nobody_related(page) -> None:
    """The one question of the application form that has to be answered."""
    page.locator('[name="sheet-household:near"][value="no"]').check()


def main(page) -> str:
    return page.locator("main").inner_text()


def test_from_the_counter_to_the_money(as_user, day, family, office, district):
    man, mother, _ = family
    given, street = answers(man, mother), as_user("street")
    street.goto(f"/desk/applications/new/{man.pk}/")
    press(street, "申请 最低生活保障")
    fill(street, "household", given["household"])
    for person in (man, mother):
        fill(street, person.pk, given["members"][str(person.pk)])
        street.select_option(f"#s{person.pk}", str(person.pk))
    nobody_related(street)
    press(street, "提交申请")
    case = Application.objects.get()
    at = f"/desk/applications/{case.pk}/"
    assert "已提交" in street.locator("body").inner_text() and street.url.endswith(at)

    day(10, 10)
    do(street, "受理")
    do(street, "发起信息核对")
    day(10, 13)
    street.goto(at)
    do(street, "出具核对报告", lambda box: box.get_by_label("符合", exact=True).check())

    day(10, 16)
    street.goto(f"{at}do/visit/")
    street.get_by_label("另一位调查人").select_option(str(office["street_2"].user))
    street.get_by_label("实际共同生活人口").fill("2")
    street.get_by_label("走访邻居").fill("两户都说家里就母子两人。")
    street.get_by_label("情况属实").check()
    street.get_by_label("家人签名").select_option("signed")
    press(street, "填写入户调查")
    day(10, 17)
    street.goto(at)
    do(street, "出具初审意见", lambda box: box.get_by_label("同意系统准备的结论").check())

    def posted(box):
        box.get_by_label("公示地点").fill("香岭社区公示栏")
        box.get_by_label("监督电话").fill("0755-00000000")

    do(street, "张贴公示", posted)
    street.goto("/notices")
    assert "1,996.00" in main(street)
    street.goto(at)
    do(street, "公示期满，撤下")
    assert Application.objects.get().tasks.get(step="notice").state == "open", "not before the seven days are over"
    day(10, 27)
    street.goto(at)
    do(street, "公示期满，撤下")

    head = as_user("head")
    head.goto(at)
    assert "1,996.00" in main(head)
    do(head, "同意，出具决定书")
    assert "已确认" in main(head)
    street.goto(at)
    do(street, "登记送达", lambda box: box.get_by_label("当面").check())
    pay.set_budget(
        place=district.district, year=2025, line="dibao", level="district", source="区级", share=100, fen=1_000_000_00, document="演示",
        by=office["finance"], on=date(2025, 10, 27),
    )  # fmt: skip
    day(11, 10)
    rows = through_the_bank(as_user, "dibao", "2025-11")
    assert [(row["户名"], row["金额"]) for row in rows] == [("张启明", "1996.00")]


def test_two_telephones_and_one_counter_up_to_the_acceptance(as_user, browser, day, family, office):
    man, mother, _ = family
    counter = as_user("community")
    counter.goto(f"/desk/people/{mother.pk}/")
    follow(counter, "当面开通")
    counter.get_by_label("照着本人的证件输入号码").fill(make_number("440399", mother.birth_date, 1))
    press(counter, "开通，打印单子")
    username, code = (counter.locator("main strong.num").nth(n).inner_text() for n in (0, 1))

    given, his = answers(man, mother), at_home(browser, man)
    his.goto("/my/apply/dibao/")
    press(his, "开始")
    case = Application.objects.get()
    for page, subject in [("income", man.pk), ("income", mother.pk), ("health", man.pk), ("health", mother.pk), ("means", 0)]:
        his.goto(f"/my/applications/{case.pk}/{page}/{subject}/")
        facts = given["members"][str(subject)] if subject else given["household"]
        fill(his, subject or "household", {k: v for k, v in facts.items() if his.locator(f'[name="{subject or "household"}:{k}"]').count()})
        press(his, "继续")
    his.goto(f"/my/applications/{case.pk}/")
    follow(his, "近亲属")
    nobody_related(his)
    press(his, "继续")
    his.goto(f"/my/applications/{case.pk}/sign/")
    his.get_by_label("我已经读过，同意并签名").check()
    press(his, "签名")
    his.goto(f"/my/applications/{case.pk}/check/")
    assert "还差签名" in main(his) and "林玉兰" in main(his)
    press(his, "提交申请")
    assert "收到您的申请" in main(his)

    street = as_user("street")
    street.goto(f"/desk/applications/{case.pk}/")
    do(street, "受理")
    assert Application.objects.get().state == "submitted" and "还差 林玉兰 的授权签名" in main(street)

    hers = browser(size=PHONE)
    hers.goto("/accounts/login/")
    hers.get_by_label("用户名").fill(username)
    hers.get_by_label("密码").fill(code.replace("-", ""))
    press(hers, "登录")
    for label, words in (("现在的密码", code), ("新密码（不少于 10 位）", "three kapok flowers"), ("再输一遍新密码", "three kapok flowers")):
        hers.get_by_label(label).fill(words)
    press(hers, "保存")
    assert "林玉兰，您好" in main(hers) and "请您签名" in main(hers)
    follow(hers, "读授权书，签名")
    assert "1,535" not in main(hers), "she reads the letter, not his answers"
    hers.get_by_label("我已经读过，同意并签名").check()
    press(hers, "签名")

    street.goto(f"/desk/applications/{case.pk}/")
    do(street, "受理")
    his.goto("/my/")
    assert Application.objects.get().state == "open" and "办理中" in main(his)
