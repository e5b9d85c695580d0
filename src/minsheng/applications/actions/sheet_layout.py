"""How an office lays out the application form: one enters labels, order, what is hidden and what is asked besides; another approves."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.applications.actions import approving
from minsheng.applications.models import SheetLayout
from minsheng.applications.sheet_layout import DECLARED
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.places.models import Place

MOST_OWN = 10  # questions of an office's own: the form is to stay short


@action
def enter_layout(*, place: Place, why: str, in_force: date, rows: list[dict], by: Actor, on: date) -> SheetLayout:
    """`rows` as SheetLayout keeps them. A later layout ends an earlier one by itself."""
    allowed(by, "standards.enter", place)
    if not why.strip():
        raise Refused("请写明依据的文件或为什么这样改。", "Name the document, or say why.", field="why")
    if in_force < on:
        raise Refused("不能改过去的申请表：日期不能早于今天。", "Forms of the past stay as they were: the day cannot lie before today.", field="in_force")
    for row in rows:
        _row(row)
    if sum("kind" in row and not row["hidden"] for row in rows) > MOST_OWN:
        raise Refused(f"自己加的问题最多 {MOST_OWN} 个。", f"At most {MOST_OWN} questions of your own.", field="rows")
    if SheetLayout.objects.filter(place=place, in_force=in_force).exclude(state="rejected").exists():
        raise AlreadyDone("这一天起用的申请表已经录入过。", "A form in force from this day has been entered already.", field="in_force")
    made = SheetLayout.objects.create(place=place, why=why.strip(), in_force=in_force, rows=rows, entered_by_id=by.user, entered_on=on)
    record(by=by, on=on, act="applications.enter_layout", subject=made, place=place, in_force=in_force, hidden=[r["key"] for r in rows if r["hidden"]])
    return made


def _row(row: dict) -> None:
    """Both languages for every label; the question about near relatives is always asked; a choice has two options."""
    if not all(text.strip() for text in row["label"]):
        raise Refused("中文和英文都要写。", "Every label is written in both languages.", field=f"{row['key']}-zh")
    if row["key"] in DECLARED:
        if row["hidden"] and DECLARED[row["key"]].needed:
            raise Refused(
                "近亲属这一项关系到由谁审批，不能隐藏。",
                "Who may decide depends on the question about near relatives: it cannot be hidden.",
                field=f"{row['key']}-hidden",
            )
    elif row.get("kind") not in ("text", "choice") or row["kind"] == "choice" and len(row["options"]) < 2:
        raise Refused("选择题至少要有两个选项。", "A choice has at least two options.", field=f"{row['key']}-options")


@action
def approve_layout(*, layout: SheetLayout, by: Actor, on: date) -> SheetLayout:
    """Somebody else has looked through it: whoever fills in the form from its day on sees it so."""
    return approving.approve(layout, "applications.approve_layout", by, on)


@action
def reject_layout(*, layout: SheetLayout, by: Actor, on: date) -> SheetLayout:
    return approving.reject(layout, "applications.reject_layout", by, on)
