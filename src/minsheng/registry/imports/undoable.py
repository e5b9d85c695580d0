"""What stands in the way of taking an import back: whatever has happened to its people since. Asked of whole sets, a question a kind of thing."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import CharField, F, Model, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from minsheng.base.models import AuditEntry
from minsheng.registry.events import WORDS
from minsheng.registry.models import Document, Event, Fact, Household, ImportRow, Lookup, Membership, NamePiece, Pair, Person

MADE = {Document, Event, Fact, Household, ImportRow, Lookup, Membership, NamePiece, Pair}  # by the import itself, or by looking for doubles
LOOKS = ("file.looked",)
FACTS = ("情况有更新", "Facts were recorded")
CHANGED = ("档案改动过", "The file was changed")
MERGED = ("与另一份档案合并", "Merged with another file")
OTHERS = ("有了别的记录，如办件、待遇、发放、授权", "Other records point here, such as an application, an award, a payment or a signature")
Why = tuple[int, tuple[str, str]]  # person, words


@dataclass
class Blocked:
    """Somebody of the import, and what has happened since."""

    person: Person
    reasons: list[tuple[str, str]] = field(default_factory=list)


def people(lines: QuerySet[ImportRow]) -> QuerySet:
    """Their ids, for a question about all of them."""
    return lines.filter(state="loaded").values("person")


def households(lines: QuerySet[ImportRow]) -> QuerySet:
    return lines.filter(state="loaded").values("household")


def blocked(lines: QuerySet[ImportRow], most: int = 50) -> tuple[list[Blocked], int]:
    """Of the lines of a roster, or some of them: the first in the way, and how many there are."""
    found: dict[int, dict[tuple[str, str], None]] = {}
    for person, words in _reasons(lines):
        found.setdefault(person, {})[words] = None
    first = sorted(found)[:most]
    known = Person.objects.select_related("place").in_bulk(first)
    return [Blocked(known[pk], list(found[pk])) for pk in first], len(found)


def _reasons(lines: QuerySet[ImportRow]) -> Iterator[Why]:
    who, homes = people(lines), households(lines)
    for person, kind in Event.objects.filter(person__in=who).exclude(kind="opened").values_list("person", "kind").distinct():
        yield person, WORDS.get(kind, CHANGED)
    later = Fact.objects.filter(~Q(source="import") | Q(superseded_at__isnull=False))
    yield from _each(later.filter(person__in=who), "person", FACTS)
    yield from _each(later.filter(household__in=homes), "household__head", FACTS)
    yield from _each(Person.objects.filter(pk__in=who, merged_into__isnull=False), "pk", MERGED)
    yield from _told_of(lines, "person", F("person"))
    yield from _told_of(lines, "household", F("household__head"))
    for model, name in _pointing_to(Person):
        yield from _each(model.objects.filter(**{f"{name}__in": who}), name, OTHERS)
    for model, name in _pointing_to(Household):
        yield from _each(model.objects.filter(**{f"{name}__in": homes}), f"{name}__head", OTHERS)


def _each(rows: QuerySet, person: str, words: tuple[str, str]) -> Iterator[Why]:
    for pk in rows.values_list(person, flat=True).distinct():
        yield pk, words


def _told_of(lines: QuerySet[ImportRow], what: str, person: F) -> Iterator[Why]:
    """Whom the audit trail tells of since: a corrected name, a new document, somebody who joined. Looking is no change."""
    subject = Concat(Value(f"registry.{what}:"), Cast(what, CharField()), output_field=CharField())
    rows = lines.filter(state="loaded").annotate(subject=subject, whose=person)
    told = AuditEntry.objects.filter(subject__in=rows.values("subject")).exclude(act__in=LOOKS).values("subject")
    for pk in rows.filter(subject__in=told).values_list("whose", flat=True).distinct():
        yield pk, CHANGED


def _pointing_to(target: type[Model]) -> Iterator[tuple[type[Model], str]]:
    """(model, field) of every foreign key to a person or household that no import writes, whatever area it is of."""
    for relation in target._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            model, name = relation.related_model, relation.field.name
            if model not in MADE or (model is Household and name == "continues"):
                yield model, name
