"""Both matters in a real browser, from the application to the reconciled payment and back to the clause: the README's tour."""

import csv
import io
import os
import subprocess
import sys
import time
import urllib.request

import pytest

from tests.journeys.conftest import DESK, PHONE, ROOT, Site, free_port


@pytest.fixture(scope="module")
def town(tmp_path_factory, another_database):
    """The demonstration with a few hundred people, served."""
    var = tmp_path_factory.mktemp("town")
    port, log = free_port(), var / "log"
    env = os.environ | {
        "MINSHENG_VAR": str(var),
        "MINSHENG_DATABASE": another_database,
        "MINSHENG_TODAY": "2025-10-28",
        "MINSHENG_DEMO": "1",
        "PYTHONUNBUFFERED": "1",
    }
    manage = [sys.executable, str(ROOT / "manage.py")]
    with log.open("wb") as out:
        for command in (["migrate", "--verbosity", "0"], ["demonstration", "--people", "900"]):
            subprocess.run([*manage, *command], env=env, stdout=out, stderr=out, check=True)
        process = subprocess.Popen([*manage, "serve", "--port", str(port)], env=env, stdout=out, stderr=out)
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(url + "/about", timeout=5).read()
                break
            except OSError:
                assert process.poll() is None, log.read_text("utf-8")
                time.sleep(0.1)
        yield Site(url, log)
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def as_user(chromium, town):
    """`as_user("street")`: a page signed in as one of the invented people; a script error fails the test."""
    contexts, errors = [], []

    def sign_in(name, size=DESK):
        context = chromium.new_context(viewport=size, base_url=town.url, accept_downloads=True)
        context.set_default_timeout(60_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda e: errors.append(str(e)))
        page.goto("/accounts/login/")
        page.locator(f'button[value="demo-{name}"]').click()
        return page

    yield sign_in
    for context in contexts:
        context.close()
    assert not errors, errors


def do(page, label, fill=None):
    """Open an act of a case by its words, fill its form, send it."""
    box = page.locator("#now details", has=page.locator("summary", has_text=label))
    box.locator("summary").first.click()
    if fill:
        fill(box)
    box.locator("button:not([type=button])").last.click()
    page.wait_for_load_state()


def open_case(page, name):
    page.goto("/desk/")
    page.get_by_role("link", name=name).first.click()


def through_the_bank(as_user, line, month):
    """District runs the month, finance computes, a colleague approves, the file goes out, the bank says yes to all."""
    district = as_user("district")
    district.goto("/desk/benefits/run/")
    district.select_option("#benefit", line)
    district.fill("#month", month)
    district.get_by_role("button", name="运行").click()
    finance = as_user("finance")
    finance.goto("/desk/payments/")
    finance.select_option("#id_compute-line", line)
    finance.fill("#id_compute-month", month)
    finance.get_by_role("button", name="计算批次").click()
    address = finance.url
    second = as_user("finance-2")
    second.goto(address)
    second.get_by_role("button", name="复核无误").click()
    second.get_by_role("button", name="复核这一批").click()
    finance.reload()
    with finance.expect_download() as download:
        finance.get_by_role("link", name="下载银行文件（CSV）").click()
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    finance.get_by_role("button", name="已送银行").click()
    finance.get_by_role("button", name="登记已送银行").click()
    finance.get_by_role("link", name="录入回盘").click()
    result = "序号,金额,结果\n" + "".join(f"{row['序号']},{row['金额']},成功\n" for row in rows)
    finance.set_input_files("input[type=file]", {"name": "result.csv", "mimeType": "text/csv", "buffer": result.encode()})
    finance.get_by_role("button", name="入账").click()
    finance.get_by_text("已对账").first.wait_for()
    return rows


def test_a_family_gets_its_dibao_and_the_auditor_walks_back_to_the_clause(as_user):
    approver = as_user("approver")
    open_case(approver, "张*明一家")
    main = approver.locator("main").inner_text()
    assert "1,996.00" in main and "767.50 < 1,535.00" in main and "起决定作用的一条" in main
    do(approver, "同意，出具决定书")
    assert "已确认" in approver.locator("main").inner_text()
    street = as_user("street")
    open_case(street, "张*明一家")
    do(street, "登记送达", lambda box: box.locator("input[type=radio]").first.check())
    rows = through_the_bank(as_user, "dibao", "2025-11")
    assert ("张启明", "1996.00") in {(row["户名"], row["金额"]) for row in rows}

    family = as_user("zhang", PHONE)
    assert "1,996.00" in family.locator("main").inner_text() and "已到账" in family.locator("main").inner_text()
    auditor = as_user("auditor")
    auditor.goto("/desk/audit/payments/?q=张启明")
    auditor.locator("tbody").get_by_role("link", name="张*明").first.click()
    auditor.wait_for_url("**/walk/**")
    walk = auditor.locator("main").text_content()
    assert "人均月收入低于低保标准" in walk and "深圳" in walk and "李守正" in auditor.locator("body").text_content()
    auditor.goto("/desk/audit/chain/")
    auditor.get_by_role("button", name="现在校验").click()
    auditor.get_by_text("没有发现改动").wait_for()


def test_a_grandmother_applies_on_her_phone_and_is_paid(as_user):
    her = as_user("grandmother", PHONE)
    her.locator("article", has_text="高龄津贴").get_by_role("link", name="去申请").click()
    her.get_by_role("button", name="开始").click()
    her.get_by_role("link", name="您的户口在哪里").click()
    her.get_by_role("button", name="继续").click()
    her.get_by_role("link", name="看一遍").click()
    her.get_by_role("button", name="提交申请").click()
    assert "收到您的申请" in her.locator("main").inner_text()

    street = as_user("street")
    open_case(street, "林*娥")
    do(street, "受理")
    do(street, "发起信息核对")
    do(street, "出具核对报告", lambda box: box.get_by_label("符合", exact=True).check())
    approver = as_user("approver", PHONE)
    open_case(approver, "林*娥")
    do(approver, "同意，出具决定书")
    assert "200.00" in approver.locator("main").inner_text()

    october = as_user("finance-2")
    october.goto("/desk/payments/?state=computed")
    october.locator("tbody a").first.click()
    october.get_by_role("button", name="复核无误").click()
    october.get_by_role("button", name="复核这一批").click()
    rows = through_the_bank(as_user, "old_age_allowance", "2025-11")
    assert ("林月娥", "400.00") in {(row["户名"], row["金额"]) for row in rows}
    her.goto("/my/")
    assert "已到账" in her.locator("main").inner_text()


def test_a_family_above_the_line_is_handled_as_margin_and_an_old_man_is_judged_by_two_on_a_phone(as_user):
    street = as_user("street")
    street.goto("/desk/applications/?q=何秀兰")
    street.get_by_role("link", name="何*兰一家").first.click()
    assert "不符合" in street.locator("main").inner_text()
    street.get_by_role("link", name="看看能不能改按别的救助办理").click()
    street.get_by_text("低保边缘家庭认定：符合").click()
    street.get_by_label("理由").fill("人均收入在低保标准以上、边缘线以下。")
    street.get_by_role("button", name="归类").click()
    main = street.locator("main").inner_text()
    assert "低保边缘家庭认定" in main and "2,100.00 < 2,303.00" in main and "不按月发钱" in main
    do(street, "出具初审意见", lambda box: box.get_by_label("同意系统准备的结论").check())
    street.get_by_role("link", name="归类告知书").click()
    assert "不用重新申请" in street.locator("body").inner_text()

    stairs = as_user("street", PHONE)
    stairs.goto("/desk/applications/?q=黄守田")
    stairs.get_by_role("link", name="黄*田").first.click()
    stairs.get_by_role("link", name="现在要做").click()
    stairs.get_by_role("link", name="登记两人认定").click()
    for what, can in (("财产经审核", "是"), ("吃饭", "是"), ("穿衣", "是"), ("上下床", "是"), ("如厕", "是"), ("室内自己行走", "否"), ("洗澡", "否")):
        stairs.get_by_role("group", name=what).get_by_label(can, exact=True).check()
    stairs.get_by_label("另一位认定人").select_option(label="陈以宁")
    stairs.get_by_label("现场观察").check()
    stairs.get_by_label("依据").fill("演示：走路要扶，洗澡要人帮。")
    stairs.get_by_label("同意", exact=True).check()
    stairs.get_by_role("button", name="登记两人认定").click()
    main = stairs.locator("main").inner_text()
    assert "3,212.00" in main and "2,456.00" in main and "756.00" in main
