"""Days that do not count, and days added."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.applications import way
from minsheng.applications.deadlines import due_at, shift
from minsheng.applications.models import Application, Pause
from minsheng.applications.recusal import keep_out
from minsheng.base import calendar
from minsheng.base.actions import action, locked
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, Refused


@action
def pause(*, application: Application, reason: str, by: Actor, on: date) -> Pause:
    """Stop the clock, with a reason the family can read."""
    allowed(by, "applications.accept", locked(application).place)
    keep_out(by, application, on)
    if application.state != "open":
        raise Refused("只有办理中的申请可以中止计时。", "Only an application in progress can be paused.")
    if application.pauses.filter(until=None).exists():
        raise AlreadyDone("已经中止计时。", "The clock has been stopped already.")
    if not reason.strip():
        raise Refused("请写明中止的理由。", "Say why the clock stops.", field="reason")
    made = Pause.objects.create(application=application, since=on, reason=reason)
    record(by=by, on=on, act="applications.pause", subject=application, place=application.place)
    return made


@action
def resume(*, application: Application, by: Actor, on: date) -> Application:
    """The clock runs again: everything due moves by the working days that were paused."""
    allowed(by, "applications.accept", locked(application).place)
    keep_out(by, application, on)
    paused = application.pauses.filter(until=None).first()
    if paused is None:
        raise AlreadyDone("没有中止计时。", "The clock is running.")
    paused.until = on
    paused.save(update_fields=["until"])
    shift(application, calendar.working_days_between(paused.since, on))
    record(by=by, on=on, act="applications.resume", subject=application, place=application.place)
    return application


@action
def extend(*, application: Application, reason: str, by: Actor, on: date) -> Application:
    """The longer time the rules allow in special cases, once, with a reason."""
    allowed(by, "applications.decide", locked(application).place)
    keep_out(by, application, on)
    matter = way.matter_of(application)
    if matter.whole_extended is None or application.state != "open":
        raise Refused("这一项没有可以延长的期限。", "This matter has no longer time limit.")
    if application.tasks.exclude(extended_why="").exists():
        raise AlreadyDone("已经延长过了。", "It has been extended already.")
    if not reason.strip():
        raise Refused("请写明延长的理由。", "Say why more time is needed.", field="reason")
    longest, provisional = due_at(matter.whole_extended, application.place, application.accepted_on)
    if application.due_on is None or longest is None:
        raise Refused("办结的期限没有确认，请先在“标准”里录入。", "How long the whole may take is not confirmed: enter it under “Standards” first.")
    paused = sum(calendar.working_days_between(p.since, p.until) for p in application.pauses.exclude(until=None))
    moved = calendar.add_working_days(longest, paused) if paused else None
    longest, provisional = (moved.day, provisional or moved.provisional) if moved else (longest, provisional)
    shift(application, calendar.working_days_between(application.due_on, longest))
    application.refresh_from_db()
    application.due_on, application.due_provisional = longest, provisional
    application.save(update_fields=["due_on", "due_provisional"])
    application.tasks.filter(state="open").update(extended_why=reason[:200])
    record(by=by, on=on, act="applications.extend", subject=application, place=application.place)
    return application
