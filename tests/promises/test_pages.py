"""Every address of the site: it answers, in one language only, with its security headers, and keeps nothing it should not."""

import re
from html.parser import HTMLParser

import pytest

LANGUAGES = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}
CHINESE = re.compile(r"[\u3400-\u9fff]")
STAFF = (
    "/desk",
    "/my",
    "/accounts",
    "/jobs",
    "/notices",
    "/place-names",
    "/api",
)  # of whoever has signed in, or for programs: test_access.py, test_desk.py and test_api.py walk them
VOID = {"meta", "link", "input", "img", "br", "hr"}


class Words(HTMLParser):
    """The words a reader meets, without those that are marked as being in another language."""

    def __init__(self):
        super().__init__()
        self.stack, self.words, self.lang = [], [], ""

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "html":
            self.lang = attrs["lang"]
        elif tag not in VOID:
            self.stack.append((tag, "lang" in attrs or tag in ("script", "style")))
        for name in ("title", "aria-label", "alt", "placeholder"):
            if attrs.get(name) and "lang" not in attrs and not self.foreign:
                self.words.append(attrs[name])

    def handle_endtag(self, tag):
        while self.stack and tag != "html":
            if self.stack.pop()[0] == tag:
                break

    def handle_data(self, data):
        if data.strip() and not self.foreign:
            self.words.append(data.strip())

    @property
    def foreign(self):
        return any(marked for _, marked in self.stack)


@pytest.fixture(scope="module")
def client():
    from django.test import Client

    return Client(SERVER_NAME="localhost", raise_request_exception=False)


def addresses():
    """Every address of the URL table; a pattern with a parameter stands for all its values."""
    from django.urls import get_resolver
    from django.urls.resolvers import URLResolver

    from minsheng.rules import book

    def walk(resolver, prefix=""):
        for p in resolver.url_patterns:
            if isinstance(p, URLResolver):
                yield from walk(p, prefix + str(p.pattern))
            else:
                yield "/" + prefix + str(p.pattern)

    values = {"<slug:key>": list(book.load().benefits), "<slug:name>": list(book.load().figures), "<int:number>": [1]}
    for address in walk(get_resolver()):
        if address.startswith(STAFF):
            continue
        found = re.search(r"<\w+:\w+>", address)
        yield from [address.replace(found[0], str(v)) for v in values[found[0]]] if found else [address]


def read(client, path, lang):
    client.cookies["language"] = lang
    return client.get(path)


@pytest.fixture(scope="module", params=list(LANGUAGES))
def pages(request, client):
    """Every address, read in one language."""
    return request.param, {path: read(client, path, request.param) for path in [*addresses(), "/no/such/page"]}


def test_there_are_many(pages):
    assert len(pages[1]) > 60


def test_every_address_answers(pages):
    bad = {path: p.status_code for path, p in pages[1].items() if p.status_code not in (200, 302, 405) and path != "/no/such/page"}
    assert not bad
    assert {path for path, p in pages[1].items() if p.status_code == 405} == {"/preferences", "/forget", "/narrow"}
    assert pages[1]["/no/such/page"].status_code == 404


def words(response):
    parser = Words()
    parser.feed(response.content.decode())
    return parser


def test_no_page_is_half_in_another_language(pages):
    from minsheng.base.texts import traditional

    lang, read = pages
    for path, response in read.items():
        if response.status_code in (302, 405):
            continue
        page = words(response)
        assert page.lang == LANGUAGES[lang] and len(page.words) > 10, path
        if lang == "en":
            assert not (odd := [w for w in page.words if CHINESE.search(w)]), f"{path}: {odd[:5]}"
        elif lang == "zh-hant":
            assert not (odd := [w for w in page.words if traditional(w) != w]), f"{path}: {odd[:5]}"
        else:
            assert sum(bool(CHINESE.search(w)) for w in page.words) > len(page.words) / 3, path


def test_every_page_has_one_heading_a_title_and_the_way_to_clear(pages):
    for path, response in pages[1].items():
        if response.status_code in (200, 404):
            text = response.content.decode()
            assert text.count("<h1") == 1 and re.search(r"<title>\s*\S", text), path
            assert 'action="/forget"' in text and 'href="#main"' in text, path


def test_every_answer_carries_its_security_headers(pages):
    for path, response in pages[1].items():
        policy = response["Content-Security-Policy"]
        assert "default-src 'self'" in policy and "unsafe" not in policy and "*" not in policy, path
        assert response["X-Content-Type-Options"] == "nosniff" and response["X-Frame-Options"] == "DENY", path


def test_pages_have_nothing_inline_and_nothing_from_elsewhere(pages):
    for path, response in pages[1].items():
        text = response.content.decode()
        assert not re.search(r"<style|\sstyle=|\son\w+=\"|javascript:", text), path
        assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", text), path
        assert all('src="' in s or 'type="application/json"' in s for s in re.findall(r"<script[^>]*>", text)), path


def test_finder_pages_are_never_kept_by_a_cache(pages):
    for path, response in pages[1].items():
        if path.startswith("/finder"):
            assert "no-store" in response["Cache-Control"], path


def test_the_finder_has_no_models():
    from django.apps import apps

    assert not list(apps.get_app_config("guide").get_models()), "the public pages keep nothing of anybody"


def test_a_switch_of_language_comes_back_to_the_page(client):
    response = client.post("/preferences", {"language": "en", "next": "/rules?q=a"})
    assert response["Location"] == "/rules?q=a" and response.cookies["language"].value == "en"
    assert client.post("/preferences", {"type": "large", "next": "//elsewhere.example/"})["Location"] == "/"
    assert client.post("/preferences", {"language": "xx", "next": "/"}).cookies == {}
