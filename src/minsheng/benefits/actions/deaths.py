"""A death: reported by a register, held at once, confirmed or refuted by an officer."""

from datetime import date

from django.db.models import Q

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.base.months import month_of
from minsheng.benefits.actions.awards import end
from minsheng.benefits.actions.holds import hold, release
from minsheng.benefits.models import Award, Finding
from minsheng.benefits.terms import first_month_not_due
from minsheng.registry import actions as registry
from minsheng.registry.events import tell
from minsheng.registry.models import Person
from minsheng.registry.queries import members


def goes_on(award: Award, without: Person, on: date) -> bool:
    """Whether a household's award has somebody left to live on it: then it changes, and does not end."""
    return award.household is not None and any(p.pk != without.pk and p.died_on is None for p in members(award.household, on))


@action
def report_death(*, person: Person, died_on: date, source: str, by: Actor, on: date) -> list[Finding]:
    """A register says that somebody has died. Their own awards are held from the first month not due; a household that goes on is paid on, and reviewed.

    One finding an award, for an officer who confirms or refutes it. Reported again it finds what is there.
    """
    allowed(by, "benefits.change", person.place, machine=True)
    if died_on > on or (person.birth_date and died_on < person.birth_date):
        raise Refused("死亡日期应在出生以后、今天以前。", "The day of death lies after birth and not in the future.", field="died_on")
    mine = Q(person=person) | Q(household__memberships__person=person, household__memberships__until=None)
    found = []
    for award in Award.objects.filter(mine).exclude(state="stopped").select_related("place", "household", "person").distinct():
        if not goes_on(award, person, on):
            hold(award=award, reason="death", from_month=first_month_not_due(award.benefit, award.place, died_on), by=by, on=on)
        row, _ = Finding.objects.get_or_create(
            person=person, benefit=award.benefit, kind="death", state="open",
            defaults={"month": month_of(on), "award": award, "day": died_on, "reason": [f"{died_on} 去世（{source}）", f"died {died_on} ({source})"]},
        )  # fmt: skip
        found.append(row)
    record(by=by, on=on, act="benefits.report_death", subject=person, place=person.place, awards=len(found))
    return found


@action
def confirm_death(*, finding: Finding, evidence: str, by: Actor, on: date) -> Award:
    """An officer has seen a proof: the person's award ends; months paid too much become a proposed recovery with the next run.

    A household's award that goes on without the person stays as it is: a change is opened about it.
    """
    award = _of(finding, by)
    person, died_on = finding.person, finding.day
    if not evidence.strip():
        raise Refused("请写明看到了什么证明。", "Say which proof you have seen.", field="evidence")
    if person.died_on != died_on:
        registry.die(person=person, died_on=died_on, by=by, on=on)
    if not goes_on(award, person, on):
        end(award, first_month_not_due(award.benefit, award.place, died_on), "death", on)
        tell(award.person, "stopped", on, by, about=f"benefits.award:{award.pk}")
    _settle(finding, "acted", evidence, on)
    record(by=by, on=on, act="benefits.confirm_death", subject=award, place=award.place, person=person.pk, died_on=died_on, ended=award.state == "stopped")
    return award


@action
def refute_death(*, finding: Finding, why: str, by: Actor, on: date) -> Award:
    """The person lives: released, and what was held is paid back."""
    award = _of(finding, by)
    if not why.strip():
        raise Refused("请写明怎样确认本人在世。", "Say how you know that the person lives.", field="evidence")
    if held := award.holds.filter(reason="death", released_on=None).first():
        release(held=held, paid_back=True, by=by, on=on)
    _settle(finding, "closed", why, on)
    record(by=by, on=on, act="benefits.refute_death", subject=award, place=award.place, person=finding.person_id)
    return award


def _of(finding: Finding, by: Actor) -> Award:
    allowed(by, "benefits.change", finding.person.place)
    if finding.kind != "death" or finding.award is None:
        raise Refused("这一条不是死亡信息。", "This finding does not report a death.")
    if finding.state != "open":
        raise AlreadyDone("这一条已经处理。", "This has been dealt with already.")
    return finding.award


def _settle(finding: Finding, state: str, why: str, on: date) -> None:
    finding.state, finding.settled_on, finding.settled_why = state, on, why.strip()[:200]
    finding.save(update_fields=["state", "settled_on", "settled_why"])
