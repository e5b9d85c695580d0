"""What the bank returned: paid again once the account is corrected, or given back."""

from django.contrib import messages
from django.shortcuts import redirect, render

from minsheng.accounts.access import needs
from minsheng.base.audit import noted
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.masks import mask_name
from minsheng.base.texts import here
from minsheng.base.ui import Affected, Bulk, Cell, Choice, Column, Confirm, Table, chosen, confirm_page, confirmed, refuse, tag
from minsheng.payments import actions, queries
from minsheng.payments.forms import GiveBackForm
from minsheng.payments.lines import all_lines, label
from minsheng.payments.models import Payment


def _account(p: Payment):
    if p.going:
        return tag("blue", "退回财政，待复核", "To be given back, once confirmed")
    if queries.corrected(p):
        return tag("act", "已更正", "Corrected")
    return tag("amber", "等复核", "To be approved") if p.entered else tag("danger", "未更正", "Not corrected")


RETURNED = Table(
    "returned",
    [
        Column(
            "payee",
            ("收款人", "Payee"),
            lambda p: Cell(mask_name(p.payee.name), small=p.place.name, href=f"/desk/payments/payment/{p.pk}/"),
            sort="payee__name",
        ),
        Column("account", ("账户", "Account"), _account),
        Column(
            "batch", ("批次", "Batch"), lambda p: Cell(p.batch.number, small=label(p.batch.line), href=f"/desk/payments/{p.batch_id}/"), sort="batch__number"
        ),
        Column("reason", ("退回原因", "Why"), lambda p: p.reason, sort="reason"),
        Column("on", ("日期", "Day"), lambda p: p.settled_on, sort="settled_on"),
        Column("fen", ("金额（元）", "Yuan"), lambda p: p.fen, money=True, sort="fen"),
    ],
    filters=[Choice("line", ("项目", "Line"), lambda request: all_lines(), field="batch__line")],
    bulk=[
        Bulk("/desk/payments/returned/again/", ("更正账户后重发", "Pay again")),
        Bulk("/desk/payments/returned/back/", ("不再发放，退回财政", "Give back"), main=False),
    ],
    sort="on",
    exported=lambda request, count: noted(by=request.by, on=today(), act="payments.export", subject="payments.returned", rows=count),
    empty=(("没有退回", "Nothing was returned"), ("银行退回的会列在这里，更正账户后重发。", "What the bank returns is listed here, to be paid again.")),
)


@needs("payments.see")
def returned(request):
    return RETURNED.respond(request, queries.returned(request.by), "payments/returned.html", {})


def _chosen(request) -> list[Payment]:
    return list(queries.returned(request.by).filter(pk__in=chosen(request)))


def _none(request):
    messages.info(request, here("请先勾选。", "Choose some first."))
    return redirect("desk-returned")


@needs("payments.compute")
def again(request):
    """Those with a corrected account, in a new batch, after showing which."""
    rows = _chosen(request)
    if not rows:
        return _none(request)
    ready = [p for p in rows if queries.corrected(p) and not p.going]
    if confirmed(request):
        try:
            batch = actions.pay_again(payments=ready, by=request.by, on=today())
            return redirect("desk-batch", pk=batch.pk)
        except Refused as no:
            messages.error(request, str(no))
            return redirect("desk-returned")
    missing = ("账户还没有更正并复核，或者正登记退回财政", "The account is not corrected and approved yet, or it is to be given back")
    page = Confirm(
        ("重发退回的款项", "Pay what was returned again"),
        what=[("组成一个新的批次，由另一个人复核后送银行。", "They become a new batch, approved by somebody else.")],
        affected=[Affected(mask_name(p.payee.name), small=p.reason, fen=p.fen, problem="" if p in ready else missing) for p in rows],
        button=("重发", "Pay again"), cancel="/desk/payments/returned/", hidden={"row": [p.pk for p in rows]},
    )  # fmt: skip
    return confirm_page(request, page)


@needs("payments.approve")
def give_back(request):
    """Those that nobody is to get any more: shown, with the reason asked for, then given back."""
    rows = _chosen(request)
    if not rows:
        return _none(request)
    form = GiveBackForm(request.POST if confirmed(request) else None)
    try:
        if form.is_bound and form.is_valid():
            n = actions.give_back(payments=rows, why=form.cleaned_data["why"], by=request.by, on=today())
            messages.success(
                request, here(f"{n} 笔已登记，由另一位同事复核后退回预算", f"{n} entered; they go back to the budgets when a colleague has confirmed")
            )
            return redirect("desk-returned")
    except Refused as no:
        refuse(form, no)
    return render(request, "payments/give_back.html", {"rows": rows, "form": form, "fen": sum(p.fen for p in rows)}, status=422 if form.errors else 200)
