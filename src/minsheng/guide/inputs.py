"""Form fields for the facts of the book: how each kind is asked, read and shown."""

import re
from dataclasses import dataclass
from datetime import date

from minsheng.base.templatetags.amounts import day
from minsheng.base.texts import here
from minsheng.rules.engine import Bool, Choice, Date, Money


class Wrong(Exception):
    """What was entered cannot be read: `field` to go to, and what to do, in Chinese and English."""

    def __init__(self, zh: str, en: str, field: str = "value"):
        super().__init__(zh)
        self.zh, self.en, self.field = zh, en, field


@dataclass
class Option:
    value: str
    label: tuple[str, str]
    hint: tuple[str, str] | None = None


YES_NO = [Option("yes", ("是", "Yes")), Option("no", ("不是", "No"))]
HAVE_OR_NOT = [Option("yes", ("有", "Yes")), Option("no", ("没有", "No"))]
ASKS_FOR_HAVING = re.compile("有没有|(^|还|孩子)有.+吗")  # Chinese answers 有没有…？ with 有 or 没有
UNSURE = Option("unsure", ("说不准", "Not sure"), ("没关系，我们先按各种情况都算一算。", "That is fine. We work it out both ways."))


def kind(fact) -> str:
    """How a fact is entered: options, date, money or number."""
    if isinstance(fact.type, (Bool, Choice)):
        return "options"
    return "date" if isinstance(fact.type, Date) else "money" if isinstance(fact.type, Money) else "number"


def options(fact) -> list[Option]:
    if isinstance(fact.type, Bool):
        return [*(HAVE_OR_NOT if fact.ask and ASKS_FOR_HAVING.search(fact.ask[0]) else YES_NO), UNSURE]
    listed = [Option(key, texts[:2], texts[2:4] if len(texts) > 2 else None) for key, texts in fact.type.options.items()]
    return [*listed, UNSURE]


def together(fact) -> bool:
    """Whether the question is put for everybody it concerns on one page: not where the options need explaining."""
    return not (isinstance(fact.type, Choice) and any(len(texts) > 2 for texts in fact.type.options.values()))


def read_of(fact, post, suffix: str) -> str | None:
    """`read` of the fields of one person, whose names end with `suffix`."""
    try:
        return read(fact, {k: post[k + suffix] for k in FIELDS if k + suffix in post})
    except Wrong as wrong:
        raise Wrong(wrong.zh, wrong.en, wrong.field + suffix) from wrong


FIELDS = ("value", "year", "month", "day", "unsure")


def read(fact, post) -> str | None:
    """The value a form gives for a fact, as the book reads it; None for “not sure”. Raises Wrong."""
    if "unsure" in post or post.get("value") == "unsure":
        return None
    form = kind(fact)
    raw = _date(post) if form == "date" else (post.get("value") or "").strip()
    if not raw:
        raise Wrong(*EMPTY[form])
    try:
        fact.type.read(raw)
    except ValueError as error:
        raise Wrong(*_advice(form, error)) from error
    return raw


def fits(fact, value: str | None) -> bool:
    """Whether a value given earlier can still be an answer to the fact."""
    if fact is None or fact.ask is None:
        return False
    try:
        return value is None or fact.type.read(value) is not None
    except ValueError:
        return False


EMPTY = {
    "options": ("请选一项；不清楚就选“说不准”", "Choose one; if you do not know, choose “Not sure”"),
    "date": ("请填年、月、日；不清楚就选“说不准”", "Enter year, month and day; if you do not know, choose “Not sure”", "year"),
    "money": ("请填金额，没有就填 0；不清楚就选“说不准”", "Enter an amount, 0 for none; if you do not know, choose “Not sure”"),
    "number": ("请填数字，没有就填 0；不清楚就选“说不准”", "Enter a number, 0 for none; if you do not know, choose “Not sure”"),
}


def _date(post) -> str:
    year, month, day_ = (post.get(k, "").strip() for k in ("year", "month", "day"))
    if not (year or month or day_):
        return ""
    for name, part in (("year", year), ("month", month), ("day", day_)):
        if not (part.isascii() and part.isdigit() and len(part) <= 4):
            raise Wrong("年、月、日都要填数字，例如 1950 年 3 月 1 日", "Year, month and day are all numbers, such as 1950, 3 and 1", name)
    try:
        return date(int(year), int(month), int(day_)).isoformat()
    except ValueError:
        raise Wrong("这一天不存在，请看看年、月、日有没有填错", "There is no such day; check year, month and day", "year") from None


def _advice(form: str, error: ValueError) -> tuple[str, ...]:
    said = error.args[0] if error.args else ""
    if isinstance(said, tuple):
        return (*said[:2], "year") if form == "date" else said[:2]
    return "没有看懂，请只填数字，例如 1200", "We could not read that; enter digits only, such as 1200"


def shown(fact, value: str | None) -> str:
    """A given value in the reader's language, for checking."""
    if value is None:
        return here("说不准", "Not sure")
    number = fact.type.read(value)
    if fact.zero and number == 0:
        return here(*fact.zero)
    if kind(fact) == "options":
        return next(here(*o.label) for o in options(fact)[:-1] if fact.type.read(o.value) == number)
    if kind(fact) == "date":
        return day(date(number // 10000, number // 100 % 100, number % 100))
    return fact.type.show(number) + unit_of(fact)


def unit_of(thing) -> str:
    """The unit of a fact or figure in the reader's language, to stand behind a number."""
    return here(*UNITS.get(thing.unit, (f" {thing.unit}", "")))


UNITS = {
    "元/月": (" 元/月", " yuan a month"), "元": (" 元", " yuan"), "元/次": (" 元/次", " yuan each time"), "元/年": (" 元/年", " yuan a year"),
    "岁": (" 岁", " years"), "人": (" 人", ""), "级": (" 级", ""), "套": (" 套", ""), "个月": (" 个月", " months"), "%": ("%", "%"), "": ("", ""),
    "元/人/月": (" 元/人/月", " yuan a person and month"), "分": (" 分", " points"), "天": (" 天", " days"), "次": (" 次", " times"), "‰": ("‰", " per mille"),
    "平方米": (" 平方米", " m²"), "小时": (" 小时", " hours"), "元/餐": (" 元/餐", " yuan a meal"), "元/人": (" 元/人", " yuan a person"), "倍": (" 倍", " times"),
}  # fmt: skip
