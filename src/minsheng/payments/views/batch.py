"""One batch: its sums, its lines, what can be done with it; the pay list on paper."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from minsheng.accounts.access import allowed, may, needs
from minsheng.base.audit import noted
from minsheng.base.capitals import capitals
from minsheng.base.clock import today
from minsheng.base.crypto import open_sealed
from minsheng.base.errors import Refused
from minsheng.base.masks import mask_account
from minsheng.base.texts import here
from minsheng.base.ui import Cell, Choice, Column, Search, Table, tag
from minsheng.payments import actions, queries, results
from minsheng.payments.bankfile import bank_file, file_digest
from minsheng.payments.forms import ResultForm
from minsheng.payments.lines import label
from minsheng.payments.models import Batch, Payment

KINDS = {"paid": "act", "returned": "danger", "held": "amber", "sent": "blue", "ready": "plain", "replaced": "plain", "dropped": "plain"}
TYPES = {"csv": "text/csv", "pain.001": "application/xml"}


def find(request, pk: int, permission: str = "payments.see") -> Batch:
    batch = get_object_or_404(Batch.objects.select_related("place", "computed_by", "approved_by"), pk=pk)
    allowed(request.by, permission, batch.place)
    return batch


def _account(p: Payment) -> str:
    return mask_account(open_sealed(p.sealed, f"payments.payment:{p.batch_id}:{p.number}")["number"]) if p.sealed else "—"


LINES = Table(
    "payments",
    [
        Column("number", ("序号", "No."), lambda p: p.number, sort="number"),
        Column("payee", ("收款人", "Payee"), lambda p: Cell(p.payee.name, small=p.place.name, href=f"/desk/payments/payment/{p.pk}/"), sort="payee__name"),
        Column("account", ("账户", "Account"), _account),
        Column("fen", ("金额（元）", "Yuan"), lambda p: p.fen, money=True, sort="fen"),
        Column("state", ("状态", "State"), lambda p: Cell(tag(KINDS[p.state], Payment.STATES[p.state]), small=p.reason), sort="state"),
    ],
    filters=[
        Search("q", ("收款人", "Payee"), lambda rows, text: rows.filter(payee__name__contains=text)),
        Choice("state", ("状态", "State"), list(Payment.STATES.items()), field="state"),
    ],
    sort="number",
    exported=lambda request, count: noted(by=request.by, on=today(), act="payments.export", subject="payments.lines", rows=count),
    empty=(("没有明细", "No lines"), ("这一批里没有人。", "Nobody is in this batch.")),
)


@needs("payments.see")
def batch(request, pk: int):
    found = find(request, pk)
    sums = queries.sums(found)
    context = {
        "batch": found, "label": label(found.line), "state": Batch.STATES[found.state], "capitals": capitals(found.fen) if found.fen else "",
        "sums": [(Payment.STATES[s], v["n"], v["fen"]) for s, v in sums.items()], "components": queries.by_component(found), "held": sums.get("held", {"n": 0})["n"],
        "result_form": ResultForm(), "may_approve": may(request.by, "payments.approve", found.place) and request.by.user != found.computed_by_id, "may_bank": may(request.by, "payments.bank", found.place),
    }  # fmt: skip
    return LINES.respond(request, found.payments.select_related("payee", "place"), "payments/batch.html", context)


STEPS = {"approve": ("payments.approve", actions.approve), "cancel": ("payments.approve", actions.cancel), "send": ("payments.bank", actions.send)}


@require_POST
@needs("payments.see")
def step(request, pk: int, key: str):
    """Approve, send, cancel."""
    if key not in STEPS:
        return redirect("desk-batch", pk=pk)
    permission, run = STEPS[key]
    found = find(request, pk, permission)
    try:
        run(batch=found, by=request.by, on=today())
        messages.success(request, here("已办", "Done"))
    except Refused as no:
        messages.error(request, str(no))
    return redirect("desk-batch", pk=pk)


@needs("payments.bank")
def download(request, pk: int, kind: str):
    """The bank file: only of an approved batch, and after it has gone out only the very same."""
    found = find(request, pk, "payments.bank")
    if found.state not in ("approved", "sent", "reconciled") or kind not in TYPES:
        raise Refused("复核以后才能下载银行文件。", "The bank file is there once the batch has been approved.")
    if found.file_digest and found.state == "sent" and file_digest(found) != found.file_digest:
        raise Refused("文件与送出的不一致，请联系管理员。", "This is not the file that went out: ask the administrator.")
    noted(by=request.by, on=today(), act="payments.download", subject=found, place=found.place, kind=kind)
    response = HttpResponse(bank_file(found, kind), content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{found.number}.{"xml" if kind == "pain.001" else "csv"}"'
    response["Cache-Control"] = "no-store"
    return response


@needs("payments.bank")
def reconcile(request, pk: int):
    """The bank's result: shown line by line before it is taken."""
    found, preview = find(request, pk, "payments.bank"), None
    form = ResultForm(request.POST or None, request.FILES or None)
    try:
        if request.method == "POST" and form.is_valid():
            content = form.cleaned_data["file"].read()
            preview = results.read(found, content, today())
            if "take" in request.POST:
                actions.take_result(batch=found, lines=preview.lines, by=request.by, on=today())
                messages.success(
                    request,
                    here(f"到账 {len(preview.paid)} 笔，退回 {len(preview.returned)} 笔", f"{len(preview.paid)} paid, {len(preview.returned)} returned"),
                )
                return redirect("desk-batch", pk=pk)
    except Refused as no:
        form.add_error("file", str(no))
    return render(request, "payments/reconcile.html", {"batch": found, "form": form, "preview": preview}, status=422 if form.errors else 200)


@needs("payments.see")
def pay_list(request, pk: int):
    """资金发放表 on A4, with capitals and room for four signatures."""
    found = find(request, pk)
    rows = found.payments.exclude(state__in=["held", "dropped"]).select_related("payee", "place").order_by("number")
    noted(by=request.by, on=today(), act="payments.print", subject=found, place=found.place)
    context = {"batch": found, "label": label(found.line), "rows": [{"p": p, "account": _account(p)} for p in rows], "capitals": capitals(found.fen)}
    return render(request, "payments/pay_list.html", context)


@needs("payments.see")
def payment(request, pk: int):
    """One payment and what is paid with it."""
    found = get_object_or_404(Payment.objects.select_related("batch__place", "payee", "place", "replaces"), pk=pk)
    allowed(request.by, "payments.see", found.place)
    first = found
    while first.replaces:
        first = first.replaces
    context = {
        "payment": found,
        "state": Payment.STATES[found.state],
        "payables": first.payables.order_by("month", "component"),
        "account": _account(found),
        "may_walk": may(request.by, "audit.see"),
    }
    return render(request, "payments/payment.html", context)
