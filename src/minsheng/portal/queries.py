"""Who keeps a page; the report that somebody asks after; what waits; how often pages were read."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

from django.db.models import Case, F, IntegerField, Max, Min, Q, QuerySet, Sum, Value, When

from minsheng.base.actor import Actor
from minsheng.base.crypto import digest
from minsheng.places.models import Place
from minsheng.places.queries import above, ids_of, in_range
from minsheng.portal.models import Mistake, PageViews


def keeper(page: str) -> Place:
    """The city that a page is about (its address says `place=`), else the only city of the site, else the top of the tree."""
    code = parse_qs(urlsplit(page).query).get("place", [""])[0]
    meant = Place.objects.filter(law_code=code, until=None).order_by("path").first() if code else None
    city = next((p for p in above(meant) if p.level == "city"), None) if meant else None
    if city:
        return city
    cities = list(Place.objects.filter(level="city", until=None)[:2])
    return cities[0] if len(cities) == 1 else Place.objects.filter(parent=None, until=None).earliest("pk")


def code_digest(number: str, code: str) -> str:
    """What is kept of a code: it opens only together with its number."""
    return digest("portal.mistake", f"{number} {code}")


def found(number: str, code: str) -> Mistake | None:
    """The report with this number, for whoever has its code. Capitals, spaces and hyphens do not matter."""
    return Mistake.objects.filter(code_digest=code_digest(number, code)).first()


def in_reach(by: Actor, place: Place) -> bool:
    """One's own place, what is below it, and what is above it."""
    return by.covers(place.path) or bool(by.path and by.path.startswith(place.path))


def mistakes(by: Actor) -> QuerySet[Mistake]:
    """Reports about pages kept in one's own place, below it, or above it: those to be answered first, the most urgent on top."""
    if by.path is None:
        return Mistake.objects.none()
    mine = in_range(by.path, "place__path") | Q(place__in=ids_of(by.path))
    waits = Case(When(state="open", then=Value(0)), default=Value(1), output_field=IntegerField())
    return Mistake.objects.filter(mine).order_by(waits, F("due_on").asc(nulls_last=True), "-pk")


def late(on: date) -> Q:
    return Q(state="open", due_on__lt=on)


def pages(rows: QuerySet[PageViews]) -> QuerySet:
    """{page, times, since, last} of every page that was read, the most read first."""
    return rows.values("page").annotate(times=Sum("count"), since=Min("day"), last=Max("day")).order_by("-times", "page")
