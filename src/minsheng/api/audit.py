"""How far the audit trail is sealed, for whoever keeps the heads outside: a head that was told cannot be taken back."""

from datetime import datetime

from ninja import Query, Router, Schema

from minsheng.api.doors import Door
from minsheng.api.shapes import Asked, Paged, paged
from minsheng.base.models import AuditBlock, AuditEntry

router = Router()
SEE = Door("audit.see")


class Head(Schema):
    """A sealed block: its head is computed from the one before and from its entries (docs/adr/0008-audit-chain.md)."""

    number: int
    count: int
    head: str
    sealed_at: datetime


class Chain(Schema):
    """`waiting`: entries that are not sealed yet, nothing wrong for some seconds. Whether anything was changed is verified on the auditor's page or by `minsheng audit verify`."""

    last: Head | None
    waiting: int


@router.get("/audit/chain", auth=SEE, response=Chain, operation_id="audit_chain", summary="审计链到哪里了 | How far the audit chain is")
def chain(request):
    """最后一块的链头，和等待封存的条数。 | The head of the last block, and how many entries wait."""
    return {"last": AuditBlock.objects.order_by("-number").first(), "waiting": AuditEntry.objects.filter(block=None).count()}


@router.get("/audit/heads", auth=SEE, response=Paged[Head], operation_id="audit_heads", summary="链头 | Heads")
def heads(request, wanted: Query[Asked]):
    """全部链头，从最新的起，供在别处留存比对。 | Every head from the newest, to be kept elsewhere and compared."""
    return paged(request, AuditBlock.objects.defer("pointers").order_by("-number"), wanted, lambda block: block)
