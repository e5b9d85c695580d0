"""Decision and delivery."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.applications import ends, gradual, needless, opinions, prepare, way
from minsheng.applications.actions.opinion import about
from minsheng.applications.models import Application, Assessment, Decision
from minsheng.applications.recusal import fresh_eyes, keep_out
from minsheng.applications.remedies import APPEAL_DAYS, SUIT_MONTHS
from minsheng.applications.standing import off_the_list
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.calendar import add_days
from minsheng.base.errors import NotAllowed, Refused
from minsheng.base.months import later, month_of
from minsheng.divisions.departments import office
from minsheng.matters.declare import Matter
from minsheng.notices.actions import deliver as deliver_letter
from minsheng.notices.actions import write_letter
from minsheng.notices.models import Letter
from minsheng.registry.events import tell
from minsheng.rules.book import citations

OUTCOMES = {
    "new": ("granted", "refused"),
    "review": ("kept", "changed", "grace", "stopped"),
    "change": ("kept", "changed", "grace", "stopped"),
    "stop": ("kept", "stopped"),
}
STATUSES = {"yes": ("符合", "qualifies"), "no": ("不符合", "does not qualify"), "depends": ("待查清", "to be found out")}
PAYING = ("granted", "changed", "grace")  # outcomes that say how much a month


@action
def decide(
    *,
    application: Application,
    outcome: str,
    reason: str = "",
    clause: str = "",
    leaving: gradual.Exit | None = None,
    end: ends.End | None = None,
    seen: int | None = None,
    by: Actor,
    on: date,
) -> Decision:
    """A human grants, refuses, keeps, changes, lets go gradually or ends, on what the machine prepared today, in the name of the authority of this day.

    `seen`: the id of the assessment that the page showed; where something else is prepared now, it is refused with what is.
    """
    allowed(by, "applications.decide", application.place)
    keep_out(by, application, on)
    fresh_eyes(by, application)
    task, _ = way.current(application, "decide")
    authority, delegation = way.authority_of(application, on)
    if by.place != authority.pk:
        raise NotAllowed(f"这一件由{authority.name}决定。", "Another authority decides this.")
    if outcome not in OUTCOMES[application.kind]:
        raise Refused("请选择决定。", "Choose the decision.", field="outcome")
    found, matter = prepare.assess(application, on), way.matter_of(application)
    if seen is not None:
        _as_seen(application, seen, found)
    before = matter.paid(application, found.on)
    paid = sum(line["fen"] for line in before)
    _fits(application, outcome, found, reason, leaving, paid, on)
    month = ends.month_of_end(application, end, on) if outcome == "stopped" else found.on
    made = Decision.objects.create(
        application=application, assessment=found, outcome=outcome, reason=ends.reasoned(reason, end), clause=clause or matter.law(application.place, found.on)[:200], authority=authority, delegation=delegation,
        decided_by_id=by.user, decided_on=on, from_month=month if outcome != "kept" else None, before=paid,
        **_amounts(outcome, found, leaving, before), review_on=_review_on(application, matter, outcome, on),
    )  # fmt: skip
    application.state, application.decided_on = outcome, on
    application.save(update_fields=["state", "decided_on"])
    if outcome != "kept":
        off_the_list(matter=application.matter, person=application.applicant, household=application.household, by=by, on=on)
    way.close(task, by=by, on=on, decision=made.pk, outcome=outcome)
    matter.outcome(decision=made, by=by, on=on)
    if outcome != "kept" or needless.heard(application):
        values = _letter(made, matter)
        write_letter(kind=outcome, person=application.applicant, place=application.place, about=about(application), by=by, on=on, values=values)
    tell(application.applicant, outcome, on, by, about=about(application), matter=application.matter)
    record(by=by, on=on, act="applications.decide", subject=application, place=application.place,
           decision=made.pk, outcome=outcome, fen=made.fen, assessment=found.pk, until=made.until_month)  # fmt: skip
    return made


def _as_seen(application: Application, seen: int, found: Assessment) -> None:
    shown = application.assessments.filter(pk=seen).first()
    if shown is None or _figures(shown) != _figures(found):
        yuan = f"{(found.fen or 0) / 100:,.2f}"
        raise Refused(
            f"您打开以后，系统准备的结论变了：现在是“{STATUSES.get(found.status, STATUSES['depends'])[0]}”，每月 {yuan} 元，从 {found.on:%Y-%m} 起。请看过再决定。",
            f"What is prepared has changed since you opened the page: now “{STATUSES.get(found.status, STATUSES['depends'])[1]}”, {yuan} yuan a month from {found.on:%Y-%m}. Look first, then decide.",
            field="seen",
        )


def _figures(found: Assessment) -> tuple:
    """What an officer decides on."""
    return found.status, found.payable, found.fen, found.on, [(line["component"], line["person"], line["fen"]) for line in found.lines]


def _amounts(outcome: str, found: Assessment, leaving: gradual.Exit | None, before: list[dict]) -> dict:
    """The lines a decision pays, what they come to, and where a gradual exit ends."""
    if outcome not in PAYING:
        return {"lines": [], "fen": 0}
    lines = gradual.lines(before, leaving.share) if leaving and outcome == "grace" else found.lines
    ends = {"until_month": leaving.until(found.on), "share": leaving.share, "document": leaving.document} if leaving and outcome == "grace" else {}
    return {"lines": lines, "fen": sum(line["fen"] for line in lines), **ends}


def _review_on(application: Application, matter: Matter, outcome: str, on: date) -> date | None:
    """Looked at again after so many months; a gradual exit ends by itself."""
    months = matter.review_months(application)
    return later(month_of(on), months) if months and outcome in ("granted", "changed", "kept") else None


def _fits(application: Application, outcome: str, found: Assessment, reason: str, leaving: gradual.Exit | None, before: int, on: date) -> None:
    """The decision has to fit what was prepared, or say why it does not."""
    if outcome in ("granted", "changed"):
        _grantable(found)
    elif outcome == "grace":
        gradual.fits(way.matter_of(application), leaving, found.status, reason)
    if outcome == "granted" and not opinions.as_posted(application, found):
        raise Refused(
            "现在算出的和公示过的不一样（或者没有公示过）：请退回，重新出具初审意见并公示。",
            "What is prepared now is not what was posted (or nothing was posted): send it back for a new opinion and a new notice.",
            field="outcome",
        )
    if why := _needs_reason(outcome, found, before):
        _said(reason, why)
    if _less(outcome, found.fen or 0, before) and not needless.heard(application):
        zh, en = citations.bracketed("hearing", on)
        raise Refused(f"减发或停发前要先听取意见{zh}。", f"Before a reduction or an end the recipient has to be heard{en}.", field="outcome")


def _needs_reason(outcome: str, found: Assessment, before: int) -> tuple[str, str] | None:
    """What has to be explained in writing: a refusal, an end, a reduction, and paying on although something else was prepared."""
    if outcome in ("refused", "stopped"):
        return "不予确认或停发，必须写明理由。", "A refusal or an end needs its reason."
    if outcome in ("granted", "changed") and needless.less(found, before):
        return "减少金额，必须写明理由。", "A reduction needs its reason."
    if outcome == "kept" and (found.status == "no" or found.status == "yes" and found.fen != before):
        return ("系统准备的结论和现在发的不一样，维持不变必须写明理由。", "What was prepared is not what is paid now: to leave it as it is needs a reason.")
    return None


def _said(reason: str, why: tuple[str, str]) -> None:
    if not reason.strip():
        raise Refused(*why, field="reason")


def _less(outcome: str, after: int, before: int) -> bool:
    """Whether the decision leaves the family with less than they are paid, now or at the end of a gradual exit."""
    return outcome in ("grace", "stopped") or outcome in ("granted", "changed") and after < before or outcome == "refused" and before > 0


def _grantable(found: Assessment) -> None:
    if found.status != "yes":
        raise Refused(
            "系统准备的结论不是“符合”，不能确认。有不同意见请退回重新核查。",
            "The prepared conclusion is not that they qualify, so it cannot be granted.",
            field="outcome",
        )
    if not found.payable:
        raise Refused(
            "有标准没有文件确认，不能发放：请先在“标准”里录入并批准。",
            "A figure is not confirmed by any document: enter and approve it at the standards desk first.",
            field="outcome",
        )


def _letter(made: Decision, matter: Matter) -> dict:
    return {
        "number": made.application.number, "matter": matter.label, "fen": made.fen, "before": made.before, "lines": made.lines, "from_month": made.from_month, "reason": made.reason,
        "clause": made.clause, "authority": office(made.authority, matter.line, made.decided_on), "delegation": made.delegation and f"{made.delegation.document}；{made.delegation.provincial_document}", "decided_on": made.decided_on,
        "review_on": made.review_on, "appeal_days": APPEAL_DAYS.days, "suit_months": SUIT_MONTHS, "headline": made.assessment.headline, "until_month": made.until_month, "document": made.document,
    }  # fmt: skip


@action
def deliver(*, application: Application, manner: str, delivered_on: date, proof=None, by: Actor, on: date) -> Letter | None:
    """The decision has reached the family: from this day they know of it, and the time to ask for a review runs."""
    allowed(by, "applications.file", application.place)
    keep_out(by, application, on)
    task, _ = way.current(application, "deliver")
    made = application.decisions.latest("pk")
    letter = Letter.objects.filter(about=about(application), kind=made.outcome, issued_on=made.decided_on).order_by("-pk").first()
    if letter:
        deliver_letter(letter=letter, manner=manner, delivered_on=delivered_on, proof=proof, by=by, on=on)
    elif not made.decided_on <= delivered_on <= on:
        raise Refused("送达日期应在决定之后、今天之前。", "The day of delivery lies between the decision and today.", field="delivered_on")
    made.delivered_on, made.appeal_until = delivered_on, add_days(delivered_on, APPEAL_DAYS.days).day
    made.save(update_fields=["delivered_on", "appeal_until"])
    way.close(task, by=by, on=on, manner=manner)
    record(by=by, on=on, act="applications.deliver", subject=application, place=application.place, letter=letter and letter.pk)
    return letter
