"""Awards: who receives what now, and one month by month."""

from datetime import date
from typing import Literal

from django.http import Http404
from ninja import Query, Router, Schema
from pydantic import Field

from minsheng.accounts.access import allowed
from minsheng.api.doors import Door
from minsheng.api.people import Identity, Masked, Purpose, identity, listed, masked
from minsheng.api.shapes import Asked, Coded, Id, Paged, Text, coded, paged, words
from minsheng.base.clock import today
from minsheng.base.months import month_of
from minsheng.benefits import queries
from minsheng.benefits.models import Award
from minsheng.matters import catalogue

router = Router()
SEE = Door("benefits.see")


class AwardOut(Schema):
    """An award. `fen`: what it pays this month by its decisions."""

    id: int
    number: str
    benefit: str
    matter: Coded
    recipient: Masked
    state: Coded
    from_month: date
    stopped_from: date | None
    review_on: date | None
    fen: int


class Month(Schema):
    """Due by the decisions, handed in for payment, paid by the bank; `outside`: paid by the system before this one."""

    month: date
    due: int
    handed: int
    paid: int
    outside: bool


class Whole(Schema):
    award: AwardOut
    identity: Identity
    months: list[Month]


class Wanted(Asked):
    benefit: Text | None = Field(None, description="待遇 | Benefit")
    state: Literal["active", "held", "stopped"] | None = Field(None, description="状态 | State")
    number: Text | None = Field(None, description="编号 | Number")


@router.get("/awards", auth=SEE, response=Paged[AwardOut], operation_id="awards", summary="待遇 | Awards")
def awards(request, wanted: Query[Wanted]):
    """辖区内的待遇和本月金额，姓名隐去一部分。 | Awards of the place with this month's amount, names masked."""
    rows = queries.awards(request.by, month_of(today())).order_by("pk")
    for name in ("benefit", "state", "number"):
        if value := getattr(wanted, name):
            rows = rows.filter(**{name: value})
    return listed(request, "api.awards", paged(request, rows, wanted, _award))


@router.get("/awards/{award}", auth=SEE, response=Whole, operation_id="award", summary="一项待遇，逐月 | One award, month by month")
def award(request, award: Id, purpose: Purpose = None):
    """每个月应发、已交付、已到账；每看一次都有记录。 | Due, handed in and paid for each month; every look is recorded."""
    found = queries.every(month_of(today())).select_related("opening", "person__place").filter(pk=award).first()
    if found is None:
        raise Http404
    allowed(request.by, "benefits.see", found.place)
    who = identity(request, found.person, purpose, "api.award")
    return {"award": _award(found), "identity": who, "months": queries.months(found, today())}


def _award(a: Award) -> dict:
    told = {name: getattr(a, name) for name in ("number", "benefit", "from_month", "stopped_from", "review_on")}
    matter = {"key": a.matter, **words(catalogue.get(a.matter).label)}
    return {"id": a.pk, "matter": matter, "recipient": masked(a.person, a.place), "state": coded(a.state, Award.STATES), "fen": a.now, **told}
