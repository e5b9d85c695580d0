"""Takes the picture of the README from the running site: `make run` in one window, `.venv/bin/python scripts/picture.py` in another. The family is invented.

scripts/picture [ADDRESS]       default http://127.0.0.1:8000; writes docs/images/finder-question.png and finder-result.png
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
FAMILY = ("我", "母亲")
# {fact: value for everybody, or one for each person}. What is not here is "no", "none" or "not sure".
ANSWERS: dict[str, object] = {
    "birth_date": ("1971-03-09", "1941-05-20"),
    "hukou": "here",
    "relation": ("applicant", "parent"),
    "monthly_income": ("1200", "0"),
    "work_ability": "partial",
    "supporter": "able",
    "old_age_opt_in": "yes",
    "assessed_level": "severe",
    "disability_grade": ("0", "2"),
    "disability_category": "limb",
    "financial_assets": "8000",
    "dwellings": "1",
    "yearly_income": "14400",
    "rigid_expenditure": "0",
}


def answer(page: Page) -> None:
    """Fill in one question page and go on."""
    fact, _, member = page.locator("input[name=asked]").get_attribute("value").partition(":")
    value = ANSWERS.get(fact)
    value = value[int(member or 0)] if isinstance(value, tuple) else value
    if page.locator("input[type=radio]").count():
        options = page.locator("input[type=radio]").evaluate_all("all => all.map(one => one.value)")
        wanted = next(one for one in (value, "no", "none", "unsure") if one in options)
        page.check(f"input[value='{wanted}']")
    elif value is None:
        page.click("button[name=unsure]")
        return
    elif page.locator("#year").count():
        for field, part in zip(("year", "month", "day"), str(value).split("-"), strict=True):
            page.fill(f"#{field}", part)
    else:
        page.fill("#value", str(value))
    page.click("main button.button-go")


def walk(page: Page, site: str) -> None:
    page.goto(f"{site}/finder/place")
    page.locator(".choice", has_text="深圳").click()
    page.evaluate("document.querySelector('details').open = true")
    page.fill("#year", "2025")
    page.fill("#month", "10")
    page.click("main button.button-go")
    page.locator(".choice", has_text="福田").click()
    page.click("main button.button-go")
    for number, name in enumerate(FAMILY, 1):
        page.fill(f"#name-{number}", name)
    page.click("main button.button-go")
    while "/question/" in page.url:
        answer(page)
    page.goto(f"{site}/finder/result")
    page.screenshot(path=IMAGES / "finder-result.png")


def main() -> None:
    site = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-background-networking"])
        walk(browser.new_page(viewport={"width": 900, "height": 1050}, locale="zh-CN"), site)
        browser.close()


if __name__ == "__main__":
    main()
