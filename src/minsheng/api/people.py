"""Somebody of the registry as an answer shows them: masked, unless a purpose was said; every look is on record."""

from typing import Annotated, Literal

from ninja import Header, Schema
from pydantic import Field

from minsheng.accounts.access import allowed
from minsheng.api.problems import Trouble
from minsheng.base.audit import looked, noted
from minsheng.base.clock import today
from minsheng.base.masks import mask_address, mask_name, mask_number, mask_phone
from minsheng.registry.models import Person
from minsheng.registry.queries import documents_of, opened

FULL = "registry.unmask"
Purpose = Annotated[
    Literal["review", "contact", "correct", "audit"] | None,
    Header(None, description="要看完整证件号、电话、地址时写明用途 | The purpose for which document, telephone and address are needed in full"),
]


class Masked(Schema):
    id: int
    name: str
    place: str


class Identity(Schema):
    """`masked`: whether numbers, telephones and address are hidden but for their ends."""

    masked: bool
    name: str
    documents: list[str] = Field([])
    phones: list[str] = Field([])
    address: str = ""


def masked(person: Person, place=None) -> dict:
    return {"id": person.pk, "name": mask_name(person.name), "place": (place or person.place).name}


def identity(request, person: Person, purpose: str | None, what: str) -> dict:
    """Who it is, in full where a purpose was said and may be; the look is recorded either way."""
    if purpose:
        if request.by.token and FULL not in request.scopes:
            raise Trouble("not-allowed", ("这个令牌不能看完整信息", "The token may not see things in full"))
        allowed(request.by, FULL, person.place)
    fields = ["documents", "phones", "address"] if purpose else []
    looked(by=request.by, on=today(), subject=person, purpose=f"reveal.{purpose}" if purpose else what, fields=fields, place=person.place)
    secret, numbers = opened(person), [number for _, number in documents_of(person) if number]
    if purpose:
        return {"masked": False, "name": person.name, "documents": numbers, "phones": secret.get("phones", []), "address": secret.get("address", "")}
    return {
        "masked": True, "name": mask_name(person.name), "documents": [mask_number(n) for n in numbers], "phones": [mask_phone(p) for p in secret.get("phones", [])],
        "address": mask_address(secret.get("address", "")),
    }  # fmt: skip


def listed(request, what: str, page: dict) -> dict:
    """A page of a list of people: that it was read is recorded."""
    noted(by=request.by, on=today(), act="api.list", subject=what, place=request.by.place, rows=len(page["items"]), page=page["page"])
    return page
