"""From which month an award ends: the month after the decision, or an earlier one for something that happened then."""

from dataclasses import dataclass
from datetime import date

from minsheng.applications.models import Application
from minsheng.base.errors import Refused
from minsheng.base.months import later, month_of

# Why this month is proposed, and how well it is known.
SOURCE = (
    "尚未确认：没有找到规定从哪个月停的文件，系统按决定的下个月。迁出、服刑这样更早就发生的，写真实的月份。",
    "Not confirmed: no document was found that names the month, so the month after the decision is proposed. What happened earlier (moved away, in prison) ends from its real month.",
)
NEVER_EARLIER = ("given_up",)  # what somebody gives up they were entitled to until then


@dataclass(frozen=True)
class End:
    """The first month no longer due, and for an earlier one than usual what happened then and how that is known."""

    month: date
    why: str = ""


def usual(on: date) -> date:
    return later(month_of(on))


def month_of_end(application: Application, end: End | None, on: date) -> date:
    """The month that was chosen, or the usual one. Raises Refused for a month that cannot be, and for an earlier one without its reason."""
    month = end.month if end else usual(on)
    if month > usual(on):
        raise Refused(
            f"最晚从 {usual(on):%Y-%m} 起停发；要再发几个月请用渐退。", f"It ends from {usual(on):%Y-%m} at the latest; to pay on for some months use a gradual exit.",
            field="from_month",
        )  # fmt: skip
    if month < usual(on) and application.reason in NEVER_EARLIER:
        raise Refused(
            "自愿放弃的，从下个月起停发，以前的不追。", "What is given up ends with the next month; nothing before is asked back.", field="from_month"
        )
    if month < usual(on) and not (end and end.why.strip()):
        raise Refused(
            "从更早的月份停发，要写明那时发生了什么、怎样知道的。",
            "To end it from an earlier month, say what happened then and how that is known.",
            field="month_why",
        )
    return month


def reasoned(reason: str, end: End | None) -> str:
    """The reason with what makes the month an earlier one: both stand in the letter."""
    return f"{reason.strip()}（从 {end.month:%Y-%m} 起：{end.why.strip()}）"[:500] if end and end.why.strip() else reason
