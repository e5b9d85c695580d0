"""Who is responsible where, today and on any past day."""

from datetime import date

from django.db.models import F, Q, QuerySet, Value

from minsheng.base.errors import Refused
from minsheng.places.models import Delegation, Place, Placing


def ids_of(path: str) -> list[int]:
    """The chain of ids that a path is, from the root down."""
    return [int(i) for i in path.split(".") if i]


def in_range(path: str, at: str = "path") -> Q:
    """A place and everything below it, as a range of the index."""
    return Q(**{f"{at}__gte": path, f"{at}__lt": path + "~"})


def in_force(on: date) -> Q:
    """Rows with since and until that hold on a day."""
    return Q(until=None, since__lte=on) | Q(until__gt=on, since__lte=on)


def above(place: Place) -> list[Place]:
    """From the root down to the place itself, as it stands today."""
    ids = ids_of(place.path)
    found = Place.objects.in_bulk(ids)
    return [found[i] for i in ids if i in found]


def on_day(place: Place, on: date) -> Placing | None:
    """Under whom and by what name the place stood on a day; None when it did not exist."""
    return place.placings.filter(in_force(on)).first()


def path_on(place: Place, on: date) -> list[Placing]:
    """From the root down to the place as they stood and were called on a day; empty when the place did not exist."""
    stood = on_day(place, on)
    ids = ids_of(stood.path) if stood else []
    found = {p.place_id: p for p in Placing.objects.filter(in_force(on), place__in=ids).select_related("place")}
    return [found[i] for i in ids if i in found]


def tree_on(on: date, under: Place | None = None) -> QuerySet[Placing]:
    """Every place that there was on a day (below one of them, itself included), as it stood and was called then."""
    rows = Placing.objects.filter(in_force(on))
    if under is None:
        return rows
    stood = on_day(under, on)
    return rows.filter(in_range(stood.path)) if stood else rows.none()


def below(place: Place, *levels: str) -> QuerySet[Place]:
    """The living places under a place (itself included), of some levels."""
    found = Place.objects.filter(in_range(place.path), until=None)
    return found.filter(level__in=levels) if levels else found


def chain_on(place: Place, on: date) -> dict[str, Place]:
    """By level, who stood above the place on a day (itself included). What had ended by then is left out: another has taken it over."""
    stood = on_day(place, on)
    ids = ids_of(stood.path if stood else place.path)
    found = Place.objects.in_bulk(ids)
    return {found[i].level: found[i] for i in ids if found[i].until is None or found[i].until > on}


def office_name(place: Place) -> str:
    """Who acts there in civil affairs, as papers call it: the street office, the town's government, else the civil-affairs authority of the place."""
    if place.level == "street":
        return f"{place.name}办事处" if place.name.endswith("街道") else f"{place.name}人民政府"
    return place.name if place.level == "community" else f"{place.name}民政部门"


def still_there(place: Place, on: date) -> None:
    """Raise Refused for a place that is no more: it takes no new files and no posts."""
    if place.until and place.until <= on:
        over = place.parent.name if place.parent else ""
        raise Refused(
            f"{place.name}从 {place.until} 起已经撤销，请选接管的地方（现由{over}管辖）。",
            f"{place.name} is no more since {place.until}: choose the place that has taken it over ({over} is above it now).",
            field="place",
        )


def find(text: str, rows: QuerySet[Place]) -> Place:
    """The one living place of these rows that somebody means: its name, with as much before it as is needed ("福田区香蜜湖街道"). Raises Refused."""
    text = "".join(text.split())
    named = list(rows.filter(until=None).annotate(said=Value(text)).filter(said__endswith=F("name"))[:200])
    known = Place.objects.in_bulk({i for p in named for i in ids_of(p.path)})
    full = {p: "".join(known[i].name for i in ids_of(p.path)[1:] or [p.pk]) for p in named}
    meant = [p for p in named if full[p].endswith(text) or p.name == text]
    if not meant:
        raise Refused(
            "没有这个地方，请写全名，例如“福田区”或“福田区香蜜湖街道”。",
            "There is no such place: write its full name, with the name of the one above before it if need be.",
            field="place",
        )
    if len(meant) > 1:
        several = "、".join(full[p] for p in meant[:5])
        raise Refused(
            f"有几个地方叫这个名字，请连上级一起写：{several}", f"Several places have this name; write the one above it too: {several}", field="place"
        )
    return meant[0]


def delegated(matter: str, street: Place, on: date) -> Delegation | None:
    """The delegation in force on a day."""
    return Delegation.objects.filter(in_force(on), matter=matter, street=street).first()


def deciding_place(matter, community: Place, on: date) -> tuple[Place, Delegation | None]:
    """Who decides a matter for somebody of this community on this day: the street where the matter says so or the district has delegated, else the district."""
    chain = chain_on(community, on)
    street, district = chain.get("street", community), chain.get("functional") or chain.get("district") or community
    if matter.level == "street":
        return street, None
    found = delegated(matter.key, street, on) if matter.delegable else None
    return (street, found) if found and found.district_id == district.pk else (district, None)


def law_place(place: Place, on: date) -> str:
    """The code by which the rule book knew the place, or the nearest above it, on a day."""
    stood = on_day(place, on)
    return (stood.law_code if stood else "") or place.law_code
