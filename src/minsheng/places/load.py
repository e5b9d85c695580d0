"""Fill the tree from our two files: once, or again after the files have grown. Places that are there already stay as they are."""

import csv
from datetime import date
from pathlib import Path

from django.db import transaction

from minsheng.places.models import Place, PlaceCode, Placing
from minsheng.rules import book

DATA = Path(__file__).parent / "data"
LONG_AGO = date(1949, 10, 1)  # the tree's own beginning: when each unit was founded is not in the lists
ORDER = ["province", "city", "district", "functional", "street", "community"]


def rows(name: str) -> list[dict]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@transaction.atomic
def load() -> int:
    """How many places were added. Idempotent: a place is known again by its civil-affairs code, or a functional area by its name."""
    known = {c.code: c.place for c in PlaceCode.objects.filter(system="civil").select_related("place")}
    nation = Place.objects.filter(level="nation").first() or _add(Place(name="全国", level="nation", law_code="000000"), None, known, "", None)
    areas, run_by = _areas(nation, known)
    added = 0
    for row in sorted(rows("divisions.csv"), key=lambda r: (ORDER.index(r["level"]), r["code"])):
        if row["code"] in known:
            continue
        above = _living(areas.get(run_by.get(row["code"], "")) or known.get(row["parent"]) or nation)
        _add(Place(name=row["name"], level=row["level"]), above, known, row["code"], row)
        added += 1
        if row["level"] == "city":
            areas |= _functional(row["code"], known)
    return added + _outside(areas, known)


def _areas(nation: Place, known: dict) -> tuple[dict[str, Place], dict[str, str]]:
    """Functional areas that are there already, and by code the unit → area that runs it."""
    overlay = rows("overlay.csv")
    named = Placing.objects.filter(place__level="functional").select_related("place")  # also by a name it had once
    return {p.name: p.place for p in named}, {r["code"]: r["area"] for r in overlay}


def _functional(city: str, known: dict) -> dict[str, Place]:
    """The functional areas of a city, founded before its streets are hung up."""
    found = {}
    for row in rows("overlay.csv"):
        if row["above"] == city and row["area"] not in found and not Placing.objects.filter(name=row["area"], place__level="functional").exists():
            found[row["area"]] = _add(Place(name=row["area"], level="functional", since=date.fromisoformat(row["since"])), known[city], known, "", None)
    return found


def _outside(areas: dict[str, Place], known: dict) -> int:
    """Units that a functional area runs and the list keeps elsewhere (深汕's streets lie under 海丰县 by code)."""
    added = 0
    for row in rows("overlay.csv"):
        if row["code"] not in known and row["area"] in areas:
            _add(Place(name=row["unit"], level="street"), _living(areas[row["area"]]), known, row["code"], {"statistical_code": "", "as_of": "2025-12-31"})
            added += 1
    return added


def _living(place: Place) -> Place:
    """The place, or who has taken it over: an ended one hangs below it."""
    while place.until and place.parent:
        place = place.parent
    return place


def _add(place: Place, above: Place | None, known: dict, code: str, row: dict | None) -> Place:
    place.parent, place.path = above, f"new{code or place.name}"
    place.since = place.since or LONG_AGO
    place.law_code = place.law_code or (code if code in book.load().places.by_code else above.law_code)
    place.save()
    place.path = f"{above.path if above else ''}{place.pk}."
    place.save(update_fields=["path"])
    Placing.objects.create(place=place, parent=above, path=place.path, name=place.name, law_code=place.law_code, since=place.since)
    if code:
        known[code] = place
        codes = [PlaceCode(place=place, system="civil", code=code, as_of=row["as_of"])]
        if row["statistical_code"]:
            codes.append(PlaceCode(place=place, system="statistical", code=row["statistical_code"], as_of=row["as_of"]))
        PlaceCode.objects.bulk_create(codes)
    return place
