"""Public notices that are up today, with nothing but what the law lets be shown. When their time is over they are given out no more."""

from datetime import date
from typing import Literal

from django.http import Http404
from ninja import Query, Router, Schema
from pydantic import Field

from minsheng.api.doors import Everybody
from minsheng.api.openapi import fails
from minsheng.api.problems import Trouble
from minsheng.api.shapes import Asked, Coded, Id, Paged, coded, paged
from minsheng.base.clock import today
from minsheng.base.masks import mask_name
from minsheng.matters import catalogue
from minsheng.notices.models import Notice
from minsheng.notices.queries import displayed
from minsheng.places.models import Place
from minsheng.places.queries import in_range

router = Router()


class NoticePlace(Schema):
    id: int
    name: str


class NoticeOut(Schema):
    """Name, number of people and amount: nothing else of the family is public. The whole name is read on the board and the page of the place; here it is masked,
    since a program could gather all of them. `until` is the last day; keep no copy beyond it."""

    id: int
    number: str
    kind: Coded
    matter: Coded
    place: NoticePlace
    name: str
    people: int
    fen: int | None
    since: date
    until: date
    phone: str


class Wanted(Asked):
    kind: Literal["opinion", "decision", "stop", "standing"] | None = Field(None, description="种类 | Kind")
    place: Id | None = Field(None, description="地方（编号），包括下级 | A place (its id) and all below it")


@router.get("/notices", auth=Everybody(), response=Paged[NoticeOut], operation_id="notices", summary="正在公示的 | Notices that are up")
def notices(request, wanted: Query[Wanted]):
    """今天正在公示、公布的，满期自动撤下；请不要留存副本。 | What is up today; it goes when its time is over, so keep no copy."""
    request.may_be_kept = False
    rows = displayed(today())
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.place:
        place = Place.objects.filter(pk=wanted.place).first()
        rows = rows.filter(in_range(place.path, "place__path")) if place else rows.none()
    return paged(request, rows, wanted, _shown)


@router.get("/notices/{notice}", auth=Everybody(), response=NoticeOut, operation_id="notice", summary="一份公示 | One notice")
@fails("gone")
def notice(request, notice: Id):
    """满期或撤下的答 410，不再说内容。 | One that is over or was taken down answers 410 and says no more."""
    request.may_be_kept = False
    found = displayed(today()).filter(pk=notice).first()
    if found is None:
        raise Trouble("gone") if Notice.objects.filter(pk=notice, since__lte=today()).exists() else Http404()
    return _shown(found)


def _shown(n: Notice) -> dict:
    label = catalogue.get(n.matter).label
    return {
        "id": n.pk, "number": n.number, "kind": coded(n.kind, Notice.KINDS), "matter": {"key": n.matter, "zh": label[0], "en": label[1]},
        "place": {"id": n.place_id, "name": n.place.name}, "name": mask_name(n.shown_name), "people": n.members, "fen": n.fen,
        "since": n.since, "until": n.until, "phone": n.phone,
    }  # fmt: skip
