"""Gradual exit (渐退): who rose above the standard through work is paid on for some months and then ends without a new survey."""

from dataclasses import dataclass
from datetime import date

from minsheng.applications.models import Decision
from minsheng.base.errors import Refused
from minsheng.base.months import later
from minsheng.matters.declare import Matter


@dataclass(frozen=True)
class Exit:
    """What the approver decides: so many months, at the whole or half the amount, by which local document (no national one sets either)."""

    months: int
    share: str
    document: str

    def until(self, from_month: date) -> date:
        """The first month that is no longer paid."""
        return later(from_month, self.months)


def fits(matter: Matter, leaving: Exit | None, status: str, reason: str) -> Exit:
    """The exit as it may be decided; Refused when the matter has none, the household still qualifies, or something is not said."""
    if matter.grace is None:
        raise Refused("这一项没有渐退。", "This matter has no gradual exit.", field="outcome")
    if status != "no":
        raise Refused(
            "渐退只用于就业、收入增加后超过标准的家庭；系统准备的结论不是“不符合”。",
            "A gradual exit is for a household above the standard; the prepared conclusion is not that it does not qualify.",
            field="outcome",
        )
    if leaving is None or not 1 <= leaving.months <= matter.grace.longest:
        raise Refused(f"渐退期填 1 到 {matter.grace.longest} 个月。", f"Enter 1 to {matter.grace.longest} months.", field="months")
    if leaving.share not in Decision.SHARES:
        raise Refused("请选择渐退期内照原额发还是减半发。", "Choose whether the amount is kept or halved.", field="share")
    if not leaving.document.strip():
        raise Refused("请填写规定渐退期的本地文件。", "Name the local document that sets the months.", field="document")
    if not reason.strip():
        raise Refused("请写明就业或收入怎样变化。", "Say how work or income has changed.", field="reason")
    return leaving


def lines(paid: list[dict], share: str) -> list[dict]:
    """What is paid during the exit: the lines of now, whole or half; half a fen is rounded in the family's favour."""
    return [line | {"fen": line["fen"] if share == "kept" else -(-line["fen"] // 2)} for line in paid]
