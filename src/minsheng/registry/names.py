"""How a name is found: its one- and two-character pieces, and the initials of its pinyin."""

import re
from functools import lru_cache

from opencc import OpenCC
from pypinyin import Style, lazy_pinyin

SURNAMES = {  # read differently as surnames
    "曾": "z", "单": "s", "解": "x", "仇": "q", "区": "o", "查": "z", "盖": "g", "任": "r", "翟": "z", "朴": "p", "尉迟": "yc", "万俟": "mq", "长孙": "zs",
    "召": "s", "华": "h", "缪": "m", "乐": "y", "员": "y", "折": "s", "冼": "x", "重": "c", "种": "c", "宓": "m", "纪": "j", "繁": "p",
}  # fmt: skip
CHINESE = re.compile(r"[\u3400-\u9fff]+")
LONGEST_INITIALS = 6


@lru_cache(maxsize=1)
def _simplify() -> OpenCC:
    return OpenCC("t2s")


@lru_cache(maxsize=20_000)
def _initial(character: str) -> str:
    return lazy_pinyin(character, style=Style.FIRST_LETTER)[0][:1].lower()


@lru_cache(maxsize=50_000)
def simplified(text: str) -> str:
    return _simplify().convert(text)


def initials(name: str) -> str:
    """张小明 → zxm; surnames as surnames are read."""
    chars = "".join(CHINESE.findall(name))
    for length in (2, 1):
        if chars[:length] in SURNAMES and len(chars) > length:
            return SURNAMES[chars[:length]] + "".join(_initial(c) for c in chars[length:])
    return "".join(_initial(c) for c in chars)


def clean(text: str) -> str:
    """What of a name counts: simplified characters, small letters; a note in brackets is left out."""
    return re.sub(r"[（(].*?[)）]|[\s·•]", "", simplified(text)).lower()


def _words(name: str) -> list[str]:
    return [w for w in re.split(r"[\s·•,]+", name.lower()) if w]


def pieces(name: str) -> set[str]:
    """Every piece by which a person with this name is found."""
    plain = clean(name)
    if not CHINESE.search(plain):
        words = _words(name)
        return {w[:n] for w in words for n in range(2, min(len(w), 8) + 1)} | {w[:1] for w in words}
    found = set(plain) | {plain[i : i + 2] for i in range(len(plain) - 1)}
    letters = initials(plain)
    return found | {letters[:n] for n in range(2, min(len(letters), LONGEST_INITIALS) + 1)}


def query_pieces(text: str) -> list[str]:
    """What a typed name must have all of: 张小明 → 张小, 小明; zxm → zxm; anna smith → anna, smith."""
    plain = clean(text)
    if not plain:
        return []
    if not CHINESE.search(plain):
        return [word[:8] for word in _words(text)]
    return [plain] if len(plain) <= 2 else [plain[i : i + 2] for i in range(len(plain) - 1)]
