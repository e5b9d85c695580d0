"""What came back: returned payments to be paid again, and money to be recovered."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from minsheng.accounts.access import allowed, may, needs
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.texts import here
from minsheng.base.ui import Affected, Bulk, Cell, Choice, Column, Confirm, Table, chosen, confirm_page, confirmed, refuse, tag
from minsheng.payments import actions, queries
from minsheng.payments.actions.recoveries import paid_back
from minsheng.payments.forms import RecoveryForm, RepayForm
from minsheng.payments.lines import label
from minsheng.payments.models import Recovery

RETURNED = Table(
    "returned",
    [
        Column("payee", ("收款人", "Payee"), lambda p: Cell(p.payee.name, small=p.place.name, href=f"/desk/people/{p.payee_id}/"), sort="payee__name"),
        Column("batch", ("批次", "Batch"), lambda p: p.batch.number, sort="batch__number"),
        Column("reason", ("退回原因", "Why"), lambda p: p.reason, sort="reason"),
        Column("on", ("日期", "Day"), lambda p: p.settled_on, sort="settled_on"),
        Column("fen", ("金额（元）", "Yuan"), lambda p: p.fen, money=True, sort="fen"),
    ],
    bulk=[Bulk("/desk/payments/returned/again/", ("更正账户后重发", "Pay again"))],
    sort="on",
    empty=(("没有退回", "Nothing was returned"), ("银行退回的会列在这里，更正账户后重发。", "What the bank returns is listed here, to be paid again.")),
)


@needs("payments.see")
def returned(request):
    return RETURNED.respond(request, queries.returned(request.by), "payments/returned.html", {})


@needs("payments.compute")
def again(request):
    """Pay returned payments again, after showing which."""
    rows = list(queries.returned(request.by).filter(pk__in=chosen(request)))
    if not rows:
        messages.info(request, here("请先勾选。", "Choose some first."))
        return redirect("desk-returned")
    if confirmed(request):
        try:
            batch = actions.pay_again(payments=rows, by=request.by, on=today())
            return redirect("desk-batch", pk=batch.pk)
        except Refused as no:
            messages.error(request, str(no))
            return redirect("desk-returned")
    page = Confirm(
        (f"重发这 {len(rows)} 笔", f"Pay these {len(rows)} again"), what=[("组成一个新的批次，由另一个人复核后送银行。", "They become a new batch, approved by somebody else.")],
        affected=[Affected(p.payee.name, small=p.reason, fen=p.fen) for p in rows], button=("重发", "Pay again"), cancel="/desk/payments/returned/", hidden={"row": [p.pk for p in rows]},
    )  # fmt: skip
    return confirm_page(request, page)


STATES = {"proposed": "amber", "open": "blue", "closed": "act", "waived": "plain"}
RECOVERIES = Table(
    "recoveries",
    [
        Column("payee", ("姓名", "Name"), lambda r: Cell(r.payee.name, small=r.number, href=f"/desk/payments/recoveries/{r.pk}/"), sort="payee__name"),
        Column("line", ("项目", "Line"), lambda r: label(r.line), sort="line"),
        Column("months", ("月份", "Months"), lambda r: r.months),
        Column("fen", ("应退（元）", "Owed, yuan"), lambda r: r.fen, money=True, sort="fen"),
        Column("back", ("已退（元）", "Back, yuan"), lambda r: r.back or 0, money=True),
        Column("state", ("状态", "State"), lambda r: tag(STATES[r.state], Recovery.STATES[r.state]), sort="state"),
    ],
    filters=[Choice("state", ("状态", "State"), list(Recovery.STATES.items()), field="state")],
    sort="state",
    empty=(("没有追缴", "No recoveries"), ("多发的钱会自动提出，由人听取意见后决定。", "What was paid too much is proposed by itself and decided by a human.")),
)


@needs("payments.see")
def recoveries(request):
    return RECOVERIES.respond(request, queries.recoveries(request.by), "payments/recoveries.html", {})


@needs("payments.see")
def recovery(request, pk: int):
    found = get_object_or_404(Recovery.objects.select_related("payee", "place"), pk=pk)
    allowed(request.by, "payments.see", found.place)
    decide = RecoveryForm(request.POST if {"open", "waive"} & request.POST.keys() else None, prefix="decide")
    repay = RepayForm(request.POST if "repay" in request.POST else None, prefix="repay")
    try:
        if decide.is_bound and decide.is_valid():
            actions.decide_recovery(recovery=found, waive="waive" in request.POST, **decide.cleaned_data, by=request.by, on=today())
            return redirect("desk-recovery", pk=pk)
        if repay.is_bound and repay.is_valid():
            data = repay.cleaned_data
            actions.repay(recovery=found, fen=data["fen"], receipt=data["receipt"], by=request.by, on=data["on"])
            return redirect("desk-recovery", pk=pk)
    except Refused as no:
        refuse(repay if repay.is_bound else decide, no)
    context = {
        "found": found, "state": Recovery.STATES[found.state], "label": label(found.line), "back": paid_back(found), "repayments": found.repayments.order_by("on"), "decide": decide, "repay": repay,
        "may_decide": found.state == "proposed" and may(request.by, "payments.approve", found.place), "may_repay": found.state == "open" and may(request.by, "payments.recover", found.place),
    }  # fmt: skip
    return render(request, "payments/recovery.html", context, status=422 if decide.errors or repay.errors else 200)
