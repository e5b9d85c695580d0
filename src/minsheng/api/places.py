"""Places: the tree of who is responsible, as it stood on a day, with the codes of both systems."""

from datetime import date
from typing import Literal

from django.db.models import F, Prefetch, Q
from django.http import Http404
from ninja import Query, Router, Schema
from pydantic import Field

from minsheng.api.doors import Everybody
from minsheng.api.problems import Trouble, one
from minsheng.api.shapes import Asked, Coded, Day, Id, Paged, Text, coded, paged
from minsheng.base.clock import today
from minsheng.places.models import LEVEL_WORDS, Place, PlaceCode, Placing
from minsheng.places.queries import ids_of, in_force, tree_on

router = Router()
Level = Literal["nation", "province", "city", "district", "functional", "street", "community"]


class Code(Schema):
    """A code of one of the two systems, or of this system's own. The same digits can name another place in the other system."""

    system: Coded
    code: str
    as_of: date
    until: date | None


class Above(Schema):
    id: int
    name: str


class PlaceOut(Schema):
    """A place as it stood on the day. `path` leads from the top down to it; `law_place` is where the rule book finds its law; `since`, `until` bound this standing."""

    id: int
    name: str
    level: Coded
    parent: int | None
    path: list[Above]
    law_place: str
    codes: list[Code]
    since: date
    until: date | None


class OnDay(Schema):
    on: Day | None = Field(None, description="哪一天，默认今天 | On which day; today")


class Wanted(Asked, OnDay):
    q: Text | None = Field(None, description="名称里有 | In the name")
    code: Text | None = Field(None, description="任一系统的代码 | A code of either system")
    level: Level | None = Field(None, description="层级 | Level")
    under: Id | None = Field(None, description="在这个地方之下（编号） | Below this place (its id)")


@router.get("/places", auth=Everybody(), response=Paged[PlaceOut], operation_id="places", summary="区划树 | The tree of places")
def places(request, wanted: Query[Wanted]):
    """某一天有哪些地方、归谁管；按名称、任一系统的代码、层级找。 | Which places there were on a day and under whom; by name, by a code of either system, by level."""
    on = wanted.on or today()
    rows = _standing(on, _under(wanted.under) if wanted.under else None)
    if wanted.q:
        rows = rows.filter(name__contains=wanted.q)
    if wanted.level:
        rows = rows.filter(place__level=wanted.level)
    if wanted.code:
        rows = rows.filter(place__in=PlaceCode.objects.filter(_held(on), code=wanted.code).values("place"))
    return paged(request, _Named(rows, on), wanted, lambda row: row)


@router.get("/places/{place}", auth=Everybody(), response=PlaceOut, operation_id="place", summary="一个地方 | One place")
def place(request, place: Id, when: Query[OnDay]):
    """某一天的名称、上级和代码。 | Its name, whom it stood under and its codes on a day."""
    day = when.on or today()
    found = list(_Named(_standing(day, None).filter(place=place), day)[:1])
    if not found:
        raise Http404
    return found[0]


def _under(pk: int) -> Place:
    if found := Place.objects.filter(pk=pk).first():
        return found
    raise Trouble("bad-input", errors=[one("under", "没有这个编号的地方", "there is no place of this id")])


def _held(on: date) -> Q:
    return Q(as_of__lte=on) & (Q(until=None) | Q(until__gt=on))


def _standing(on: date, under: Place | None):
    codes = Prefetch("place__codes", PlaceCode.objects.filter(_held(on)).order_by("system", "code"), to_attr="held")
    return tree_on(on, under).select_related("place").prefetch_related(codes).order_by(F("path"), "pk")


class _Named:
    """Rows for a page, shown together: the names of all that stand above them take one query."""

    def __init__(self, rows, on: date):
        self.rows, self.on = rows, on

    def count(self) -> int:
        return self.rows.count()

    def __getitem__(self, part: slice) -> list[dict]:
        rows = list(self.rows[part])
        above = Placing.objects.filter(in_force(self.on), place__in={i for row in rows for i in ids_of(row.path)})
        names = dict(above.values_list("place", "name"))
        return [_shown(row, names) for row in rows]


def _shown(row: Placing, names: dict[int, str]) -> dict:
    codes = [{"system": coded(c.system, PlaceCode.SYSTEMS), "code": c.code, "as_of": c.as_of, "until": c.until} for c in row.place.held]
    return {
        "id": row.place_id, "name": row.name, "level": coded(row.place.level, LEVEL_WORDS), "parent": row.parent_id, "codes": codes,
        "path": [{"id": i, "name": names[i]} for i in ids_of(row.path) if i in names], "law_place": row.law_code or row.place.law_code,
        "since": row.since, "until": row.until,
    }  # fmt: skip
