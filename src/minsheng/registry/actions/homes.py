"""Households and kin."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import Refused
from minsheng.places.models import Place
from minsheng.registry.events import tell
from minsheng.registry.models import Household, Kinship, Membership, Person
from minsheng.rules import book


def _relation(relation: str) -> str:
    options = book.load().facts["relation"].type.options
    if relation not in options:
        raise Refused("请选择与户主的关系。", "Choose the relation to the head.", field="relation")
    return relation


@action
def form_household(
    *, head: Person, members: list[tuple[Person, str]], place: Place, since: date, continues: Household | None = None, by: Actor, on: date
) -> Household:
    """People who live together. A member leaves the household before; the head is "applicant" in the rule book's words."""
    allowed(by, "registry.edit", place, machine=True)
    home = Household.objects.create(head=head, place=place, since=since, continues=continues)
    for person, relation in [(head, "applicant"), *members]:
        _enter(home, person, relation, since)
        tell(person, "joined", since, by, about=f"registry.household:{home.pk}")
    record(by=by, on=on, act="registry.form_household", subject=home, place=place, members=[head.pk, *(p.pk for p, _ in members)])
    return home


def _enter(home: Household, person: Person, relation: str, since: date) -> Membership:
    for old in person.memberships.filter(until=None):
        if old.since >= since:
            raise Refused(f"{person.name} 从 {old.since} 起已在另一户。", f"{person.name} has been in another household since {old.since}.", field="since")
        old.until = since
        old.save(update_fields=["until"])
    return Membership.objects.create(household=home, person=person, relation=_relation(relation), since=since)


@action
def join(*, household: Household, person: Person, relation: str, since: date, by: Actor, on: date) -> Membership:
    """Born, married or moved in."""
    allowed(by, "registry.edit", household.place, machine=True)
    made = _enter(household, person, relation, since)
    tell(person, "joined", since, by, about=f"registry.household:{household.pk}")
    record(by=by, on=on, act="registry.join", subject=household, place=household.place, person=person.pk)
    return made


@action
def leave(*, household: Household, person: Person, until: date, by: Actor, on: date) -> None:
    """Died, married or moved out, imprisoned, conscripted."""
    allowed(by, "registry.edit", household.place, machine=True)
    row = household.memberships.filter(person=person, until=None).first()
    if row is None:
        raise Refused("此人现在不在这一户。", "This person is not in the household now.")
    if until <= row.since:
        raise Refused("离开的日期应在加入之后。", "The day of leaving lies after that of joining.", field="until")
    row.until = until
    row.save(update_fields=["until"])
    tell(person, "left", until, by, about=f"registry.household:{household.pk}")
    record(by=by, on=on, act="registry.leave", subject=household, place=household.place, person=person.pk)


@action
def relate(*, person: Person, relative: Person, relation: str, since: date | None = None, by: Actor, on: date) -> Kinship:
    """`relative` is the person's …, wherever they live."""
    allowed(by, "registry.edit", person.place, machine=True)
    made, _ = Kinship.objects.get_or_create(person=person, relative=relative, relation=_relation(relation), defaults={"since": since})
    record(by=by, on=on, act="registry.relate", subject=person, place=person.place, relative=relative.pk)
    return made
