"""Many files at once, set-based: what the import and the demonstration use. The rules are those of actions.open_file; the caller has checked the rows."""

from dataclasses import dataclass, field
from datetime import date

from django.db import connection, transaction
from django.db.models import Max

from minsheng.base.actor import Actor
from minsheng.base.clock import now
from minsheng.base.crypto import digest, seal
from minsheng.registry import names
from minsheng.registry.models import Document, Event, Fact, Household, Lookup, Membership, NamePiece, Person

CHUNK = 2_000


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
        size = sum(len(h.members) for h in homes)
        ids = iter(reserve(Person, size))
        made = [(home, [_person(p, next(ids), home.place, on) for p in home.members]) for home in homes]
        flat = [pair for home, people in made for pair in zip(home.members, people, strict=True)]
        _create(Person, [p for _, p in flat])
        _create(Document, [Document(person=p, kind=kind, digest=digest("document", number)) for new, p in flat for kind, number in new.documents])
        _create(Lookup, [row for new, p in flat for row in _lookups(new, p)])
        _create(NamePiece, [NamePiece(piece=piece, place_id=p.place_id, person=p) for _, p in flat for piece in names.pieces(p.name)])
        households = [
            Household(pk=pk, head=people[0], place_id=home.place, facts=home.facts, since=since)
            for (home, people), pk in zip(made, reserve(Household, len(homes)), strict=True)
        ]
        _create(Household, households)
        _create(
            Membership,
            [
                Membership(household=h, person=p, relation=new.relation, since=since)
                for h, (home, people) in zip(households, made, strict=True)
                for new, p in zip(home.members, people, strict=True)
            ],
        )
        moment = now()
        common = {"since": since, "source": source, "recorded_by": by.user, "recorded_at": moment}
        _create(Fact, [Fact(person=p, key=k, value=v, **common) for new, p in flat for k, v in new.facts.items()])
        _create(Fact, [Fact(household=h, key=k, value=v, **common) for h in households for k, v in h.facts.items()])
        _create(Event, [Event(person=p, on=on, kind="opened", by_name=by.name if by.user else "", recorded_at=moment) for _, p in flat])
    return [(h, people) for h, (_, people) in zip(households, made, strict=True)]


def _person(new: NewPerson, pk: int, place: int, on: date) -> Person:
    secret = {"documents": [{"kind": kind, "number": number} for kind, number in new.documents], "phones": new.phones, "address": new.address}
    return Person(
        pk=pk, name=new.name, sex=new.sex, birth_date=new.birth_date, place_id=place, facts=new.facts, synthetic=new.synthetic, created_on=on,
        sealed=seal(secret, f"registry.person:{pk}"),
    )  # fmt: skip


def _lookups(new: NewPerson, person: Person) -> list[Lookup]:
    texts = [("document", number) for _, number in new.documents] + [(kind, t) for phone in new.phones for kind, t in (("phone", phone), ("tail", phone[-4:]))]
    return [Lookup(person=person, kind=kind, digest=digest(kind, text)) for kind, text in dict.fromkeys(texts)]


def _create(model, rows: list) -> None:
    for start in range(0, len(rows), 10 * CHUNK):
        model.objects.bulk_create(rows[start : start + 10 * CHUNK], batch_size=CHUNK)
