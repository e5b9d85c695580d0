"""axe finds nothing on any page of the site, whoever looks at it: desk, a resident's own pages, public ones; wide and on a phone, in large type, dark."""

import pytest

from tests.journeys.test_accessibility import DESK, PHONE, problems, small_targets
from tests.pages import Readers, every_page
from tests.world import whole_world

pytestmark = pytest.mark.django_db(transaction=True)
LOOKS = {
    "phone": {"size": PHONE},
    "phone, English, large, dark": {"size": PHONE, "lang": "en", "large": True, "dark": True},
    "phone, traditional, large": {"size": PHONE, "lang": "zh-hant", "large": True},
    "desk, dark": {"size": DESK, "dark": True},
    "desk, large, English": {"size": DESK, "large": True, "lang": "en"},
}


@pytest.fixture
def look(chromium, live_server, district, actor):
    """`look(permission, size=…, …)` gives the browser page of somebody who may: a sign-in each, kept for all the pages of one look."""
    readers, contexts, errors = Readers(whole_world(district, actor)), [], []
    pages: dict = {}

    def sign_in(permission, size=DESK, lang="zh-hans", large=False, dark=False):
        client = readers.of(permission)
        if client not in pages:
            context = chromium.new_context(viewport=size, color_scheme="dark" if dark else "light", base_url=live_server.url)
            cookies = {"language": lang, "type": "large" if large else "normal"} | {name: kept.value for name, kept in client.cookies.items()}
            context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
            context.set_default_timeout(90_000)
            contexts.append(context)
            pages[client] = context.new_page()
            pages[client].on("pageerror", lambda error: errors.append(str(error)))
        return pages[client]

    yield readers, sign_in
    for context in contexts:
        context.close()
    assert not errors, errors


def walk(look, **how):
    readers, sign_in = look
    wrong, seen = [], 0
    for address, permission in every_page(readers.world):
        answer = readers.of(permission).get(address)
        if answer.status_code != 200 or "text/html" not in answer["Content-Type"]:  # a file, a way on, or nothing to look at
            continue
        page = sign_in(permission, **how)
        page.goto(address)
        seen += 1
        wrong += [f"{address}: {problem}" for problem in [*problems(page, how.get("large")), *_shape(page, **how)]]
    assert seen > 100
    assert not wrong, "\n".join(wrong)


OUTSIDE = """width => [...document.querySelectorAll("body *")].filter(e => e.checkVisibility() && e.getBoundingClientRect().right > width + 1)
    .map(e => e.outerHTML.slice(0, 90)).slice(0, 3)"""


def _shape(page, size, **how) -> list[str]:
    """Too wide, or too small to touch, on a phone."""
    over = page.evaluate("document.documentElement.scrollWidth") - size["width"]
    wide = [f"scrolls sideways by {over}: {page.evaluate(OUTSIDE, size['width'])}"] if over > 0 else []
    return wide + (small_targets(page) if size == PHONE else [])


def test_no_page_has_a_barrier_at_the_desk(look):
    walk(look, size=DESK)


@pytest.mark.long
@pytest.mark.parametrize("how", LOOKS)
def test_no_page_has_a_barrier_in_any_look(look, how):
    walk(look, **LOOKS[how])
