"""How the application form stands at a place on a day: the declared fields as the office labels and orders them, without what it hides, with what it asks besides."""

from dataclasses import replace
from datetime import date

from minsheng.applications.models import SheetLayout
from minsheng.applications.sheet import OWN, Field, Part
from minsheng.applications.sheet_people import PARTS
from minsheng.places.models import Place

DECLARED: dict[str, Field] = {f"{part.of}:{f.key}": f for part in PARTS for f in part.fields}
"""Every declared field under the key by which a layout names it: "household:causes", "member:asks", "supporter:name"."""


def in_force(place: Place, on: date) -> SheetLayout | None:
    """The approved layout of the place or the nearest above it, the latest on this day."""
    above = [int(i) for i in place.path.split(".") if i]
    rows = SheetLayout.objects.filter(place__in=above, state="approved", in_force__lte=on).select_related("place")
    return max(rows, key=lambda row: (len(row.place.path), row.in_force), default=None)


def parts(layout: SheetLayout | None) -> dict[str, Part]:
    """{key of the part: the part as asked}; a part of which nothing is left is left out."""
    rows = {row["key"]: row for row in layout.rows} if layout else {}
    made = {part.key: replace(part, fields=_laid_out(part, rows)) for part in PARTS}
    own = [_own(row) for row in sorted(rows.values(), key=lambda row: row["order"]) if "kind" in row and not row["hidden"]]
    made[OWN.key] = replace(OWN, fields=tuple(own))
    return {key: part for key, part in made.items() if part.fields}


def _laid_out(part: Part, rows: dict[str, dict]) -> tuple[Field, ...]:
    found = []
    for n, f in enumerate(part.fields, 1):
        row = rows.get(f"{part.of}:{f.key}")
        if row and row["hidden"] and not f.needed:
            continue
        found.append((row["order"] if row else n, n, replace(f, label=tuple(row["label"])) if row else f))
    return tuple(f for _, _, f in sorted(found, key=lambda one: one[:2]))


def _own(row: dict) -> Field:
    options = {str(n): tuple(pair) for n, pair in enumerate(row.get("options", []), 1)}
    return Field(row["key"], tuple(row["label"]), row["kind"], options, most=200)


def next_own(place: Place) -> int:
    """The number of the place's next question: no number is used for another question later."""
    used = [row["key"] for layout in SheetLayout.objects.filter(place=place) for row in layout.rows if "kind" in row]
    return 1 + max((int(key.rpartition("-")[2]) for key in used), default=0)
