"""Reading place names: those of one's own places, what is late, and what the public may look up."""

from datetime import date

from django.db.models import Q, QuerySet

from minsheng.accounts.access import within
from minsheng.base.actor import Actor
from minsheng.divisions.models import Toponym
from minsheng.divisions.naming import sound_of


def toponyms(by: Actor) -> QuerySet[Toponym]:
    return within(Toponym.objects.select_related("place", "replaces"), by)


def late(rows: QuerySet[Toponym], on: date) -> QuerySet[Toponym]:
    """Approved and not filed in time; filed and not announced in time, where a time is known."""
    return rows.filter(Q(state="approved", file_by__lt=on) | Q(state="filed", announced_on=None, announce_by__lt=on))


def named(rows: QuerySet[Toponym], text: str) -> QuerySet[Toponym]:
    """By a piece of the name, the beginning of its spelling, or its initials: 香蜜, xiangmi, xml."""
    letters = sound_of(text)
    if letters and letters.isascii():
        return rows.filter(Q(sound__startswith=letters) | Q(initials__startswith=letters))
    return rows.filter(name__contains="".join(text.split()))


def public_names() -> QuerySet[Toponym]:
    """Names in use and names that were: what is only proposed is nobody's business yet."""
    return Toponym.objects.filter(state__in=(*Toponym.STANDARD, "ended")).select_related("place__parent", "replaces")


def line_of(toponym: Toponym) -> list[Toponym]:
    """Every name that the thing has had or is to have, the oldest first."""
    first, seen = toponym, {toponym.pk}
    while first.replaces and first.replaces_id not in seen:
        first = first.replaces
        seen.add(first.pk)
    out, front = [first], [first.pk]
    while front:
        nexts = list(Toponym.objects.filter(replaces__in=front).exclude(pk__in=[t.pk for t in out]).order_by("pk"))
        out += nexts
        front = [t.pk for t in nexts]
    return out
