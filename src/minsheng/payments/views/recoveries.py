"""Money to be paid back: proposed, heard, decided, paid back by instalments."""

from django.shortcuts import get_object_or_404, redirect, render

from minsheng.accounts.access import allowed, may, needs
from minsheng.base.audit import looked, noted
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.masks import mask_name
from minsheng.base.months import month_of
from minsheng.base.ui import Cell, Choice, Column, Table, refuse, tag
from minsheng.payments import actions, queries
from minsheng.payments.forms import RecoveryForm, RepayForm, TellForm
from minsheng.payments.lines import all_lines, component_label, label
from minsheng.payments.models import Entry, Recovery
from minsheng.payments.telling import letters

STATES = {"proposed": "amber", "open": "blue", "closed": "act", "waived": "plain", "dropped": "plain"}
RECOVERIES = Table(
    "recoveries",
    [
        Column(
            "payee", ("姓名", "Name"), lambda r: Cell(mask_name(r.payee.name), small=r.number, href=f"/desk/payments/recoveries/{r.pk}/"), sort="payee__name"
        ),
        Column("line", ("项目", "Line"), lambda r: Cell(label(r.line), small=Recovery.REASONS[r.reason]), sort="line"),
        Column("months", ("月份", "Months"), lambda r: r.months),
        Column("fen", ("应退（元）", "Owed, yuan"), lambda r: r.fen, money=True, sort="fen"),
        Column("back", ("已退（元）", "Back, yuan"), lambda r: r.back or 0, money=True, sort="back"),
        Column("state", ("状态", "State"), lambda r: tag(STATES[r.state], Recovery.STATES[r.state]), sort="state"),
        Column("on", ("提出日期", "Proposed on"), lambda r: r.proposed_on, sort="proposed_on", hidden=True),
    ],
    filters=[
        Choice("state", ("状态", "State"), list(Recovery.STATES.items()), field="state"),
        Choice("line", ("项目", "Line"), lambda request: all_lines(), field="line"),
        Choice("reason", ("原因", "Why"), list(Recovery.REASONS.items()), field="reason"),
    ],
    sort="state",
    exported=lambda request, count: noted(by=request.by, on=today(), act="payments.export", subject="payments.recoveries", rows=count),
    empty=(("没有追缴", "No recoveries"), ("多发的钱会自动提出，由人听取意见后决定。", "What was paid too much is proposed by itself and decided by a human.")),
)


@needs("payments.see")
def recoveries(request):
    return RECOVERIES.respond(request, queries.recoveries(request.by), "payments/recoveries.html", {})


@needs("payments.see")
def recovery(request, pk: int):
    found = get_object_or_404(Recovery.objects.select_related("payee", "place", "entered_by", "decided_by"), pk=pk)
    allowed(request.by, "payments.see", found.place)
    decide = RecoveryForm(request.POST if {"open", "waive"} & request.POST.keys() else None, prefix="decide")
    repay = RepayForm(request.POST if "repay" in request.POST else None, prefix="repay")
    tell = TellForm(request.POST if "tell" in request.POST else None, prefix="tell")
    try:
        if tell.is_bound and tell.is_valid():
            actions.tell_recovery(recovery=found, **tell.cleaned_data, by=request.by, on=today())
            return redirect("desk-recovery", pk=pk)
        if decide.is_bound and decide.is_valid():
            actions.decide_recovery(recovery=found, waive="waive" in request.POST, **decide.cleaned_data, by=request.by, on=today())
            return redirect("desk-recovery", pk=pk)
        if repay.is_bound and repay.is_valid():
            data = repay.cleaned_data
            actions.repay(recovery=found, fen=data["fen"], receipt=data["receipt"], came_on=data["on"], by=request.by, on=today())
            return redirect("desk-recovery", pk=pk)
    except Refused as no:
        refuse(next((form for form in (tell, repay) if form.is_bound), decide), no)
    looked(by=request.by, on=today(), subject=found.payee, purpose="payments.recovery", place=found.place)
    wrong = tell.errors or decide.errors or repay.errors
    return render(request, "payments/recovery.html", {**_page(request, found, decide, repay), **_told(request, found, tell)}, status=422 if wrong else 200)


def _told(request, found: Recovery, tell: TellForm) -> dict:
    """The letters about it, each with its address for whoever may read letters; and the form, while nobody has been told."""
    written = [
        (one.get_kind_display(), one.issued_on, f"/desk/letters/{one.pk}/" if may(request.by, "applications.see", found.place) else "")
        for one in letters(found)
    ]
    return {"letters": written, "tell": tell, "may_tell": found.state == "proposed" and not written and may(request.by, "payments.recover", found.place)}


def _page(request, found: Recovery, decide: RecoveryForm, repay: RepayForm) -> dict:
    back, this_month = queries.paid_back(found), month_of(today())
    plan = [{**row, "late": bool(row["left"]) and row["month"] < this_month} for row in queries.plan(found)]
    own = found.entered_by_id is not None and found.entered_by_id == request.by.user
    waits = list(found.entries.filter(state="waiting").select_related("entered_by").order_by("pk"))
    waived = any(e.kind == "waive" for e in waits)
    soon = sum(e.fen for e in waits if e.kind == "repay")
    return {
        "found": found, "state": Recovery.STATES[found.state], "kind": STATES[found.state], "reason": Recovery.REASONS[found.reason], "label": label(found.line),
        "parts": [(month, component_label(found.line, component), fen) for month, component, _, fen in found.parts], "heard": queries.heard(found),
        "back": back, "left": found.fen - back - soon if found.state == "open" else 0, "waits": [(Entry.KINDS[e.kind], e) for e in waits], "plan": plan, "repayments": found.repayments.order_by("on", "pk"),
        "decide": decide, "repay": repay, "own": own, "may_decide": found.state == "proposed" and not own and not waived and may(request.by, "payments.approve", found.place),
        "may_repay": found.state == "open" and may(request.by, "payments.recover", found.place),
    }  # fmt: skip
