"""Finding files that may be one person: set-based, by joins on an index; nobody is compared with everybody."""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.places.models import Place
from minsheng.registry.models import Lookup, Pair, Person

REASONS = {
    "name_birth": ("姓名和出生日期相同", "Same name and date of birth"),
    "phone_birth": ("电话和出生日期相同", "Same telephone and date of birth"),
    "hand": ("工作人员提出", "Proposed by an officer"),
}


@action
def find_pairs(*, place: Place, by: Actor, on: date) -> int:
    """Pairs with one side in the place: how many are new. Pairs judged before are not found again."""
    allowed(by, "registry.merge", place, machine=True)
    found = look(place, on)
    record(by=by, on=on, act="registry.find_pairs", subject="registry.pairs", place=place, found=found)
    return found


@action
def end_night(*, places: int, found: int, by: Actor, on: date) -> None:
    """One entry for a night's look at every place."""
    record(by=by, on=on, act="registry.find_pairs", subject="registry.pairs", places=places, found=found)


def look(place: Place, on: date) -> int:
    """Keep the pairs with one side in the place that nobody knew of: how many."""
    found = {**_by_name(place), **_by_phone(place)}
    known = set(Pair.objects.values_list("one", "other"))
    fresh = {ids: why for ids, why in found.items() if ids not in known}
    Pair.objects.bulk_create([Pair(one_id=a, other_id=b, reason=why, found_on=on) for (a, b), why in fresh.items()], ignore_conflicts=True, batch_size=1_000)
    return len(fresh)


def _alive(place: Place):
    return Person.objects.filter(merged_into=None, place__path__startswith=place.path)


def _by_name(place: Place) -> dict[tuple[int, int], str]:
    """Same name and birthday: a twin row exists; the groups are then paired."""
    twin = Person.objects.filter(merged_into=None, name=OuterRef("name"), birth_date=OuterRef("birth_date")).exclude(pk=OuterRef("pk"))
    rows = _alive(place).exclude(birth_date=None).filter(Exists(twin)).values_list("name", "birth_date").distinct()
    groups: dict[tuple, list[int]] = {}
    wanted = set(rows)
    people = Person.objects.filter(merged_into=None, name__in={n for n, _ in wanted}, birth_date__in={b for _, b in wanted}).values_list(
        "name", "birth_date", "pk"
    )
    for name, born, pk in people:
        if (name, born) in wanted:
            groups.setdefault((name, born), []).append(pk)
    return {(a, b): "name_birth" for ids in groups.values() for i, a in enumerate(sorted(ids)) for b in sorted(ids)[i + 1 :]}


def _by_phone(place: Place) -> dict[tuple[int, int], str]:
    mine = Lookup.objects.filter(kind="phone", person__in=_alive(place))
    rows = mine.filter(person__birth_date__isnull=False).annotate(
        twin=Exists(
            Lookup.objects.filter(
                Q(kind="phone"), digest=OuterRef("digest"), person__birth_date=OuterRef("person__birth_date"), person__merged_into=None
            ).exclude(person=OuterRef("person"))
        )
    )
    found: dict[tuple, list[int]] = {}
    for digest, born, pk in rows.filter(twin=True).values_list("digest", F("person__birth_date"), "person"):
        found.setdefault((digest, born), []).append(pk)
    return {(a, b): "phone_birth" for ids in found.values() for i, a in enumerate(sorted(ids)) for b in sorted(ids)[i + 1 :]}
