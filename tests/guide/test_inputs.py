import pytest

from minsheng.guide import inputs
from minsheng.guide.inputs import Wrong
from minsheng.rules.engine import Bool, Choice, Date, Entity, Int, Money, fact

PERSON = Entity("person", "个人", "person")
FACTS = {
    "options": fact(PERSON, Choice(here=("本市", "Here"), away=("外地", "Away", "不在本市", "Not here")), "户籍", "Hukou"),
    "bool": fact(PERSON, Bool(), "有车", "Has a car"),
    "date": fact(PERSON, Date(), "出生日期", "Date of birth"),
    "money": fact(PERSON, Money(hi=1_000_000), "月收入", "Income", unit="元/月"),
    "number": fact(PERSON, Int(0, 4), "残疾等级", "Grade", unit="级"),
}


@pytest.mark.parametrize(
    ("kind", "post", "value"),
    [
        ("options", {"value": "away"}, "away"),
        ("options", {"value": "unsure"}, None),
        ("bool", {"value": "no"}, "no"),
        ("date", {"year": "1950", "month": "3", "day": "1"}, "1950-03-01"),
        ("date", {"unsure": "1", "year": "x"}, None),
        ("money", {"value": " 1,200.50 "}, "1,200.50"),
        ("money", {"unsure": "1", "value": ""}, None),
        ("number", {"value": "0"}, "0"),
    ],
)
def test_what_people_enter_is_read(kind, post, value):
    assert inputs.read(FACTS[kind], post) == value


@pytest.mark.parametrize(
    ("kind", "post", "field", "says"),
    [
        ("options", {}, "value", "请选一项"),
        ("options", {"value": "moon"}, "value", "本市"),
        ("bool", {"value": "maybe"}, "value", "是 或 否"),
        ("date", {}, "year", "请填年、月、日"),
        ("date", {"year": "1950", "month": "", "day": "1"}, "month", "都要填数字"),
        ("date", {"year": "1950", "month": "2", "day": "30"}, "year", "不存在"),
        ("date", {"year": "1066", "month": "10", "day": "14"}, "year", "1900-01-01"),
        ("date", {"year": "１９５０", "month": "1", "day": "1"}, "year", "都要填数字"),
        ("money", {"value": ""}, "value", "请填金额"),
        ("money", {"value": "-5"}, "value", "0.00"),
        ("money", {"value": "很多"}, "value", "数字"),
        ("money", {"value": "1.234"}, "value", "两位小数"),
        ("money", {"value": "1e400"}, "value", "之间"),
        ("number", {"value": "2.5"}, "value", "整数"),
        ("number", {"value": "9"}, "value", "4"),
    ],
)
def test_what_cannot_be_read_says_how_to_mend_it(kind, post, field, says):
    with pytest.raises(Wrong) as caught:
        inputs.read(FACTS[kind], post)
    assert caught.value.field == field and says in caught.value.zh and caught.value.en


def test_every_option_list_ends_with_not_sure():
    assert [o.value for o in inputs.options(FACTS["options"])] == ["here", "away", "unsure"]
    assert [o.value for o in inputs.options(FACTS["bool"])] == ["yes", "no", "unsure"]


def test_answers_are_shown_in_words():
    assert inputs.shown(FACTS["options"], "away") == "外地"
    assert inputs.shown(FACTS["bool"], "yes") == "是"
    assert inputs.shown(FACTS["date"], "1950-03-01") == "1950 年 3 月 1 日"
    assert inputs.shown(FACTS["money"], "1200") == "1,200.00 元/月"
    assert inputs.shown(FACTS["money"], None) == "说不准"


def test_a_question_for_having_is_answered_so():
    car = fact(PERSON, Bool(), "有车", "Has a car", ask=("家里还有车吗？", "Is there a car?"))
    ill = fact(PERSON, Bool(), "重病", "Ill", ask=("是不是得了重病？", "Is there an illness?"))
    assert [o.label[0] for o in inputs.options(car)] == ["有", "没有", "说不准"] and inputs.shown(car, "no") == "没有"
    assert [o.label[0] for o in inputs.options(ill)] == ["是", "不是", "说不准"]
