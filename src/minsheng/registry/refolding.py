"""Facts that begin or end with the day: the folds that lists and sweeps read follow the calendar, not only what somebody writes."""

from datetime import date, timedelta

from django.db.models import F, Q

from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.registry.models import Fact, Household, Person
from minsheng.registry.queries import fold

LOOK_BACK = timedelta(days=40)  # nights on which nothing ran are made up for
STEP = 200


def due(on: date) -> list[list]:
    """[["person" or "household", id]] of everybody with a fact that was recorded before it began, or that has ended, lately."""
    began = Q(since__gt=on - LOOK_BACK, since__lte=on, recorded_at__date__lt=F("since"))
    rows = Fact.objects.filter(began | Q(until__gt=on - LOOK_BACK, until__lte=on), superseded_at=None)
    return [list(one) for one in sorted({("person", p) if p else ("household", h) for p, h in rows.values_list("person", "household")})]


@action
def refold(*, subjects: list[list], by: Actor, on: date) -> int:
    """Write the folds of that day; how many were not what they said."""
    changed = 0
    for kind, pk in subjects:
        subject = (Person if kind == "person" else Household).objects.select_for_update().get(pk=pk)
        if (now := fold(subject, on)) != subject.facts:
            subject.facts = now
            subject.save(update_fields=["facts"])
            changed += 1
    if changed:
        record(by=by, on=on, act="registry.refold", subject="registry.facts", changed=changed)
    return changed
