"""What can be done against a decision, until when: what letters and pages say about remedies, with its source."""

from dataclasses import dataclass
from datetime import date

from minsheng.applications.models import Appeal, Application, Decision
from minsheng.matters.declare import Term

APPEAL_DAYS = Term(60, False, "《行政复议法》第二十条", "A")
ANSWER_DAYS = Term(60, False, "《行政复议法》第六十二条", "A")  # from the day the reviewing body takes the request in
ANSWER_LONGER = 30  # days more where the matter is complex, by the same article
SUIT_MONTHS = 6  # 《行政诉讼法》第四十六条
SUIT_CLAUSE = "《行政诉讼法》第四十六条"


@dataclass(frozen=True)
class Remedy:
    """`state` open: a review may be asked for until `decision.appeal_until`, or within `days` of a delivery that is still to come; asked: it has been; late:
    the day is over."""

    decision: Decision
    state: str
    days: int = APPEAL_DAYS.days


def against(application: Application, on: date) -> Remedy | None:
    """What the applicant can do about the latest decision; None while there is none in force."""
    decision = application.decisions.order_by("-pk").first()
    if decision is None or application.state not in Application.DECIDED:
        return None
    if decision.appeals.exists():
        return Remedy(decision, "asked")
    return Remedy(decision, "late" if decision.appeal_until and on > decision.appeal_until else "open")


def reviews(application: Application) -> list[Appeal]:
    """Every review asked for in this case, the newest first."""
    return list(Appeal.objects.filter(decision__application=application).order_by("-pk"))
