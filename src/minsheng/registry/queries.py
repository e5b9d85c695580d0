"""Reading files: finding people, what was known on a day, the case for the rule book."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Q, QuerySet

from minsheng.accounts.access import places_of, within
from minsheng.base.actor import Actor
from minsheng.base.crypto import digest, open_sealed
from minsheng.registry import identity, names
from minsheng.registry.facts import for_book
from minsheng.registry.models import BankAccount, Document, Fact, Household, Kinship, Lookup, NamePiece, Person
from minsheng.rules import book


def opened(person: Person) -> dict:
    """What is sealed of a person: documents [{kind, number}], phones, address, notes."""
    return open_sealed(person.sealed, f"registry.person:{person.pk}")


def documents_of(person: Person) -> list[tuple[Document, str]]:
    """Each identity document with its number, the current ones first."""
    numbers = {digest("document", d["number"]): d["number"] for d in opened(person).get("documents", [])}
    rows = person.documents.order_by("-current", "-pk")
    return [(row, numbers.get(row.digest, "")) for row in rows]


def supporters(person: Person, on: date) -> QuerySet[Kinship]:
    """Kin in force on a day who do not live with the person."""
    held = Kinship.objects.filter(Q(until=None) | Q(until__gt=on), Q(since=None) | Q(since__lte=on), person=person)
    return held.exclude(relative__in=[p.pk for p in members_of(person, on)]).select_related("relative__place")


def age_on(person: Person, on: date) -> int | None:
    """Whole years."""
    born = person.birth_date
    return None if born is None else on.year - born.year - ((on.month, on.day) < (born.month, born.day))


ADULT = 18  # 《民法典》第十七条


def is_adult(person: Person, on: date) -> bool:
    """Whose age is not known counts as an adult: nobody signs instead of somebody by oversight."""
    age = age_on(person, on)
    return age is None or age >= ADULT


def home_of(person: Person, on: date | None = None) -> Household | None:
    """The household the person belongs to now, or belonged to on a day."""
    rows = person.memberships.filter(until=None) if on is None else in_force(person.memberships, on)
    row = rows.select_related("household").first()
    return row.household if row else None


def in_force(rows, on: date):
    """Of dated rows (since, until) those that hold on a day."""
    return rows.filter(Q(until=None) | Q(until__gt=on), since__lte=on)


def members(household: Household, on: date) -> list[Person]:
    """Who lives there on a day, the head first, in the order they came."""
    rows = in_force(household.memberships, on).select_related("person").order_by("pk")
    return sorted((r.person for r in rows), key=lambda p: p.pk != household.head_id)


def members_of(person: Person, on: date) -> list[Person]:
    """The person's household on a day, or the person alone."""
    home = home_of(person, on)
    return members(home, on) if home else [person]


def also_theirs(account: BankAccount, on: date) -> list[Person]:
    """Who else is paid, or is to be paid, to the same number: outside the household, and not the same person's other file."""
    own = {account.person_id, *(p.pk for p in members_of(account.person, on))}
    rows = Person.objects.filter(accounts__digest=account.digest, accounts__until=None, merged_into=None).exclude(pk__in=own)
    return list(rows.select_related("place").distinct().order_by("pk"))


def accounts_waiting(by: Actor) -> QuerySet[BankAccount]:
    """Accounts that somebody else has entered and the actor may put to use."""
    rows = BankAccount.objects.filter(since=None, until=None).exclude(entered_by=by.user).select_related("person__place", "entered_by")
    return within(rows, by, "person__place")


# --- facts -------------------------------------------------------------------------------------------------------------------------


def fold(subject: Person | Household, on: date, known: datetime | None = None) -> dict:
    """{fact: value} in force on a day, as known at a moment (default: now). What is known to be unknown is left out."""
    return {key: row.value for key, row in facts_on(subject, on, known).items() if row.value is not None}


def facts_on(subject: Person | Household, on: date, known: datetime | None = None) -> dict[str, Fact]:
    """{fact: the row in force} on a day, as known at a moment."""
    column = {"person" if isinstance(subject, Person) else "household": subject}
    rows = in_force(Fact.objects.filter(**column), on)
    rows = rows.filter(superseded_at=None) if known is None else rows.filter(Q(superseded_at=None) | Q(superseded_at__gt=known), recorded_at__lte=known)
    return {row.key: row for row in rows.order_by("since", "pk")}


def case_of(subject: Person | Household, on: date, known: datetime | None = None) -> dict:
    """What `BOOK.read_case` takes. A person is asked about with the household of that day; members stand in the order of `members`."""
    home = subject if isinstance(subject, Household) else home_of(subject, on)
    people = members(home, on) if home else [subject]
    relations = dict(in_force(home.memberships, on).values_list("person", "relation")) if home else {}
    return {
        "household": _facts(home, on, known) if home else {},
        "members": [_member(p, name, relations.get(p.pk, "applicant"), on, known) for p, name in zip(people, _told_apart(people), strict=True)],
    }


def _told_apart(people: list[Person]) -> Iterator[str]:
    """Their names; who has the name of somebody before gets a number."""
    seen: dict[str, int] = {}
    for p in people:
        seen[p.name] = seen.get(p.name, 0) + 1
        yield p.name if seen[p.name] == 1 else f"{p.name}（{seen[p.name]}）"


def _member(person: Person, name: str, relation: str, on: date, known: datetime | None) -> dict:
    found = {"name": name, "relation": relation, **_facts(person, on, known)}
    if person.birth_date:
        found["birth_date"] = person.birth_date.isoformat()
    return found


def _facts(subject: Person | Household, on: date, known: datetime | None) -> dict:
    judged = book.load().facts
    rows = facts_on(subject, on, known)
    return {
        k: for_book(k, r.value, r.officer, r.evidence) for k, r in rows.items() if r.value is not None and k in judged and k not in ("relation", "birth_date")
    }


# --- search ------------------------------------------------------------------------------------------------------------------------


def search(by: Actor, text: str, limit: int = 20) -> list[Person]:
    """One box: document number, phone or its last four digits, a name or part of it, pinyin initials. Only in the actor's place."""
    text = text.strip()
    if not text:
        return []
    plain = identity.normal(text)
    if plain.isascii() and sum(c.isdigit() for c in plain) >= 4:
        return list(_by_number(by, plain)[:limit])
    return list(_by_name(by, text, limit))


def _alive(people: QuerySet[Person]) -> QuerySet[Person]:
    return people.filter(merged_into=None).select_related("place")


def _by_number(by: Actor, number: str) -> QuerySet[Person]:
    wanted = [("tail", number)] if len(number) == 4 else [("phone", number.removeprefix("+86")), *(("document", form) for form in identity.forms(number))]
    found = Lookup.objects.filter(digest__in=[digest(kind, text) for kind, text in wanted]).values("person")
    return within(_alive(Person.objects.filter(pk__in=found)), by).order_by("pk")


def _by_name(by: Actor, text: str, limit: int) -> list[Person]:
    """Exactly this name first; then whoever has all its pieces, in few steps: the first piece walks the index, the others are asked of what it finds."""
    wanted = names.query_pieces(text)
    if not wanted or by.path is None:
        return []
    exact = list(within(_alive(Person.objects.filter(name=text)), by).order_by("name", "birth_date")[:limit]) if names.CHINESE.search(text) else []
    if len(exact) == limit:
        return exact
    rows = NamePiece.objects.filter(piece=wanted[0])
    rows = rows if by.path == "" else rows.filter(place__in=places_of(by))
    for piece in wanted[1:]:
        rows = rows.filter(person__in=NamePiece.objects.filter(piece=piece).values("person"))
    there = {p.pk for p in exact}
    found = _alive(Person.objects.filter(pk__in=rows.order_by("place", "person").values("person")[: limit * 2]))
    rest = sorted((p for p in found if p.pk not in there), key=lambda p: (not p.name.startswith(text), len(p.name), p.pk))
    return (exact + rest)[:limit]
