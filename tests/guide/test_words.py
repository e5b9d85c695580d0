"""Every word of the site stands in both languages, and traditional Chinese is derived from the simplified."""

import re
from pathlib import Path

import pytest
from django.utils import translation

SOURCE = Path(__file__).parents[2] / "src" / "minsheng"
TEMPLATES = sorted(SOURCE.glob("**/templates/**/*.html"))
TAGS = r"say|heading|panel|more|buttons|empty_state|confirmation|big_money [^ ]+|(?:tag|act|deadline) \"\w+\""  # tags that take their words as a pair
SAY = re.compile(rf"""\{{%\s*(?:{TAGS})\s+("(?:[^"]*)"|'(?:[^']*)')\s+("(?:[^"]*)"|'(?:[^']*)')[^%]*%\}}""")
CHINESE = re.compile(r"[\u3400-\u9fff]")


def test_there_are_templates_to_look_at():
    assert len(TEMPLATES) > 20


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_every_text_of_a_template_is_a_pair(path):
    text = path.read_text("utf-8")
    pairs = SAY.findall(text)
    assert sum(m[0].startswith("{% say") for m in SAY.finditer(text)) == text.count("{% say ")
    for zh, en in pairs:
        assert CHINESE.search(zh) or not re.search(r"\w{3}", zh), f"no Chinese in {zh}"
        assert not CHINESE.search(en), f"Chinese in the English text {en}"
        assert bool(zh[1:-1]) == bool(en[1:-1]), f"one half is empty: {zh} {en}"
        assert set(re.findall(r"\{\w+\}", zh)) == set(re.findall(r"\{\w+\}", en)), f"not the same values: {zh} {en}"
    rest = SAY.sub("", text)
    assert not CHINESE.search(re.sub(r"\{#.*?#\}", "", rest)), f"Chinese outside a pair: {CHINESE.search(rest)}"


@pytest.mark.parametrize(
    ("zh", "hant"),
    [
        ("低保户口", "低保戶口"),
        ("说不准", "説不準"),
        ("群众发放账号", "群眾發放帳號"),
        ("“一证一书”", "「一證一書」"),
        ("打印信息", "列印資訊"),
        ("里面", "裏面"),
        ("看表格", "看表格"),
        ("当场发证、签名", "當場發證、簽名"),
        ("满60周岁申请复核", "滿60周歲申請覆核"),
    ],
)
def test_traditional_chinese_is_written_as_in_hong_kong(zh, hant):
    from minsheng.base.texts import traditional

    assert traditional(zh) == hant


@pytest.mark.parametrize(("lang", "text"), [("zh-hans", "发放"), ("zh-hant", "發放"), ("en", "payment"), ("fr", "发放")])
def test_a_text_is_said_in_the_readers_language(lang, text):
    from minsheng.base.texts import here

    with translation.override(lang):
        assert here("发放", "payment") == text


def test_values_in_a_text_are_escaped():
    from minsheng.base.templatetags.say import say

    assert say("第 {n} 个", "number {n}", n="<b>") == "第 &lt;b&gt; 个"


@pytest.mark.parametrize(("fen", "text"), [(0, "0.00"), (5, "0.05"), (153500, "1,535.00"), (-76750, "-767.50"), (10**11, "1,000,000,000.00")])
def test_money_is_shown_in_yuan(fen, text):
    from minsheng.base.templatetags.amounts import yuan

    assert yuan(fen) == text
