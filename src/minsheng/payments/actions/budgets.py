"""Money given for a line, and what is still free of it."""

from datetime import date

from django.db.models import Sum

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import Refused
from minsheng.payments.ledger import transfer
from minsheng.payments.models import Budget, Transfer
from minsheng.places.models import Place


@action
def set_budget(*, place: Place, year: int, line: str, level: str, source: str, share: int, fen: int, document: str, by: Actor, on: date) -> Budget:
    """Give or change what one level gives: the document says so. It cannot fall below what is committed already."""
    allowed(by, "payments.budget", place)
    if not document.strip():
        raise Refused("请填写预算文件。", "Name the budget document.", field="document")
    if level not in Budget.LEVELS or not 1 <= share <= 100:
        raise Refused("请选择资金层级，比例填 1 到 100。", "Choose the level; the share is from 1 to 100.", field="share")
    budget = Budget.objects.select_for_update().filter(place=place, year=year, line=line, level=level, source=source).first()
    others = Budget.objects.filter(place=place, year=year, line=line).exclude(pk=budget and budget.pk).aggregate(s=Sum("share"))["s"] or 0
    if others + share > 100:
        raise Refused(f"各级比例合计不能超过 100%，其他已占 {others}%。", f"The shares cannot exceed 100%: others hold {others}% already.", field="share")
    if budget is None:
        budget = Budget.objects.create(place=place, year=year, line=line, level=level, source=source, share=share, fen=0, free_fen=0, document=document)
    more = fen - budget.fen
    if budget.free_fen + more < 0:
        raise Refused("预算不能少于已经占用的数额。", "A budget cannot fall below what has been committed.", field="fen")
    budget.fen, budget.free_fen, budget.share, budget.document = fen, budget.free_fen + more, share, document
    budget.save()
    if more:
        given, free = f"budget:{budget.pk}/given", f"budget:{budget.pk}/free"
        serial = Transfer.objects.filter(key__startswith=f"budget:{budget.pk}/set/").count()
        transfer(
            key=f"budget:{budget.pk}/set/{serial}",
            source=given if more > 0 else free,
            target=free if more > 0 else given,
            fen=abs(more),
            kind="budget",
            on=on,
            place=place,
        )
    record(by=by, on=on, act="payments.set_budget", subject=budget, place=place, fen=fen, share=share)
    return budget
