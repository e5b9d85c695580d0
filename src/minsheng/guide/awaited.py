"""Facts that come together from outside the family: an assessment, an index. The result page names the whole, not its 26 items."""

from dataclasses import dataclass
from functools import cache

from minsheng.guide import law


@dataclass(frozen=True)
class Awaited:
    """All facts behind one rule of the book that nobody in the family can tell. `about`: the benefit to read more in.
    `unless`: a question that can spare it; while that one is open, nothing is waited for. `bars`: without it nothing can be said at all."""

    rule: str
    label: tuple[str, str]
    about: str
    unless: str = ""
    bars: bool = True


AWAITED = (
    Awaited("ability_level", ("先做一次老年人能力评估（有人上门，不用自己填）", "An elder ability assessment first; assessors come to you"), "elder_ability", unless="assessed_level"),
    Awaited("care_level", ("由工作人员上门看六项自理能力：吃饭、穿衣、上下床、如厕、走动、洗澡",
                           "An officer looks at six things at home: eating, dressing, getting up, using the toilet, walking, bathing"), "tekun_care", bars=False),
    Awaited("price_trigger", ("看这个月物价涨了多少（由统计部门公布，不用您申请）", "How far prices rose this month; the statistics are published and you need not apply"), "price_linkage"),
)  # fmt: skip


@cache
def _facts(book, rule: str) -> frozenset[str]:
    return frozenset(n for n in book.reach(rule) if n in book.facts and not book.facts[n].ask) if rule in book.rules else frozenset()


def sort_out(missing: list) -> tuple[list, list]:
    """[(member, fact)] → [(member, Awaited)] each once, and the facts that belong to none."""
    whole, rest = [], []
    for member, name in missing:
        group = next((a for a in AWAITED if name in _facts(law.book(), a.rule)), None)
        if group is None:
            rest.append((member, name))
        elif (member, group) not in whole:
            whole.append((member, group))
    return whole, rest


def waits(missing: list) -> bool:
    """Whether an answer waits for something from outside, so that more questions to the family would settle nothing."""
    whole, rest = sort_out(missing)
    return any((member, group.unless) not in rest for member, group in whole if group.bars)
