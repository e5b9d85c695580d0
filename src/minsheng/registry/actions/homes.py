"""Households: who lives together, since when, and what happens to the household when its head is gone."""

from datetime import date

from django.db.models import Q

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.clock import now
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.places.models import Place
from minsheng.registry import continued
from minsheng.registry.events import tell
from minsheng.registry.models import Fact, Household, Membership, Person
from minsheng.registry.queries import fold, members
from minsheng.rules import book


def known_relation(relation: str) -> str:
    """A key of the book's fact of that name, or refused."""
    if relation not in book.load().facts["relation"].type.options:
        raise Refused("请选择与户主的关系。", "Choose the relation to the head.", field="relation")
    return relation


@action
def form_household(
    *, head: Person, members: list[tuple[Person, str]], place: Place, since: date, continues: Household | None = None, by: Actor, on: date
) -> Household:
    """People who live together. Whoever was in another household leaves it that day; the head is "applicant" in the rule book's words."""
    allowed(by, "registry.edit", place, machine=True)
    _happened(since, on, "since")
    for person in () if continues else (head, *(p for p, _ in members)):
        _ours(person, by)
    home = Household.objects.create(head=head, place=place, since=since, continues=continues)
    for person, relation in [(head, "applicant"), *members]:
        _enter(home, person, relation, since, left="head" if continues else "moved")
        tell(person, "joined", since, by, about=f"registry.household:{home.pk}")
    record(by=by, on=on, act="registry.form_household", subject=home, place=place, members=[head.pk, *(p.pk for p, _ in members)])
    return home


def _happened(day: date, on: date, field: str) -> None:
    """It may be entered weeks later, which the report on late entries shows, but not before it has happened."""
    if day > on:
        raise Refused("日期不能在今天以后。", "The day does not lie in the future.", field=field)


def _ours(person: Person, by: Actor) -> None:
    """Who comes into a household has the file within reach: else a document number would be enough to take somebody out of a household elsewhere and to
    read what is known of them."""
    if not by.covers(person.place.path):
        raise NotAllowed(
            "此人的档案在别处，请先联系上级办理迁移，再登记到这一户。", "This person's file is kept elsewhere: ask the office above to move it here first."
        )


def _enter(home: Household, person: Person, relation: str, since: date, left: str = "moved") -> Membership:
    """One household at a time, on past days as well."""
    if later := person.memberships.filter(Q(since__gte=since) | Q(until__gt=since)).order_by("since").first():
        raise Refused(f"{person.name} 从 {later.since} 起已在另一户。", f"{person.name} has been in another household since {later.since}.", field="since")
    for old in person.memberships.filter(until=None).select_related("household"):
        _end(old, since, left)
    return Membership.objects.create(household=home, person=person, relation=known_relation(relation), since=since)


def _end(row: Membership, until: date, left: str) -> None:
    """A household ends with its last member. A head goes last, or hands over first (continue_household)."""
    home = row.household
    row.until, row.left_why = until, left
    row.save(update_fields=["until", "left_why"])
    others = home.memberships.filter(until=None)
    if not others.exists():
        home.until = until
        home.save(update_fields=["until"])
    elif home.head_id == row.person_id and left != "head":
        raise Refused(
            "户主走了，家里还有别人：请先办“户主变更（接续）”。", "The head leaves and others stay: change the head first (“another head”).", field="since"
        )


@action
def join(*, household: Household, person: Person, relation: str, since: date, by: Actor, on: date) -> Membership:
    """Born, married or moved in."""
    allowed(by, "registry.edit", household.place, machine=True)
    _ours(person, by)
    if household.memberships.filter(person=person, until=None).exists():
        raise AlreadyDone("此人已经在这一户。", "This person is in the household already.")
    _happened(since, on, "since")
    if household.until or since < household.since:
        raise Refused(f"这一户从 {household.since} 起登记。", f"The household is registered since {household.since}.", field="since")
    made = _enter(household, person, relation, since)
    tell(person, "joined", since, by, about=f"registry.household:{household.pk}")
    record(by=by, on=on, act="registry.join", subject=household, place=household.place, person=person.pk)
    return made


@action
def leave(*, household: Household, person: Person, until: date, why: str = "moved", by: Actor, on: date) -> None:
    """Died, married or moved out, imprisoned, conscripted (`why` a key of Membership.LEFT). The day is the first on which the person is no member."""
    allowed(by, "registry.edit", household.place, machine=True)
    row = household.memberships.filter(person=person, until=None).select_related("household").first()
    if row is None:
        raise Refused("此人现在不在这一户。", "This person is not in the household now.")
    if why not in Membership.LEFT:
        raise Refused("请选择离开的原因。", "Choose why.", field="why")
    _happened(until, on, "until")
    if until <= row.since:
        raise Refused("离开的日期应在加入之后。", "The day of leaving lies after that of joining.", field="until")
    _end(row, until, why)
    tell(person, "left", until, by, about=f"registry.household:{household.pk}")
    record(by=by, on=on, act="registry.leave", subject=household, place=household.place, person=person.pk, why=why)


@action
def continue_household(*, household: Household, head: Person, relations: dict[int, str], since: date, by: Actor, on: date) -> Household:
    """接续: the head has died or gone. The others go on under a new head; what is known of the household goes with them.

    `relations` {person id: relation to the new head} of every member who stays; who is not named in it leaves with the old head.
    """
    allowed(by, "registry.edit", household.place, machine=True)
    there = {p.pk: p for p in members(household, since)}
    if household.until or since <= household.since:
        raise Refused("接续的日期应在这一户登记之后。", "The day lies after the household was registered.", field="since")
    if head.pk not in there or head.pk == household.head_id or head.died_on:
        raise Refused("新户主应是这一户里在世的另一位成员。", "The new head is another living member of this household.", field="head")
    if wrong := set(relations) - set(there) | {head.pk} & set(relations):
        raise Refused("与新户主的关系只填这一户的其他成员。", f"Relations are those of the other members (not of {len(wrong)}).", field="relation")
    made = form_household(
        head=head, members=[(there[pk], relation) for pk, relation in relations.items()], place=household.place, since=since, continues=household, by=by, on=on
    )
    rest = household.memberships.filter(until=None)
    rest.filter(person__died_on__isnull=False).update(until=since, left_why="died")
    rest.update(until=since, left_why="moved")
    household.until = since
    household.save(update_fields=["until"])
    _carry_over(household, made, since, by, on)
    continued.follow(old=household, new=made, on=on)
    record(by=by, on=on, act="registry.continue_household", subject=household, place=household.place, household=made.pk, head=head.pk)
    return made


def _carry_over(old: Household, new: Household, since: date, by: Actor, on: date) -> None:
    """The facts in force stay what they were, with their source and evidence."""
    rows = Fact.objects.filter(Q(until=None) | Q(until__gt=since), household=old, superseded_at=None)
    Fact.objects.bulk_create([
        Fact(household=new, key=row.key, value=row.value, since=max(row.since, since), until=row.until, source=row.source, officer=row.officer, evidence=row.evidence,
             recorded_by=by.user, recorded_at=now())
        for row in rows
    ])  # fmt: skip
    new.facts = fold(new, on)
    new.save(update_fields=["facts"])
