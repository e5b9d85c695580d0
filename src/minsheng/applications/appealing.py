"""What the acts about a request for review need to know of the case: which one is under way, and what its confirmation does."""

from minsheng.applications import actions
from minsheng.applications.actions.appeals import UNDER_WAY
from minsheng.applications.models import Appeal, Application
from minsheng.base import files
from minsheng.base.errors import Refused

Pair = tuple[str, str]


def under_way(case: Application) -> Appeal | None:
    """The review of a decision of this case that is under way."""
    return Appeal.objects.select_related("answered_by").filter(decision__application=case, state__in=UNDER_WAY).first()


def unanswered(case: Application) -> bool:
    return (found := under_way(case)) is not None and found.state == "open"


def ruled(case: Application) -> bool:
    """A result that sets the decision aside waits for a second person."""
    return (found := under_way(case)) is not None and found.state == "ruled"


def answer(case: Application, data: dict, **who) -> Appeal:
    paper = files.store(upload=data["ruling"], place=case.place, **who).pk if data["ruling"] else None
    return actions.answer_appeal(appeal=under_way(case), state=data["state"], ruling=paper, ruled_on=data["ruled_on"], **who)


def confirm(case: Application, data: dict, **who) -> Appeal:
    return actions.confirm_ruling(appeal=under_way(case), **who)


def set_aside(case: Application, data: dict) -> list[Pair]:
    """What the confirmation does: read before it is done."""
    found = under_way(case)
    if found is None or found.state != "ruled":
        raise Refused("没有等待复核的复议结果。", "No result of a review waits to be confirmed.")
    who = found.answered_by.name
    return [
        (f"文书日期 {found.ruled_on}，{who} 登记。请先打开文书核对。", f"The ruling of {found.ruled_on}, entered by {who}. Open it and compare first."),
        (
            "原决定作废，它做过的事退回原样，受理以后的步骤重新办。停发的会恢复，停发的月份由下次计算补上。",
            "The decision is set aside and what it did is taken back; every step after acceptance is done again. What was ended goes on, and the next run makes up"
            " the months.",
        ),
    ]
