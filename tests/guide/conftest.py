"""The site in this process, with a small invented book whose law does not change."""

import functools
import os
import sys
import tempfile
from datetime import date
from pathlib import Path

import pytest

HERE = Path(__file__).parent
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minsheng.config.settings")
os.environ.setdefault("MINSHENG_LIVE_STATIC", "1")
os.environ.setdefault("MINSHENG_SECRET_KEY", "a key for tests that is long enough to be one")
os.environ.setdefault("MINSHENG_VAR", tempfile.mkdtemp())

import django  # noqa: E402

django.setup()


@functools.cache
def read_small_book():
    from minsheng.rules import book
    from minsheng.rules.book import facts
    from minsheng.rules.engine import Book

    if str(HERE) not in sys.path:
        sys.path.insert(0, str(HERE))
    return Book.load(facts=facts, folders=["aid"], places=Path(book.__file__).with_name("places.csv"), package="small_book")


@pytest.fixture
def small_book(monkeypatch):
    """The site speaks of the small book, and today is 22 November 2026."""
    from minsheng.guide import law, steps

    monkeypatch.setattr(law, "book", read_small_book)
    monkeypatch.setattr(steps.timezone, "localdate", lambda: date(2026, 11, 22))
    return read_small_book()


@pytest.fixture
def client():
    from django.test import Client

    return Client(SERVER_NAME="localhost")
