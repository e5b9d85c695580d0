"""Looking at the tree, as it stands on a day: the list, and one place with its names, codes, changes and delegations."""

from datetime import date

from django.db.models import DateField, OuterRef, Q, Subquery, Value
from django.http import Http404
from django.shortcuts import get_object_or_404

from minsheng.accounts.access import may, needs, within
from minsheng.base.clock import today
from minsheng.base.ui import Cell, Choice, Column, Search, Table, tag
from minsheng.divisions.queries import counter_of, in_reach, same_digits
from minsheng.divisions.views.delegation import matter_label, standing
from minsheng.places.load import LONG_AGO
from minsheng.places.models import LEVEL_WORDS, Place, PlaceChange, PlaceCode, Placing
from minsheng.places.queries import ids_of, in_force, path_on, tree_on


def day_of(request) -> date:
    """The day that `?day=` asks for, or today."""
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return today()


def _link(place: int, request_day: date) -> str:
    return f"/desk/places/{place}/" + ("" if request_day == today() else f"?day={request_day}")


def _search(rows, text: str):
    return rows.filter(Q(name__contains=text) | Q(place__in=PlaceCode.objects.filter(code=text).values("place")))


def _fate(row: Placing):
    return tag("amber", f"{row.place.until} 起撤销", f"No more since {row.place.until}") if row.place.until else tag("act", "现存", "Stands")


def since_words(day: date):
    """The tree's own beginning says nothing about the place."""
    return ("名单之初", "since the first list") if day == LONG_AGO else day


def _table(name: str, small: bool, empty: tuple) -> Table:
    """Places as rows; `small` shows under the name who stood above."""
    return Table(
        name,
        [
            Column("name", ("名称", "Name"), lambda p: Cell(p.name, small=(small and p.above) or "", href=_link(p.place_id, p.day)), sort="name"),
            Column("level", ("级别", "Level"), lambda p: LEVEL_WORDS[p.place.level]),
            Column("code", ("民政区划代码", "Civil-affairs code"), lambda p: p.code),
            Column("since", ("自", "Since"), lambda p: None if p.since == LONG_AGO else p.since, sort="since"),
            Column("fate", ("现状", "Today"), _fate, hidden=True),
            Column("path", ("树中位置", "Place in the tree"), lambda p: p.path, sort="path", hidden=True),
        ],
        filters=[Search("q", ("名称或代码", "Name or code"), _search), Choice("level", ("级别", "Level"), list(LEVEL_WORDS.items()), field="place__level")],
        sort="path",
        label=("地方", "Places"),
        empty=empty,
    )


NO_TREE = (
    ("这一天没有地方", "No places on this day"),
    ("请换一天，或请运维人员装入区划名单。", "Choose another day, or ask the operator to load the divisions."),
)
TREE = _table("places", True, NO_TREE)
CHILDREN = _table("children", False, (("下面没有地方", "No places below"), ("", "")))


def _rows(rows, day: date):
    """With the name above as it was on the day and the code as it is now."""
    above = Placing.objects.filter(in_force(day), place=OuterRef("parent")).values("name")[:1]
    code = PlaceCode.objects.filter(place=OuterRef("place"), system="civil", until=None).values("code")[:1]
    return rows.select_related("place").annotate(above=Subquery(above), code=Subquery(code), day=Value(day, output_field=DateField()))


@needs("places.see")
def index(request):
    """The places within reach as they stood on a day: without a filter what is above, the own place and one level below."""
    day, mine = day_of(request), ids_of(request.by.path or "")
    rows = tree_on(day).filter(Q(place__in=within(Place.objects.all(), request.by, at="").values("pk")) | Q(place__in=mine))
    if not (request.GET.get("q") or request.GET.get("level")):
        rows = rows.filter(Q(place__in=mine) | Q(parent=request.by.place))
    return TREE.respond(request, _rows(rows, day), "divisions/tree.html", {"day": day, "past": day != today()})


@needs("places.see")
def show(request, pk: int):
    """One place on a day, and everything that ever happened to it."""
    place = get_object_or_404(Place.objects.select_related("parent"), pk=pk)
    if not in_reach(request.by, place):
        raise Http404
    day = day_of(request)
    children = _rows(tree_on(day).filter(parent=place), day)
    return CHILDREN.respond(request, children, "divisions/place.html", {"place": place, **_history(place, day), **_now(request, place)})


def _history(place: Place, day: date) -> dict:
    chain = path_on(place, day)
    return {
        "day": day,
        "past": day != today(),
        "stood": chain[-1] if chain and chain[-1].place_id == place.pk else None,
        "chain": [(p.name, _link(p.place_id, day)) for p in chain[:-1]],
        "names": [(since_words(p.since), p) for p in place.placings.select_related("parent").order_by("-since")],
        "changes": [(PlaceChange.KIND_WORDS[c.kind], c) for c in place.changes.select_related("into").order_by("-on", "-pk")],
        "taken_over": PlaceChange.objects.filter(into=place, kind="merge").select_related("place").order_by("-on"),
        "codes": [(PlaceCode.SYSTEMS[c.system], c) for c in place.codes.order_by("system", "-as_of")],
        "doubles": [(PlaceCode.SYSTEMS[mine.system], PlaceCode.SYSTEMS[other.system], mine, other) for mine, other in same_digits(place, day)],
    }


def _now(request, place: Place) -> dict:
    delegations = (
        place.delegated.select_related("district").order_by("-since")
        if place.level == "street"
        else place.delegates.select_related("street").order_by("-since")
    )
    can_end = may(request.by, "places.delegate")
    covered = request.by.covers(place.path) and place.until is None
    return {
        "level": LEVEL_WORDS[place.level],
        "delegations": [
            (matter_label(d.matter), standing(d), d, can_end and request.by.covers(d.district.path) and not (d.until and d.until <= today()))
            for d in delegations
        ],
        "counter": counter_of(place, today()),
        "may_counter": covered and may(request.by, "places.counter"),
        "may_found": covered and may(request.by, "places.change") and place.level != "community",
        "may_change": covered and place.parent is not None and may(request.by, "places.change", place.parent),
        "may_delegate": covered and place.level == "street" and may(request.by, "places.delegate"),
    }
