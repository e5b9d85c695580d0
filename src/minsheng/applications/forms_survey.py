"""Questions of the survey form that are no step of the law: when and where, who was asked, the house, what differs, what the visitors propose.

Typed answers are kept with the visit; whatever may name somebody or say where they live is sealed with its notes.
"""

from datetime import time
from typing import Any

from django import forms

from minsheng.base.ui import CHOOSE, MoneyField, words

Pair = tuple[str, str]
STRUCTURES: dict[str, Pair] = {
    "frame": ("框架", "Concrete frame"),
    "brick": ("砖混", "Brick and concrete"),
    "earth": ("土坯", "Earth"),
    "wood": ("木结构", "Wood"),
    "other": ("其他", "Other"),
}
DANGER: dict[str, Pair] = {
    "a": ("A级", "A"),
    "b": ("B级", "B"),
    "c": ("C级（危房）", "C (unsafe)"),
    "d": ("D级（危房）", "D (unsafe)"),
    "none": ("没有鉴定", "Not graded"),
}
PROPOSALS: dict[str, Pair] = {
    "dibao": ("低保", "Dibao"),
    "single": ("单人保", "Dibao for one person"),
    "margin": ("低保边缘", "Margin household"),
    "rigid": ("刚性支出困难", "Rigid expenditure"),
    "tekun": ("特困", "Tekun"),
    "temporary": ("临时救助", "Temporary aid"),
    "none": ("不符合", "Does not qualify"),
}
OPTIONS = {"structure": STRUCTURES, "danger": DANGER, "proposal": PROPOSALS}
TYPED = ("began", "ended", "rooms", "built", *OPTIONS, "neighbours_asked", "proposed")

TEXTS = (  # of what is sealed, as the record says it
    ("venue", "地点", "Where"),
    ("asked", "被调查人", "Who was asked"),
    ("absent", "不在家的成员", "Who was absent"),
    ("land", "耕地、山林、鱼塘、养殖", "Land, woods, ponds, animals"),
    ("receives", "其他待遇", "Other benefits"),
    ("differs", "申报和查实", "Declared and found"),
    ("refused_why", "拒签原因", "Why not signed"),
    ("witness", "见证人", "Witness"),
)


def _options(key: str) -> list:
    return [("", CHOOSE), *((k, words(zh, en)) for k, (zh, en) in OPTIONS[key].items())]


def _clock() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


def _text(label: Any, rows: int = 2, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=500, required=False, widget=forms.Textarea(attrs={"rows": rows}), **more)


class SurveyForm(forms.Form):
    began = forms.TimeField(label=words("几点开始", "Began at"), required=False, widget=_clock())
    ended = forms.TimeField(label=words("几点结束", "Ended at"), required=False, widget=_clock())
    venue = forms.CharField(label=words("地点", "Where"), max_length=120, required=False)
    asked = forms.CharField(label=words("问的是谁，和申请人什么关系", "Who was asked, and how related to the applicant"), max_length=120, required=False)
    absent = _text(
        words("不在家的成员和去向（务工、上学、住院、服刑、失联）", "Members who were absent, and where (work, school, hospital, prison, out of touch)")
    )
    structure = forms.ChoiceField(label=words("房屋结构", "Structure"), required=False, choices=_options("structure"))
    danger = forms.ChoiceField(label=words("危房等级", "Grade of danger"), required=False, choices=_options("danger"))
    rooms = forms.IntegerField(label=words("间数", "Rooms"), min_value=0, max_value=99, required=False)
    built = forms.IntegerField(label=words("建造年份", "Year built"), min_value=1800, max_value=2100, required=False)
    neighbours_asked = forms.IntegerField(label=words("问了几户邻居", "Neighbours asked, how many"), min_value=0, max_value=50, required=False)
    land = _text(words("耕地、山林、鱼塘、养殖", "Land, woods, ponds, animals"))
    receives = _text(words("已享受的其他待遇", "Other benefits received"))
    differs = _text(
        words("收入、财产、支出：申报多少，看到多少，凭什么", "Income, property, spending: what was declared, what was found, by what"), 4,
        help_text=words("和申报不一样的逐项写；结论是部分不符或不符合时必填。", "One line for each difference; needed where the result says that something differs."),
    )  # fmt: skip
    proposal = forms.ChoiceField(label=words("调查人建议", "What the visitors propose"), required=False, choices=_options("proposal"))
    proposed = MoneyField(label=words("建议每月金额", "Amount a month they propose"), required=False)
    refused_why = forms.CharField(label=words("拒签的原因", "Why they would not sign"), max_length=200, required=False)
    witness = forms.CharField(label=words("社区见证人", "Witness of the committee"), max_length=60, required=False)


def typed(data: dict) -> dict:
    """What of the answers is kept as it is: times as "09:30", the amount in fen."""
    given = {key: data.get(key) for key in TYPED}
    return {key: f"{value:%H:%M}" if isinstance(value, time) else value for key, value in given.items() if value not in (None, "")}


def sealed(data: dict) -> dict:
    """What of the answers is sealed."""
    return {key: data[key] for key, _, _ in TEXTS if data.get(key)}


def told(form: dict) -> list[tuple[Pair, str | Pair]]:
    """The typed answers in words, for the record of a visit."""
    labels: dict[str, Pair] = {
        "began": ("开始", "Began"), "ended": ("结束", "Ended"), "rooms": ("间数", "Rooms"), "built": ("建造年份", "Year built"), "structure": ("房屋结构", "Structure"),
        "danger": ("危房等级", "Grade of danger"), "neighbours_asked": ("问了几户邻居", "Neighbours asked"), "proposal": ("调查人建议", "Proposed by the visitors"), "proposed": ("建议金额（元/月）", "Proposed, yuan a month"),
    }  # fmt: skip
    return [(labels[key], _said(key, form[key])) for key in TYPED if key in form]


def _said(key: str, value: Any) -> str | Pair:
    if key in OPTIONS:
        return OPTIONS[key].get(value, (value, value))
    return f"{value / 100:,.2f}" if key == "proposed" else str(value)
