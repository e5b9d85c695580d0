"""`{% say "中文 {n}" "English {n}" n=… %}`: one text in the reader's language."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from minsheng.base import texts
from minsheng.base.masks import mask_name

register = template.Library()


@register.simple_tag
def say(zh, en, **values):
    """The text in the reader's language. An English text "one|many" chooses by the value n."""
    if "|" in en and "n" in values:
        one, many = en.split("|")
        en = one if values["n"] == 1 else many
    return format_html(texts.here(zh, en), **values) if values else mark_safe(texts.here(zh, en))  # noqa: S308 (our own words)


@register.filter
def here(pair):
    """The reader's half of a (zh, en) pair of the book."""
    return texts.pick(pair) if pair else ""


@register.filter
def chinese(zh):
    """A text that exists in Chinese only (a document's title), marked as Chinese on an English page."""
    if not zh:
        return ""
    if texts.language() == "en" and any("\u3000" <= c <= "\u9fff" for c in str(zh)):
        return format_html('<span lang="zh-Hans">{}</span>', zh)
    return texts.chinese(str(zh))


@register.filter
def masked(name):
    """A person's name on a page about several: 张*明."""
    return mask_name(name)
