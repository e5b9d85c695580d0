"""Amounts in capitals, read back by a reader of our own."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from minsheng.base.capitals import capitals
from minsheng.base.errors import Refused

DIGITS = {c: n for n, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
TENS = {"拾": 10, "佰": 100, "仟": 1000}


def whole(text: str) -> int:
    """元 as they are read aloud: groups of four."""
    for unit, value in (("亿", 10**8), ("万", 10**4)):
        if unit in text:
            before, after = text.rsplit(unit, 1)
            return whole(before) * value + whole(after)
    total, digit = 0, 0
    for c in text:
        if c in TENS:
            total, digit = total + digit * TENS[c], 0
        else:
            digit = DIGITS[c]
    return total + digit


def read(text: str) -> int:
    """Fen."""
    yuan, found, rest = text.partition("元")
    yuan, rest = (yuan, rest) if found else ("", text)
    rest = rest.removesuffix("整").removeprefix("零")
    jiao, found, cents = rest.partition("角")
    jiao, cents = (jiao, cents) if found else ("", rest)
    return whole(yuan) * 100 + (DIGITS[jiao] * 10 if jiao else 0) + (DIGITS[cents.removesuffix("分")] if cents else 0)


@given(st.integers(0, 10**14))
@example(10)
@example(1)
@example(100_001)
@example(10**10)
@example(10_000_000_000_001)
def test_read_back_it_is_the_same_to_the_fen(fen):
    text = capitals(fen)
    assert read(text) == fen
    assert text.endswith("整") != text.endswith("分")
    assert "零零" not in text


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "零元整"), (7, "柒分"), (30, "叁角整"), (100, "壹元整"), (105, "壹元零伍分"), (150, "壹元伍角整"), (199600, "壹仟玖佰玖拾陆元整"), (1_000_001, "壹万元零壹分"),
        (10_010_00, "壹万零壹拾元整"), (100_000_000_00, "壹亿元整"), (32_955_998_14, "叁仟贰佰玖拾伍万伍仟玖佰玖拾捌元壹角肆分"),
    ],
)  # fmt: skip
def test_as_a_cashier_writes_it(fen, words):
    assert capitals(fen) == words


def test_below_zero_there_are_none():
    with pytest.raises(Refused):
        capitals(-1)
