"""Facts of the rule book in the reader's words."""

from typing import Any

from minsheng.base.texts import here, pick
from minsheng.rules import book
from minsheng.rules.engine import Bool, Choice, Money, unit_en


def said(key: str) -> tuple[str, str]:
    """The label of a fact."""
    fact = book.load().facts.get(key)
    return (fact.zh, fact.en) if fact else (key, key)


def shown(key: str, given: Any) -> str:
    """A value in the reader's language; a dash when it is not known."""
    if given is None:
        return "—"
    fact = book.load().facts[key]
    if isinstance(fact.type, Bool):
        return here("是", "Yes") if given else here("否", "No")
    if isinstance(fact.type, Choice):
        return pick(fact.type.options[given][:2])
    if isinstance(fact.type, Money):
        return f"{given / 100:,.2f}"
    if fact.zero and given == 0:
        return here(*fact.zero)
    return here(*COUNTED.get(fact.unit, (f"{{n}} {fact.unit}", f"{{n}} {unit_en(fact.unit)}"))).format(n=given) if fact.unit else str(given)


COUNTED = {  # where English says it in another way than a number and its unit
    "级": ("{n} 级", "Grade {n}"),
    "套": ("{n} 套", "Number: {n}"),
    "人": ("{n} 人", "Number: {n}"),
    "餐": ("{n} 餐", "Number: {n}"),
    "次": ("{n} 次", "{n} times"),
    "‰": ("{n}‰", "{n} per mille"),
}
