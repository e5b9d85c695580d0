"""A resident's own: applications, payments, letters. Signed in on the pages; no token opens them."""

from datetime import date

from django.http import Http404
from ninja import Query, Router, Schema

from minsheng.api.applications import Case, case
from minsheng.api.doors import Door
from minsheng.api.shapes import Asked, Coded, Id, Paged, coded, paged, words
from minsheng.applications import agency
from minsheng.applications.models import Application
from minsheng.base.audit import looked
from minsheng.base.clock import today
from minsheng.base.crypto import open_sealed
from minsheng.notices.models import Letter
from minsheng.payments import lines
from minsheng.payments.models import Payment
from minsheng.payments.queries import gone_to

router = Router()
OWN = Door("own")


class Paid(Schema):
    """What has gone to the bank for you."""

    id: int
    line: Coded
    month: date
    fen: int
    state: Coded
    settled_on: date | None


class LetterOut(Schema):
    id: int
    number: str
    kind: Coded
    issued_on: date
    delivered_on: date | None


class Read(Schema):
    letter: LetterOut
    zh: list[str]
    en: list[str]


@router.get("/me/applications", auth=OWN, response=Paged[Case], operation_id="my_applications", summary="我的申请 | My applications")
def applications(request, wanted: Query[Asked]):
    """我自己的和我替人办的。 | One's own, and those made for others by an authority."""
    rows = Application.objects.filter(agency.within_reach(request.by.person, today())).exclude(state="withdrawn")
    return paged(request, rows.select_related("applicant", "place").order_by("-pk"), wanted, case)


@router.get("/me/payments", auth=OWN, response=Paged[Paid], operation_id="my_payments", summary="我的发放 | My payments")
def payments(request, wanted: Query[Asked]):
    """发给我的每一笔，最近的在前。 | Every payment to me, the latest first."""
    return paged(request, gone_to(request.by.person), wanted, _paid)


@router.get("/me/letters", auth=OWN, response=Paged[LetterOut], operation_id="my_letters", summary="我的通知书 | My letters")
def letters(request, wanted: Query[Asked]):
    """写给我的通知书。 | Letters written to me."""
    return paged(request, Letter.objects.filter(person=request.by.person).order_by("-pk"), wanted, _letter)


@router.get("/me/letters/{letter}", auth=OWN, response=Read, operation_id="my_letter", summary="一封通知书 | One letter")
def letter(request, letter: Id):
    """通知书全文，中文和英文。 | The whole letter, in Chinese and English."""
    found = Letter.objects.filter(pk=letter, person=request.by.person).select_related("person").first()
    if found is None:
        raise Http404
    looked(by=request.by, on=today(), subject=found.person, purpose="own.file", fields=["letter"])
    body = open_sealed(bytes(found.sealed), f"notices.letter:{found.number}")
    return {"letter": _letter(found), "zh": body["zh"], "en": body["en"]}


def _paid(p: Payment) -> dict:
    line = {"key": p.batch.line, **words(lines.label(p.batch.line))}
    return {"id": p.pk, "line": line, "month": p.batch.month, "fen": p.fen, "state": coded(p.state, Payment.STATES), "settled_on": p.settled_on}


def _letter(found: Letter) -> dict:
    return {"id": found.pk, "number": found.number, "kind": coded(found.kind, Letter.KINDS), "issued_on": found.issued_on, "delivered_on": found.delivered_on}
