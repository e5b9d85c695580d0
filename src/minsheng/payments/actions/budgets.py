"""Money given for a line, and up to which day of the month a batch takes things in. Nothing here changes without a document."""

from datetime import date

from django.db.models import Sum

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.base.months import month_of
from minsheng.payments.ledger import transfer
from minsheng.payments.models import Budget, BudgetChange, CutOff
from minsheng.places.models import Place


@action
def set_budget(*, place: Place, year: int, line: str, level: str, source: str, share: int, fen: int, document: str, by: Actor, on: date) -> Budget:
    """Give or change what one level gives: the document says so. It cannot fall below what is committed already; all shares together are at most 100."""
    allowed(by, "payments.budget", place)
    _valid(level, share, fen, document)
    Place.objects.select_for_update().get(pk=place.pk)  # two entries at once must not exceed 100 together
    budget = Budget.objects.select_for_update().filter(place=place, year=year, line=line, level=level, source=source).first()
    others = Budget.objects.filter(place=place, year=year, line=line).exclude(pk=budget and budget.pk).aggregate(s=Sum("share"))["s"] or 0
    if others + share > 100:
        raise Refused(f"各级比例合计不能超过 100%，其他已占 {others}%。", f"The shares cannot exceed 100%: others hold {others}% already.", field="share")
    if budget is None:
        budget = Budget.objects.create(place=place, year=year, line=line, level=level, source=source, share=share, fen=0, free_fen=0, document=document)
    used = budget.fen - budget.free_fen
    if fen < used:
        raise Refused(f"预算不能少于已经占用的 {used / 100:,.2f} 元。", f"{used / 100:,.2f} yuan are committed: it cannot fall below that.", field="fen")
    _change(budget, share, fen, document, by, on)
    record(by=by, on=on, act="payments.set_budget", subject=budget, place=place, fen=fen, share=share)
    return budget


@action
def take_over_budget(*, budget: Budget, document: str, by: Actor, on: date) -> Budget:
    """What is free in the budget of a place that was merged goes to the same line, year and level of the place that took it over. The budget that gained.

    Run again when something has come back to the ended place meanwhile.
    """
    document = document.strip()
    place = taken_over_by(budget.place)
    if place is None:
        raise Refused("这个地方没有撤销，预算不用转。", "This place has not ended: its budget stays.")
    allowed(by, "payments.budget", place)
    if not document:
        raise Refused("请填写预算文件。", "Name the budget document.", field="document")
    Place.objects.select_for_update().get(pk=place.pk)
    into = Budget.objects.filter(place=place, year=budget.year, line=budget.line, level=budget.level).order_by("-share", "pk").first()
    if into is None:
        raise Refused(
            f"{place.name}还没有登记同一项、同一年度、同一层级的预算，请先登记。",
            f"{place.name} has no budget of this line, year and level yet: enter it first.",
        )
    rows = {b.pk: b for b in Budget.objects.select_for_update().filter(pk__in=[budget.pk, into.pk]).order_by("pk")}
    budget, into = rows[budget.pk], rows[into.pk]
    if not (fen := budget.free_fen):
        raise AlreadyDone("没有可用的余额要转。", "Nothing is free there to be moved.")
    _change(budget, budget.share, budget.fen - fen, document, by, on)
    _change(into, into.share, into.fen + fen, document, by, on)
    record(by=by, on=on, act="payments.take_over_budget", subject=budget, place=place, into=into.pk, fen=fen)
    return into


def taken_over_by(place: Place) -> Place | None:
    """The living place that has taken over one that is no more; None for a living one."""
    if place.until is None:
        return None
    while place.until is not None and place.parent is not None:
        place = place.parent
    return place


def _valid(level: str, share: int, fen: int, document: str) -> None:
    if not document.strip():
        raise Refused("请填写预算文件。", "Name the budget document.", field="document")
    if level not in Budget.LEVELS or not 1 <= share <= 100:
        raise Refused("请选择资金层级，比例填 1 到 100。", "Choose the level; the share is from 1 to 100.", field="share")
    if fen < 0:
        raise Refused("预算不能是负数。", "A budget cannot be below zero.", field="fen")


def _change(budget: Budget, share: int, fen: int, document: str, by: Actor, on: date) -> None:
    """The row, what changed by which document, and the transfer into or out of what is free."""
    change = BudgetChange.objects.create(
        budget=budget, before_fen=budget.fen, fen=fen, before_share=budget.share, share=share, document=document.strip(), entered_by_id=by.user, on=on
    )
    more = fen - budget.fen
    budget.fen, budget.free_fen, budget.share, budget.document = fen, budget.free_fen + more, share, document.strip()
    budget.save()
    if more:
        ends = f"budget:{budget.pk}/given", f"budget:{budget.pk}/free"
        source, target = ends if more > 0 else reversed(ends)
        transfer(key=f"budget:{budget.pk}/set/{change.pk}", source=source, target=target, fen=abs(more), kind="budget", on=on, place=budget.place)


@action
def set_cut_off(*, place: Place, line: str, day: int, since: date, document: str, by: Actor, on: date) -> CutOff:
    """From the month of `since` on, what is handed in after this day of the month waits for the next month's batch."""
    allowed(by, "payments.budget", place)
    if not 1 <= day <= 31:
        raise Refused("截止日填 1 到 31。", "The day is from 1 to 31.", field="day")
    if not document.strip():
        raise Refused("请填写依据的文件。", "Name the document that says so.", field="document")
    if CutOff.objects.filter(place=place, line=line, since=month_of(since)).exists():
        raise AlreadyDone("这个月起的截止日已经登记。", "The cut-off day from that month on has been entered already.")
    made = CutOff.objects.create(place=place, line=line, day=day, since=month_of(since), document=document.strip())
    record(by=by, on=on, act="payments.set_cut_off", subject=made, place=place, day=day, since=made.since)
    return made
