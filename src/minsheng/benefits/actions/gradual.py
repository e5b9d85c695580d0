"""Gradual exit (渐退): paid on until the month a human has decided, then ended by itself, without a new survey."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.applications.models import Decision
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import Refused
from minsheng.base.months import month_of
from minsheng.benefits.actions.awards import by_human, end, locked, put, reopen
from minsheng.benefits.models import Award
from minsheng.benefits.queries import grace_until
from minsheng.registry.events import tell


@action
def let_go(*, award: Award, decision: Decision, by: Actor, on: date) -> Award:
    """The decision's amounts from its month to its end month, and nothing after; no review falls due in between."""
    by_human(decision, by)
    if locked(award).state == "stopped":
        raise Refused("已经停发，不能再渐退。", "It has ended already: there is nothing to let go gradually.")
    put(award, decision, decision.from_month, "grace", on, until=decision.until_month)
    reopen(award, decision.from_month)
    award.review_on = None
    award.save()
    record(by=by, on=on, act="benefits.let_go", subject=award, place=award.place, decision=decision.pk, until=decision.until_month)
    return award


@action
def end_grace(*, award: Award, by: Actor, on: date) -> Award:
    """The month has come that was decided with the gradual exit: the award is closed, for the reason and by the decision of then."""
    allowed(by, "benefits.change", award.place, machine=True)
    until = grace_until(locked(award))
    if until is None or award.state == "stopped":
        raise Refused("这份待遇不在渐退期。", "This award is not in a gradual exit.")
    if month_of(on) < until:
        raise Refused(f"渐退期到 {until:%Y-%m} 才满。", f"The gradual exit runs until {until:%Y-%m}.")
    end(award, until, "grace", on)
    tell(award.person, "grace_ended", on, by, about=f"benefits.award:{award.pk}")
    record(by=by, on=on, act="benefits.end_grace", subject=award, place=award.place, until=until)
    return award
