"""Takes the picture of the README from the running site: `make run` in one window, `.venv/bin/python scripts/picture.py` in another. The family is invented.

scripts/picture [ADDRESS]       default http://127.0.0.1:8000; writes docs/images/finder-result.png
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


def press(page: Page, selector: str) -> None:
    with page.expect_navigation():
        page.locator(selector).first.click()


def answer(page: Page) -> None:
    """Fill in one question page, for each person it asks of, and go on."""
    fact, _, whom = (page.get_attribute("input[name=asked]", "value") or "").partition(":")
    people = whom.split(",")
    for member in people:
        value = ANSWERS.get(fact)
        fill(page, value[int(member or 0)] if isinstance(value, tuple) else value, f"-{member}" if len(people) > 1 else "")
    known = fact in ANSWERS or len(people) > 1 or page.locator("input[type=radio]").count()
    press(page, "button.button-go" if known else "button[name=unsure]")


def fill(page: Page, value: object, suffix: str) -> None:
    options = page.locator(f"[name='value{suffix}']")
    if page.locator(f"#year{suffix}").count():
        for field, part in zip(("year", "month", "day"), str(value).split("-"), strict=True):
            page.fill(f"#{field}{suffix}", part)
    elif page.locator(f"select[name='value{suffix}']").count():
        page.select_option(f"select[name='value{suffix}']", str(value or "unsure"))
    elif page.locator(f"input[type=radio][name='value{suffix}']").count():
        offered = options.evaluate_all("all => all.map(one => one.value)")
        wanted = next(one for one in (value, "no", "none", "unsure", offered[-1]) if one in offered)
        page.check(f"input[name='value{suffix}'][value='{wanted}']")
    elif value is not None:
        page.fill(f"#value{suffix}", str(value))
    elif suffix:
        page.check(f"input[name='unsure{suffix}']")


def walk(page: Page, site: str) -> None:
    page.goto(f"{site}/finder/place")
    page.check("input[value='440300']")
    page.locator("details summary").click()
    page.fill("#year", "2025")
    page.fill("#month", "10")
    press(page, ".button-go")
    page.check("input[value='440304']")
    press(page, ".button-go")
    press(page, ".button-go")
    for number, name in enumerate(FAMILY, 1):
        page.fill(f"#name-{number}", name)
    press(page, ".button-go")
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
