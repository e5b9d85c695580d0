"""Forms that many answers share: a text in both languages, a key with its words, a day, a page of a list."""

import re
from datetime import date
from typing import Annotated, Any, Generic, TypeVar

from django.core.paginator import Paginator
from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

Row = TypeVar("Row")
FIRST, LAST = date(1949, 10, 1), date(2100, 12, 31)
DEEPEST = 100_000  # rows from the top that a page may begin at: who wants more narrows the list


def _day(raw: Any) -> Any:
    """A day is written 2025-10-28; digits alone would be read as seconds since 1970."""
    if isinstance(raw, date):
        return raw
    try:
        day = date.fromisoformat(raw) if isinstance(raw, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", raw, re.ASCII) else None
    except ValueError:
        day = None
    if day is None or not FIRST <= day <= LAST:
        raise PydanticCustomError("day", "write a day that exists, like 2025-10-28")
    return day


def _clean(raw: Any) -> Any:
    """No database takes the sign 0, and half of a character is none."""
    if isinstance(raw, str) and ("\x00" in raw or any("\ud800" <= sign <= "\udfff" for sign in raw)):
        raise PydanticCustomError("signs", "has signs that cannot be stored")
    return raw


Day = Annotated[date, BeforeValidator(_day)]
Text = Annotated[str, BeforeValidator(_clean), Field(max_length=100)]
Id = Annotated[int, Field(ge=1, le=2**53)]
"""As far as a program in JavaScript counts."""


class Words(Schema):
    """A text in simplified Chinese and in English."""

    zh: str
    en: str


class Coded(Words):
    """A key that does not change, with its words."""

    key: str


class Asked(Schema):
    """Which page of a list."""

    model_config = ConfigDict(extra="ignore")
    page: int = Field(1, ge=1, le=DEEPEST, description="第几页 | Which page, from 1")
    size: int = Field(50, ge=1, le=200, description="每页几行 | Rows a page")


class Paged(Schema, Generic[Row]):
    """A page of a list. `next` is the address of the following page, null on the last one."""

    items: list[Row]
    page: int
    size: int
    total: int
    next: str | None


def words(pair) -> dict:
    """(zh, en) as an answer says it."""
    return {"zh": str(pair[0]), "en": str(pair[1])}


def coded(key: str, known: dict) -> dict:
    """A key with its words of a table {key: (zh, en, …)}."""
    return {"key": key, **words(known.get(key, (key, key)))}


def paged(request, rows, asked: Asked, show) -> dict:
    """The page of a queryset or list; past the end it is empty, not an error: rows come and go while somebody reads on."""
    pages = Paginator(rows, asked.size)
    there = asked.page <= pages.num_pages and asked.page * asked.size <= DEEPEST
    further = there and asked.page < pages.num_pages and (asked.page + 1) * asked.size <= DEEPEST
    query = request.GET.copy()
    query["page"] = asked.page + 1
    return {
        "items": [show(row) for row in pages.page(asked.page).object_list] if there else [],
        "page": asked.page,
        "size": asked.size,
        "total": pages.count,
        "next": f"{request.path}?{query.urlencode()}" if further else None,
    }
