"""A number typed into a search stands in the address sealed: for whoever typed it, for half an hour."""

import time
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.base.ui import typed

ME, OTHER = (SimpleNamespace(by=SimpleNamespace(user=n)) for n in (1, 2))


@pytest.mark.parametrize("text", ["440399197305017772", "1380000", "0027", "４４０３", "E 1234-5678", "张三 13800000027", "6222 0200 0000"])
def test_what_may_be_the_number_of_a_person_is_sealed(text):
    sealed = typed.for_address(ME, text)
    assert sealed.startswith("~") and text not in sealed and quote(sealed) == sealed
    assert typed.read(ME, sealed) == text


@pytest.mark.parametrize("text", ["张三", "zxm", "香蜜湖", "", "12 栋", "benefits.award:12345", "SQ-440304-2025-000173"])
def test_names_places_and_our_own_numbers_stand_as_they_are(text):
    assert typed.for_address(ME, text) == text and typed.read(ME, text) == text


@given(st.text(max_size=60))
def test_what_was_typed_is_read_again(text):
    back = typed.read(ME, typed.for_address(ME, text))
    assert back is not None and back in text.replace("\x00", "")


def test_nobody_else_and_not_later(monkeypatch):
    sealed = typed.for_address(ME, "440399197305017772")
    assert typed.read(OTHER, sealed) is None
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + typed.HOLDS + 2)
    assert typed.read(ME, sealed) is None


@pytest.mark.parametrize("text", ["~", "~~", "~abc", "~" + "A" * 300, "~中"])
def test_nonsense_reads_as_nothing(text):
    assert typed.read(ME, text) is None
