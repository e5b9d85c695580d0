"""Told of what is intended, and heard, before anything is reduced or ended (Social Assistance Law, art. 48)."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.applications import needless, opinions, prepare, reasons, way
from minsheng.applications.actions.opinion import about
from minsheng.applications.models import Application, Assessment, Hearing, Task
from minsheng.applications.recusal import keep_out
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.calendar import add_days
from minsheng.base.crypto import seal
from minsheng.base.errors import Refused
from minsheng.notices import actions as notices
from minsheng.notices.models import Letter
from minsheng.registry.events import tell


@action
def tell_of_change(*, application: Application, intended: str, days: int, why: str = "", by: Actor, on: date) -> Letter:
    """The family is told what is `intended` (reduce: to what is prepared; end), why, and until when they may answer.

    `days` count from the delivery; no law sets them, the office does. Where the step had closed by itself, as nothing was to be reduced, it opens again.
    """
    allowed(by, "applications.hear", application.place)
    keep_out(by, application, on)
    task, found, matter = _step(application, on), prepare.assess(application, on), way.matter_of(application)
    before = needless.paid(application, found)
    _intends(application, intended, found, before, why)
    if days < 1:
        raise Refused("请填写给对方几天表示意见。", "Say how many days the family has to answer.", field="days")
    letter = notices.write_letter(
        kind="hearing", person=application.applicant, place=application.place, about=about(application), answer_days=days, by=by, on=on,
        values={"number": application.number, "matter": matter.label, "fen": found.fen if intended == "reduce" else None, "before": before, "days": days,
                "facts": _facts(application, found, before, why), "clause": matter.law(application.place, on)[:200]},
    )  # fmt: skip
    task.result = {"letter": letter.pk}
    task.save(update_fields=["result"])
    tell(application.applicant, "told", on, by, about=about(application))
    record(by=by, on=on, act="applications.tell_of_change", subject=application, place=application.place, letter=letter.pk, intended=intended)
    return letter


def _step(application: Application, on: date) -> Task:
    """The hearing that is open, or the one that had closed by itself, opened again while nothing is decided."""
    task = opinions.last_done(application, "hearing")
    if application.state == "open" and task and task.result.get("skipped"):
        return way.open_again(application, "hearing", on)
    return way.current(application, "hearing")[0]


def _intends(application: Application, intended: str, found: Assessment, before: int, why: str) -> None:
    """A reduction has to be prepared; an end that is not prepared needs its reason."""
    if intended not in ("reduce", "end"):
        raise Refused("请选择打算减少还是停发。", "Choose what is intended: a reduction or an end.", field="intended")
    if intended == "reduce" and (application.kind == "stop" or found.status != "yes" or not needless.less(found, before)):
        raise Refused("系统准备的结论没有减少，不能这样告知。", "What is prepared is no reduction, so this cannot be announced.", field="intended")
    if intended == "end" and application.kind != "stop" and found.status != "no" and not why.strip():
        raise Refused("系统准备的结论不是停发：请写明为什么打算停发。", "No end is prepared: say why it is intended.", field="why")


def _facts(application: Application, found: Assessment, before: int, why: str) -> list[str]:
    """[zh, en]: the reason the office has opened it for, what the rule book found where it found less, and the officer's own words."""
    opened = reasons.said(application.kind, application.reason) if application.kind == "stop" else None
    prepared = found.headline if found.status == "no" or found.status == "yes" and needless.less(found, before) else None
    parts = [part for part in (opened, prepared, (why, why) if why.strip() else None) if part]
    return ["；".join(zh for zh, _ in parts), "; ".join(en for _, en in parts)]


def told(application: Application) -> Letter | None:
    """The letter that told the family in the hearing that is open now."""
    task = application.tasks.filter(step__in=opinions.steps_of(application, "hearing"), state="open").order_by("pk").last()
    return Letter.objects.filter(pk=task.result.get("letter")).first() if task else None


@action
def deliver_telling(*, application: Application, manner: str, delivered_on: date, proof=None, by: Actor, on: date) -> Letter:
    """The letter about what is intended has reached the family."""
    allowed(by, "applications.hear", application.place)
    keep_out(by, application, on)
    way.current(application, "hearing")
    letter = notices.deliver(letter=_letter_of(application), manner=manner, delivered_on=delivered_on, proof=proof, by=by, on=on)
    record(by=by, on=on, act="applications.deliver_telling", subject=application, place=application.place, letter=letter.pk)
    return letter


@action
def try_telling(*, application: Application, tried_on: date, how: str, by: Actor, on: date) -> Letter:
    """It was tried and did not reach them. Two tries on two days stand for a delivery."""
    allowed(by, "applications.hear", application.place)
    keep_out(by, application, on)
    way.current(application, "hearing")
    letter = _letter_of(application)
    notices.attempt(letter=letter, tried_on=tried_on, how=how, by=by, on=on)
    record(by=by, on=on, act="applications.try_telling", subject=application, place=application.place, letter=letter.pk)
    return letter


def _letter_of(application: Application) -> Letter:
    letter = told(application)
    if letter is None:
        raise Refused("还没有书面告知：请先出具告知书。", "The family has not been told in writing: write the letter first.")
    return letter


@action
def hear(*, application: Application, heard_on: date, manner: str, said: str, considered: str, by: Actor, on: date) -> Hearing:
    """What the recipient said, and what the office makes of it. Who said nothing has been told, and had the time to answer."""
    allowed(by, "applications.hear", application.place)
    keep_out(by, application, on)
    task, _ = way.current(application, "hearing")
    letter = _letter_of(application)
    if manner not in Hearing.MANNERS:
        raise Refused("请选择听取意见的方式。", "Choose how the opinion was heard.", field="manner")
    if not letter.issued_on <= heard_on <= on:
        raise Refused("听取意见的日期应在告知之后、今天之前。", "The hearing lies between the day of telling and today.", field="heard_on")
    if manner == "absent":
        _time_to_answer(letter, heard_on)
    if not considered.strip():
        raise Refused("请写明怎样考虑了对方的意见。", "Say how the opinion was taken into account.", field="considered")
    reached = notices.reached_on(letter)
    made = Hearing.objects.create(application=application, letter=letter, told_on=min(reached or heard_on, heard_on), on=heard_on, manner=manner, considered=considered,
                                  by_id=by.user, sealed=seal({"said": said}, f"applications.hearing:{application.pk}"))  # fmt: skip
    way.close(task, by=by, on=on, hearing=made.pk, letter=letter.pk)
    tell(application.applicant, "heard", on, by, about=about(application))
    record(by=by, on=on, act="applications.hear", subject=application, place=application.place, hearing=made.pk)
    return made


def _time_to_answer(letter: Letter, heard_on: date) -> None:
    """Silence counts once the letter has come, or was tried twice, and the days it gives are over."""
    reached = notices.reached_on(letter)
    if reached is None:
        raise Refused(
            "告知书还没有送达，不能算没有表示意见：请登记送达，或登记两次没有送到的经过。",
            "The letter has not reached them, so silence does not count yet: record its delivery, or two tries that failed.",
            field="manner",
        )
    last = add_days(reached, letter.answer_days or 0).day
    if heard_on <= last:
        raise Refused(
            f"对方可以到 {last} 为止表示意见，要等过了这一天。", f"The family may answer until {last}: wait until that day is over.", field="heard_on"
        )
