"""Which encoding a text file is in. Chinese offices save UTF-8 or GB18030, and seldom say which."""

from __future__ import annotations

import codecs

from .problems import RosterError, problem

MARKS = [(codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")]


def to_utf8(raw: bytes, source: str) -> tuple[bytes, str]:
    """The same text as UTF-8 and the name of its encoding. Raises RosterError naming the line of a damaged character."""
    for mark, name in MARKS:
        if raw.startswith(mark):
            return _decode(raw, name, source).encode(), name.removesuffix("-sig")
    try:
        raw.decode("utf-8")
        return raw, "utf-8"
    except UnicodeDecodeError as damage:
        if _mostly_utf8(raw, damage.start):
            raise RosterError([_damaged(raw, damage.start, "UTF-8", source)]) from None
    return _decode(raw, "gb18030", source).encode(), "gb18030"


def _decode(raw: bytes, name: str, source: str) -> str:
    try:
        return raw.decode(name)
    except UnicodeDecodeError as damage:
        raise RosterError([_damaged(raw, damage.start, name.upper(), source)]) from None


def _mostly_utf8(raw: bytes, at: int) -> bool:
    """A UTF-8 file with a few damaged bytes, and not a file in another encoding? Judged on the text around the damage."""
    text = raw[max(0, at - 500_000) : at + 500_000].decode("utf-8", errors="replace")
    wide = sum(1 for c in text if ord(c) > 127)
    return text.count("\ufffd") * 2 < wide  # text in another encoding is nearly all damage


def _damaged(raw: bytes, at: int, name: str, source: str):
    line = raw.count(b"\n", 0, at) + 1
    return problem(
        source, f"第 {line} 行附近的文字不是 {name} 编码，读不出来", f"the text near line {line} is not valid {name}",
        "请在 Excel 里另存为“CSV UTF-8（逗号分隔）”再试", "save it as “CSV UTF-8” and try again",
    )  # fmt: skip
