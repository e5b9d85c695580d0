"""One thing about many people at once, set-based: recorded where their files are silent about it, and taken back. The caller keeps the audit of it."""

from datetime import date

from minsheng.base.actor import Actor
from minsheng.base.clock import now
from minsheng.base.rows import update
from minsheng.registry.facts import cleaned
from minsheng.registry.models import Fact, Person
from minsheng.registry.queries import in_force


def learn_silent(*, since: dict[int, date], facts: dict, source: str, evidence: str, by: Actor, on: date) -> int:
    """`facts` {fact of the book: value} of each person of `since` {id: first day}. Who has said anything about one, on whatever day, keeps what they said.

    How many facts were recorded. For some hundreds of people, within a transaction.
    """
    values = {key: cleaned(key, value, Person()) for key, value in facts.items()}
    people = _locked(list(since))
    told = set(Fact.objects.filter(person__in=people, key__in=values, superseded_at=None).values_list("person", "key"))
    moment = now()
    new = [
        Fact(person_id=pk, key=key, value=value, since=since[pk], source=source, evidence=evidence[:200], recorded_by=by.user, recorded_at=moment)
        for pk in people for key, value in values.items() if (pk, key) not in told
    ]  # fmt: skip
    Fact.objects.bulk_create(new)
    _fold_again(people, list(values), on)
    return len(new)


def unlearn(*, people: list[int], facts: dict, source: str, evidence: str, on: date) -> None:
    """What was recorded so is gone, as if it had never been; what anybody has said since stays. For some hundreds of people, within a transaction."""
    locked = _locked(people)
    rows = Fact.objects.filter(person__in=locked, key__in=facts, source=source).values_list("pk", "evidence")
    Fact.objects.filter(pk__in=[pk for pk, words in rows if words == evidence[:200]]).delete()
    _fold_again(locked, list(facts), on)


def _locked(people: list[int]) -> dict[int, dict]:
    """{id: fold}, which nobody else writes until this is over."""
    return dict(Person.objects.select_for_update().filter(pk__in=people).order_by("pk").values_list("pk", "facts"))


def _fold_again(people: dict[int, dict], keys: list[str], on: date) -> None:
    """What the folds say about these facts, as queries.fold would find it."""
    rows = in_force(Fact.objects.filter(person__in=people, key__in=keys, superseded_at=None), on).order_by("since", "pk")
    found: dict[int, dict] = {pk: {} for pk in people}
    for pk, key, value in rows.values_list("person", "key", "value"):
        found[pk][key] = value
    folds = ((pk, before, _fold(before, keys, found[pk])) for pk, before in people.items())
    update(Person, ["facts"], ((after, pk) for pk, before, after in folds if after != before))


def _fold(before: dict, keys: list[str], found: dict) -> dict:
    kept = {key: value for key, value in before.items() if key not in keys}
    return kept | {key: value for key, value in found.items() if value is not None}
