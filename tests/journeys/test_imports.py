"""A roster in a real browser, on a telephone: brought in with wrong rows, read, said yes to, seen, taken back."""

import os
import subprocess
import sys
import time
import urllib.request

import pytest

from tests.journeys.conftest import PHONE, ROOT, free_port
from tests.registry.rosters import HEADINGS, as_csv, family, person


@pytest.fixture
def town(tmp_path, own_database):
    """The demonstration with few people, served, with a worker beside. Its address."""
    port = free_port()
    env = os.environ | {
        "MINSHENG_VAR": str(tmp_path), "MINSHENG_DATABASE": own_database, "MINSHENG_TODAY": "2025-10-28", "MINSHENG_DEMO": "1", "PYTHONUNBUFFERED": "1",
    }  # fmt: skip
    manage, url, log = [sys.executable, str(ROOT / "manage.py")], f"http://127.0.0.1:{port}", tmp_path / "log"
    with log.open("wb") as out:
        for command in (["migrate", "--verbosity", "0"], ["demonstration", "--people", "300"]):
            subprocess.run([*manage, *command], env=env, stdout=out, stderr=out, check=True)
        processes = [subprocess.Popen([*manage, *command], env=env, stdout=out, stderr=out) for command in (["serve", "--port", str(port)], ["work"])]
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(url + "/about", timeout=5).read()
                break
            except OSError:
                assert processes[0].poll() is None, log.read_text("utf-8")
                time.sleep(0.1)
        yield url
    finally:
        for process in processes:
            process.terminate()
            process.wait(20)


@pytest.fixture
def page(chromium, town):
    """The street officer's telephone; a script error fails the test."""
    context, errors = chromium.new_context(viewport=PHONE, base_url=town, accept_downloads=True), []
    context.set_default_timeout(90_000)
    page = context.new_page()
    page.on("pageerror", lambda e: errors.append(str(e)))
    page.goto("/accounts/login/")
    page.locator('button[value="demo-street"]').click()
    yield page
    context.close()
    assert not errors, errors


def roster(community: str) -> dict:
    """Twelve households, two wrong rows, a column that means nothing."""
    rows = [line for home in range(12) for line in family(500_000 + 10 * home, home)]
    rows += [person(500_900, "90", name=""), person(500_901, "91", number="123")]
    rows = [row | {"odd": "x", "place": community if row["relation"] == "户主" else ""} for row in rows]
    return {"name": "困难家庭名册.csv", "mimeType": "text/csv", "buffer": as_csv(rows, headings=HEADINGS | {"odd": "民族"}).read()}


def press(page, words: str) -> None:
    with page.expect_navigation():
        page.locator(f"a:text-is('{words}'), button:text-is('{words}')").first.click()


def fits(page) -> bool:
    """Nothing hangs over the edge of the telephone."""
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def found(page) -> int:
    """How many of the list of residents have the name of somebody in the roster."""
    page.goto("/desk/people/?q=演示500001")
    return page.locator("a.cell-main", has_text="演******1").count()


def test_a_roster_is_brought_in_on_a_telephone_and_taken_back(page):
    page.goto("/desk/people/")
    press(page, "导入名册")
    assert "还没有导入过名册" in page.inner_text("main") and fits(page)
    with page.expect_download() as given:
        page.get_by_text("下载 Excel 模板").click()
    assert given.value.suggested_filename == "名册模板.xlsx"
    press(page, "导入名册")
    press(page, "检查这份名册")
    assert "请选一个文件" in page.inner_text(".error-summary, [role=alert]") and fits(page)
    community = next(o for o in page.locator("#id_place option").all_inner_texts() if o.endswith("居委会"))
    page.set_input_files("#id_file", roster(community))
    press(page, "检查这份名册")

    first = page.inner_text("body")
    assert "请填姓名" in first and "位数或写法不对" in first and "民族" in first and fits(page)
    with page.expect_download() as given:
        page.get_by_text("下载没有导入的 2 行").click()
    assert given.value.suggested_filename.endswith(".xlsx")
    press(page, "导入可以导入的 36 人")
    assert "建 36 人、12 户的档案" in page.inner_text("main") and fits(page)
    press(page, "导入")
    page.wait_for_selector("text=撤销整批导入")  # the progress has looked for the end by itself
    assert "36" in page.locator(".stat").first.inner_text() and fits(page)

    assert found(page) == 1
    page.goto("/desk/people/import/")
    press(page, "困难家庭名册.csv")
    press(page, "撤销整批导入")
    assert "36 人的档案" in page.inner_text("main") and fits(page)
    page.locator("button.button-danger").click()
    page.wait_for_selector("text=这份名册已经撤销")
    assert found(page) == 0
