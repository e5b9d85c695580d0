"""Every page of the site, signed in or not: in one language only, with one heading, a title, a way back and nothing inline."""

import re

import pytest

from minsheng.base.masks import mask_name
from minsheng.base.texts import traditional
from tests.pages import Readers, every_page
from tests.promises.test_pages import CHINESE, LANGUAGES, words

pytestmark = pytest.mark.django_db
SHEETS = re.compile(r"/letters/|/approval/|/catalogue/|/list/|/form/|/survey/|/proof/|/slip/|/print/|/judged/")  # for print: a frame of their own


RAW = re.compile(
    r"(?<![\w./-])(accept|check|survey|opinion|notice|hearing|decide|deliver|gap|supplement|allowance|active|held|thirty|twenty|dispersed|former)(?![\w./-])"
)  # keys of ours


def without_names(world, text: str) -> str:
    """People and places have their names in Chinese only, whatever the page's language."""
    people = [world.man.name, world.mother.name, world.grandmother.name, world.tekun.person.name, world.tekun.supports.get().caregiver.name]
    places = [*vars(world.district).values(), world.toponym, world.proposed_name]
    for name in [*people, *map(mask_name, people), *(p.name for p in places)]:
        text = text.replace(name, "")
    return text


def shown(world, lang: str):
    """(address, answer) of every page that is a page, as somebody who may see it reads it."""
    readers = Readers(world)
    for address, permission in every_page(world):
        client = readers.of(permission)
        client.cookies["language"] = lang
        response = client.get(address)
        if response.status_code == 200 and "text/html" in response["Content-Type"]:
            yield address, response


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_is_in_one_language_and_whole(world, lang):
    wrong, seen = [], 0
    for address, response in shown(world, lang):
        seen += 1
        wrong += [(address, problem) for problem in [*_half(world, response, lang), *_lacking(address, response, lang)]]
    assert seen > 120
    assert not wrong, "\n".join(map(str, wrong))


def _half(world, response, lang: str) -> list:
    page = words(response)
    said = [without_names(world, w) for w in page.words]
    odd = [w for w in said if CHINESE.search(w)] if lang == "en" else [w for w in said if traditional(w) != w] if lang == "zh-hant" else []
    odd += [w for w in page.words if lang != "en" and RAW.search(w)]
    return odd[:4] + ([] if page.lang == LANGUAGES[lang] else [f"lang={page.lang}"])


def _lacking(address: str, response, lang: str) -> list[str]:
    text = response.content.decode()
    titles = re.findall(r"<title>\s*(.*?)\s*</title>", text, re.DOTALL)
    main = text[text.find("<main") :]
    lacks = {
        "one h1": len(re.findall("<h1[ >]", text)) == 1,
        "a title of its own": len(titles) == 1 and re.match(r"[^-\s]", titles[0]),
        "a link to its content": bool(SHEETS.search(address)) or 'href="#main"' in text and 'id="main"' in text,
        "a way back": 'class="back' in text or "<nav" in text,
        "nothing inline": not re.search(r"<style|\sstyle=|\son\w+=\"|javascript:", text),
        "no address or page of elsewhere": not re.search(r"(?:src|href|action)=\"(?:https?:)?//", text),
        "no leftover": not re.search(r"\{\{|\{%|&lt;lambda|\[\]|object at 0x" + (r"|\bNone\b" if lang != "en" else ""), main),
        "ids once": len(ids := re.findall(r'\sid="([^"]+)"', text)) == len(set(ids)),
    }
    return [what for what, there in lacks.items() if not there]
