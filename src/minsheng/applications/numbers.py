"""Numbers that people quote on the telephone: place, year, serial. None is given twice or left out."""

from datetime import date

from minsheng.applications.models import Serial
from minsheng.places.models import Place


def take(series: str) -> int:
    """The next number of a series, from 1. The row stays locked until the transaction ends: a number given back by a rollback is given again."""
    Serial.objects.get_or_create(series=series)
    row = Serial.objects.select_for_update().get(series=series)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last


def numbered(kind: str, place: Place, on: date) -> str:
    """ "SQ-440304-2025-000173": kind, the code the law knows the place by, year, serial."""
    series = f"{kind}-{place.law_code or place.pk}-{on.year}"
    return f"{series}-{take(series):06d}"
