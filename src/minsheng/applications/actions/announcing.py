"""What was decided is published: a grant, a change or an end for some days, and who receives it in the long-term list."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.applications import deadlines, way
from minsheng.applications.actions.opinion import about
from minsheng.applications.models import Application, Decision
from minsheng.applications.recusal import keep_out
from minsheng.applications.standing import off_the_list
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import Refused
from minsheng.matters.declare import Limit
from minsheng.notices import actions as notices
from minsheng.notices.models import Notice
from minsheng.registry.events import tell

KIND = {"granted": "decision", "changed": "decision", "grace": "decision", "stopped": "stop"}  # unchanged: only the list is renewed


@action
def announce(*, application: Application, places_shown: str, phone: str, proof=None, by: Actor, on: date) -> list[Notice]:
    """Name, persons supported, amount; each goes offline by itself. How long is a figure that an office enters: no document was found that says it.

    The long-term list is kept only where its length has been entered.
    """
    allowed(by, "applications.publish", application.place)
    keep_out(by, application, on)
    task, _ = way.current(application, "announce")
    made, matter = application.decisions.latest("pk"), way.matter_of(application)
    given = {"about": about(application), "place": application.place, "matter": application.matter, "person": application.applicant,
             "members": made.assessment.persons, "places_shown": places_shown, "phone": phone, "proof": proof, "by": by, "on": on}  # fmt: skip
    posted = []
    if kind := KIND.get(made.outcome):
        posted.append(
            notices.publish(kind=kind, fen=None if kind == "stop" or not made.lines else made.fen, days=_days(matter.published, application, on), **given)
        )
    off_the_list(matter=application.matter, person=application.applicant, household=application.household, by=by, on=on)
    listed = deadlines.term(matter.standing, application.place, on)
    if listed and made.outcome != "stopped":
        posted.append(notices.publish(kind="standing", fen=_now(made), days=listed.days, **given))
    way.close(task, by=by, on=on, notices=[n.number for n in posted])
    tell(application.applicant, "announced", on, by, about=about(application))
    record(by=by, on=on, act="applications.announce", subject=application, place=application.place, notices=[n.pk for n in posted])
    return posted


def _days(limit: Limit | None, application: Application, on: date) -> int:
    term = deadlines.term(limit, application.place, on)
    if term is None:
        raise Refused(
            "决定公布多少天没有确认：请先在“标准”里录入本地规定的天数，由另一人批准。",
            "How long a decision is published is not confirmed: enter your local number of days under “Standards” first; a second person approves it.",
        )
    return term.days


def _now(made: Decision) -> int | None:
    """Fen a month after the decision; what was left unchanged is what was paid before. None for what pays nothing."""
    return (made.before if made.outcome == "kept" else made.fen) or None
