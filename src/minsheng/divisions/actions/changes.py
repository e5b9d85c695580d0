"""Founding, renaming, moving, merging and ending a place. Paths below follow at once; the tree of any day before stays what it was."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import Refused
from minsheng.divisions.actions.checks import DISTRICTS, begins, documented, ends, fits, living, taken, unnamed
from minsheng.divisions.actions.delegation import end_foreign
from minsheng.divisions.queries import files_in
from minsheng.places import tree
from minsheng.places.models import Place, PlaceChange
from minsheng.places.queries import below


@action
def found(*, above: Place, name: str, level: str, since: date, document: str, by: Actor, on: date) -> Place:
    """A new place. Raises Refused for a wrong level, a name that is there already, a day to come or before the place above."""
    tree.lock()
    above.refresh_from_db()
    allowed(by, "places.change", above)
    fits(level, above, "level")
    name, document = unnamed(name, above, "name"), documented(document)
    begins(since, on)
    _stood(above, since)
    made = tree.plant(Place(name=name, level=level), above, since)
    _tell(made, "found", since, document, by, on)
    return made


@action
def rename(*, place: Place, name: str, since: date, document: str, by: Actor, on: date) -> Place:
    """Another name from a day. The old one stays on every day before."""
    taken(place, by)
    name, document = unnamed(name, place.parent, "name", but=place), documented(document)
    begins(since, on)
    _stood(place, since)
    old, place.name = place.name, name
    if old == name:
        raise Refused("新名称和现在的一样。", "This is the present name.", field="name")
    place.save(update_fields=["name"])
    tree.place_anew(place, since)
    _tell(place, "rename", since, document, by, on, old_name=old)
    return place


@action
def move(*, place: Place, above: Place, since: date, document: str, by: Actor, on: date) -> Place:
    """Under another place, with everything below. Raises Refused for a place under itself, a wrong level, a doubled name, a day before the last change."""
    taken(place, by)
    above.refresh_from_db()
    allowed(by, "places.change", above)
    document = documented(document)
    if above.path.startswith(place.path):
        raise Refused("不能移到自己下面。", "A place cannot stand under itself.", field="place")
    if above.pk == place.parent_id:
        raise Refused(f"{place.name}现在就归{above.name}管。", f"{place.name} stands under {above.name} already.", field="place")
    fits(place.level, above, "place")
    unnamed(place.name, above, "place")
    begins(since, on, place)
    _stood(above, since)
    tree.hang(place, above, since)
    _tell(place, "move", since, document, by, on, into=above, ended=end_foreign(place, since))
    return place


@action
def merge_into(*, place: Place, into: Place, since: date, document: str, by: Actor, on: date) -> Place:
    """The place is no more and hangs below the one that takes it over, which so reaches its files, tasks and awards at once; what stood below stands there."""
    taken(place, by)
    into.refresh_from_db()
    allowed(by, "places.change", into.parent or into)
    document = documented(document)
    living(into, "place")
    if into.path.startswith(place.path) or place.path.startswith(into.path):
        raise Refused("不能并入自己，也不能并入自己的上级或下级。", "A place is not merged into itself or what stands above or below it.", field="place")
    if into.level != place.level and {into.level, place.level} != DISTRICTS:
        raise Refused(f"{into.name}不是同一级，不能并入。", f"{into.name} is of another level.", field="place")
    _no_doubles(place, into)
    begins(since, on, place)
    ends(place, since)
    _stood(into, since)
    tree.merge(place, into, since)
    _tell(place, "merge", since, document, by, on, into=into, ended=end_foreign(into, since))
    return place


@action
def end(*, place: Place, since: date, document: str, by: Actor, on: date) -> Place:
    """A place that nobody needs any more. With people or places in it, it is merged instead. `since` is the first day without it."""
    taken(place, by)
    document = documented(document)
    if below(place).count() > 1:
        raise Refused("它下面还有地方，请先移走或一起并入别处。", "There are places below it: move them, or merge it into another.", field="since")
    if files_in(place):
        raise Refused(
            "这里还有居民档案，请改为“并入”，把档案交给接管的地方。",
            "There are residents' files here: merge it into the place that takes them over.",
            field="since",
        )
    begins(since, on, place)
    ends(place, since)
    tree.close(place, since)
    _tell(place, "end", since, document, by, on, ended=end_foreign(place, since))
    return place


def _stood(place: Place, since: date) -> None:
    """From this day on the place has been where it is and called what it is called: nothing is entered behind its own last change."""
    last = place.placings.filter(until=None).values_list("since", flat=True).first()
    if last and since < last:
        raise Refused(
            f"{place.name}从 {last} 起设立或变更过，日期不能早于这一天。",
            f"{place.name} was founded or changed on {last}: the day cannot be before that.",
            field="since",
        )


def _no_doubles(place: Place, into: Place) -> None:
    """What stood below both may not be called the same afterwards."""
    names = set(place.children.filter(until=None).values_list("name", flat=True))
    doubled = sorted(names & set(into.children.filter(until=None).values_list("name", flat=True)))
    if doubled:
        said = "、".join(doubled[:5])
        raise Refused(f"两处下面都有：{said}。请先更名。", f"Both have below them: {said}. Rename one first.", field="place")


def _tell(place: Place, kind: str, since: date, document: str, by: Actor, on: date, into: Place | None = None, old_name: str = "", ended: int = 0) -> None:
    PlaceChange.objects.create(place=place, kind=kind, into=into, old_name=old_name, on=since, document=document)
    record(by=by, on=on, act=f"places.{kind}", subject=place, place=place, since=since, into=into.pk if into else None, delegations_ended=ended)
