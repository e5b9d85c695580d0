"""A request for review against a decision, and what came of it. Set aside: the case is open again, in a new round."""

from datetime import date

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
    if decision.appeals.filter(state="open").exists():
        raise Refused("对这个决定的复议正在办理。", "A review of this decision is under way.")
    if not grounds.strip():
        raise Refused("请写明为什么不同意这个决定。", "Say why the decision is not accepted.", field="grounds")
    made = Appeal.objects.create(decision=decision, received_on=on, body=body, sealed=seal({"grounds": grounds}, f"applications.appeal:{decision.pk}"))
    tell(application.applicant, "appealed", on, by, about=about(application))
    record(by=by, on=on, act="applications.appeal", subject=application, place=application.place, appeal=made.pk)
    return made


@action
def answer_appeal(*, appeal: Appeal, state: str, by: Actor, on: date) -> Appeal:
    """What the reviewing body ruled. Set aside: what the decision did is undone, and every step after acceptance is done again."""
    application = locked(locked(appeal).decision.application)
    allowed(by, "applications.file", application.place)
    keep_out(by, application, on)
    if appeal.state != "open":
        raise AlreadyDone("复议结果已经登记过。", "The result has been recorded already.")
    if state not in ("upheld", "quashed", "withdrawn"):
        raise Refused("请选择复议结果。", "Choose the result.", field="state")
    appeal.state, appeal.answered_on = state, on
    appeal.save(update_fields=["state", "answered_on"])
    if state == "quashed":
        _again(appeal.decision, by, on)
    tell(application.applicant, f"appeal_{state}", on, by, about=about(application))
    record(by=by, on=on, act="applications.answer_appeal", subject=application, place=application.place, appeal=appeal.pk, state=state)
    return appeal


def _again(decision: Decision, by: Actor, on: date) -> None:
    application = decision.application
    open_now = Application.objects.filter(
        applicant=application.applicant, matter=application.matter, kind=application.kind, state__in=["submitted", "correction", "open"]
    )
    if open_now.exists():
        raise Refused("同一事项已有一件在办，请先办结再登记撤销。", "Another case of this kind is open: finish it before this is recorded.", field="state")
    matter = way.matter_of(application)
    matter.undo(decision=decision, by=by, on=on)
    application.state, application.decided_on, application.filed_on = "open", None, None
    application.due_on, application.due_provisional = due_at(matter.whole, application.place, on)
    application.save(update_fields=["state", "decided_on", "filed_on", "due_on", "due_provisional"])
    way.again_whole(application, on)
