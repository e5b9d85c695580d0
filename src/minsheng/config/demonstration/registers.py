"""Invented registers for the information check: they know what the demonstration's people were drawn with, and now and then do not answer."""

from datetime import date

from minsheng.applications.sources import SOURCES
from minsheng.registry.models import Fact, Person
from minsheng.registry.queries import home_of

SILENT = 11  # one person in so many gets no answer from the banks


def ask(key: str):
    """The connector of one source."""
    source = SOURCES[key]

    def asked(person: Person, on: date) -> dict | None:
        if key == "banks" and person.pk % SILENT == 0:
            return None
        subject = {"household": home_of(person)} if source.of_household else {"person": person}
        rows = Fact.objects.filter(**subject, key__in=source.facts, source="register").order_by("recorded_at")
        return {row.key: row.value for row in rows if row.value is not None}

    return asked


def connectors() -> dict:
    return {key: ask(key) for key in SOURCES}
