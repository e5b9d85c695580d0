"""An officer enters a figure with its document, dates and place; another approves it. Only then it counts."""

from datetime import date
from typing import Any

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.places.models import Place
from minsheng.rules import book
from minsheng.rules.engine.figures import Figure
from minsheng.rules.engine.types import Type
from minsheng.standards.models import Standard


@action
def enter_standard(
    *, figure: str, place: Place, in_force: date, known: date, confirmed_through: date, value: Any, document: str, by: Actor, on: date
) -> Standard:
    """A figure of the rule book for a place. `value` in its unit (yuan for money), nested by option or band where the figure is."""
    allowed(by, "standards.enter", place)
    declared = book.load().figures.get(figure)
    if declared is None:
        raise Refused("规则书里没有这个标准。", "The rule book has no such figure.", field="figure")
    if not document.strip():
        raise Refused("请填写文件名称和文号。", "Name the document.", field="document")
    if confirmed_through < in_force:
        raise Refused("确认到的月份应在执行日期之后。", "It is confirmed at least from the day it is in force.", field="confirmed_through")
    _possible(value, declared)
    if Standard.objects.filter(figure=figure, place=place, in_force=in_force).exclude(state="rejected").exists():
        raise AlreadyDone("这个标准已经录入过。", "This figure has been entered already.")
    made = Standard.objects.create(
        figure=figure,
        place=place,
        in_force=in_force,
        known=known,
        confirmed_through=confirmed_through,
        value=value,
        document=document,
        entered_by_id=by.user,
        entered_on=on,
    )
    record(by=by, on=on, act="standards.enter", subject=made, place=place, figure=figure, in_force=in_force)
    return made


def _possible(value: Any, declared: Figure) -> None:
    """Every leaf is what the figure can be: a number within its range, a yes or no, months."""
    if declared.kind:
        _of_kind(value, declared.kind)
        return
    leaves = [value]
    while leaves:
        one = leaves.pop()
        if isinstance(one, dict):
            leaves += one.values()
            continue
        scaled = one * 100 if declared.money and isinstance(one, int | float) else one
        if isinstance(one, bool) or not isinstance(one, int | float) or not declared.lo <= scaled <= declared.hi:
            raise Refused("数值不在可能的范围内，请再看一遍。", "The value lies outside what this figure can be; look again.", field="value")


def _of_kind(value: Any, kind: Type) -> None:
    try:
        kind.read(value)
    except ValueError as wrong:
        raise Refused(f"{wrong.args[0][0]}。", f"This {wrong.args[0][1]}.", field="value") from wrong


@action
def approve_standard(*, standard: Standard, by: Actor, on: date) -> Standard:
    """Another person has compared it with the document: it counts from now on, for the time it is in force."""
    allowed(by, "standards.approve", standard.place)
    _waiting(standard)
    if standard.entered_by_id == by.user:
        raise NotAllowed("自己录入的标准要由另一个人批准。", "A figure is approved by somebody else than who entered it.")
    standard.state, standard.approved_by_id, standard.approved_on = "approved", by.user, on
    standard.save()
    record(by=by, on=on, act="standards.approve", subject=standard, place=standard.place, figure=standard.figure)
    return standard


@action
def reject_standard(*, standard: Standard, by: Actor, on: date) -> Standard:
    allowed(by, "standards.approve", standard.place)
    _waiting(standard)
    standard.state = "rejected"
    standard.save(update_fields=["state"])
    record(by=by, on=on, act="standards.reject", subject=standard, place=standard.place, figure=standard.figure)
    return standard


def _waiting(standard: Standard) -> None:
    if standard.state != "entered":
        raise AlreadyDone("这个标准已经处理过。", "This figure has been dealt with already.")
