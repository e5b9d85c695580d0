"""Hearing, decision, delivery, appeal."""

from datetime import date, timedelta

from minsheng.accounts.access import allowed
from minsheng.applications import prepare, way
from minsheng.applications.actions.opinion import about
from minsheng.applications.models import Appeal, Application, Decision, Hearing
from minsheng.applications.recusal import fresh_eyes, keep_out
from minsheng.applications.remedies import APPEAL_DAYS
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.crypto import seal
from minsheng.base.errors import NotAllowed, Refused
from minsheng.base.months import later, month_of
from minsheng.notices.actions import deliver as deliver_letter
from minsheng.notices.actions import write_letter
from minsheng.notices.models import Letter
from minsheng.registry.events import tell

ENDS = {"granted": "granted", "refused": "refused", "kept": "kept", "changed": "changed", "stopped": "stopped"}
OUTCOMES = {"new": ("granted", "refused"), "review": ("kept", "changed", "stopped"), "change": ("kept", "changed", "stopped"), "stop": ("kept", "stopped")}


@action
def tell_of_change(*, application: Application, by: Actor, on: date) -> Letter:
    """Before a reduction or an end the family is told what is intended, why, and how to be heard (Social Assistance Law, art. 48)."""
    allowed(by, "applications.hear", application.place)
    keep_out(by, application, on)
    way.current(application, "hearing")
    found = prepare.assess(application, on)
    letter = write_letter(kind="hearing", person=application.applicant, place=application.place, about=about(application), by=by, on=on,
                          values={"number": application.number, "matter": way.matter_of(application).label, "fen": found.fen, "headline": found.headline})  # fmt: skip
    record(by=by, on=on, act="applications.tell_of_change", subject=application, place=application.place, letter=letter.pk)
    return letter


@action
def hear(*, application: Application, told_on: date, heard_on: date, manner: str, said: str, considered: str, by: Actor, on: date) -> Hearing:
    """What the recipient said, and what the office makes of it."""
    allowed(by, "applications.hear", application.place)
    keep_out(by, application, on)
    task, _ = way.current(application, "hearing")
    if manner not in Hearing.MANNERS:
        raise Refused("请选择听取意见的方式。", "Choose how the opinion was heard.", field="manner")
    if heard_on < told_on or heard_on > on:
        raise Refused("听取意见的日期应在告知之后、今天之前。", "The hearing lies between the day of telling and today.", field="heard_on")
    if not considered.strip():
        raise Refused("请写明怎样考虑了对方的意见。", "Say how the opinion was taken into account.", field="considered")
    made = Hearing.objects.create(application=application, told_on=told_on, on=heard_on, manner=manner, considered=considered, by_id=by.user,
                                  sealed=seal({"said": said}, f"applications.hearing:{application.pk}"))  # fmt: skip
    way.close(task, by=by, on=on, hearing=made.pk)
    tell(application.applicant, "heard", on, by, about=about(application))
    record(by=by, on=on, act="applications.hear", subject=application, place=application.place, hearing=made.pk)
    return made


@action
def decide(*, application: Application, outcome: str, reason: str = "", clause: str = "", by: Actor, on: date) -> Decision:
    """A human grants, refuses, keeps, changes or ends, on what the machine prepared today, in the name of the authority of this day."""
    allowed(by, "applications.decide", application.place)
    keep_out(by, application, on)
    fresh_eyes(by, application)
    task, _ = way.current(application, "decide")
    authority, delegation = way.authority_of(application, on)
    if by.place != authority.pk:
        raise NotAllowed(f"这一件由{authority.name}决定。", "Another authority decides this.")
    if outcome not in OUTCOMES[application.kind]:
        raise Refused("请选择决定。", "Choose the decision.", field="outcome")
    found = prepare.assess(application, on)
    _fits(application, outcome, found, reason)
    matter = way.matter_of(application)
    months = matter.review_months(application)
    made = Decision.objects.create(
        application=application, assessment=found, outcome=outcome, lines=found.lines if outcome in ("granted", "changed") else [],
        fen=found.fen or 0 if outcome in ("granted", "changed") else 0, from_month=found.on if outcome != "kept" else None, reason=reason, clause=clause or matter.law[:200],
        authority=authority, delegation=delegation, decided_by_id=by.user, decided_on=on,
        review_on=later(month_of(on), months) if months and outcome in ("granted", "changed", "kept") else None, appeal_until=on + timedelta(days=APPEAL_DAYS.days),
    )  # fmt: skip
    application.state, application.decided_on = ENDS[outcome], on
    application.save(update_fields=["state", "decided_on"])
    way.close(task, by=by, on=on, decision=made.pk, outcome=outcome)
    matter.outcome(decision=made, by=by, on=on)
    if outcome != "kept":
        write_letter(kind=outcome, person=application.applicant, place=application.place, about=about(application), by=by, on=on, values=_letter(made, matter))
    tell(application.applicant, outcome, on, by, about=about(application), matter=application.matter)
    record(
        by=by,
        on=on,
        act="applications.decide",
        subject=application,
        place=application.place,
        decision=made.pk,
        outcome=outcome,
        fen=made.fen,
        assessment=found.pk,
    )
    return made


def _fits(application: Application, outcome: str, found, reason: str) -> None:
    """The decision has to fit what was prepared, or say why it does not."""
    if outcome in ("granted", "changed"):
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
    elif outcome in ("refused", "stopped") and not reason.strip():
        raise Refused("不予确认或停发，必须写明理由。", "A refusal or an end needs its reason.", field="reason")
    if outcome in ("changed", "stopped") and application.kind != "new" and not application.hearings.exists() and _less(application, outcome, found):
        raise Refused(
            "减发或停发前要先听取意见（《社会救助法》第四十八条）。",
            "Before a reduction or an end the recipient has to be heard (Social Assistance Law, art. 48).",
            field="outcome",
        )


def _less(application: Application, outcome: str, found) -> bool:
    before = (
        Decision.objects.filter(application__applicant=application.applicant, application__matter=application.matter, outcome__in=["granted", "changed"])
        .order_by("-pk")
        .first()
    )
    return outcome == "stopped" or before is None or (found.fen or 0) < before.fen


def _letter(made: Decision, matter) -> dict:
    return {
        "number": made.application.number, "matter": matter.label, "fen": made.fen, "lines": made.lines, "from_month": made.from_month, "reason": made.reason, "clause": made.clause,
        "authority": made.authority.name, "delegation": made.delegation and made.delegation.document, "decided_on": made.decided_on, "review_on": made.review_on,
        "appeal_until": made.appeal_until, "headline": made.assessment.headline,
    }  # fmt: skip


@action
def deliver(*, application: Application, manner: str, delivered_on: date, proof=None, by: Actor, on: date) -> Letter | None:
    """The decision has reached the family."""
    allowed(by, "applications.file", application.place)
    task, _ = way.current(application, "deliver")
    letter = Letter.objects.filter(about=about(application), kind__in=ENDS).order_by("-pk").first()
    if letter:
        deliver_letter(letter=letter, manner=manner, delivered_on=delivered_on, proof=proof, by=by, on=on)
    way.close(task, by=by, on=on, manner=manner)
    record(by=by, on=on, act="applications.deliver", subject=application, place=application.place, letter=letter and letter.pk)
    return letter


@action
def appeal(*, decision: Decision, body: str, grounds: str, by: Actor, on: date) -> Appeal:
    """A request for review against the decision; within the time limit, unless the reviewing body has taken it in all the same."""
    application = decision.application
    if by.role == "resident":
        if by.person != application.applicant_id:
            raise NotAllowed("这不是您的申请。", "This application is not yours.")
        if decision.appeal_until and on > decision.appeal_until:
            raise Refused(f"复议期限到 {decision.appeal_until} 为止。", f"The time limit ended on {decision.appeal_until}.")
    else:
        allowed(by, "applications.file", application.place)
    if decision.appeals.filter(state="open").exists():
        raise Refused("对这个决定的复议正在办理。", "A review of this decision is under way.")
    made = Appeal.objects.create(decision=decision, received_on=on, body=body, sealed=seal({"grounds": grounds}, f"applications.appeal:{decision.pk}"))
    tell(application.applicant, "appealed", on, by, about=about(application))
    record(by=by, on=on, act="applications.appeal", subject=application, place=application.place, appeal=made.pk)
    return made


@action
def answer_appeal(*, appeal: Appeal, state: str, by: Actor, on: date) -> Appeal:
    """What the reviewing body ruled. Set aside: the office opens the case again."""
    application = appeal.decision.application
    allowed(by, "applications.file", application.place)
    if state not in ("upheld", "quashed", "withdrawn"):
        raise Refused("请选择复议结果。", "Choose the result.", field="state")
    appeal.state, appeal.answered_on = state, on
    appeal.save()
    tell(application.applicant, f"appeal_{state}", on, by, about=about(application))
    record(by=by, on=on, act="applications.answer_appeal", subject=application, place=application.place, appeal=appeal.pk, state=state)
    return appeal
