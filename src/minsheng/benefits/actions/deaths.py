"""A death: reported by a register or recorded in a file, held at once, confirmed or refuted by an officer."""

from datetime import date

from django.db.models import Q

from minsheng.accounts.access import allowed
from minsheng.applications.recusal import keep_out
from minsheng.base.actions import action
from minsheng.base.actions import locked as locked_row
from minsheng.base.actor import MACHINE, Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.base.months import later, month_of
from minsheng.benefits.actions.awards import end, locked, reopen
from minsheng.benefits.actions.holds import hold, release
from minsheng.benefits.again import asked_of
from minsheng.benefits.continuing import stood
from minsheng.benefits.ending import waiting_parts
from minsheng.benefits.models import Award, Finding
from minsheng.benefits.monthly import settle_again
from minsheng.benefits.running import running
from minsheng.benefits.terms import first_month_not_due, held_after, month_of_death
from minsheng.payments.actions import take_out
from minsheng.registry import actions as registry
from minsheng.registry.actions.deaths import possible
from minsheng.registry.events import tell
from minsheng.registry.models import Person
from minsheng.registry.queries import members

FILE = ("居民档案", "the person's file")  # where a death is known from, unless a register says so


def goes_on(award: Award, without: Person, on: date) -> bool:
    """Whether a household's award has somebody left to live on it, also under another head: then it changes, and does not end."""
    return award.household is not None and any(p.pk != without.pk and p.died_on is None for p in members(stood(award.household, on), on))


@action
def report_death(*, person: Person, died_on: date, source: tuple[str, str] = FILE, by: Actor, on: date) -> list[Finding]:
    """A register, or the file, says that somebody has died. Their own awards are held and what waits to be paid is taken out; a household that goes on is paid on, and reviewed.

    One finding an award, for an officer who confirms or refutes it; also of an award that ended later than it should. Reported again it finds what is there.
    """
    allowed(by, "benefits.change", person.place, machine=True)
    possible(person, died_on, on)
    mine = Q(person=person) | Q(household__memberships__person=person, household__memberships__until=None)
    found = []
    for award in Award.objects.filter(mine).exclude(stopped_from__lte=later(month_of(died_on))).select_related("place", "household", "person").distinct():
        goes = goes_on(award, person, on)
        if goes and award.state == "stopped":
            continue
        if not goes and award.state != "stopped":
            _hold(award, held_after(award.benefit, award.place, died_on, known=on), by, on)
        row, _ = Finding.objects.get_or_create(
            person=person, benefit=award.benefit, kind="death", state="open", defaults={"month": month_of(on), "award": award, "day": died_on}
        )
        row.day, row.reason = died_on, [f"{died_on} 去世（{source[0]}）", f"died {died_on} ({source[1]})"]
        row.save(update_fields=["day", "reason"])
        found.append(row)
    record(by=by, on=on, act="benefits.report_death", subject=person, place=person.place, awards=len(found))
    return found


def _hold(award: Award, month: date, by: Actor, on: date) -> None:
    """Nothing more is handed in, and what is in no batch yet is not paid meanwhile: released it comes as arrears."""
    hold(award=award, reason="death", from_month=month, by=by, on=on)
    if parts := waiting_parts(award, month):
        take_out(about=f"benefits.award:{award.pk}", parts=parts, by=MACHINE, on=on)


def month_to_end(finding: Finding, died_on: date, chosen: date | None, on: date) -> date:
    """The first month not due: by the document; where there is none the officer's, this month or the next. Raises Refused."""
    award, month = finding.award, month_of(died_on)
    if month_of_death(award.benefit, award.place, died_on, known=on).confirmed:
        return first_month_not_due(award.benefit, award.place, died_on, known=on)
    if chosen not in (month, later(month)):
        raise Refused(
            "去世当月还发不发，没有文件确认：请选择从哪个月起停发（去世当月或下个月）。",
            "No document says whether the month of death is still due: choose the first month not paid, that month or the next.",
            field="from_month",
        )
    return chosen


@action
def confirm_death(*, finding: Finding, evidence: str, died_on: date | None = None, from_month: date | None = None, by: Actor, on: date) -> Award:
    """An officer has seen a proof: the person's award ends. What waits for later months is taken out, what was paid for them is proposed to be asked back,
    and what was due before and kept waiting comes with the next run. `died_on` where the proof says another day; `from_month` as in `month_to_end`.

    A household's award that goes on without the person stays as it is: a change is opened about it.
    """
    award = _of(finding, by, on)
    person, died_on = finding.person, died_on or finding.day
    if not evidence.strip():
        raise Refused("请写明看到了什么证明。", "Say which proof you have seen.", field="evidence")
    if person.died_on != died_on:
        registry.die(person=person, died_on=died_on, by=by, on=on)
    if not goes_on(award, person, on):
        _end(locked(award), month_to_end(finding, died_on, from_month, on), by, on)
    _settle(finding, "acted", evidence, on)
    record(by=by, on=on, act="benefits.confirm_death", subject=award, place=award.place, person=person.pk, died_on=died_on, ended=award.state == "stopped")
    return award


def _end(award: Award, month: date, by: Actor, on: date) -> None:
    """From the month; an award that has ended already ends earlier, never later."""
    for held in award.holds.filter(reason="death", released_on=None):  # what it kept waiting before the end is due
        held.released_on, held.paid_back, held.until_month = on, True, max(month, held.from_month)
        held.save()
        reopen(award, held.from_month)
    award.save()
    if award.state != "stopped":
        end(award, month, "death", on)
    elif month < award.stopped_from:
        award.stopped_from, award.stop_code = month, "death"
        reopen(award, month)
        award.save()
    settle_again(award=award, by=MACHINE, on=on)
    tell(award.person, "stopped", on, by, about=f"benefits.award:{award.pk}")


@action
def refute_death(*, finding: Finding, why: str, by: Actor, on: date) -> Award:
    """The person lives: every report of the death is refuted, the awards are released, and what was held is paid back."""
    award = _of(finding, by, on)
    if not why.strip():
        raise Refused("请写明怎样确认本人在世。", "Say how you know that the person lives.", field="why")
    if finding.person.died_on:
        registry.set_alive(person=finding.person, why=why, by=by, on=on)
    else:
        lives(finding.person, why, by, on)
    finding.refresh_from_db()
    return award


def lives(person: Person, why: str, by: Actor, on: date) -> None:
    """Every open report of the death is refuted, and what was ended for it runs again. Called by actions, in their transaction."""
    for finding in Finding.objects.filter(person=person, kind="death", state="open").select_related("award__place", "person"):
        award = _of(finding, by, on)
        if held := award.holds.filter(reason="death", released_on=None).first():
            release(held=held, paid_back=True, by=by, on=on)
        _settle(finding, "closed", why, on)
        record(by=by, on=on, act="benefits.refute_death", subject=award, place=award.place, person=person.pk)
    for award in Award.objects.filter(person=person, state="stopped", stop_code="death"):
        if not running(award.benefit, person, award.household, on):
            _run_again(award, by, on)


def _run_again(award: Award, by: Actor, on: date) -> None:
    """Ended for a death that was none: as if it had not been. What was asked back is decided, or waived, by a human."""
    allowed(by, "benefits.change", award.place)
    month = locked(award).stopped_from
    award.state, award.stopped_from, award.stop_code = "active", None, ""
    reopen(award, month)
    award.save()
    tell(award.person, "released", on, by, about=f"benefits.award:{award.pk}")
    record(by=by, on=on, act="benefits.refute_death", subject=award, place=award.place, person=award.person_id)


def _of(finding: Finding, by: Actor, on: date) -> Award:
    allowed(by, "benefits.change", locked_row(finding).person.place)
    if finding.kind != "death" or finding.award is None:
        raise Refused("这一条不是死亡信息。", "This finding does not report a death.")
    keep_out(by, asked_of(finding.award), on)
    if finding.state != "open":
        raise AlreadyDone("这一条已经处理。", "This has been dealt with already.")
    return finding.award


def _settle(finding: Finding, state: str, why: str, on: date) -> None:
    finding.state, finding.settled_on, finding.settled_why = state, on, why.strip()[:200]
    finding.save(update_fields=["state", "settled_on", "settled_why"])
