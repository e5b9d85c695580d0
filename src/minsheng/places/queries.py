"""Who is responsible where, today and on any past day."""

from datetime import date

from django.db.models import Q, QuerySet

from minsheng.places.models import Delegation, Place, Placing


def above(place: Place) -> list[Place]:
    """From the root down to the place itself."""
    ids = [int(i) for i in place.path.split(".") if i]
    found = Place.objects.in_bulk(ids)
    return [found[i] for i in ids if i in found]


def on_day(place: Place, on: date) -> Placing | None:
    """Under whom and by what name the place stood on a day; None when it did not exist."""
    return place.placings.filter(Q(until=None) | Q(until__gt=on), since__lte=on).first()


def below(place: Place, *levels: str) -> QuerySet[Place]:
    """The places under a place (itself included), of some levels."""
    found = Place.objects.filter(path__startswith=place.path, until=None)
    return found.filter(level__in=levels) if levels else found


def delegated(matter: str, street: Place, on: date) -> Delegation | None:
    return Delegation.objects.filter(Q(until=None) | Q(until__gt=on), matter=matter, street=street, since__lte=on).first()


def deciding_place(matter, community: Place, on: date) -> tuple[Place, Delegation | None]:
    """Who decides a matter for somebody of this community on this day: the street where the matter says so or the district has delegated, else the district."""
    chain = {p.level: p for p in above(community)}
    street, district = chain.get("street", community), chain.get("functional") or chain.get("district") or community
    if matter.level == "street":
        return street, None
    found = delegated(matter.key, street, on) if matter.delegable else None
    return (street, found) if found else (district, None)


def law_place(place: Place) -> str:
    """The code by which the rule book knows the place or the nearest above it."""
    return place.law_code
