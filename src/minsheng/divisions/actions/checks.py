"""What every change of the tree is held to."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.base.actor import Actor
from minsheng.base.errors import NotAllowed, Refused
from minsheng.places.models import LEVEL_WORDS, Place
from minsheng.places.tree import last_change, lock

RANK = {level: n for n, level in enumerate(LEVEL_WORDS)}
DISTRICTS = {"district", "functional"}  # a functional area does a district's work


def taken(place: Place, by: Actor) -> Place:
    """The place as it is now, alone in the hands of this change. A place is changed by who is responsible above it."""
    lock()
    place.refresh_from_db()
    if place.parent_id is None:
        raise NotAllowed("全国这一级不能变更。", "The nation itself is not changed here.")
    allowed(by, "places.change", place.parent)
    living(place)
    return place


def living(place: Place, field: str | None = None) -> None:
    if place.until:
        raise Refused(
            f"{place.name}从 {place.until} 起已经撤销，不能再变更。", f"{place.name} is no more since {place.until} and cannot be changed.", field=field
        )


def documented(document: str, field: str = "document") -> str:
    """The document without the spaces around it."""
    if not document.strip():
        raise Refused("请写明文件名称和文号。", "Name the document and its number.", field=field)
    return document.strip()


def begins(since: date, on: date, *places: Place) -> None:
    """A change is entered when its day has come, and after what was changed before at or below these places."""
    if since > on:
        raise Refused(f"生效日期还没到，请在 {since} 那天或以后录入。", f"Its day has not come: enter it on {since} or later.", field="since")
    for place in places:
        last = last_change(place.path)
        if last and since < last:
            raise Refused(
                f"{place.name}或它下面的地方从 {last} 起设立或变更过，日期不能早于这一天。",
                f"{place.name} or something below it was founded or changed on {last}: the day cannot be before that.",
                field="since",
            )


def ends(place: Place, since: date) -> None:
    """A last day after the first: what began on the day was an error, and is put right by a move or a new name."""
    stood = place.placings.filter(until=None).first()
    if since <= place.since or (stood and since <= stood.since):
        raise Refused(
            f"{place.name}从 {stood.since if stood else place.since} 起才是现在的样子，日期要晚于这一天。",
            f"{place.name} has been as it is only since {stood.since if stood else place.since}: the day has to lie after that.",
            field="since",
        )


def fits(level: str, above: Place, field: str) -> None:
    """The levels stand in their order."""
    living(above, field)
    if RANK[above.level] >= RANK[level]:
        lower, upper = LEVEL_WORDS[level], LEVEL_WORDS[above.level]
        raise Refused(
            f"“{lower[0]}”不能设在“{upper[0]}”（{above.name}）下面。",
            f"A {lower[1].lower()} does not stand under a {upper[1].lower()} ({above.name}).",
            field=field,
        )


def unnamed(name: str, above: Place, field: str, but: Place | None = None) -> str:
    """The name without spaces, if nothing living under the same place has it."""
    name = "".join(name.split())
    if not name:
        raise Refused("请写名称。", "Enter the name.", field=field)
    if above.children.filter(name=name, until=None).exclude(pk=but and but.pk).exists():
        raise Refused(f"{above.name}下面已经有“{name}”。", f"There is a {name} under {above.name} already.", field=field)
    return name
