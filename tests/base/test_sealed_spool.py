"""What is brought is never on the disk in the clear, not even while the request lasts."""

import io
import os
import tempfile
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path
from hypothesis import given
from hypothesis import strategies as st
from waitress import buffers

from minsheng.base.management.commands.serve import spool_sealed
from minsheng.base.sealed_spool import SealedSpool

CANARY = "鹬蚌相争 440399197305017772\n".encode()
LARGE = CANARY * 100_000  # 3.4 MB: more than the memory takes


@given(st.lists(st.binary(min_size=1, max_size=70), max_size=12), st.lists(st.tuples(st.integers(0, 800), st.integers(0, 90)), max_size=8))
def test_what_was_written_is_read_from_any_place(parts, places):
    whole = b"".join(parts)
    with SealedSpool() as spool:
        for part in parts:
            assert spool.write(part) == len(part)
        spool.seek(0)
        assert spool.read() == whole
        for at, n in places:
            spool.seek(at)
            assert spool.read(n) == whole[at : at + n]


def test_no_place_is_written_twice():
    with SealedSpool() as spool:
        spool.write(b"abc")
        spool.seek(1)
        with pytest.raises(io.UnsupportedOperation):
            spool.write(b"x")


@pytest.fixture
def lying(monkeypatch):
    """What lies in every temporary file that is made, read while it is there."""
    made, kinds = [], ("TemporaryFile", "NamedTemporaryFile", "SpooledTemporaryFile", "mkstemp")
    for kind in kinds:
        real = getattr(tempfile, kind)
        monkeypatch.setattr(tempfile, kind, lambda *a, _real=real, **k: made.append(_real(*a, **k)) or made[-1])

    def read() -> list[bytes]:
        return [os.pread(one.fileno(), 10**8, 0) for one in made]

    return read


def bring(request):
    upload = request.FILES["file"]
    found = (upload.read(), upload.size, upload.name)
    bring.lying = bring.look()
    bring.named = [p.name for p in Path(tempfile.gettempdir()).glob("*.upload*")]
    bring.found = found
    return HttpResponse("ok")


urlpatterns = [path("bring", bring)]


@pytest.mark.parametrize("content", [CANARY, LARGE])
def test_a_file_that_is_brought_is_read_whole_and_lies_nowhere_in_the_clear(lying, content):
    bring.look = lying
    with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[]):
        file = io.BytesIO(content)
        file.name = "名册.csv"
        assert Client().post("/bring", {"file": file}).content == b"ok"
    assert bring.found == (content, len(content), "名册.csv") and not bring.named
    assert len(bring.lying) == (content is LARGE), "a large one does lie on the disk, or this proves nothing"
    assert all(len(one) == len(content) and CANARY not in one and CANARY[:12] not in one for one in bring.lying)


def test_the_server_spools_what_it_holds_back_sealed(lying, monkeypatch):
    monkeypatch.setattr(buffers.TempfileBasedBuffer, "newfile", buffers.TempfileBasedBuffer.newfile)  # as it was, afterwards
    spool_sealed()
    held = buffers.OverflowableBuffer(1000)
    for i in range(0, len(LARGE), 65_536):
        held.append(LARGE[i : i + 65_536])
    assert len(lying()) == 1 and CANARY not in lying()[0]
    taken = b""
    while piece := held.get(100_000, skip=True):
        taken += piece
    assert taken == LARGE
