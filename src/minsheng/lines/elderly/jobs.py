"""What the elderly line does by itself: the messages before the birthday, the next age band. One street or district a step."""

from datetime import time, timedelta

from minsheng.base.actor import MACHINE
from minsheng.base.clock import today
from minsheng.base.jobs.kinds import Kind
from minsheng.base.months import month_of
from minsheng.benefits.bands import raise_some
from minsheng.lines.elderly import offers
from minsheng.places.models import Place


def _next(cursor, *levels: str) -> Place | None:
    """The next place after the one the cursor names, in the order of the tree."""
    return Place.objects.filter(level__in=levels, until=None, pk__gt=cursor or 0).order_by("pk").first()


def offer(job, cursor):
    """This month's messages, street by street."""
    place = _next(cursor, "street")
    if place is None:
        return None
    offers.offer(place=place, by=MACHINE, on=today())
    return place.pk


def bands(job, cursor):
    """Those who have reached the next band, some awards of a district a step. The cursor: the district in hand, and the award to go on from."""
    district, after = cursor or (0, None)
    place = Place.objects.get(pk=district) if after is not None else _next(district, "district", "functional")
    if place is None:
        return None
    _, after = raise_some(place=place, benefit="old_age_allowance", month=month_of(today()), after=after or 0, by=MACHINE, on=today())
    return [place.pk, after]


KINDS = {
    "elderly.offer": Kind(offer, ("给快满年龄的老人发短信", "Messages to those who come of age"), every=timedelta(days=1), at=time(9)),
    "elderly.bands": Kind(bands, ("高龄津贴自动换档", "Next bands of the old-age allowance"), every=timedelta(days=1), at=time(2)),
}
