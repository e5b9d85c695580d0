"""What a change of the tree touches, told before it is done."""

import collections
from datetime import date

from minsheng.accounts.models import Post
from minsheng.base.actor import Actor
from minsheng.divisions.models import Counter
from minsheng.places.models import Delegation, Place, PlaceCode
from minsheng.places.queries import below, chain_on, in_force, in_range
from minsheng.registry.models import Household, Person


def files_in(place: Place) -> int:
    """Files of people and of households at or below a place."""
    return (
        Person.objects.filter(in_range(place.path, "place__path")).count() + Household.objects.filter(in_range(place.path, "place__path"), until=None).count()
    )


def touched(place: Place, on: date) -> dict[str, int]:
    """How much stands at or below a place: places by level, files, posts, delegations."""
    levels = collections.Counter(below(place).exclude(pk=place.pk).values_list("level", flat=True))
    return {
        "below": sum(levels.values()),
        "streets": levels["street"],
        "communities": levels["community"],
        "files": files_in(place),
        "posts": Post.objects.filter(in_force(on), place=place).count(),
        "delegations": Delegation.objects.filter(in_force(on)).filter(in_range(place.path, "street__path")).count(),
    }


def in_reach(by: Actor, place: Place) -> bool:
    """One's own place, what is below it, and what is above it."""
    return by.covers(place.path) or bool(by.path and by.path.startswith(place.path))


def same_digits(place: Place, on: date) -> list[tuple[PlaceCode, PlaceCode]]:
    """The place's codes that name another place in the other system: [(ours, theirs)]."""
    ours = [c for c in place.codes.all() if c.until is None or c.until > on]
    theirs = PlaceCode.objects.filter(code__in=[c.code for c in ours]).exclude(place=place).exclude(until__lte=on).select_related("place")
    return [(mine, other) for mine in ours for other in theirs if other.code == mine.code and other.system != mine.system]


def counter_of(place: Place, on: date) -> Counter | None:
    """Where residents of a place can ask on a day; None when nobody has entered it."""
    return Counter.objects.filter(in_force(on), place=place).first()


def counters_for(place: Place, on: date) -> list[tuple[Place, Counter | None]]:
    """Whom somebody of this community asks, the nearest first: community, street, district (or functional area), each with its counter."""
    chain = [p for level, p in chain_on(place, on).items() if level in ("community", "street", "functional", "district")]
    known = {c.place_id: c for c in Counter.objects.filter(in_force(on), place__in=chain)}
    return [(p, known.get(p.pk)) for p in reversed(chain)]
