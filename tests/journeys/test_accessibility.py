"""axe finds nothing on any page: phone and desk, three languages, large type, dark. Touch targets are large enough."""

from pathlib import Path

import pytest

from minsheng.rules import book

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
READERS = {
    "phone": {"size": PHONE},
    "phone, English, large, dark": {"size": PHONE, "lang": "en", "large": True, "dark": True},
    "desk, traditional": {"size": DESK, "lang": "zh-hant"},
}
MORE_READERS = {
    "desk, dark": {"size": DESK, "dark": True},
    "phone, traditional, large": {"size": PHONE, "lang": "zh-hant", "large": True},
    "desk, English": {"size": DESK, "lang": "en"},
    "desk, large": {"size": DESK, "large": True},
}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SOME = [
    "/",
    "/finder",
    "/finder/place",
    "/rules",
    "/rules?q=zzzz",
    "/rules/figures",
    "/what-if",
    "/what-if?value=x",
    "/about",
    "/privacy",
    "/accessibility",
    "/forgotten",
    "/mistakes/report?page=/rules",
    "/mistakes/answer",
]


def addresses():
    return SOME + [f"/rules/{k}" for k in list(book.load().benefits)[:4]] + ["/rules/figures/dibao_standard?place=440304", "/rules/figures/old_age_by_band"]


def problems(page, large):
    page.evaluate(AXE.read_text("utf-8"))  # not as a script tag: the site's policy allows none but its own
    options = {"runOnly": {"type": "tag", "values": RULES}} | ({"rules": {"color-contrast-enhanced": {"enabled": True}}} if large else {})
    found = page.evaluate("options => axe.run(document, options)", options)
    return [f"{v['id']}: {v['help']}: {[n['html'][:160] for n in v['nodes'][:3]]}" for v in found["violations"]]


def small_targets(page):
    """Controls that stand alone and are smaller than 44 by 44 pixels; links inside a sentence are exempt, and of a box inside
    its label the label is what is touched."""
    return page.evaluate("""() => [...document.querySelectorAll("button, input:not([type=hidden]), select, summary, .button, footer li a, .back, .choice, header a, .tick, .flag, .pick label")]
        .filter(e => e.checkVisibility() && !e.matches(".choice input, .tick input, .flag input, .pick input") && !e.classList.contains("skip"))
        .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
        .filter(([_, r]) => r.height < 43.5 || r.width < 28).map(([h, r]) => `${h} ${r.width}x${r.height}`)""")


@pytest.fixture(params=[*READERS, *(pytest.param(name, marks=pytest.mark.long) for name in MORE_READERS)])
def who(request):
    return (READERS | MORE_READERS)[request.param]


KIND = """() => (document.querySelector("fieldset fieldset") ? "several " : "one ")
    + (document.querySelector("[id^=year]") ? "date" : document.querySelector(".choice, select") ? "choice" : "number")"""


def known(page):
    """Fill in something, so that the interview goes on to its end."""
    for field in page.locator("main form select").all():
        field.select_option(index=1)
    for radios in page.locator("main .choices").all():
        radios.locator("input").first.check()
    for field in page.locator("main form input.input").all():
        name = field.get_attribute("name").split("-")[0]
        field.fill({"year": "1950", "month": "5", "day": "1"}.get(name, "1"))


def press(page, selector):
    with page.expect_navigation():
        page.locator(selector).first.click()


def look(page, path, who):
    page.goto(path)
    where = f"{path} {who}"
    assert not (bad := problems(page, who.get("large"))), f"{where}: {bad}"
    assert not (small := small_targets(page)), f"{where}: {small}"
    assert page.evaluate("document.documentElement.scrollWidth") <= who["size"]["width"], f"{where} scrolls sideways"


def test_no_page_has_a_barrier(reader, who):
    page = reader(**who)
    for path in addresses():
        look(page, path, who)


def test_no_page_of_the_finder_has_a_barrier(reader, who):
    page = reader(**who)
    page.goto("/finder/place")
    page.check("input[value='440300']")
    press(page, ".button-go")
    look(page, "/finder/district", who)
    page.check("input[value='440304']")
    press(page, ".button-go")
    look(page, "/finder/topics", who)
    press(page, "main .button-go")
    look(page, "/finder/people", who)
    page.fill("#name-2", "B")
    press(page, "main .button-go")
    kinds = set()
    while "/finder/question/" in page.url:
        kind = page.evaluate(KIND)
        if kind not in kinds:
            kinds.add(kind)
            look(page, page.url, who)
            press(page, "button.button-go")  # nothing chosen: the page comes back with its error
            assert not (bad := problems(page, who.get("large"))), bad
        known(page)
        press(page, "button.button-go")
    assert {"several date", "several choice", "several number", "one choice", "one number"} <= kinds, kinds
    for path in ("/finder/check", "/finder/result"):
        look(page, path, who)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert not (bad := problems(page, who.get("large"))), f"{path}, all opened: {bad}"
