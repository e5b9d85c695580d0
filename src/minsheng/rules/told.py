"""An assessment as plain data, and the words for what an answer can say: for the command line's JSON and the interface for programs."""

from __future__ import annotations

from copy import copy
from typing import Any

STATUS = {
    "yes": ("可以领", "entitled"), "amount_not_confirmed": ("可以领，金额还没有文件确认", "entitled; amount not confirmed"),
    "amount_depends": ("可以领，金额要看补充的情况", "entitled; the amount depends on more facts"),
    "depends": ("还不能判断，缺少情况", "cannot tell yet: facts are missing"),
    "standard_not_confirmed": ("还不能判断，标准没有文件确认", "cannot be decided: the standard is not confirmed"), "no": ("不符合", "not entitled"),
}  # fmt: skip
FINDING = {**STATUS, "yes": ("符合", "yes")}  # without money there is nothing to draw
PER = {"month": ("每月", "a month"), "year": ("每年", "a year"), "once": ("一次", "once"), "meal": ("每餐", "a meal"), "none": ("", "")}
STANDING = {
    "last_confirmed": ("此后没有新的确认", "nothing later is confirmed"), "undocumented": ("没有文件确认", "not confirmed by a document"),
    "demonstration": ("演示数字", "demonstration"), "office": ("本单位填写", "entered by the office"),
}  # fmt: skip


def as_data(found: Any) -> dict[str, Any]:
    """Everything as plain data. Money in fen; places as codes; days as yyyymmdd."""
    law = found.law
    return {"place": law.place, "on": law.on, "known": law.known, "answers": [brief(found, a) | whole(a) for a in found.answers], "receipt": found.receipt}


def brief(found: Any, a: Any) -> dict[str, Any]:
    """One answer without its reasons."""
    return {
        "benefit": a.benefit.key, "zh": a.benefit.zh, "en": a.benefit.en, "member": None if a.member is None else found.case.names[a.member],
        "status": str(a.status), "amount_fen": a.amount and [a.amount.lo, a.amount.hi], "period": a.benefit.period, "payable": a.payable,
        "missing": [[None if m is None else found.case.names[m], n] for m, n in a.missing], "missing_figures": a.missing_figures,
        "indicative": a.indicative and {"status": str(a.indicative.status), "amount_fen": a.indicative.amount and [a.indicative.amount.lo, a.indicative.amount.hi]},
    }  # fmt: skip


def whole(a: Any) -> dict[str, Any]:
    """All the reasons of one answer: large where a household is."""
    return {"reasons": a.reasons.plain(), "amount_reasons": a.amount_reasons and a.amount_reasons.plain()}


def deciding(a: Any) -> dict[str, Any]:
    """The line that decided, without what lies below it."""
    line = copy(a.decided_by)
    line._kids = None
    return line.plain()


def words(a: Any) -> tuple[str, str]:
    """What its status is called: entitled where there is money to draw, else yes."""
    return (STATUS if a.benefit.amount else FINDING)[str(a.status)]
