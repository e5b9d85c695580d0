"""The site in this process, with a small invented book whose law does not change."""

import functools
import sys
from datetime import date
from pathlib import Path

import pytest

HERE = Path(__file__).parent


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
    from minsheng.base import clock
    from minsheng.guide import law

    monkeypatch.setattr(law, "book", read_small_book)
    monkeypatch.setattr(clock.timezone, "localdate", lambda: date(2026, 11, 22))
    return read_small_book()


@pytest.fixture
def client():
    from django.test import Client

    return Client(SERVER_NAME="localhost")
