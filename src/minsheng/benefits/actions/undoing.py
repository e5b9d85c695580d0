"""A decision was set aside on review: what it did to the award is taken back, until the case is decided again."""

from datetime import date

from django.db.models import Q

from minsheng.accounts.access import allowed
from minsheng.applications.models import Decision
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import Refused
from minsheng.base.months import later
from minsheng.benefits.actions.awards import locked, put, reopen
from minsheng.benefits.models import Award, Span
from minsheng.benefits.running import running, said


@action
def undo(*, award: Award, decision: Decision, by: Actor, on: date) -> Award:
    """Ended: it runs again. Changed or let go: what was paid the month before is due again. Months missed come as arrears with the next run."""
    allowed(by, "applications.decide", award.place)
    if locked(award).state == "stopped":
        if there := running(award.benefit, award.person, award.household, on):
            raise Refused(*said(there), field="state")
        month, award.state, award.stopped_from, award.stop_code = award.stopped_from, "active", None, ""
    else:
        month = decision.from_month
    if decision.outcome in ("changed", "grace"):
        month = decision.from_month
        _as_before(award, month, on)
    reopen(award, month)
    award.save()
    record(by=by, on=on, act="benefits.undo", subject=award, place=award.place, decision=decision.pk)
    return award


def _as_before(award: Award, month: date, on: date) -> None:
    """The spans of the month before, carried on from this month by the decisions they rest on."""
    before = list(award.spans.filter(Q(until_month=None) | Q(until_month__gte=month), replaced_on=None, from_month__lte=later(month, -1)))
    put(award, None, month, "resumed", on, lines=[])
    for old in before:
        Span.objects.create(
            award=award, component=old.component, person=old.person, fen=old.fen, from_month=month, decision=old.decision, why="resumed", receipt=old.receipt, recorded_on=on
        )  # fmt: skip
