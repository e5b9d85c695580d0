"""Any rule in plain words with the figures of the day, for the public rule book."""

from __future__ import annotations

import re

import pytest

from minsheng.rules.engine import read_out, read_out_lines
from tests.rules.engine.small import load

CHINESE = re.compile(r"[\u4e00-\u9fff]")
LAWS = [("深圳市", "2025-09-01"), ("惠州市", "2026-08-01"), ("广东省", "2018-05-01")]


def law(place="深圳市", on="2025-09-01"):
    return load().at(place, on, "2026-12-01")


@pytest.mark.parametrize("place, on", LAWS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_rule_can_be_read_out(place, on, lang):
    book = load()
    for name, rule in book.rules.items():
        for version in rule.versions:
            lines = read_out_lines(version, law(place, on), lang)
            assert lines[0].text == (version.zh if lang == "zh" else version.en) and len(lines) > 1
            for line in lines[1:]:
                assert line.text.strip() and "None" not in line.text and "{" not in line.text, (name, line)
                assert lang == "zh" or not CHINESE.search(line.text), (name, line.text)
                assert all(n in book.names for n in line.names)
            depths = [line.depth for line in lines]
            assert depths[0] == 0 and all(b <= a + 1 for a, b in zip(depths, depths[1:], strict=False)), depths


def test_the_figure_of_the_day_stands_in_the_text():
    book = load()
    text = read_out(book.rule("aid_eligible", law()), law(), "zh")
    assert "1,535.00 元/人/月，自 2025-01-01" in text and "人均收入低于标准" in text
    assert "1,365.00" in read_out(book.rule("aid_eligible"), law(on="2022-09-01"), "zh")


def test_what_is_not_confirmed_says_so():
    book = load()
    assert "未确认" in read_out(book.rule("aid_eligible"), law(on="2026-02-01"), "zh")
    assert "not confirmed" in read_out(book.rule("heating_amount", law("惠州市", "2026-08-01")), law("惠州市", "2026-08-01"), "en")


def test_without_a_law_no_figure_is_shown():
    assert "1,535" not in read_out(load().rule("aid_eligible"), lang="zh")


def test_the_layout_follows_the_conditions():
    lines = read_out(load().rule("aid_eligible", law()), law(), "zh").splitlines()
    assert lines[0] == "救助资格" and lines[1].strip() == "同时符合：" and [x[:4] for x in lines[2:]] == ["    "] * 3


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_real_book_can_be_read_out(book, lang):
    real = book.at("深圳市", "2025-10-01", "2025-12-01")
    wrong = [
        (name, line.text)
        for name, rule in book.rules.items() for version in rule.versions for line in read_out_lines(version, real, lang)
        if not line.text.strip() or (lang == "en" and CHINESE.search(line.text))
    ]  # fmt: skip
    assert not wrong, wrong[:10]
