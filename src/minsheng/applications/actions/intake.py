"""Draft, submit, take in: from the first answer to the acceptance slip. Online, counter and agent share every line of this."""

from datetime import date

from django.db.models import Q

from minsheng.accounts.access import allowed
from minsheng.applications import agency, papers, sheet_facts, way
from minsheng.applications.deadlines import due_at
from minsheng.applications.models import Application
from minsheng.applications.numbers import numbered
from minsheng.applications.once import OPEN, only_one
from minsheng.applications.recusal import keep_out
from minsheng.base.actions import action, locked
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.matters import catalogue
from minsheng.notices.actions import write_letter
from minsheng.places.models import Place
from minsheng.registry.actions import learn
from minsheng.registry.events import tell
from minsheng.registry.models import Authority, Household, Person
from minsheng.registry.signing import may_sign_for

ONLINE = Q(channel="portal") | Q(authority__isnull=False)
"""What somebody writes online, for themselves or another: a draft of theirs is theirs alone."""


def reach(by: Actor, application: Application, permission: str, on: date) -> None:
    """A resident reaches the own application and those made for somebody by an authority in force, staff those of their place."""
    if by.role == "resident":
        if not agency.reaches(by, application, on):
            raise NotAllowed("这不是您的申请。", "This application is not yours.")
    else:
        allowed(by, permission, application.place)


@action
def draft(
    *,
    matter: str,
    applicant: Person,
    household: Household | None,
    place: Place,
    channel: str,
    authority: Authority | None = None,
    agent_why: str = "",
    by: Actor,
    on: date,
) -> Application:
    """Begin an application, or go on with the draft there is. Raises AlreadyDone when one is under way.

    A resident with channel "agent" acts for the applicant, by an `authority` in force, for the reason `agent_why` (a key of Application.AGENT_WHY).
    """
    if by.role == "resident" and channel == "agent" and (authority is None or authority.person_id != applicant.pk or agent_why not in Application.AGENT_WHY):
        raise Refused("请写明凭什么代办、为什么由您代办。", "Say by what paper you act for the person, and why.", field="agent_why")
    declared = catalogue.get(matter)
    application = Application(
        matter=matter,
        unit=declared.unit,
        applicant=applicant,
        household=household if declared.unit != "person" else None,
        place=place,
        channel=channel,
        authority=authority,
        agent_why=agent_why,
        created_on=on,
        opened_by_id=by.user if by.role != "resident" else None,
    )
    reach(by, application, "applications.take_in", on)
    keep_out(by, application, on)
    only_one(application, on)
    begun = Application.objects.filter(matter=matter, applicant=applicant, kind="new", state="draft")
    if begun := (begun.filter(channel=channel, authority=application.authority) if by.role == "resident" else begun.exclude(ONLINE)).first():
        return begun
    if declared.unit == "household" and household is None:
        raise Refused("这一项按家庭申请，请先登记家庭成员。", "This is applied for by a household: register its members first.")
    application.save()
    record(by=by, on=on, act="applications.draft", subject=application, place=place, matter=matter)
    return application


@action
def answer(*, application: Application, answers: dict, by: Actor, on: date) -> Application:
    """Keep the answers of one page: {"household": {fact: value}, "members": {"<person id>": {fact: value}}}. Only while it is a draft or to be completed."""
    reach(by, locked(application), "applications.take_in", on)
    if application.state not in ("draft", "correction"):
        raise Refused(
            "申请已经提交，不能再改；需要补充请联系街道。", "The application has been sent and cannot be changed; call the street office to add something."
        )
    kept = application.answers
    kept.setdefault("household", {}).update(answers.get("household", {}))
    for person, given in answers.get("members", {}).items():
        kept.setdefault("members", {}).setdefault(str(person), {}).update(given)
    application.save(update_fields=["answers"])
    record(by=by, on=on, act="applications.answer", subject=application, place=application.place)
    return application


@action
def submit(*, application: Application, by: Actor, on: date) -> Application:
    """Send it: whoever sends it has signed, at the counter everybody (online the others may follow; until then it is not accepted), the answers become facts of the file, the number is given, acceptance falls due."""
    reach(by, locked(application), "applications.take_in", on)
    keep_out(by, application, on)
    if application.state != "draft":
        raise AlreadyDone(f"这件申请已经提交，编号 {application.number}。", f"This application has been sent: number {application.number}.")
    others = Application.objects.filter(matter=application.matter, applicant=application.applicant, kind="new").exclude(pk=application.pk)
    only_one(application, on)
    sheet_facts.whole(application)
    _signed(application, by, on)
    _learn(application, by, on)
    sheet_facts.settle(application, None, by, on)
    others.filter(state="draft").update(state="withdrawn")
    application.number = numbered("SQ", way.street_of(application.place), on)
    application.state, application.applied_on = "submitted", on
    application.save(update_fields=["number", "state", "applied_on"])
    way.open_ready(application, on)
    tell(application.applicant, "applied", on, by, about=f"applications.application:{application.pk}", matter=application.matter)
    record(by=by, on=on, act="applications.submit", subject=application, place=application.place, channel=application.channel)
    return application


def _signed(application: Application, by: Actor, on: date) -> None:
    """Online nobody waits for others to send: their own signatures follow, on a phone or on paper."""
    if by.role != "resident":
        papers.signed_by_all(application, on)
        return
    sender = Person.objects.get(pk=by.person)
    if any(may_sign_for(p, sender, on) for p in papers.unsigned(application, on)):
        raise Refused("请先签授权书，再提交。", "Sign the letter first, then send.")


def _learn(application: Application, by: Actor, on: date) -> None:
    since = on.replace(day=1)
    if said := way.matter_of(application).says:
        learn(subject=application.applicant, facts=said, source="applicant", since=since, by=by, on=on)
    if application.household and (given := application.answers.get("household")):
        learn(subject=application.household, facts=given, source="applicant", since=since, by=by, on=on)
    for person, facts in application.answers.get("members", {}).items():
        if facts:
            learn(subject=Person.objects.get(pk=person), facts=facts, source="applicant", since=since, by=by, on=on)


@action
def accept(*, application: Application, by: Actor, on: date) -> Application:
    """Take it in: from today the deadlines run; the acceptance slip is written."""
    allowed(by, "applications.accept", application.place)
    keep_out(by, application, on)
    task, _ = way.current(application, "accept")
    papers.signed_by_all(application, on)
    if missing := papers.missing(application):
        names = "、".join(m.label[0] for m in missing)
        raise Refused(
            f"还缺：{names}。请先补录，或出具一次性补正告知书。",
            f"Still missing: {', '.join(m.label[1] for m in missing)}. Add them, or give the one list of what is missing.",
        )
    matter = way.matter_of(application)
    application.state, application.accepted_on, application.handled_by_id = "open", on, by.user
    application.due_on, application.due_provisional = due_at(matter.whole, application.place, on)
    application.save(update_fields=["state", "accepted_on", "handled_by", "due_on", "due_provisional"])
    way.close(task, by=by, on=on)
    write_letter(kind="accepted", person=application.applicant, place=application.place, about=f"applications.application:{application.pk}", by=by, on=on,
                 values={"number": application.number, "matter": matter.label, "due": application.due_on, "papers": papers.received(application), "officer": by.name})  # fmt: skip
    tell(application.applicant, "accepted", on, by, about=f"applications.application:{application.pk}", matter=application.matter)
    record(by=by, on=on, act="applications.accept", subject=application, place=application.place)
    return application


@action
def ask_correction(*, application: Application, wanted: list[str], note: str, by: Actor, on: date) -> Application:
    """The one list of everything that is missing (57号 art. 11). It can be given once; what a check can find may not be on it."""
    allowed(by, "applications.accept", application.place)
    keep_out(by, application, on)
    way.current(application, "accept")
    if application.corrected:
        raise Refused("补正只能一次性告知，这件已经告知过了。", "What is missing may be asked for once, and that has been done.")
    if not wanted:
        raise Refused("请勾选缺什么材料。", "Tick what is missing.", field="wanted")
    papers.want(application, wanted, on)
    application.state, application.corrected = "correction", True
    application.save(update_fields=["state", "corrected"])
    labels = papers.labels(application, wanted)
    write_letter(kind="correction", person=application.applicant, place=application.place, about=f"applications.application:{application.pk}", by=by, on=on,
                 values={"number": application.number, "wanted": labels, "note": note})  # fmt: skip
    tell(application.applicant, "correction", on, by, about=f"applications.application:{application.pk}", matter=application.matter)
    record(by=by, on=on, act="applications.ask_correction", subject=application, place=application.place, wanted=wanted)
    return application


@action
def correct(*, application: Application, files: dict[str, list], by: Actor, on: date) -> Application:
    """The family has brought what was missing: {material key: ids of its stored files}. None among them, or none at all, is an original seen at the counter.

    It goes on once nothing is missing; until then what is still missing stays asked for.
    """
    reach(by, locked(application), "applications.take_in", on)
    keep_out(by, application, on)
    if application.state not in ("correction", "submitted"):
        raise Refused("现在不需要补材料。", "Nothing is missing now.")
    if by.role == "resident" and not all(ids and None not in ids for ids in files.values()):
        raise Refused("请传照片或 PDF。", "Send a photograph or a PDF.")
    for key, ids in files.items():
        papers.give(application, key, ids, by, on)
    complete(application, on)
    if files:
        tell(application.applicant, "papers", on, by, about=f"applications.application:{application.pk}")
    record(by=by, on=on, act="applications.correct", subject=application, place=application.place, given=sorted(files))
    return application


def complete(application: Application, on: date) -> None:
    """Once nothing is missing the case goes back to whoever accepts it; the days the family needed are not the office's."""
    if application.state == "correction" and not papers.missing(application):
        application.state = "submitted"
        application.save(update_fields=["state"])
        way.begin_again(application, "accept", on)


@action
def withdraw(*, application: Application, by: Actor, on: date) -> Application:
    """The family takes it back, before it is decided."""
    reach(by, locked(application), "applications.accept", on)
    keep_out(by, application, on)
    if application.state not in ("draft", *OPEN):
        raise Refused("已经决定的申请不能撤回；不再需要时可以申请停发。", "A decided application cannot be taken back; you may ask for the payment to end.")
    application.tasks.filter(state="open").update(state="dropped")
    application.state = "withdrawn"
    application.save(update_fields=["state"])
    tell(application.applicant, "withdrawn", on, by, about=f"applications.application:{application.pk}", matter=application.matter)
    record(by=by, on=on, act="applications.withdraw", subject=application, place=application.place)
    return application
