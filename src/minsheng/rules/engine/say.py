"""Any expression in plain Chinese or English, with the figures of the day: for reasons, and for the public rule book."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from . import ir
from .declare import Fact, Version
from .figures import LEVEL, NEVER_USED, PAYABLE, Figure
from .types import Choice, Date, yuan

COMPARE = {
    "zh": {"<": "低于", "<=": "不超过", ">": "超过", ">=": "不低于", "==": "是", "!=": "不是"},
    "en": {"<": "is below", "<=": "is at most", ">": "is above", ">=": "is at least", "==": "is", "!=": "is not"},
}
SIGN = {"<": "<", "<=": "≤", ">": ">", ">=": "≥", "==": "=", "!=": "≠"}
ARITH = {"+": "+", "-": "−", "*": "×", "//": "÷"}
CALLS = {
    "age": ("{0}到{1}的周岁", "age from {0} on {1}"),
    "months_between": ("从{0}到{1}的整月数", "whole months from {0} to {1}"),
    "month_start": ("{0}所在月的第一天", "the first day of the month of {0}"),
    "month_end": ("{0}所在月的最后一天", "the last day of the month of {0}"),
    "add_months": ("{0}之后 {1} 个月", "{1} months after {0}"),
    "add_years": ("{0}之后 {1} 年", "{1} years after {0}"),
}
ROUNDS = {
    "round_up": ("{0} ÷ {1}，向上取整到 {2}", "{0} ÷ {1}, rounded up to {2}"),
    "round_down": ("{0} ÷ {1}，向下取整到 {2}", "{0} ÷ {1}, rounded down to {2}"),
    "round_half_up": ("{0} ÷ {1}，四舍五入到 {2}", "{0} ÷ {1}, rounded to the nearest {2}"),
}
OVER = {
    "any": ("家里有人：{0}", "someone in the household: {0}"),
    "all": ("每个人都：{0}", "everyone in the household: {0}"),
    "sum": ("各人{0}之和", "the sum of everyone's {0}"),
    "count": ("“{0}”的人数", "the number of people with: {0}"),
    "max": ("各人{0}中最大的", "the largest {0} among them"),
    "min": ("各人{0}中最小的", "the smallest {0} among them"),
    "len": ("家庭人数", "the number of members"),
}


PROPER = ("Shenzhen", "Guangzhou", "Huizhou", "Guangdong", "Hong Kong", "Chinese", "Article")  # keep their capital inside a sentence


def pick(pair: tuple[str, str], lang: str) -> str:
    return pair[0] if lang == "zh" else pair[1]


def label(target: Any, lang: str) -> str:
    if target is None:
        return pick(("当日", "the day"), lang)
    text: str = target.zh if lang == "zh" else target.en
    if lang == "zh" or isinstance(target, Figure) or text[:2].isupper() or text.startswith(PROPER):
        return text
    return text[:1].lower() + text[1:]


class Speaker:
    """Says expressions in one language; with a law, figures carry their value of the day."""

    def __init__(self, lang: str, law: Any = None):
        self.lang, self.law = lang, law
        self.said: dict[tuple[ir.Node, bool], str] = {}  # texts do not change: each is made once

    def say(self, node: ir.Node, reasons: bool = True) -> str:
        text = self.said.get((node, reasons))
        if text is None:
            made = getattr(self, "s_" + type(node).__name__)
            text = self.said[node, reasons] = pick(node.said, self.lang) if reasons and node.said else made(node)
        return text

    def inner(self, node: ir.Node) -> str:
        text = self.say(node)
        return (
            f"（{text}）"
            if isinstance(node, ir.And | ir.Or | ir.If) and self.lang == "zh"
            else f"({text})"
            if isinstance(node, ir.And | ir.Or | ir.If)
            else text
        )

    def s_Const(self, node: ir.Const) -> str:
        if isinstance(node.type, Choice):
            return node.type.show(node.value, self.lang)
        if isinstance(node.value, bool):
            return pick(("是", "yes") if node.value else ("否", "no"), self.lang)
        return str(node.value)

    def s_Ref(self, node: ir.Ref) -> str:
        text = label(node.target, self.lang)
        return f"{text}{self.today(node.target)}" if isinstance(node.target, Figure) and self.law else text

    def s_Lookup(self, node: ir.Lookup) -> str:
        keys = "、".join(self.say(k) for k in node.keys)
        return pick((f"{label(node.figure.target, 'zh')}（按{keys}）", f"{label(node.figure.target, 'en')} (by {keys})"), self.lang)

    def today(self, figure: Figure) -> str:
        """（1,535 元/人/月，自 2025-01-01）, or that nobody confirmed it."""
        value = self.law.values[figure.name]
        cell = value.cell("", LEVEL[value.standing])
        if LEVEL[value.standing] == NEVER_USED or cell is None:
            return pick(("（未确认）", " (not confirmed)"), self.lang)
        since = Date().show(value.entry.in_force)
        mark = "" if LEVEL[value.standing] == PAYABLE else pick(("，未确认", ", not confirmed"), self.lang)
        return pick(
            (f"（{figure.show(cell[0][1])} {figure.unit}，自 {since}{mark}）", f" ({figure.show(cell[0][1])} {unit_en(figure.unit)}, since {since}{mark})"),
            self.lang,
        )

    def s_Not(self, node: ir.Not) -> str:
        if isinstance(node.item, ir.In):
            return self.membership(node.item, ("不是", "is none of"))
        return pick(("不属于：{}", "not: {}"), self.lang).format(self.inner(node.item))

    def s_And(self, node: ir.And) -> str:
        return pick(("，并且", " and "), self.lang).join(self.inner(i) for i in node.items)

    def s_Or(self, node: ir.Or) -> str:
        return pick(("，或者", " or "), self.lang).join(self.inner(i) for i in node.items)

    def s_Compare(self, node: ir.Compare) -> str:
        space = "" if self.lang == "zh" else " "
        return f"{self.inner(node.left)}{space}{COMPARE[self.lang][node.op]}{space}{self.inner(node.right)}"

    def s_In(self, node: ir.In) -> str:
        return self.membership(node, ("是", "is one of"))

    def membership(self, node: ir.In, word: tuple[str, str]) -> str:
        options = pick(("或", ", "), self.lang).join(self.say(o) for o in node.options)
        return f"{self.say(node.item)}{'' if self.lang == 'zh' else ' '}{pick(word, self.lang)}{'' if self.lang == 'zh' else ' '}{options}"

    def s_Arith(self, node: ir.Arith) -> str:
        if node.op == "*" and isinstance(node.right, ir.Const) and node.right.value == 1:
            return self.say(node.left)
        parts = [f"({self.say(p)})" if isinstance(p, ir.Arith) and node.op in "*//" and p.op in "+-" else self.inner(p) for p in (node.left, node.right)]
        text = f"{parts[0]} {ARITH[node.op]} {parts[1]}"
        return text + pick(("（舍去零头）", " (rounded down)"), self.lang) if node.op == "//" else text

    def s_MinMax(self, node: ir.MinMax) -> str:
        const = [i for i in node.items if isinstance(i, ir.Const)]
        rest = [i for i in node.items if not isinstance(i, ir.Const)]
        if len(const) == len(rest) == 1:
            bound = ("{}（至少 {}）", "{} (at least {})") if node.op == "max" else ("{}（至多 {}）", "{} (at most {})")
            return pick(bound, self.lang).format(self.inner(rest[0]), self.say(const[0]))
        items = pick(("、", ", "), self.lang).join(self.inner(i) for i in node.items)
        small = node.op == "min"
        return pick((f"{items}中{'较小' if small else '较大'}的", f"the {'smaller' if small else 'larger'} of {items}"), self.lang)

    def s_If(self, node: ir.If) -> str:
        a, b, c = self.say(node.test), self.say(node.then), self.say(node.other)
        return pick((f"如果{a}，则{b}；否则{c}", f"if {a}: {b}; otherwise {c}"), self.lang)

    def s_Over(self, node: ir.Over) -> str:
        text = pick(OVER[node.op], self.lang).format(self.inner(node.item) if node.item else "")
        if node.where is None:
            return text
        return text + pick(("（只算：{}）", " (only those with: {})"), self.lang).format(self.say(node.where))

    def s_Call(self, node: ir.Call) -> str:
        return pick(CALLS[node.name], self.lang).format(*(self.say(a) for a in node.args))

    def s_Round(self, node: ir.Round) -> str:
        step = yuan(node.step.value) if isinstance(node.step, ir.Const) else self.say(node.step)
        num = f"({self.say(node.num)})" if isinstance(node.num, ir.Arith) and node.num.op in "+-" else self.inner(node.num)
        return pick(ROUNDS[node.name], self.lang).format(num, self.inner(node.den), step)


UNITS_EN = {
    "分钱": "fen", "户": "household", "小时": "hours", "元": "yuan", "月": "month", "人": "person", "年": "year",
    "次": "time", "岁": "years", "个月": "months", "分": "points", "餐": "meal", "天": "days", "个工作日": "working days", "例": "case",
    "项": "items", "具": "remains", "倍": "times", "周岁": "years", "级": "grade", "套": "dwellings", "间": "rooms",
    "日": "days", "个": "items", "张": "photographs",
}  # fmt: skip


def unit_en(unit: str) -> str:
    """元/人/月 → yuan/person/month."""
    return "/".join(UNITS_EN.get(part, part) for part in unit.split("/"))


def show(target: Any, lo: int, hi: int, lang: str) -> str:
    """A value of a fact, rule or figure for people: an amount, a date, an option, or what it can still be."""
    kind = getattr(target, "type", None)
    if lo != hi:
        low = getattr(kind, "lo", None) if isinstance(target, Fact) else None
        if kind == "bool" or isinstance(kind, Choice) or lo == low or (kind is not None and getattr(kind, "name", "") in ("bool", "date")):
            return pick(("不知道", "not known"), lang)
        return pick((f"{one(target, kind, lo, lang)} 以上" if hi > lo * 1000 + 10**6 else f"{one(target, kind, lo, lang)} 到 {one(target, kind, hi, lang)}",
                     f"{one(target, kind, lo, lang)} or more" if hi > lo * 1000 + 10**6 else f"{one(target, kind, lo, lang)} to {one(target, kind, hi, lang)}"), lang)  # fmt: skip
    return one(target, kind, lo, lang)


def one(target: Any, kind: Any, value: int, lang: str) -> str:
    if kind == "bool":
        return pick(("是", "yes") if value else ("否", "no"), lang)
    if kind is not None and hasattr(kind, "show"):
        return str(kind.show(value, lang))
    if 19000101 <= value <= 21001231 and getattr(target, "unit", "") in ("日期", "date"):
        return Date().show(value)
    return yuan(value) if getattr(target, "money", False) else f"{value:,}"


# -- the rule book ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """One line of a rule read out; `names` are the rules, facts and figures it speaks of."""

    depth: int
    text: str
    names: tuple[str, ...] = ()


def read_out_lines(version: Version, law: Any = None, lang: str = "zh") -> list[Line]:
    """A rule in plain words, line by line."""
    speaker = Speaker(lang, law)
    names = {n.name for n in ir.walk(version.tree) if isinstance(n, ir.Ref) and n.target is not None}
    head = Line(0, version.zh if lang == "zh" else version.en, tuple(sorted(names)))
    return [head, *_lines(speaker, version.tree, 1)]


def _lines(speaker: Speaker, node: ir.Node, depth: int) -> list[Line]:
    zh = speaker.lang == "zh"
    if isinstance(node, ir.And | ir.Or):
        head = ("同时符合：", "all of these:") if isinstance(node, ir.And) else ("符合下列之一：", "one of these:")
        title = f"{pick(node.said, speaker.lang)}{'：' if zh else ': '}" if node.said else ""
        return [Line(depth, title + pick(head, speaker.lang)), *(x for i in node.items for x in _lines(speaker, i, depth + 1))]
    if isinstance(node, ir.If):
        test = pick(("如果 {}：", "if {}:"), speaker.lang).format(speaker.say(node.test))
        other = Line(depth, pick(("否则：", "otherwise:"), speaker.lang))
        return [Line(depth, test), *_lines(speaker, node.then, depth + 1), other, *_lines(speaker, node.other, depth + 1)]
    if node.said:
        exact = speaker.say(node, reasons=False)
        plain = isinstance(node, ir.Ref | ir.Not)
        text = pick(node.said, speaker.lang)
        return [Line(depth, text if plain else f"{text}{'：' if zh else ': '}{exact}", _names(node))]
    return [Line(depth, speaker.say(node), _names(node))]


def _names(node: ir.Node) -> tuple[str, ...]:
    return tuple(dict.fromkeys(n.name for n in ir.walk(node) if isinstance(n, ir.Ref) and n.target is not None))


def read_out(version: Version, law: Any = None, lang: str = "zh") -> str:
    """A rule in plain words, indented."""
    return "\n".join("  " * line.depth + line.text for line in read_out_lines(version, law, lang))
