"""What colleagues have entered about money: looked at, then confirmed or sent back by a second person."""

from dataclasses import replace

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.html import format_html_join

from minsheng.accounts.access import needs
from minsheng.base.audit import noted
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.masks import mask_name
from minsheng.base.templatetags.say import chinese
from minsheng.base.texts import here
from minsheng.base.ui import Affected, Bulk, Cell, Choice, Column, Confirm, Table, chosen, confirm_page, confirmed, refuse, tag
from minsheng.payments import actions, queries
from minsheng.payments.forms import SendBackForm
from minsheng.payments.models import Entry

LIST = "/desk/payments/entries/"
KINDS = {"waiting": "amber", "confirmed": "act", "refused": "plain"}
DOES = {
    "late": (
        "银行把已到账的又退回来：改为“被退回”，可以更正账户后重发。",
        "The bank has sent back what was paid: it becomes “returned” and can be paid again.",
    ),
    "give_back": ("不再发给本人：钱回到原来的预算。", "Nobody gets it any more: the money goes back to its budgets."),
    "repay": ("退回的钱入账，从应退里减去。请先看收据。", "The money counts as paid back. Look at the receipt first."),
    "waive": ("不再向本人追缴，以后也不会再提出。", "It is not asked back, now or later."),
}


def _who(e: Entry) -> Cell:
    if e.payment_id:
        return Cell(mask_name(e.payment.payee.name), small=e.payment.batch.number, href=f"/desk/payments/payment/{e.payment_id}/")
    return Cell(mask_name(e.recovery.payee.name), small=e.recovery.number, href=f"/desk/payments/recoveries/{e.recovery_id}/")


ENTRIES = Table(
    "entries",
    [
        Column("who", ("收款人", "Payee"), _who),
        Column("kind", ("登记的事", "What"), lambda e: Cell(Entry.KINDS[e.kind], small=chinese(e.words)), sort="kind"),
        Column("fen", ("金额（元）", "Yuan"), lambda e: e.fen, money=True, sort="fen"),
        Column("day", ("日期", "Day"), lambda e: e.day, sort="day"),
        Column("entered", ("登记人", "Entered by"), lambda e: Cell(e.entered_by.name, small=f"{e.entered_on}"), sort="entered_on"),
        Column("state", ("状态", "State"), lambda e: Cell(tag(KINDS[e.state], Entry.STATES[e.state]), small=e.why or (e.settled_by.name if e.settled_by else "")), sort="state"),
    ],
    filters=[
        Choice("state", ("状态", "State"), list(Entry.STATES.items()), field="state"),
        Choice("kind", ("登记的事", "What"), list(Entry.KINDS.items()), field="kind"),
    ],
    bulk=[Bulk(f"{LIST}confirm/", ("复核", "Confirm")), Bulk(f"{LIST}back/", ("退回", "Send back"), main=False)],
    sort="-state",
    exported=lambda request, count: noted(by=request.by, on=today(), act="payments.export", subject="payments.entries", rows=count),
    empty=(("没有等待复核的登记", "Nothing waits to be confirmed"), ("到账后又退回、退回财政、追缴款退回和不予追缴，登记后由另一位同事复核。", "Late returns, money given back, receipts and waivers are confirmed here by a colleague.")),
)  # fmt: skip


@needs("payments.see")
def entries(request):
    table = ENTRIES if request.may("payments.approve") else replace(ENTRIES, bulk=[])
    return table.respond(request, queries.entries(request.by), "payments/entries.html", {})


def _chosen(request) -> list[Entry]:
    return list(queries.entries(request.by).filter(pk__in=chosen(request), state="waiting"))


def _none(request):
    messages.info(request, here("请先勾选等待复核的登记。", "Choose entries that wait first."))
    return redirect("desk-entries")


@needs("payments.approve")
def confirm(request):
    """What each will do, then all of it at once."""
    rows = _chosen(request)
    if not rows:
        return _none(request)
    if confirmed(request):
        try:
            n = actions.confirm_entries(entries=[e for e in rows if e.entered_by_id != request.by.user], by=request.by, on=today())
            messages.success(request, here(f"已复核 {n} 笔", f"{n} confirmed"))
        except Refused as no:
            messages.error(request, str(no))
        return redirect("desk-entries")
    own = ("您自己登记的，由另一位同事复核", "You entered it: a colleague confirms it")
    page = Confirm(
        (f"复核同事登记的 {len(rows)} 笔", f"Confirm {len(rows)} that colleagues have entered"),
        what=[DOES[kind] for kind in Entry.KINDS if any(e.kind == kind for e in rows)],
        affected=[_affected(e, own if e.entered_by_id == request.by.user else "") for e in rows],
        button=("复核无误", "Confirm"), cancel=LIST, hidden={"row": [e.pk for e in rows]},
    )  # fmt: skip
    return confirm_page(request, page)


def _affected(e: Entry, problem) -> Affected:
    kind = here(*Entry.KINDS[e.kind])
    small = format_html_join(" · ", "{}", [(part,) for part in (kind, chinese(e.words), e.entered_by.name) if part])
    return Affected(_who(e).main, small=small, fen=e.fen, problem=problem)


@needs("payments.see")
def send_back(request):
    """These are wrong: said why, and nothing has moved. One's own may be taken back."""
    rows = _chosen(request)
    if not rows:
        return _none(request)
    form = SendBackForm(request.POST if confirmed(request) else None)
    try:
        if form.is_bound and form.is_valid():
            n = actions.refuse_entries(entries=rows, why=form.cleaned_data["why"], by=request.by, on=today())
            messages.success(request, here(f"已退回 {n} 笔，没有动账", f"{n} sent back; nothing has moved"))
            return redirect("desk-entries")
    except Refused as no:
        refuse(form, no)
    page = Confirm(
        (f"退回 {len(rows)} 笔登记", f"Send back {len(rows)} entries"), button=("退回", "Send back"), cancel=LIST, form=form,
        what=[("什么都不会动；要改的请登记人重新登记。", "Nothing moves; whoever entered it enters it again as it should be.")],
        affected=[_affected(e, "") for e in rows], hidden={"row": [e.pk for e in rows]},
    )  # fmt: skip
    return confirm_page(request, page)
