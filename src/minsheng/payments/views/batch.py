"""One batch: its sums, its lines, its file; one payment of it. What is done with it: steps.py."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from minsheng.accounts.access import allowed, may, needs
from minsheng.base.audit import looked, noted
from minsheng.base.capitals import capitals
from minsheng.base.clock import today
from minsheng.base.masks import mask_account, mask_name
from minsheng.base.ui import Cell, Choice, Column, Search, Table, tag
from minsheng.payments import actions, comparing, queries, queries_money
from minsheng.payments.bankfile import ENDINGS, FORMATS
from minsheng.payments.forms import ApproveForm, CancelForm
from minsheng.payments.lines import component_label, label
from minsheng.payments.models import Batch, Budget, Payment

KINDS = {"paid": "act", "returned": "danger", "held": "amber", "sent": "blue", "ready": "plain", "replaced": "plain", "given_back": "plain", "dropped": "plain"}

SHOWN = 50  # names of those who must not be paid any more


def find(request, pk: int, permission: str = "payments.see") -> Batch:
    batch = get_object_or_404(Batch.objects.select_related("place", "computed_by", "approved_by"), pk=pk)
    allowed(request.by, permission, batch.place)
    return batch


def masked(p: Payment) -> str:
    """The account of a line, with all but its ends hidden."""
    return mask_account(queries.account(p)["number"]) if p.sealed else "—"


def why(p: Payment):
    """Why it is held, or what the bank said."""
    return Payment.HELD.get(p.reason, p.reason)


LINES = Table(
    "payments",
    [
        Column("number", ("序号", "No."), lambda p: p.number, sort="number"),
        Column(
            "payee",
            ("收款人", "Payee"),
            lambda p: Cell(mask_name(p.payee.name), small=p.place.name, href=f"/desk/payments/payment/{p.pk}/"),
            sort="payee__name",
        ),
        Column("account", ("账户", "Account"), masked),
        Column("fen", ("金额（元）", "Yuan"), lambda p: p.fen, money=True, sort="fen"),
        Column("state", ("状态", "State"), lambda p: Cell(tag(KINDS[p.state], Payment.STATES[p.state]), small=why(p)), sort="state"),
        Column("settled", ("日期", "Day"), lambda p: p.settled_on, sort="settled_on", hidden=True),
    ],
    filters=[
        Search("q", ("收款人", "Payee"), lambda rows, text: rows.filter(payee__name__contains=text)),
        Choice("state", ("状态", "State"), list(Payment.STATES.items()), field="state"),
        Choice("why", ("原因", "Why held"), list(Payment.HELD.items()), field="reason"),
    ],
    sort="number",
    exported=lambda request, count: noted(by=request.by, on=today(), act="payments.export", subject="payments.lines", rows=count),
    empty=(("没有明细", "No lines"), ("这一批里没有人。", "Nobody is in this batch.")),
)


@needs("payments.see")
def batch(request, pk: int):
    found = find(request, pk)
    looked(by=request.by, on=today(), subject=found, purpose="payments.batch", place=found.place)
    return LINES.respond(request, found.payments.select_related("payee", "place"), "payments/batch.html", page(request, found))


def page(request, found: Batch) -> dict:
    sums, approver = queries.sums(found), may(request.by, "payments.approve", found.place)
    return {
        "batch": found, "label": label(found.line), "state": Batch.STATES[found.state], "kind": Batch.KINDS[found.kind], "capitals": capitals(found.fen) if found.fen else "",
        "sums": [(Payment.STATES[s], sums[s]["n"], sums[s]["fen"]) for s in Payment.STATES if s in sums], "components": queries.by_component(found), "held": queries.held(found),
        "stopped": [(mask_name(p.payee.name), p.fen, Payment.HELD[comparing.why(p)]) for p in comparing.stopped(found)[:SHOWN]] if found.state == "approved" else [],
        "sources": [(b, Budget.LEVELS[b.level], fen) for b, fen in queries_money.by_source(found)],
        "approve": ApproveForm(prefix="approve"), "cancel": CancelForm(prefix="cancel", fetched=bool(found.fetched_on)), "formats": FORMATS.items(),
        "may_approve": approver and request.by.user != found.computed_by_id, "may_cancel": approver, "may_bank": may(request.by, "payments.bank", found.place),
    }  # fmt: skip


@needs("payments.bank")
def download(request, pk: int, kind: str):
    """The bank file: only of an approved batch, and after it has gone out only the very same."""
    found = find(request, pk, "payments.bank")
    ending, mime = ENDINGS.get(kind, ("", ""))
    response = HttpResponse(actions.fetch(batch=found, kind=kind, by=request.by, on=today()), content_type=mime)
    response["Content-Disposition"] = f'attachment; filename="{found.number}.{ending}"'
    response["Cache-Control"] = "no-store"
    return response


@needs("payments.see")
def payment(request, pk: int):
    """One payment, what is paid with it, and what it was paid instead of."""
    found = get_object_or_404(Payment.objects.select_related("batch__place", "payee", "place"), pk=pk)
    allowed(request.by, "payments.see", found.place)
    looked(by=request.by, on=today(), subject=found.payee, purpose="payments.payment", place=found.place)
    chain = queries.chain(found)
    payables = [(p, component_label(p.line, p.component)) for p in chain[0].payables.order_by("month", "component")]
    context = {
        "payment": found, "label": label(found.batch.line), "state": Payment.STATES[found.state], "kind": KINDS[found.state], "why": why(found), "payables": payables,
        "account": masked(found), "bank": queries.account(found).get("bank", ""), "chain": [(p, Payment.STATES[p.state]) for p in chain],
        "later": found.replacements.exclude(state="dropped").select_related("batch").first(), "may_walk": may(request.by, "audit.see"),
    }  # fmt: skip
    return render(request, "payments/payment.html", context)
