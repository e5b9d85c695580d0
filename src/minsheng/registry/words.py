"""Facts of the rule book in the reader's words."""

from typing import Any

from minsheng.base.texts import here, pick
from minsheng.rules import book
from minsheng.rules.engine import Bool, Choice, Money


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
    return str(given)
