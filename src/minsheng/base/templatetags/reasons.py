"""The engine's tree of reasons as a page shows it: `Reason` objects, or what `Reason.plain()` stored of them."""

import re

from django import template

from minsheng.base.texts import chinese, here, language
from minsheng.rules.engine.say import unit_en

register = template.Library()
SIGNS = {"yes": "✓", "no": "✗", "unknown": "?", "value": "·"}
SIGN_WORDS = {"yes": ("符合", "met"), "no": ("不符合", "not met"), "unknown": ("还不知道", "not known"), "value": ("数目", "figure")}
UNITS = {"元/人/月": ("元/人/月", "yuan a person and month"), "元/月": ("元/月", "yuan a month"), "元": ("元", "yuan"), "元/年": ("元/年", "yuan a year")}
DEEPEST = 8
NUMBERED = re.compile(r"第(\d+)人")  # a receipt keeps no names: its members are numbered


def part(reason, name: str, default=""):
    """An attribute of a reason, or an entry of its stored form."""
    found = reason.get(name) if isinstance(reason, dict) else getattr(reason, name, None)
    return default if found is None else found


def numbers(reason) -> str:
    """Both sides of a condition, 767.50 < 1,535.00; where it is not met, what is needed: 3,000.00 (needed: < 1,535.00)."""
    ending, write = ("_en", str) if language() == "en" else ("", chinese)
    left, right, op, state = write(part(reason, "left" + ending)), write(part(reason, "right" + ending)), part(reason, "op"), part(reason, "state")
    if not op:
        return left
    if op in ("=", "≠"):  # an option
        if state != "no":
            return left if state == "yes" else ""
        return here(f"现在是 {left}", f"now {left}") + (here(f"，要求是 {right}", f"; needed {right}") if op == "=" else "")
    return f"{left} {op} {right}" if state == "yes" else here(f"现在是 {left}，要求 {op} {right}", f"now {left}; needed {op} {right}")


def figure_value(figure) -> str:
    """The value with its unit; of a table nothing: the number that was looked up stands in the reason."""
    value, unit = part(figure, "value"), part(figure, "unit")
    if not value or any(mark in value for mark in ("；", "，", ": ")):
        return ""
    zh, en = UNITS.get(unit, (unit, unit_en(unit)))
    return here(f"{value} {chinese(zh)}", f"{part(figure, 'value_en') or value} {en}")


def _figure(figure) -> dict:
    return {"name": part(figure, "name"), "words": (part(figure, "zh"), part(figure, "en")), "value": figure_value(figure)} | {
        name: part(figure, name) for name in ("since", "known", "source", "grade")
    }


def line(reason, depth: int = 0, closed: bool = False) -> dict:
    """A reason and the lines below it, ready for the page."""
    kids = [line(kid, depth + 1, closed) for kid in part(reason, "kids", [])] if depth < DEEPEST else []
    state, decided = part(reason, "state"), bool(part(reason, "decided", False))
    grade, clause = part(reason, "grade").replace("—", ""), part(reason, "clause").replace("—", "")
    return {
        "words": (part(reason, "zh"), NUMBERED.sub(r"person \1", part(reason, "en"))), "state": state, "sign": SIGNS[state], "sign_words": SIGN_WORDS[state], "decided": decided,
        "numbers": numbers(reason), "clause": clause, "grade": grade, "figures": [_figure(f) for f in part(reason, "figures", [])], "kids": kids,
        "open": not closed and decided,
    }  # fmt: skip


@register.inclusion_tag("base/ui/reasons.html")
def reasons(tree, closed=False):
    """The lines below a conclusion (or a list of lines)."""
    top = list(tree) if isinstance(tree, list | tuple) else part(tree, "kids", []) or [tree]
    return {"lines": [line(reason, closed=closed) for reason in top]}
