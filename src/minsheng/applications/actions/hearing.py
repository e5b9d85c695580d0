"""Told of what is intended, and heard, before anything is reduced or ended (Social Assistance Law, art. 48)."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.applications import prepare, way
from minsheng.applications.actions.opinion import about
from minsheng.applications.models import Application, Hearing
from minsheng.applications.recusal import keep_out
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.crypto import seal
from minsheng.base.errors import Refused
from minsheng.notices.actions import write_letter
from minsheng.notices.models import Letter
from minsheng.registry.events import tell


@action
def tell_of_change(*, application: Application, by: Actor, on: date) -> Letter:
    """The family is told what is intended, why, and how to be heard."""
    allowed(by, "applications.hear", application.place)
    keep_out(by, application, on)
    way.current(application, "hearing")
    found, matter = prepare.assess(application, on), way.matter_of(application)
    before = sum(line["fen"] for line in matter.paid(application, found.on))
    letter = write_letter(
        kind="hearing", person=application.applicant, place=application.place, about=about(application), by=by, on=on,
        values={"number": application.number, "matter": matter.label, "fen": found.fen, "before": before, "headline": found.headline, "clause": matter.law[:200]},
    )  # fmt: skip
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
