"""Changing the tree: the paths of everything below a place and the placings that tell where each stood, in a few statements. Called by actions only."""

from datetime import date

from django.db.models import CharField, Max, OuterRef, Subquery, Value
from django.db.models.functions import Concat, Substr

from minsheng.places.models import Place, Placing
from minsheng.places.queries import in_range


def lock() -> None:
    """One change of the tree at a time: two moves at once could hang two places under each other."""
    list(Place.objects.select_for_update().filter(parent=None).values_list("pk"))


def last_change(path: str) -> date | None:
    """The last day on which anything at or below a path was placed."""
    return Placing.objects.filter(in_range(path), until=None).aggregate(last=Max("since"))["last"]


def plant(place: Place, above: Place, since: date) -> Place:
    """A new place under another."""
    place.parent, place.since, place.law_code = above, since, above.law_code
    place.path = f"{above.path}new."
    place.save()
    place.path = f"{above.path}{place.pk}."
    place.save(update_fields=["path"])
    Placing.objects.create(place=place, parent=above, path=place.path, name=place.name, law_code=place.law_code, since=since)
    return place


def rehang(old: str, new: str, on: date, *, law: str) -> int:
    """Let every path that begins with `old` begin with `new` from a day on, and go by the figures of `law`. How many places.

    Codes of their own go too: the rule book knows them under the old place above, and would go on giving its figures.
    """
    _place_anew(Placing.objects.filter(in_range(old), until=None), on)
    for rows in (Placing.objects.filter(in_range(old), until=None), Place.objects.filter(in_range(old))):
        moved = rows.update(law_code=law, path=Concat(Value(new), Substr("path", len(old) + 1), output_field=CharField()))
    return moved


def hang(place: Place, above: Place, on: date) -> int:
    """The place with everything below it under another, from a day on. How many places have moved."""
    moved = rehang(place.path, f"{above.path}{place.pk}.", on, law=above.law_code)
    place.refresh_from_db()
    place.parent = above
    place.save(update_fields=["parent"])
    place.placings.filter(until=None).update(parent=above)
    return moved


def merge(place: Place, into: Place, on: date) -> int:
    """The place ends below the one that takes it over; what stood below it stands there. How many places have moved."""
    old = place.path
    close(place, on)
    place.parent, place.path, place.law_code = into, f"{into.path}{place.pk}.", into.law_code
    place.save(update_fields=["parent", "path", "law_code"])
    moved = rehang(old, into.path, on, law=into.law_code)
    Placing.objects.filter(parent=place, until=None).update(parent=into)
    Place.objects.filter(parent=place).update(parent=into)
    return moved


def place_anew(place: Place, on: date) -> None:
    """From a day on the place stands where and is called as its row says."""
    _place_anew(place.placings.filter(until=None), on)
    place.placings.filter(until=None).update(parent=place.parent, name=place.name, path=place.path)


def _place_anew(rows, on: date) -> None:
    """Close what has been open since before the day and open it again from there, unchanged; what began on the day is left."""
    _keep_law(rows)
    closing = list(rows.filter(since__lt=on))
    rows.filter(since__lt=on).update(until=on)
    again = [Placing(place_id=p.place_id, parent_id=p.parent_id, path=p.path, name=p.name, law_code=p.law_code, since=on) for p in closing]
    Placing.objects.bulk_create(again, batch_size=500)


def close(place: Place, on: date) -> None:
    """The place is no more from a day on."""
    place.until = on
    place.save(update_fields=["until"])
    _keep_law(place.placings.filter(until=None))
    place.placings.filter(until=None).update(until=on)


def _keep_law(rows) -> None:
    """Write down by whose figures a place goes, before that changes."""
    rows.filter(law_code="").update(law_code=Subquery(Place.objects.filter(pk=OuterRef("place")).values("law_code")[:1]))
