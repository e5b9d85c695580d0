"""The index table of the living-condition evaluation: one enters it with its document, another compares and approves."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.applications.actions import approving
from minsheng.applications.models import IndexTable
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.places.models import Place


@action
def enter_index(*, place: Place, name: str, document: str, in_force: date, until: date | None, unit: str, rows: list[dict], by: Actor, on: date) -> IndexTable:
    """A version of the table: `rows` as IndexTable keeps them. A later version ends an earlier one by itself."""
    allowed(by, "standards.enter", place)
    if not document.strip():
        raise Refused("请填写文件名称和文号。", "Name the document.", field="document")
    if unit not in IndexTable.UNITS:
        raise Refused("请选择得分的含义。", "Say what the scores mean.", field="unit")
    if until and until <= in_force:
        raise Refused("停止执行的日期应在执行日期之后。", "It ends after it has begun.", field="until")
    if not rows or any(len(row["options"]) < 2 for row in rows):
        raise Refused("每个指标至少要有两个选项。", "Every indicator has at least two options.", field="rows")
    if IndexTable.objects.filter(place=place, in_force=in_force).exclude(state="rejected").exists():
        raise AlreadyDone("这一天起执行的指标表已经录入过。", "A table in force from this day has been entered already.", field="in_force")
    made = IndexTable.objects.create(
        place=place, name=name, document=document, in_force=in_force, until=until, unit=unit, rows=rows, entered_by_id=by.user, entered_on=on
    )
    record(by=by, on=on, act="applications.enter_index", subject=made, place=place, in_force=in_force, rows=len(rows))
    return made


@action
def approve_index(*, table: IndexTable, by: Actor, on: date) -> IndexTable:
    """Another person has compared it with the document: visits from its day on are evaluated by it."""
    return approving.approve(table, "applications.approve_index", by, on)


@action
def reject_index(*, table: IndexTable, by: Actor, on: date) -> IndexTable:
    return approving.reject(table, "applications.reject_index", by, on)
