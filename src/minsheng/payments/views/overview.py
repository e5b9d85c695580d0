"""Finance's first page: what waits, the batches, the budgets, what came back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from minsheng.accounts.access import may, needs
from minsheng.base.audit import noted
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.texts import here
from minsheng.base.ui import Cell, Choice, Column, Stat, Table, refuse, tag
from minsheng.payments import actions, queries
from minsheng.payments.forms import BudgetForm, ComputeForm
from minsheng.payments.lines import all_lines, label
from minsheng.payments.models import Batch, Budget
from minsheng.places.models import Place

KINDS = {"computed": "amber", "approved": "blue", "sent": "amber", "reconciled": "act", "cancelled": "plain", "draft": "plain"}


BATCHES = Table(
    "batches",
    [
        Column("number", ("批次", "Batch"), lambda b: Cell(b.number, small=b.place.name, href=f"/desk/payments/{b.pk}/"), sort="number"),
        Column("line", ("项目", "Line"), lambda b: label(b.line), sort="line"),
        Column("month", ("月份", "Month"), lambda b: f"{b.month:%Y-%m}", sort="month"),
        Column("count", ("笔数", "Lines"), lambda b: b.count, sort="count"),
        Column("fen", ("金额（元）", "Yuan"), lambda b: b.fen, money=True, sort="fen"),
        Column("state", ("状态", "State"), lambda b: tag(KINDS[b.state], Batch.STATES[b.state]), sort="state"),
    ],
    filters=[
        Choice("state", ("状态", "State"), list(Batch.STATES.items()), field="state"),
        Choice("line", ("项目", "Line"), lambda request: all_lines(), field="line"),
    ],
    sort="-month",
    exported=lambda request, count: noted(by=request.by, on=today(), act="payments.export", subject="payments.batches", rows=count),
    empty=(("还没有批次", "No batches yet"), ("先跑当月应付，再计算批次。", "Run the month first, then compute a batch.")),
)


@needs("payments.see")
def overview(request):
    waiting = queries.waiting(request.by)
    rows = queries.batches(request.by)
    cards = [
        Stat(
            ("等待发放", "Waiting"),
            sum(w["people"] for w in waiting),
            small=(f"{sum(w['fen'] for w in waiting) / 100:,.2f} 元", f"{sum(w['fen'] for w in waiting) / 100:,.2f} yuan"),
            href="#compute",
        ),
        Stat(("待复核批次", "To approve"), rows.filter(state="computed").count(), href="?state=computed"),
        Stat(("已送银行，等回盘", "At the bank"), rows.filter(state="sent").count(), href="?state=sent"),
        Stat(("退回待重发", "Returned"), queries.returned(request.by).count(), href="/desk/payments/returned/", danger=queries.returned(request.by).exists()),
        Stat(("追缴中", "Recoveries"), queries.recoveries(request.by).filter(state__in=["proposed", "open"]).count(), href="/desk/payments/recoveries/"),
    ]
    context = {
        "cards": cards, "waiting": [{"label": label(w["line"]), **w} for w in waiting], "compute": ComputeForm(prefix="compute"), "may_compute": may(request.by, "payments.compute"),
        "budgets": [{"b": b, "label": label(b.line), "level": Budget.LEVELS[b.level], "used": b.fen - b.free_fen} for b in queries.budgets(request.by)], "may_budget": may(request.by, "payments.budget"),
    }  # fmt: skip
    return BATCHES.respond(request, rows, "payments/overview.html", context)


@needs("payments.compute")
def compute(request):
    """Compute the batch of a line and month for the actor's place."""
    form = ComputeForm(request.POST or None, prefix="compute")
    if request.method == "POST" and form.is_valid():
        place = get_object_or_404(Place, pk=request.by.place)
        try:
            batch = actions.compute(place=place, line=form.cleaned_data["line"], month=form.cleaned_data["month"], by=request.by, on=today())
            messages.success(request, here(f"已算好 {batch.count} 笔", f"{batch.count} lines computed"))
            return redirect("desk-batch", pk=batch.pk)
        except Refused as no:
            refuse(form, no)
    return render(request, "payments/compute.html", {"form": form}, status=422 if form.errors else 200)


@needs("payments.budget")
def budget(request):
    form = BudgetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_budget(place=get_object_or_404(Place, pk=request.by.place), **form.cleaned_data, by=request.by, on=today())
            messages.success(request, here("预算已登记", "The budget is entered"))
            return redirect("desk-payments")
        except Refused as no:
            refuse(form, no)
    return render(request, "payments/budget.html", {"form": form}, status=422 if form.errors else 200)
