"""Many files at once, set-based: what the import and the demonstration use. The rules are those of actions.open_file; the caller has checked the rows."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from django.db import connection, transaction
from django.db.models import Max

from minsheng.base.actor import Actor
from minsheng.base.clock import now
from minsheng.base.crypto import digest, seal
from minsheng.base.rows import insert
from minsheng.registry import names
from minsheng.registry.models import Document, Event, Fact, Household, Lookup, Membership, NamePiece, Person

PERSON = ["id", "name", "sex", "birth_date", "place", "facts", "sealed", "synthetic", "created_on"]
COLUMNS = [Person._meta.get_field(name).attname for name in PERSON]


@dataclass
class NewPerson:
    """`facts` {fact of the book: value as it is kept}; `relation` a key of the book's fact of that name, "applicant" for the head."""

    name: str
    sex: int
    birth_date: date | None
    documents: list[tuple[str, str]] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    address: str = ""
    relation: str = "applicant"
    facts: dict = field(default_factory=dict)
    synthetic: bool = False


@dataclass
class NewHome:
    """A household with its members, the head first."""

    place: int
    members: list[NewPerson]
    facts: dict = field(default_factory=dict)


def reserve(model, n: int) -> range | list[int]:
    """Ids for n rows to come. In one transaction nobody else gets them: a sequence on PostgreSQL, the only writer on SQLite."""
    if connection.vendor == "postgresql":
        table, column = model._meta.db_table, model._meta.pk.column
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)", [table, column, n])
            return [row[0] for row in cursor.fetchall()]
    last = model.objects.aggregate(last=Max("pk"))["last"] or 0
    return range(last + 1, last + 1 + n)


def load(homes: list[NewHome], *, source: str, since: date, by: Actor, on: date) -> list[tuple[Household, list[Person]]]:
    """Households with their members, in one transaction: people, documents, look-ups, name pieces, facts with their fold, one line in each life."""
    with transaction.atomic():
        ids = iter(reserve(Person, sum(len(h.members) for h in homes)))
        made = [(home, [_person(p, next(ids), home.place, on) for p in home.members]) for home in homes]
        flat = [pair for home, people in made for pair in zip(home.members, people, strict=True)]
        insert(Person, PERSON, [tuple(getattr(p, name) for name in COLUMNS) for _, p in flat])
        households = [
            Household(pk=pk, head=people[0], place_id=home.place, facts=home.facts, since=since)
            for (home, people), pk in zip(made, reserve(Household, len(homes)), strict=True)
        ]
        insert(Household, ["id", "head", "place", "facts", "since"], [(h.pk, h.head_id, h.place_id, h.facts, h.since) for h in households])
        _found_by(flat)
        _belonging(households, made, since)
        _known(flat, households, source, since, by)
        insert(
            Event,
            ["person", "on", "kind", "about", "data", "by_name", "recorded_at"],
            [(p.pk, on, "opened", "", {}, by.name if by.user else "", _moment()) for _, p in flat],
        )
    return [(h, people) for h, (_, people) in zip(households, made, strict=True)]


def _moment() -> datetime:
    return now().astimezone(UTC).replace(tzinfo=UTC if connection.vendor == "postgresql" else None)


def _person(new: NewPerson, pk: int, place: int, on: date) -> Person:
    secret = {"documents": [{"kind": kind, "number": number} for kind, number in new.documents], "phones": new.phones, "address": new.address}
    return Person(
        pk=pk, name=new.name, sex=new.sex, birth_date=new.birth_date, place_id=place, facts=new.facts, synthetic=new.synthetic, created_on=on,
        sealed=seal(secret, f"registry.person:{pk}"),
    )  # fmt: skip


def _found_by(flat: list[tuple[NewPerson, Person]]) -> None:
    """Digests of numbers, and the pieces of the names."""
    documents, lookups, pieces = [], [], []
    for new, person in flat:
        for kind, number in new.documents:
            found = digest("document", number)
            documents.append((person.pk, kind, found, True))
            lookups.append(("document", found, person.pk))
        for phone in dict.fromkeys(new.phones):
            lookups.append(("phone", digest("phone", phone), person.pk))
        lookups += [("tail", digest("tail", tail), person.pk) for tail in dict.fromkeys(phone[-4:] for phone in new.phones)]
        pieces += [(piece, person.place_id, person.pk) for piece in names.pieces(person.name)]
    insert(Document, ["person", "kind", "digest", "current"], documents)
    insert(Lookup, ["kind", "digest", "person"], lookups)
    insert(NamePiece, ["piece", "place", "person"], pieces)


def _belonging(households: list[Household], made: list, since: date) -> None:
    rows = [(h.pk, p.pk, new.relation, since) for h, (home, people) in zip(households, made, strict=True) for new, p in zip(home.members, people, strict=True)]
    insert(Membership, ["household", "person", "relation", "since"], rows)


def _known(flat: list, households: list[Household], source: str, since: date, by: Actor) -> None:
    """The history behind the folds."""
    end = (since, source, "", b"", by.user, _moment())  # no evidence: nothing to seal
    rows = [(p.pk, None, k, v, *end) for new, p in flat for k, v in new.facts.items()]
    rows += [(None, h.pk, k, v, *end) for h in households for k, v in h.facts.items()]
    insert(Fact, ["person", "household", "key", "value", "since", "source", "officer", "evidence", "recorded_by", "recorded_at"], rows)
