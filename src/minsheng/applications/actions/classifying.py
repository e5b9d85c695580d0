"""归类: the case goes on as another kind of assistance. What the family brought, signed and said stays; nobody applies again."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.applications import kinds, papers, way
from minsheng.applications.deadlines import due_at
from minsheng.applications.models import Application
from minsheng.applications.once import OPEN, only_one
from minsheng.applications.recusal import keep_out
from minsheng.base.actions import action, locked
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.matters import catalogue
from minsheng.notices import actions as notices
from minsheng.notices.actions import write_letter
from minsheng.notices.models import Notice
from minsheng.registry.events import tell
from minsheng.registry.models import Person


@action
def classify(*, application: Application, matter: str, person: Person | None, reason: str, by: Actor, on: date) -> Application:
    """Handle it as another matter, for the household or (`person`) for one of its members. What was checked and seen counts; the opinion is given anew."""
    allowed(by, "applications.accept", locked(application).place)
    keep_out(by, application, on)
    if application.kind != "new" or application.state not in OPEN:
        raise AlreadyDone("只有没有决定的新申请可以归类。", "Only a new application that is not decided can be classified.")
    if (application.matter, application.applicant_id) == (matter, person.pk if person else application.applicant_id):
        raise AlreadyDone("这一件已经按这一项办理。", "It is handled as this already.")
    fitting = {m.key for m in kinds.others(application)} | {application.matter}
    if matter not in fitting or (catalogue.get(matter).unit == "member") != (person is not None):
        raise Refused("这一件不能改按这一项办理。", "It cannot be handled as this.", field="kind")
    if person is not None and person.pk not in {p.pk for p in papers.people(application, on)}:
        raise Refused("这个人不在这一家里。", "This person is not of the household.", field="kind")
    if not reason.strip():
        raise Refused("请写明为什么改按这一项办理：会写进告知书。", "Say why: it goes into the letter.", field="reason")
    if application.authority_id and person is not None and application.authority.person_id != person.pk:
        raise Refused(
            "这一件是别人代申请人办的，不能换成另一位家人：请另立一件。",
            "An agent acts for the applicant here: open another case for this member.",
            field="kind",
        )
    before = catalogue.get(application.matter)
    application.matter, application.unit, application.applicant = matter, catalogue.get(matter).unit, person or application.applicant
    only_one(application, on)
    _due(application)
    application.save(update_fields=["matter", "unit", "applicant", "due_on", "due_provisional"])
    _again(application, by, on)
    about = f"applications.application:{application.pk}"
    write_letter(
        kind="classified", person=application.applicant, place=application.place, about=about, by=by, on=on,
        values={"number": application.number, "before": before.label, "matter": catalogue.get(matter).label, "whom": application.applicant.name, "reason": reason,
                "due": application.due_on},
    )  # fmt: skip
    tell(application.applicant, "classified", on, by, about=about, matter=matter)
    record(by=by, on=on, act="applications.classify", subject=application, place=application.place, before=before.key, matter=matter)
    return application


def _due(application: Application) -> None:
    """The deadlines of the new matter, from the days from which they ran before."""
    declared = catalogue.get(application.matter)
    if application.accepted_on:
        application.due_on, application.due_provisional = due_at(declared.whole, application.place, application.accepted_on)
    for task in application.tasks.filter(state="open"):
        task.due_on, task.due_provisional = due_at(declared.step(task.step).limit, application.place, task.opened_on)
        task.save(update_fields=["due_on", "due_provisional"])


def _again(application: Application, by: Actor, on: date) -> None:
    """An opinion was about something else: it is given again, and what hangs on the board comes down."""
    for notice in Notice.objects.filter(about=f"applications.application:{application.pk}", kind="opinion", removed_on=None):
        notices.take_down(notice=notice, early=True, by=by, on=on)
    if application.tasks.filter(step="opinion", state="done").exists():
        way.again_from(application, "opinion", on)
