"""Amounts and days as letters write them, in both languages."""

from datetime import date


def yuan(fen: int | None) -> str:
    return "—" if fen is None else f"{fen / 100:,.2f}"


def zh_day(day: date | None) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日" if day else "—"


def zh_month(day: date | None) -> str:
    return f"{day.year} 年 {day.month} 月" if day else "—"


def en_month(day: date | None) -> str:
    return day.strftime("%B %Y") if day else "—"


def en_day(day: date | None) -> str:
    return f"{day.day} {day.strftime('%B %Y')}" if day else "—"
