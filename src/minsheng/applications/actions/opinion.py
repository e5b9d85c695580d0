"""First opinion, public notice, objection."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.applications import deadlines, opinions, prepare, way
from minsheng.applications.models import Application, Assessment, Objection
from minsheng.applications.recusal import keep_out
from minsheng.base.actions import action, locked
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.crypto import seal
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.notices import actions as notices
from minsheng.notices.models import Notice
from minsheng.registry.events import tell


def about(application: Application) -> str:
    return f"applications.application:{application.pk}"


@action
def opine(*, application: Application, agree: bool, words: str, by: Actor, on: date) -> Assessment:
    """The street's opinion on what the machine prepared today. It decides nothing; disagreeing needs its reason.

    Only a grant that the street agrees to is posted; anything else goes straight to the decision, where a refusal is written to the family.
    """
    allowed(by, "applications.opine", application.place)
    keep_out(by, application, on)
    task, _ = way.current(application, "opinion")
    found = prepare.assess(application, on)
    if found.status == "depends":
        raise Refused(
            "还有情况没有查清，不能出意见：请看“系统准备的结论”里的问号。",
            "Something that matters is still unknown: see the question marks in the prepared conclusion.",
        )
    if agree and (found.status not in ("yes", "no") or found.status == "yes" and not found.payable):
        raise Refused(
            "有标准没有文件确认，金额还不能公示：请先在“标准”里录入并批准。",
            "A figure is not confirmed by any document, so no amount can be posted: enter and approve it at the standards desk first.",
            field="agree",
        )
    if not agree and not words.strip():
        raise Refused("不同意系统的结论，请写明理由。", "Say why you do not agree with the prepared conclusion.", field="words")
    way.close(task, by=by, on=on, assessment=found.pk, agree=agree, words=words[:200])
    tell(application.applicant, "opinion", on, by, about=about(application))
    record(by=by, on=on, act="applications.opine", subject=application, place=application.place, assessment=found.pk, agree=agree)
    return found


@action
def publish(*, application: Application, places_shown: str, phone: str, proof=None, by: Actor, on: date) -> Notice:
    """Post what the street has agreed to: name, persons supported, amount, nothing else. Its days begin tomorrow's count; the step stays open until it is taken down."""
    allowed(by, "applications.publish", application.place)
    keep_out(by, application, on)
    task, _ = way.current(application, "notice")
    if application.kind == "new" and Notice.objects.filter(about=about(application), kind="opinion", removed_on=None).exists():
        raise Refused("公示已经贴出，还没有撤下。", "The notice is up already.")
    found = opinions.agreed(application)
    if found is None:
        raise Refused("没有同意的初审意见，不能公示。", "There is no opinion that agrees, so nothing can be posted.")
    if not opinions.still_agreed(application, prepare.assess(application, on)):
        raise Refused(
            "情况变了，和初审同意的不一样：请先重新出具初审意见，再公示。",
            "Things have changed and it is no longer what the street agreed to: give a new opinion first, then post it.",
        )
    term = deadlines.term(way.matter_of(application).notice, application.place, on)
    if term is None:
        raise Refused("公示多少天没有确认，请先在“标准”里录入。", "How long a notice hangs is not confirmed: enter it under “Standards” first.")
    notice = notices.publish(
        kind="opinion", about=about(application), place=application.place, matter=application.matter, person=application.applicant, members=found.persons,
        fen=found.fen if found.lines else None, days=term.days, places_shown=places_shown, phone=phone, proof=proof, by=by, on=on,
    )  # fmt: skip
    deadlines.fall_due(task, notice.until)  # it is taken down on the working day after its last one
    tell(application.applicant, "published", on, by, about=about(application), number=notice.number)
    record(by=by, on=on, act="applications.publish", subject=application, place=application.place, notice=notice.pk)
    return notice


@action
def take_down(*, application: Application, proof=None, by: Actor, on: date) -> Notice:
    """After its last day, without an open objection: taken down with a photograph as proof, and the way goes on."""
    allowed(by, "applications.publish", application.place)
    keep_out(by, application, on)
    task, _ = way.current(application, "notice")
    notice = Notice.objects.filter(about=about(application), kind="opinion", removed_on=None).order_by("-pk").first()
    if notice is None:
        raise Refused("还没有公示。", "No notice has been posted.")
    if on <= notice.until:
        raise Refused(f"公示到 {notice.until} 才满，还不能撤下。", f"The notice runs until {notice.until} and cannot be taken down yet.")
    if application.objections.filter(state="open").exists():
        raise Refused("有异议还没有答复，先核查。", "An objection has not been answered yet.")
    notices.take_down(notice=notice, proof=proof, by=by, on=on)
    way.close(task, by=by, on=on, notice=notice.number, objections=application.objections.count())
    record(by=by, on=on, act="applications.take_down", subject=application, place=application.place, notice=notice.pk)
    return notice


@action
def opine_again(*, application: Application, reason: str, by: Actor, on: date) -> Application:
    """What would be granted is no longer what was agreed to and posted: the notice comes down, opinion and notice are done again."""
    deciding = application.tasks.filter(state="open", step__in=opinions.steps_of(application, "decide")).exists()
    allowed(by, "applications.decide" if deciding else "applications.opine", locked(application).place)
    keep_out(by, application, on)
    if application.state != "open" or not opinions.steps_of(application, "notice") or opinions.last_done(application, "opinion") is None:
        raise Refused("还没有初审意见，不用重新出具。", "There is no opinion yet that could be given again.")
    if not reason.strip():
        raise Refused("请写明为什么要重新出具意见。", "Say why a new opinion is needed.", field="reason")
    for notice in Notice.objects.filter(about=about(application), kind="opinion", removed_on=None):
        notices.take_down(notice=notice, early=True, by=by, on=on)
    way.again_from(application, "opinion", on)
    tell(application.applicant, "opinion_again", on, by, about=about(application))
    record(by=by, on=on, act="applications.opine_again", subject=application, place=application.place)
    return application


@action
def object_to(*, notice: Notice, manner: str, who: str, text: str, by: Actor, on: date) -> Objection:
    """Somebody objects, by name or without: kept sealed from the family. Only while the notice is up."""
    application = Application.objects.get(pk=int(notice.about.split(":")[1]))
    if by.role != "visitor":
        allowed(by, "applications.publish", application.place)
    if notice.kind != "opinion":
        raise Refused("这是已经作出的决定的公布；有情况可以直接向街道反映。", "This publishes a decision; you may still write to the street office.")
    if notice.removed_on or not notice.since <= on <= notice.until:
        raise Refused("这份公示已经结束；有情况可以直接向街道反映。", "This notice has ended; you may still write to the street office.")
    if not text.strip():
        raise Refused("请写明您要反映的情况。", "Say what you object to.", field="text")
    made = Objection.objects.create(
        application=application, notice=f"notices.notice:{notice.pk}", received_on=on, manner=manner, received_by_id=by.user,
        sealed=seal({"who": who, "text": text}, f"applications.objection:{application.pk}"),
    )  # fmt: skip
    record(by=by, on=on, act="applications.object", subject=application, place=application.place, objection=made.pk)
    return made


@action
def answer_objection(*, objection: Objection, upheld: bool, finding: str, by: Actor, on: date) -> Objection:
    """Others than before have looked into it. Upheld: survey, opinion and notice are done again."""
    application = locked(locked(objection).application)
    allowed(by, "applications.opine", application.place)
    keep_out(by, application, on)
    if objection.state != "open":
        raise AlreadyDone("这条异议已经答复过。", "This objection has been answered already.")
    if by.user in {u for pair in application.visits.values_list("first", "second") for u in pair}:
        raise NotAllowed("异议要由没有参加原调查的人核查。", "An objection is looked into by somebody who was not at the visit.")
    if not finding.strip():
        raise Refused("请写明核查结果。", "Say what was found.", field="finding")
    objection.state, objection.looked_into_by_id, objection.finding, objection.answered_on = "upheld" if upheld else "rejected", by.user, finding, on
    objection.save()
    if upheld:
        notice = Notice.objects.filter(about=about(application), kind="opinion", removed_on=None).first()
        if notice:
            notices.take_down(notice=notice, proof=None, early=True, by=by, on=on)
        way.again_from(application, "survey", on)
    record(by=by, on=on, act="applications.answer_objection", subject=application, place=application.place, objection=objection.pk, upheld=upheld)
    return objection
