"""How the parts look: axe finds nothing, no page is wider than its screen, everything works without JavaScript and inside the strict policy."""

import re
from pathlib import Path

import pytest
from django.test import Client

from minsheng.base.ui import badges

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = ["/queue", "/queue?late=1&what=dibao", "/queue?q=zzz", "/file", "/form", "/form?said", "/portal", "/confirm", "/confirm?danger", "/letter"]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
READERS = {
    "phone": (PHONE, "zh-hans", "normal", "light"),
    "phone, large, dark": (PHONE, "en", "large", "dark"),
    "desk": (DESK, "en", "normal", "light"),
    "desk, large": (DESK, "zh-hant", "large", "light"),
    "desk, dark": (DESK, "zh-hans", "normal", "dark"),
}


@pytest.fixture
def open_page(chromium, preview_site):
    contexts, errors = [], []

    def open_as(size=DESK, language="zh-hans", type_="normal", scheme="light", js=True):
        context = chromium.new_context(viewport=size, color_scheme=scheme, base_url=preview_site, has_touch=size is PHONE, java_script_enabled=js)
        context.add_cookies([{"name": "language", "value": language, "url": preview_site}, {"name": "type", "value": type_, "url": preview_site}])
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda e: errors.append(str(e)))
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" and "422" not in m.text else None)
        return page

    yield open_as
    for context in contexts:
        context.close()
    assert not errors, errors  # a breach of the policy is an error of the console


def barriers(page, large, part="html"):
    page.evaluate(AXE.read_text("utf-8"))
    options = {"runOnly": {"type": "tag", "values": RULES}} | ({"rules": {"color-contrast-enhanced": {"enabled": True}}} if large else {})
    found = page.evaluate("([part, options]) => axe.run(part, options)", [part, options])
    return [f"{v['id']}: {v['help']}: {[n['html'][:160] for n in v['nodes'][:3]]}" for v in found["violations"]]


SMALL = """() => [...document.querySelectorAll("button, input:not([type=hidden]), select, summary, .button, .back, .choice, .chip, header a, nav a")]
    .filter(e => e.checkVisibility() && !e.matches(".choice input, .flag input, .pick input, .reveal summary, .branch summary, .skip"))
    .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()]).filter(([_, r]) => r.height < 43.5 || r.width < 24).map(([h, r]) => `${h} ${r.height}`)"""


@pytest.mark.parametrize("who", READERS)
def test_no_part_is_a_barrier(open_page, who):
    size, language, type_, scheme = READERS[who]
    page = open_page(size, language, type_, scheme)
    for path in PAGES:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], f"{path} scrolls sideways"
        assert not (bad := barriers(page, type_ == "large")), f"{path} {who}: {bad}"
        page.evaluate("document.querySelectorAll('details:not(.menu)').forEach(d => d.open = true)")
        assert not (bad := barriers(page, type_ == "large")), f"{path} {who}, opened: {bad}"
        for menu in page.locator(".menu > summary").all():
            menu.click()  # opens this one and closes the others
            assert not (bad := barriers(page, type_ == "large", ".menu[open]")), f"{path} {who}: {bad}"
        if size is PHONE:
            assert not (small := page.evaluate(SMALL)), f"{path}: {small}"
    page.goto("/form")
    page.locator("main .button-go").click()
    page.locator(".error-box").wait_for()
    assert not (bad := barriers(page, type_ == "large")), bad


def test_the_table_works_without_javascript(open_page):
    page = open_page(js=False)
    page.goto("/queue")
    page.locator("#sort-queue-amount").click()
    assert page.url.endswith("sort=amount") and page.locator("th[aria-sort=ascending]").inner_text().startswith("月金额")
    page.select_option("[name=what]", "dibao")
    page.locator(".filter-row button").click()
    assert page.locator("tbody tr").count() == 4 and page.locator(".chip").count() == 1
    page.locator(".chip").click()
    page.fill("main [name=q]", "440399197305017772")
    page.locator(".filter-row button").click()
    assert "sort=amount" in page.url and "4403" not in page.url and page.locator(".filter-row [name=q]").input_value() == "440399197305017772"
    page.go_back()
    page.go_forward()
    assert page.locator(".chip").inner_text().startswith("找：440399197305017772")
    page.locator(".chip").click()
    page.locator("a[rel=next]").click()
    assert page.locator(".pager p").inner_text() == "第 6–6 条，共 6 条"
    page.check("[name=row]")
    page.locator("button[formaction='/confirm']").click()
    assert page.locator("[name=row][type=hidden]").count() == 1 and page.locator("h1").inner_text() == "公示这 2 户"
    page.goto("/queue")
    page.get_by_text("列", exact=True).click()
    page.check("[name=col][value=number]")
    page.uncheck("[name=col][value=officer]")
    page.get_by_text("就看这些").click()
    assert page.locator("thead th").all_inner_texts()[-1] == "编号"


def test_with_javascript_the_table_changes_in_place_and_says_how_many_are_chosen(open_page):
    page = open_page()
    page.goto("/queue")
    page.evaluate("window.same = true")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.locator("#sort-queue-amount").click()
    page.locator("#sort-queue-amount >> text=↑").wait_for()
    assert page.evaluate("window.same") and page.evaluate("document.activeElement.id") == "sort-queue-amount"
    page.check("[data-pick-all]")
    assert page.locator("button[formaction='/confirm']").text_content() == "批量公示（5）"
    page.locator(".tool-buttons summary").first.click()
    page.keyboard.press("Escape")
    assert page.locator("details.menu[open]").count() == 0
    assert "<" not in page.evaluate("JSON.stringify([sessionStorage, localStorage])")  # no page is left on the machine


def test_an_answer_that_is_another_page_is_shown_whole(open_page):
    page = open_page()
    page.goto("/queue")
    page.route("**/queue?sort=amount", lambda route: route.fulfill(status=200, content_type="text/html", body="<title>x</title><h1>Sign in</h1>"))
    page.locator("#sort-queue-amount").click()
    page.get_by_role("heading", name="Sign in").wait_for()
    assert page.locator(".listing").count() == 0


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_parts_speak_one_language_and_carry_nothing_inline(preview, path, language):
    client = Client(SERVER_NAME="localhost")
    client.cookies["language"] = language
    text = client.get(path).content.decode()
    assert not re.search(r"<style|\sstyle=|\son\w+=\"|javascript:", text)
    assert text.count("<h1") == 1 and re.search(r"<title>\s*\S", text)
    if language == "en":
        rest = re.sub(r"<(\w+)[^>]*\slang=[^>]*>.*?</\1>", "", text.split("<body", 1)[1], flags=re.S)
        assert not (odd := re.findall(r"[^<>\n]*[\u3400-\u9fff][^<>\n]*", rest)), odd[:5]


def test_only_the_sections_of_the_role_are_offered(preview):
    text = Client(SERVER_NAME="localhost").get("/queue").content.decode()
    assert 'href="/file"' in text and "/secret" not in text and "12 件要赶紧办" in text and 'role="search" method="post" action="/desk/search"' in text
    assert 'href="/file"' not in Client(SERVER_NAME="localhost").get("/form").content.decode().split("</nav>")[0]  # nobody said what the role may
    assert 'action="/desk/search"' not in Client(SERVER_NAME="localhost").get("/form").content.decode()


def test_a_list_that_changes_in_place_asks_for_no_badge(preview, monkeypatch):
    asked = []
    monkeypatch.setattr(badges, "_counts", {"/queue": lambda request: asked.append(request) or 12})
    client = Client(SERVER_NAME="localhost")
    assert "12 件" not in client.get("/queue?late=1", headers={"HX-Request": "true"}).content.decode() and not asked
    client.get("/queue?export=csv")
    assert not asked
    assert "12 件" in client.get("/queue", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}).content.decode() and len(asked) == 1


def test_an_error_is_a_link_to_its_field(preview):
    answer = Client(SERVER_NAME="localhost").post("/form", {"amount": "1.234", "living": "family"})
    text = answer.content.decode()
    assert answer.status_code == 422
    for field in ("id_name", "id_amount", "id_born_year", "id_street", "id_agree"):
        assert f'href="#{field}"' in text and f'id="{field}"' in text, field
    assert "id_living_0" in text and 'href="#id_living_0"' not in text and re.search(r'aria-describedby="id_name_helptext id_name_error"', text)


@pytest.mark.parametrize("query", ["export=x", "page=999", "sort=x", "sort=--due", "what=x&late=7", "q=%00%ff", "export=csv", "export=xlsx", "columns=1"])
def test_no_address_of_a_table_breaks_it(preview, query):
    assert Client(SERVER_NAME="localhost").get(f"/queue?{query}").status_code in (200, 302)
