"""Texts of parts: a (zh, en) pair, something of the book with .zh and .en, a plain text, or safe HTML."""

from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Any

from django.utils.functional import lazy
from django.utils.html import conditional_escape, format_html, strip_tags
from django.utils.safestring import SafeString

from minsheng.base.texts import here, pick

words = lazy(here, str)
"""words(zh, en): a text for class bodies, read when the page is made."""

CHOOSE, NOT_KNOWN = words("请选择", "Choose"), words("不知道", "Not known")
"""What the empty choice of a list says: that something is to be chosen, or what it means to choose nothing."""

KINDS = ("act", "amber", "danger", "blue", "plain")


def text(value: Any) -> str:
    """What the reader sees of a text, safe to put into HTML. Days are written 2025-10-31."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, tuple | list | dict) or (hasattr(value, "zh") and hasattr(value, "en") and not hasattr(value, "__html__")):
        return conditional_escape(pick(value))
    return conditional_escape(value)


def plain(value: Any) -> str:
    """The same without HTML, for files."""
    shown = text(value)
    return unescape(strip_tags(shown)).strip() if isinstance(shown, SafeString) else shown


class Part:
    """Something small that is made when it is shown, in the reader's language then."""

    def __html__(self) -> str:
        return self.__str__()


@dataclass(frozen=True)
class Label(Part):
    """A status label: a colour and always a word."""

    kind: str
    words: Any

    def __str__(self) -> str:
        return format_html('<span class="tag tag-{}">{}</span>', self.kind, text(self.words))


def tag(kind: str, zh: Any, en: str | None = None) -> Label:
    """tag("amber", "剩 3 天", "3 days left"), or tag("act", pair)."""
    if kind not in KINDS:
        raise ValueError(f"{kind} is not one of {KINDS}")
    return Label(kind, zh if en is None else (zh, en))


@dataclass(frozen=True)
class Cell(Part):
    """A cell with a main line and a small one. `kind` colours the main line; `href` makes it a link."""

    main: Any
    small: Any = ""
    href: str = ""
    kind: str = ""

    def __str__(self) -> str:
        look, main = f"cell-main ink-{self.kind}" if self.kind else "cell-main", text(self.main)
        line = format_html('<a class="{}" href="{}">{}</a>', look, self.href, main) if self.href else format_html('<span class="{}">{}</span>', look, main)
        return format_html('{} <span class="cell-small">{}</span>', line, text(self.small)) if self.small else line
