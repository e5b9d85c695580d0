"""What the provider has to tell: which messages arrived, and what came back."""

from datetime import date, datetime

from django.utils import timezone

from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.notices.messages.provider import Came, Report, pk_of
from minsheng.notices.messages.weighing import Given, take_some, weigh
from minsheng.notices.models import Message


@action
def take_reports(*, reports: list[Report], by: Actor, on: date) -> int:
    """handed → delivered or failed, delivered → failed; how many changed. Told again, nothing changes."""
    arrived = [pk for one in reports if one.delivered and (pk := pk_of(one.id))]
    lost = [pk for one in reports if not one.delivered and (pk := pk_of(one.id))]
    n = Message.objects.filter(pk__any=arrived, state="handed").update(state="delivered")
    m = Message.objects.filter(pk__any=lost, state__in=["handed", "delivered"]).update(state="failed", why="failed")
    if n or m:
        record(by=by, on=on, act="notices.take_reports", subject="notices.messages", delivered=n, failed=m)
    return n + m


def take_came(came: list[Came], by: Actor, on: date) -> int:
    """The next answers that are not taken yet; how many are left. What belongs to no message of ours is left alone."""
    given = [Given(n, one.phone, one.text, *_local(one.at), one.id) for n, one in enumerate(came)]
    return take_some(weigh(given, by, on), way="provider", by=by, on=on)


def _local(moment: datetime):
    local = timezone.localtime(moment)
    return local.date(), local.time()
