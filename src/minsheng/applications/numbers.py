"""Numbers that people quote on the telephone: place, year, serial. None is given twice or left out."""

from datetime import date

from minsheng.applications.models import Serial
from minsheng.places.models import Place


def take(series: str, n: int = 1) -> int:
    """The next number of a series, from 1; of n, the last. The row stays locked until the transaction ends: a number given back by a rollback is given again."""
    Serial.objects.get_or_create(series=series)
    row = Serial.objects.select_for_update().get(series=series)
    row.last += n
    row.save(update_fields=["last"])
    return row.last


def numbered(kind: str, place: Place, on: date) -> str:
    """ "SQ-440304-2025-000173": kind, the code the law knows the place by, year, serial."""
    return numbers(kind, place, on, 1)[0]


def numbers(kind: str, place: Place, on: date, n: int) -> list[str]:
    """The next n of them, in three questions."""
    series = f"{kind}-{place.law_code or place.pk}-{on.year}"
    last = take(series, n)
    return [f"{series}-{i:06d}" for i in range(last - n + 1, last + 1)]
