"""Approve, send, cancel: shown with what it will do, then done."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from minsheng.accounts.access import needs
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.masks import mask_name
from minsheng.base.texts import here
from minsheng.base.ui import Confirm, confirm_page, confirmed
from minsheng.payments import actions, comparing, queries
from minsheng.payments.commitment import planned
from minsheng.payments.forms import ApproveForm, CancelForm
from minsheng.payments.models import Batch, Budget
from minsheng.payments.views.batch import find


@dataclass(frozen=True)
class Step:
    """`form` (request, batch) reads what was filled in; `what` (batch) says what will happen, `run` does it."""

    permission: str
    title: tuple[str, str]
    what: object
    run: object
    form: object = None
    danger: bool = False


def _approve_form(request, found: Batch) -> ApproveForm:
    return ApproveForm(request.POST, prefix="approve")


def _cancel_form(request, found: Batch) -> CancelForm:
    return CancelForm(request.POST, prefix="cancel", fetched=bool(found.fetched_on))


def _sum(found: Batch) -> tuple[str, str]:
    yuan = f"{found.fen / 100:,.2f}"
    return f"{found.number}：{found.count} 笔，共 {yuan} 元。", f"{found.number}: {found.count} lines, {yuan} yuan in all."


def _on_approval(found: Batch) -> list:
    held = queries.sums(found).get("held", {"n": 0})["n"]
    said = [
        _sum(found),
        *(_draws(found) if found.kind == "month" else [("钱已经在账上，不再占用预算。", "The money is there already; no budget is drawn on.")]),
    ]
    if held:
        said.append((f"{held} 人的账户还不能用，留到下一批。", f"{held} have no account that can be used: they wait for the next batch."))
    return [*said, ("收款户名和账号从此不再变动。", "Holders and accounts stand still from then on.")]


def _draws(found: Batch) -> list:
    """How much of each budget it takes, and what is left or lacking."""
    said = []
    for budget, fen in planned(found):
        level, left = Budget.LEVELS[budget.level], budget.free_fen - fen
        zh = f"还剩 {left / 100:,.2f} 元" if left >= 0 else f"还差 {-left / 100:,.2f} 元"
        en = f"{left / 100:,.2f} are left" if left >= 0 else f"{-left / 100:,.2f} are lacking"
        yuan = f"{fen / 100:,.2f}"
        said.append((f"{level[0]}“{budget.source}”出 {yuan} 元，{zh}。", f"{level[1]}, {budget.source}: {yuan} yuan; {en}."))
    return said


def _approve(request, found: Batch, data: dict) -> None:
    before, after = found.count, actions.approve(batch=found, pay_on=data["pay_on"], by=request.by, on=today())
    if left := before - after.count:
        zh, en = f"{left} 人的账户在复核前停用了，留到下一批", f"{left} accounts were closed meanwhile: they wait for the next batch"
        messages.warning(request, here(zh, en))


def _on_sending(found: Batch) -> list:
    said = [_sum(found), ("送出以后不能作废，只能按银行的退回处理。", "Once sent it cannot be cancelled; only what the bank returns comes back.")]
    return said if found.fetched_on else [*said, ("注意：银行文件还没有下载过。", "Mind: the bank file has not been fetched yet.")]


def _send(request, found: Batch, data: dict) -> None:
    actions.send(batch=found, by=request.by, on=today())


def _on_cancelling(found: Batch) -> list:
    owed = ("应发的都回到等待发放，下一批会带上。", "What is owed waits again, for the next batch.")
    returned = ("重发的回到退回待重发。", "What was to be paid again is among the returned payments again.")
    return [_sum(found), owed if found.kind == "month" else returned, ("占用的预算全部释放。", "What was committed of the budgets is free again.")]


def _cancel(request, found: Batch, data: dict) -> None:
    actions.cancel(batch=found, why=data["why"], by=request.by, on=today())


def _on_leaving_out(found: Batch) -> list:
    lines = list(comparing.stopped(found))
    names = "、".join(mask_name(p.payee.name) for p in lines[:20])
    said = [
        (f"{len(lines)} 人：{names}。", f"{len(lines)} people: {names}."),
        ("应发的不会丢，等下一批；占用的预算退回。", "What they are owed waits for the next batch; the budgets get it back meanwhile."),
    ]
    again = ("已经下载的银行文件作废：送银行前要重新下载。", "The bank file that was fetched is not to be used: fetch it again before it is sent.")
    return [*said, again] if found.fetched_on else said


def _leave_out(request, found: Batch, data: dict) -> None:
    actions.leave_out(batch=found, by=request.by, on=today())


STEPS = {
    "approve": Step("payments.approve", ("复核这一批", "Approve the batch"), _on_approval, _approve, _approve_form),
    "send": Step("payments.bank", ("登记已送银行", "It has gone to the bank"), _on_sending, _send),
    "leave-out": Step("payments.bank", ("留到下一批", "Leave them out"), _on_leaving_out, _leave_out),
    "cancel": Step("payments.approve", ("作废这一批", "Cancel the batch"), _on_cancelling, _cancel, _cancel_form, danger=True),
}


@require_POST
@needs("payments.see")
def step(request, pk: int, key: str):
    if key not in STEPS:
        return redirect("desk-batch", pk=pk)
    one = STEPS[key]
    found = find(request, pk, one.permission)
    try:
        form = one.form and one.form(request, found)
        if form and not form.is_valid():
            raise Refused("填写的不对，请改正后再办。", "What was filled in is wrong: mend it and try again.")
        if not confirmed(request):
            hidden = {form.add_prefix(name): form[name].value() or "" for name in form.fields} if form else {}
            back = f"/desk/payments/{pk}/"
            return confirm_page(request, Confirm(one.title, one.title, back, one.what(found), hidden=hidden, danger=one.danger))
        one.run(request, found, form.cleaned_data if form else {})
        messages.success(request, here("已办", "Done"))
    except Refused as no:
        messages.error(request, str(no))
    return redirect("desk-batch", pk=pk)
