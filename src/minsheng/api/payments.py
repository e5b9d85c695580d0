"""Payments: what waits, the batches with their lines, and the bank's result, which a bank's or a treasury's program may bring."""

from datetime import date
from typing import Literal

from django.http import Http404
from ninja import File, Form, Query, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from minsheng.accounts.access import allowed
from minsheng.api.doors import Door
from minsheng.api.openapi import fails
from minsheng.api.people import Masked, listed, masked
from minsheng.api.problems import Trouble
from minsheng.api.shapes import Asked, Coded, Id, Paged, Text, coded, paged, words
from minsheng.api.writes import Key, once
from minsheng.base import files
from minsheng.base.clock import today
from minsheng.base.files_kinds import LARGEST
from minsheng.payments import actions, lines, queries, results
from minsheng.payments.jobs import LARGE as LARGE_RESULT
from minsheng.payments.jobs import take_later
from minsheng.payments.models import Batch, Payment, ResultFile

router = Router()
SEE, BANK = Door("payments.see"), Door("payments.bank")


class Sum(Schema):
    """What is handed in and stands in no batch yet."""

    line: Coded
    month: date
    fen: int
    people: int


class BatchOut(Schema):
    id: int
    number: str
    place: str
    line: Coded
    month: date
    kind: Coded
    state: Coded
    count: int
    fen: int
    pay_on: date | None
    sent_on: date | None


class OfState(Schema):
    state: Coded
    count: int
    fen: int


class BatchWhole(Schema):
    batch: BatchOut
    sums: list[OfState]


class Line(Schema):
    """One line of a batch; the account is in the bank's file alone. `reason`: why it is held, or what the bank said."""

    number: int
    payee: Masked
    fen: int
    state: Coded
    settled_on: date | None
    reason: str


class Wanted(Asked):
    state: Literal["draft", "computed", "approved", "sent", "reconciled", "cancelled"] | None = Field(None, description="状态 | State")
    line: Text | None = Field(None, description="项目 | Line")


class LinesWanted(Asked):
    state: Literal["ready", "held", "sent", "paid", "returned", "replaced", "given_back", "dropped"] | None = Field(None, description="状态 | State")


class How(Schema):
    take: bool = Field(False, description="没有可疑的行就马上登记 | Take it at once when nothing in it is doubtful")


class Doubt(Schema):
    """A line of the file that does not fit."""

    line: int
    zh: str
    en: str


class Result(Schema):
    """What the file says: new lines paid and returned, `late` of them paid before; known from before; doubtful; still waited for. `taken`: whether it was taken; `job`: the
    work in the background that takes a large one. What is not taken is looked at by finance on the batch's page."""

    id: int
    paid: int
    returned: int
    late: int
    known: int
    doubts: list[Doubt]
    waiting: int
    taken: bool
    job: int | None


@router.get("/payables", auth=SEE, response=list[Sum], operation_id="payables", summary="等待发放 | Waiting to be paid")
def payables(request):
    """已交付、还没有进批次的，按项目和月份合计。 | Handed in and in no batch yet, by line and month."""
    return [{**w, "line": _line(w["line"])} for w in queries.waiting(request.by)]


@router.get("/batches", auth=SEE, response=Paged[BatchOut], operation_id="batches", summary="批次 | Batches")
def batches(request, wanted: Query[Wanted]):
    """辖区内的批次，最近的月份在前。 | Batches of the place, the latest month first."""
    rows = queries.batches(request.by).order_by("-month", "-pk")
    for name in ("state", "line"):
        if value := getattr(wanted, name):
            rows = rows.filter(**{name: value})
    return paged(request, rows, wanted, _batch)


@router.get("/batches/{batch}", auth=SEE, response=BatchWhole, operation_id="batch", summary="一个批次 | One batch")
def batch(request, batch: Id):
    """批次和各种状态的合计。 | The batch with its sums by state."""
    found = _found(request, batch, "payments.see")
    return {
        "batch": _batch(found),
        "sums": [{"state": coded(state, Payment.STATES), "count": s["n"], "fen": s["fen"]} for state, s in queries.sums(found).items()],
    }


@router.get("/batches/{batch}/payments", auth=SEE, response=Paged[Line], operation_id="batch_payments", summary="批次里的每一笔 | The lines of a batch")
def payments(request, batch: Id, wanted: Query[LinesWanted]):
    """每一笔的收款人（隐去一部分）、金额、状态。 | Payee (masked), amount and state of each line."""
    rows = _found(request, batch, "payments.see").payments.select_related("payee", "place").order_by("number")
    return listed(request, f"payments.batch:{batch}", paged(request, rows.filter(state=wanted.state) if wanted.state else rows, wanted, _payment))


@router.post("/batches/{batch}/results", auth=BANK, response=Result, operation_id="batch_result", summary="送来银行回盘 | Bring the bank's result")
@fails("too-large")
def result(request, batch: Id, key: Key, file: File[UploadedFile], how: Form[How]):
    """CSV 文件；同一个文件再送一次不会重复登记。有可疑的行就只保存，由财务来看。 | A CSV file; the same one again changes nothing. Where a line is doubtful it is only kept, for finance to look at."""
    found = _found(request, batch, "payments.bank")
    if (file.size or 0) > LARGEST:
        raise Trouble("too-large")
    once(request, key, f"batch_result:{batch}:{how.take}", file.read())
    file.seek(0)
    loaded = actions.load_result(batch=found, upload=file, by=request.by, on=today())
    told = results.read(found, files.read(loaded.file), loaded.loaded_on)
    return _told(loaded, told) | _taken(request, loaded, told, how.take)


def _taken(request, loaded: ResultFile, told, take: bool) -> dict:
    """Taken where that was asked for and nothing is doubtful; a large one in the background."""
    if not take or told.problems:
        return {"taken": loaded.taken_on is not None, "job": None}
    if len(told.lines) > LARGE_RESULT:
        return {"taken": False, "job": take_later(result=loaded, by=request.by, on=today()).pk}
    actions.take_file(result=loaded, by=request.by, on=today())
    return {"taken": True, "job": None}


def _told(loaded: ResultFile, told) -> dict:
    return {
        "id": loaded.pk, "paid": len(told.paid), "returned": len(told.returned), "late": len(told.late), "known": told.known, "waiting": told.waiting,
        "doubts": [{"line": at, **words(said)} for at, said in told.problems[:200]],
    }  # fmt: skip


def _found(request, pk: int, permission: str) -> Batch:
    found = Batch.objects.select_related("place").filter(pk=pk).first()
    if found is None:
        raise Http404
    allowed(request.by, permission, found.place)
    return found


def _line(line: str) -> dict:
    return {"key": line, **words(lines.label(line))}


def _batch(b: Batch) -> dict:
    told = {name: getattr(b, name) for name in ("number", "month", "count", "fen", "pay_on", "sent_on")}
    return {"id": b.pk, "place": b.place.name, "line": _line(b.line), "kind": coded(b.kind, Batch.KINDS), "state": coded(b.state, Batch.STATES), **told}


def _payment(p: Payment) -> dict:
    told = {name: getattr(p, name) for name in ("number", "fen", "settled_on", "reason")}
    return {"payee": masked(p.payee, p.place), "state": coded(p.state, Payment.STATES), **told}
