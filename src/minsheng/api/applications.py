"""Applications: what waits for the role, all of the place, and one with its steps and what was decided. Nothing is decided here."""

from datetime import date
from typing import Literal

from django.http import Http404
from ninja import Query, Router, Schema
from pydantic import Field

from minsheng.accounts.access import allowed
from minsheng.api.doors import Door
from minsheng.api.people import Identity, Masked, Purpose, identity, listed, masked
from minsheng.api.shapes import Asked, Coded, Id, Paged, Text, Words, coded, paged, words
from minsheng.applications import queries
from minsheng.applications.actions.intake import ONLINE
from minsheng.applications.models import Application, Decision, Task
from minsheng.applications.way import matter_of
from minsheng.matters import catalogue
from minsheng.rules.told import STATUS

router = Router()
SEE = Door("applications.see")
State = Literal["submitted", "correction", "open", "granted", "refused", "kept", "changed", "grace", "stopped", "withdrawn"]
Kind = Literal["new", "review", "change", "stop"]
TASKS = {"open": ("待办", "Open"), "done": ("已办", "Done"), "dropped": ("不办", "Dropped"), "redone": ("重办", "Done again")}


class Case(Schema):
    """An application; `applicant` is masked."""

    id: int
    number: str | None
    matter: Coded
    kind: Coded
    state: Coded
    channel: Coded
    applicant: Masked
    applied_on: date | None
    due_on: date | None
    decided_on: date | None


class Waiting(Schema):
    """A step that waits for the role: what the system has prepared is a proposal, never a decision."""

    case: Case
    step: Coded
    at: str
    due_on: date | None
    prepared: Coded | None
    fen: int | None


class StepOut(Schema):
    step: Coded
    round: int
    state: Coded
    at: str
    opened_on: date
    due_on: date | None
    done_on: date | None


class Prepared(Schema):
    """What the system prepared last."""

    status: Coded
    payable: bool
    fen: int | None
    why: Words | None
    made_on: date


class Decided(Schema):
    outcome: Coded
    fen: int
    from_month: date | None
    until_month: date | None
    clause: str
    decided_on: date
    delivered_on: date | None


class Whole(Schema):
    case: Case
    identity: Identity
    people: int
    steps: list[StepOut]
    prepared: Prepared | None
    decisions: list[Decided]


class Wanted(Asked):
    state: State | None = Field(None, description="状态 | State")
    matter: Text | None = Field(None, description="事项 | Service")
    kind: Kind | None = Field(None, description="类型 | Kind")
    number: Text | None = Field(None, description="编号 | Number")


@router.get("/queue", auth=SEE, response=Paged[Waiting], operation_id="queue", summary="等我办的步骤 | Steps that wait for me")
def queue(request, wanted: Query[Asked]):
    """这个岗位要办的步骤，超期的在前。 | The steps that this post does, the late ones first."""
    return listed(request, "api.queue", paged(request, queries.queue(request.by), wanted, _waiting))


@router.get("/applications", auth=SEE, response=Paged[Case], operation_id="applications", summary="办件 | Applications")
def applications(request, wanted: Query[Wanted]):
    """辖区内的办件，姓名隐去一部分。 | Applications of the place, names masked."""
    rows = queries.visible(request.by).select_related("applicant", "place").order_by("-applied_on", "-pk")
    for name in ("state", "matter", "kind", "number"):
        if value := getattr(wanted, name):
            rows = rows.filter(**{name: value})
    return listed(request, "api.applications", paged(request, rows, wanted, case))


@router.get("/applications/{application}", auth=SEE, response=Whole, operation_id="application", summary="一个办件 | One application")
def application(request, application: Id, purpose: Purpose = None):
    """步骤、系统准备的结论、已作的决定；每看一次都有记录，写明用途才显示完整信息。 | Its steps, what was prepared and decided; every look is recorded, and things are shown in full only for a purpose."""
    found = Application.objects.exclude(ONLINE, state="draft").select_related("applicant__place", "place").filter(pk=application).first()
    if found is None:
        raise Http404
    allowed(request.by, "applications.see", found.place)
    who = identity(request, found.applicant, purpose, "api.application")
    last = found.assessments.order_by("-pk").first()
    return {
        "case": case(found), "identity": who, "people": found.household.memberships.filter(until=None).count() if found.household else 1,
        "steps": [_step(task, found) for task in found.tasks.select_related("place").order_by("pk")],
        "prepared": last and {"status": coded(last.status, STATUS), "payable": last.payable, "fen": last.fen, "why": words(last.headline) if last.headline else None, "made_on": last.made_on},
        "decisions": [_decision(d) for d in found.decisions.order_by("pk")],
    }  # fmt: skip


def case(a: Application) -> dict:
    label = catalogue.get(a.matter).label
    return {
        "id": a.pk, "number": a.number, "matter": {"key": a.matter, **words(label)}, "kind": coded(a.kind, Application.KINDS), "state": coded(a.state, Application.STATES),
        "channel": coded(a.channel, Application.CHANNELS), "applicant": masked(a.applicant, a.place), "applied_on": a.applied_on, "due_on": a.due_on, "decided_on": a.decided_on,
    }  # fmt: skip


def _waiting(task: Task) -> dict:
    prepared = coded(task.prepared, STATUS) if task.prepared else None
    return {
        "case": case(task.application),
        "step": _label(task, task.application),
        "at": task.place.name,
        "due_on": task.due_on,
        "prepared": prepared,
        "fen": task.prepared_fen,
    }


def _label(task: Task, a: Application) -> dict:
    return {"key": task.step, **words(matter_of(a).step(task.step).label)}


def _step(task: Task, a: Application) -> dict:
    dates = {name: getattr(task, name) for name in ("opened_on", "due_on", "done_on")}
    return {"step": _label(task, a), "round": task.round, "state": coded(task.state, TASKS), "at": task.place.name, **dates}


def _decision(d: Decision) -> dict:
    told = {name: getattr(d, name) for name in ("fen", "from_month", "until_month", "clause", "decided_on", "delivered_on")}
    return {"outcome": coded(d.outcome, Decision.OUTCOMES), **told}
