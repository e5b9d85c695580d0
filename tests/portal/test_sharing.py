"""Sharing: an address without what the reader did there, as words and as a QR code that a camera reads; nothing of others."""

import re

import pytest
from django.test import Client

from minsheng.portal import qr
from minsheng.portal.pages import address
from tests.pages import patterns

SHARED = ["/", "/finder", "/rules", "/rules/dibao", "/rules/figures", "/rules/figures/dibao_standard", "/what-if", "/about", "/privacy", "/accessibility"]


@pytest.fixture
def read():
    client = Client(SERVER_NAME="localhost")
    return lambda path: client.get(path).content.decode()


@pytest.mark.parametrize("path", SHARED)
def test_every_public_page_can_be_shared_printed_and_reported(read, path):
    page = read(path)
    assert f'data-copy="http://localhost{path}"' in page and page.count('<svg class="qr"') == 2
    assert all(part in page for part in ("data-share", "data-print", 'action="/preferences"', 'value="large"', 'value="zh-hant"', "我要纠错"))


@pytest.mark.django_db
def test_so_can_every_public_page_of_other_areas(district, read):
    """Whatever view says that it is public has the tools on its page, or is a sheet that carries the code."""
    public = [(a, n) for a, n, view in patterns() if hasattr(view, "public_words") and "<" not in a]
    assert len(public) > 8
    bare = [address for address, _ in public if "data-copy" not in read(address)]
    assert not bare


def test_what_the_reader_searched_for_stays_with_the_reader(read):
    page = read("/rules/dibao?month=2025-10&place=440304&q=%E5%AF%86&x=1")
    assert 'data-copy="http://localhost/rules/dibao?place=440304&amp;month=2025-10"' in page


@pytest.mark.parametrize("path", ["/finder/place", "/mistakes/report", "/mistakes/answer", "/forgotten"])
def test_a_page_that_asks_is_not_shared(read, path):
    assert "data-copy" not in read(path)


def test_an_address_is_as_short_as_its_page_needs():
    assert address("/rules", [("a", "1"), ("b", "")], ("b", "a")) == "/rules?a=1"
    assert address("/rules", [("a", "x" * 200)], ("a",)) == "/rules"


def test_the_code_says_the_address():
    """The path is drawn again as a picture and compared module by module with what the library says of the same text."""
    import qrcode
    from qrcode.constants import ERROR_CORRECT_M

    text = "http://localhost/rules/dibao?place=440304"
    width, path = qr.drawn(text)
    drawn = [[False] * width for _ in range(width)]
    for x, y, n, back in re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", path):
        assert n == back
        for i in range(int(n)):
            drawn[int(y)][int(x) + i] = True
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=qr.QUIET)
    code.add_data(text)
    code.make()
    assert drawn == code.get_matrix() and not any(any(row) for row in drawn[: qr.QUIET])


@pytest.mark.django_db
def test_a_printed_notice_carries_the_code(district):
    page = Client(SERVER_NAME="localhost").get(f"/notices/{district.community.pk}/list/opinion/").content.decode()
    assert '<svg class="qr"' in page and page.index("<footer>") < page.index('<svg class="qr"')
