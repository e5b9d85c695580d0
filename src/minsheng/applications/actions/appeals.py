"""A request for review against a decision, and what came of it. Set aside, and confirmed by a second person: the case is open again, in a new round."""

from datetime import date
from uuid import UUID

from minsheng.accounts.access import allowed
from minsheng.applications import way
from minsheng.applications.actions.opinion import about
from minsheng.applications.deadlines import due_at
from minsheng.applications.models import Appeal, Application, Decision
from minsheng.applications.recusal import keep_out
from minsheng.base.actions import action, locked
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.crypto import seal
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.registry.events import tell

UNDER_WAY = ("open", "ruled")


@action
def appeal(*, decision: Decision, body: str, grounds: str, by: Actor, on: date) -> Appeal:
    """A request for review against the decision; within the time limit, unless the reviewing body has taken it in all the same."""
    application = locked(decision.application)
    if by.role == "resident":
        if by.person != application.applicant_id:
            raise NotAllowed("这不是您的申请。", "This application is not yours.")
        if decision.appeal_until and on > decision.appeal_until:
            raise Refused(f"复议期限到 {decision.appeal_until} 为止。", f"The time limit ended on {decision.appeal_until}.")
    else:
        allowed(by, "applications.file", application.place)
    keep_out(by, application, on)
    if decision.appeals.filter(state__in=UNDER_WAY).exists():
        raise Refused("对这个决定的复议正在办理。", "A review of this decision is under way.")
    if not grounds.strip():
        raise Refused("请写明为什么不同意这个决定。", "Say why the decision is not accepted.", field="grounds")
    made = Appeal.objects.create(
        decision=decision, received_on=on, body=body, sealed=seal({"grounds": grounds}, f"applications.appeal:{decision.pk}"), entered_by_id=by.user
    )
    tell(application.applicant, "appealed", on, by, about=about(application))
    record(by=by, on=on, act="applications.appeal", subject=application, place=application.place, appeal=made.pk)
    return made


@action
def answer_appeal(*, appeal: Appeal, state: str, ruling: UUID | None, ruled_on: date, by: Actor, on: date) -> Appeal:
    """What the reviewing body ruled, with the scan of the ruling (a stored file) and its day. Set aside waits for a second person: `confirm_ruling`."""
    application = locked(locked(appeal).decision.application)
    allowed(by, "applications.file", application.place)
    keep_out(by, application, on)
    if appeal.state != "open":
        raise AlreadyDone("复议结果已经登记过。", "The result has been recorded already.")
    if state not in ("upheld", "quashed", "withdrawn"):
        raise Refused("请选择复议结果。", "Choose the result.", field="state")
    if ruling is None:
        raise Refused("请上传复议机关的文书（扫描或照片）。", "Add the paper of the reviewing body, scanned or photographed.", field="ruling")
    if not appeal.received_on <= ruled_on <= on:
        raise Refused("文书的日期应在提出复议之后、今天之前。", "The day of the paper lies between the request and today.", field="ruled_on")
    appeal.state, appeal.answered_on, appeal.answered_by_id = "ruled" if state == "quashed" else state, on, by.user
    appeal.ruling, appeal.ruled_on = ruling, ruled_on
    appeal.save(update_fields=["state", "answered_on", "answered_by", "ruling", "ruled_on"])
    if state != "quashed":
        tell(application.applicant, f"appeal_{state}", on, by, about=about(application))
    record(by=by, on=on, act="applications.answer_appeal", subject=application, place=application.place, appeal=appeal.pk, state=state)
    return appeal


@action
def confirm_ruling(*, appeal: Appeal, by: Actor, on: date) -> Appeal:
    """Somebody else has read the ruling: what the decision did is undone, and every step after acceptance is done again."""
    application = _second(appeal, by, on)
    appeal.state, appeal.confirmed_by_id = "quashed", by.user
    appeal.save(update_fields=["state", "confirmed_by"])
    _again(appeal.decision, by, on)
    tell(application.applicant, "appeal_quashed", on, by, about=about(application))
    record(by=by, on=on, act="applications.confirm_ruling", subject=application, place=application.place, appeal=appeal.pk)
    return appeal


@action
def return_ruling(*, appeal: Appeal, reason: str, by: Actor, on: date) -> Appeal:
    """The ruling does not say so: the review is open again, to be answered as the paper has it."""
    application = _second(appeal, by, on)
    if not reason.strip():
        raise Refused("请写明哪里不对。", "Say what is wrong.", field="reason")
    appeal.state, appeal.answered_on, appeal.answered_by_id, appeal.ruling, appeal.ruled_on = "open", None, None, None, None
    appeal.returned_why = reason.strip()
    appeal.save(update_fields=["state", "answered_on", "answered_by", "ruling", "ruled_on", "returned_why"])
    record(by=by, on=on, act="applications.return_ruling", subject=application, place=application.place, appeal=appeal.pk)
    return appeal


def _second(appeal: Appeal, by: Actor, on: date) -> Application:
    """The case, for whoever may confirm: they decide cases here, and neither entered the request nor its result."""
    application = locked(locked(appeal).decision.application)
    allowed(by, "applications.decide", application.place)
    keep_out(by, application, on)
    if appeal.state != "ruled":
        raise AlreadyDone("没有等待复核的复议结果。", "No result waits to be confirmed.")
    if by.user in (appeal.entered_by_id, appeal.answered_by_id):
        raise NotAllowed(
            "这一复议是您登记的，撤销要由另一位审批人员复核。", "You have entered this review: somebody else confirms that the decision is set aside."
        )
    return application


def _again(decision: Decision, by: Actor, on: date) -> None:
    application = decision.application
    open_now = Application.objects.filter(
        applicant=application.applicant, matter=application.matter, kind=application.kind, state__in=["submitted", "correction", "open"]
    )
    if open_now.exists():
        raise Refused("同一事项已有一件在办，请先办结再复核撤销。", "Another case of this kind is open: finish it before this is confirmed.")
    matter = way.matter_of(application)
    matter.undo(decision=decision, by=by, on=on)
    application.state, application.decided_on, application.filed_on = "open", None, None
    application.due_on, application.due_provisional = due_at(matter.whole, application.place, on)
    application.save(update_fields=["state", "decided_on", "filed_on", "due_on", "due_provisional"])
    way.again_whole(application, on)
