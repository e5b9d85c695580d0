"""What is known of somebody: rows are added and superseded, never changed; the fold of today is written in the same breath."""

from datetime import date, datetime

from django.db.models import Q

from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.clock import now
from minsheng.base.errors import Refused
from minsheng.registry.actions.people import reach
from minsheng.registry.facts import cleaned, declared
from minsheng.registry.models import SOURCES, Authority, Fact, Household, Membership, Person
from minsheng.registry.queries import fold, in_force


@action
def learn(
    *, subject: Person | Household, facts: dict, source: str, since: date, until: date | None = None, officer: str = "", evidence: str = "", by: Actor, on: date
) -> list[Fact]:
    """Facts of the rule book about a person or household, from a day (to a day, not included). None says that it is not known after all.

    What the law leaves to judgement needs the officer and the evidence.
    """
    if not (source == "applicant" and _lives_there(by, subject, on)):
        reach(by, subject if isinstance(subject, Person) else subject.head)
    if source not in SOURCES:
        raise Refused("请选择情况的来源。", "Say where this is known from.", field="source")
    if until and until <= since:
        raise Refused("截止日期应在开始日期之后。", "The last day lies after the first.", field="until")
    values = {key: cleaned(key, value, subject) for key, value in facts.items()}
    for key in values:
        if declared(key, subject).is_judgement and not (officer and evidence):
            raise Refused("这一项由工作人员认定，要写明认定人和依据。", "This is for an officer to find: name the officer and the evidence.", field=key)
    _alone(subject)
    moment, column = now(), "person" if isinstance(subject, Person) else "household"
    made = [_put(column, subject, key, value, since, until, moment, source=source, officer=officer, evidence=evidence, by=by) for key, value in values.items()]
    subject.facts = fold(subject, on)
    subject.save(update_fields=["facts"])
    record(by=by, on=on, act="registry.learn", subject=subject, place=subject.place, keys=sorted(values), source=source)
    return made


def _alone(subject: Person | Household) -> None:
    """Nobody else writes about the subject until this is over: of two who learn something at once, the second folds what both have learnt."""
    list(type(subject).objects.select_for_update().filter(pk=subject.pk).values_list("pk"))


def _lives_there(by: Actor, subject: Person | Household, on: date) -> bool:
    """Whether a resident tells of the own household, or of that of somebody they act for: an application asks about everybody who lives together, and one of them answers."""
    if by.role != "resident":
        return False
    own = [by.person, *in_force(Authority.objects.filter(agent=by.person, kind__in=("guardian", "agent")), on).values_list("person", flat=True)]
    homes = Membership.objects.filter(person__in=own, until=None).values("household")
    if isinstance(subject, Household):
        return homes.filter(household=subject).exists()
    return subject.pk in own or Membership.objects.filter(person=subject, household__in=homes, until=None).exists()


def _put(
    column: str, subject, key: str, value, since: date, until: date | None, moment: datetime, *, source: str, officer: str, evidence: str, by: Actor
) -> Fact:
    """The new row; of rows it overlaps, what stays valid before and after is written anew."""
    rows = Fact.objects.filter(**{column: subject}, key=key, superseded_at=None).filter(Q(until=None) | Q(until__gt=since))
    rows = list(rows.filter(since__lt=until) if until else rows)
    rest = []
    for old in rows:
        spans = [(old.since, since)] if old.since < since else []
        if until and (old.until is None or old.until > until):
            spans.append((until, old.until))
        rest += [_again(old, start, end, moment) for start, end in spans]
    Fact.objects.filter(pk__in=[old.pk for old in rows]).update(superseded_at=moment)
    Fact.objects.bulk_create(rest)
    return Fact.objects.create(
        **{column: subject},
        key=key,
        value=value,
        since=since,
        until=until,
        source=source,
        officer=officer,
        evidence=evidence[:200],
        recorded_by=by.user,
        recorded_at=moment,
    )


def _again(old: Fact, since: date, until: date | None, moment: datetime) -> Fact:
    return Fact(
        person_id=old.person_id, household_id=old.household_id, key=old.key, value=old.value, since=since, until=until, source=old.source, officer=old.officer,
        evidence=old.evidence, recorded_by=old.recorded_by, recorded_at=moment,
    )  # fmt: skip
