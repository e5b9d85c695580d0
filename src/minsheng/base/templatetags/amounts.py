"""Money and dates as the reader writes them. Money is whole fen in code."""

from datetime import date

from django import template

from minsheng.base.texts import here

register = template.Library()
MONTHS = "January February March April May June July August September October November December".split()


@register.filter
def yuan(fen) -> str:
    """153500 → 1,535.00"""
    sign = "-" if fen < 0 else ""
    whole, rest = divmod(abs(int(fen)), 100)
    return f"{sign}{whole:,}.{rest:02d}"


@register.filter
def day(value: date) -> str:
    """2025 年 10 月 1 日 | 1 October 2025"""
    if not value:
        return ""
    return here(f"{value.year} 年 {value.month} 月 {value.day} 日", f"{value.day} {MONTHS[value.month - 1]} {value.year}")


@register.filter
def month(value: date) -> str:
    """2025 年 10 月 | October 2025"""
    if not value:
        return ""
    return here(f"{value.year} 年 {value.month} 月", f"{MONTHS[value.month - 1]} {value.year}")


@register.filter
def distance(value: int) -> int:
    """How far from zero."""
    return abs(value)


@register.filter
def thousands(value: int) -> str:
    """20000 → 20,000"""
    return f"{value:,}"
