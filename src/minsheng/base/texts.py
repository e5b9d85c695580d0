"""Words for the reader. A text is written twice, in simplified Chinese and in English; traditional Chinese is derived.

Nothing is looked up by key: both languages stand side by side wherever a text is written, so a page cannot be half in one language.
"""

from functools import lru_cache

from django.utils import translation
from opencc import OpenCC

LANGUAGES = ("zh-hans", "zh-hant", "en")
HTML_LANG = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}

# What OpenCC's Hong Kong table leaves or makes that readers there would write otherwise. Names of laws and benefits stay the law's own.
CORRECTIONS = {
    "“": "「",
    "”": "」",
    "户": "戶",
    "羣": "群",
    "錶格": "表格",
    "程序編": "程式編",
    "場髮": "場發",
    "場籤": "場簽",
    "週歲": "周歲",
    "複核": "覆核",
    "短信": "短訊",
    "信息": "資訊",
    "打印": "列印",
    "鏈接": "連結",
    "視頻": "影片",
    "賬號": "帳號",
    "賬戶": "帳戶",
    "屏幕": "螢幕",
    "默認": "預設",
    "回復": "回覆",
    "台賬": "台帳",
    "文檔": "文件",
    "鄰裏": "鄰里",
}


def language() -> str:
    """The reader's language: zh-hans, zh-hant or en."""
    current = translation.get_language() or "zh-hans"
    return current if current in LANGUAGES else "zh-hans"


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    return OpenCC("s2hk")


@lru_cache(maxsize=20_000)
def traditional(text: str) -> str:
    """The simplified Chinese text in traditional characters as used in Hong Kong."""
    text = _converter().convert(text)
    for made, wanted in CORRECTIONS.items():
        text = text.replace(made, wanted)
    return text


def chinese(zh: str) -> str:
    """The Chinese text in the script of the reader (also for documents that exist in Chinese only)."""
    return traditional(zh) if language() == "zh-hant" else zh


def here(zh: str, en: str) -> str:
    """The text in the reader's language."""
    return en if language() == "en" else chinese(zh)


def pick(pair) -> str:
    """The reader's half of a pair from the book: an object with .zh and .en, a mapping or a sequence (zh, en)."""
    if isinstance(pair, dict):
        return here(pair["zh"], pair["en"])
    if hasattr(pair, "zh"):
        return here(pair.zh, pair.en)
    return here(pair[0], pair[1])
