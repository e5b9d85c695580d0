"""Filters for places, reasons and figures of the book."""

from django import template

from minsheng.base.texts import chinese, here, language
from minsheng.guide import law, places
from minsheng.guide.inputs import UNITS, unit_of

register = template.Library()
SIGNS = {"yes": "✓", "no": "✗", "unknown": "?", "value": "·"}
SIGN_WORDS = {"yes": ("符合", "met"), "no": ("不符合", "not met"), "unknown": ("还不知道", "not known"), "value": ("数目", "figure")}
STANDINGS = {
    "confirmed": ("已确认", "confirmed"), "office": ("本地已确认", "confirmed by the office"), "demonstration": ("演示数字", "demonstration figure"),
    "last_confirmed": ("最近一次确认的标准，现在的还没确认", "last confirmed figure; the present one is not confirmed"),
    "undocumented": ("没有文件确认", "not confirmed by a document"), "not_found": ("没有找到", "not found"),
}  # fmt: skip
BEHIND = ("以上",)  # qualifiers that stand after the number
PERIODS = {
    "month": ("元/月", "yuan a month"), "once": ("元（一次性）", "yuan, once"), "year": ("元/年", "yuan a year"), "meal": ("元/餐", "yuan a meal"), "none": ("", ""),
}  # fmt: skip

register.filter("unit", unit_of)


@register.filter
def place_name(place) -> str:
    return here(*places.own_name(place))


@register.filter
def sign(state: str) -> str:
    return SIGNS[state]


@register.filter
def sign_word(state: str) -> str:
    return here(*SIGN_WORDS[state])


@register.filter
def standing(key: str) -> str:
    return here(*STANDINGS[key])


@register.filter
def period(key: str) -> str:
    return here(*PERIODS[key])


@register.filter
def unit_words(unit: str) -> str:
    """元/人/月 → yuan a person and month"""
    return here(*UNITS.get(unit, (f" {unit}", f" {_plain(unit)}")))


def _plain(unit: str) -> str:
    from minsheng.rules.engine.say import unit_en

    return unit_en(unit)


@register.filter
def numbers(reason) -> str:
    """Both sides of a condition: 767.50 < 1,535.00 where it is met; 3,000.00 (needed: < 1,535.00) where not."""
    left, right = (reason.left_en, reason.right_en) if language() == "en" else (chinese(reason.left), chinese(reason.right))
    if not reason.op:
        return left
    if reason.op in ("=", "≠"):  # an option
        if reason.state != "no":
            return left if reason.state == "yes" else ""
        return here(f"现在是 {left}", f"now {left}") + (here(f"，要求是 {right}", f"; needed {right}") if reason.op == "=" else "")
    return (
        f"{left} {reason.op} {right}" if reason.state == "yes" else here(f"现在是 {left}，要求 {reason.op} {right}", f"now {left}; needed {reason.op} {right}")
    )


@register.filter
def figure_value(value: int, figure) -> str:
    return here(figure.show(value), figure.show(value, "en"))


@register.filter
def said_before(qualifier) -> str:
    """ "不低于 " before the number; "" where the document is exact or says it behind the number."""
    return f"{here(*qualifier)} " if qualifier and qualifier[0] and qualifier[0] not in BEHIND else ""


@register.filter
def said_after(qualifier) -> str:
    return f" {here(*qualifier)}" if qualifier and qualifier[0] in BEHIND else ""


@register.filter
def simple(use) -> str:
    """The value of a figure in a reason; a table's own rows are left to its page, the number looked up stands in the reason."""
    figure = law.book().figures[use.name]
    return "" if figure.by or figure.bands or not use.value else use.value + unit_words(figure.unit)
