"""Finance's first page: what waits, the batches, what came back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from minsheng.accounts.access import may, needs
from minsheng.base import jobs
from minsheng.base.audit import noted
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.months import later, month_of
from minsheng.base.texts import here
from minsheng.base.ui import Cell, Choice, Column, Stat, Table, refuse, tag
from minsheng.payments import actions, queries, queries_money
from minsheng.payments.forms import ComputeForm
from minsheng.payments.jobs import LARGE
from minsheng.payments.lines import all_lines, label
from minsheng.payments.models import Batch, Budget
from minsheng.payments.waiting import waiting
from minsheng.places.models import Place
from minsheng.registry.queries import accounts_waiting

KINDS = {"computed": "amber", "approved": "blue", "sent": "amber", "reconciled": "act", "cancelled": "plain", "draft": "plain"}


def months(request) -> list[tuple[str, str]]:
    """The last two years, newest first."""
    now = month_of(today())
    return [(f"{m:%Y-%m-%d}", f"{m:%Y-%m}") for m in (later(now, -n) for n in range(-1, 24))]


BATCHES = Table(
    "batches",
    [
        Column("number", ("批次", "Batch"), lambda b: Cell(b.number, small=b.place.name, href=f"/desk/payments/{b.pk}/"), sort="number"),
        Column("line", ("项目", "Line"), lambda b: Cell(label(b.line), small=Batch.KINDS[b.kind] if b.kind == "again" else ""), sort="line"),
        Column("month", ("月份", "Month"), lambda b: f"{b.month:%Y-%m}", sort="month"),
        Column("count", ("笔数", "Lines"), lambda b: b.count, sort="count", number=True),
        Column("fen", ("金额（元）", "Yuan"), lambda b: b.fen, money=True, sort="fen"),
        Column("state", ("状态", "State"), lambda b: tag(KINDS[b.state], Batch.STATES[b.state]), sort="state"),
    ],
    filters=[
        Choice("state", ("状态", "State"), list(Batch.STATES.items()), field="state"),
        Choice("line", ("项目", "Line"), lambda request: all_lines(), field="line"),
        Choice("month", ("月份", "Month"), months, field="month"),
    ],
    sort="-month",
    exported=lambda request, count: noted(by=request.by, on=today(), act="payments.export", subject="payments.batches", rows=count),
    empty=(("还没有批次", "No batches yet"), ("先跑当月应付，再计算批次。", "Run the month first, then compute a batch.")),
)


def budget_rows(by, year: int | None = None) -> list[dict]:
    """Budgets with what is committed, paid and free."""
    found = list(queries_money.budgets(by).filter(**{"year": year} if year else {}))
    used = queries_money.use(found)
    return [
        {"b": b, "label": label(b.line), "level": Budget.LEVELS[b.level], "over": b.place.until is not None and b.free_fen > 0, **used[b.pk]} for b in found
    ]


def cards(request) -> list[Stat]:
    rows, back = queries.batches(request.by), queries.returned(request.by).count()
    found = queries.waiting(request.by)
    fen = sum(w["fen"] for w in found) / 100
    recoveries = queries.recoveries(request.by).filter(state__in=["proposed", "open"])
    accounts = accounts_waiting(request.by).count() if may(request.by, "registry.approve_account") else 0
    entered = queries.entries(request.by).filter(state="waiting").count()
    more = [Stat(("登记，待复核", "Entries to confirm"), entered, href="/desk/payments/entries/?state=waiting")] if entered else []
    more += [Stat(("收款账户，待复核", "Accounts to approve"), accounts, href="/desk/people/accounts/")] if accounts else []
    return [
        Stat(("等待发放", "Waiting"), sum(w["people"] for w in found), small=(f"{fen:,.2f} 元", f"{fen:,.2f} yuan"), href="#compute"),
        Stat(("待复核批次", "To approve"), rows.filter(state="computed").count(), href="?state=computed"),
        Stat(("已送银行，等回盘", "At the bank"), rows.filter(state="sent").count(), href="?state=sent"),
        Stat(("退回待重发", "Returned"), back, href="/desk/payments/returned/", danger=back > 0),
        Stat(("追缴中", "Recoveries"), recoveries.count(), href="/desk/payments/recoveries/"),
        *more,
    ]


@needs("payments.see")
def overview(request):
    context = {
        "cards": cards(request),
        "waiting": [{"label": label(w["line"]), **w} for w in queries.waiting(request.by)],
        "compute": ComputeForm(prefix="compute"),
        "may_compute": may(request.by, "payments.compute"),
        "budgets": budget_rows(request.by, today().year),
        "year": today().year,
    }
    return BATCHES.respond(request, queries.batches(request.by), "payments/overview.html", context)


@needs("payments.compute")
def compute(request):
    """Compute the batch of a line and month for the actor's place: at once, or in the background when it is large."""
    form = ComputeForm(request.POST or None, prefix="compute")
    if request.method == "POST" and form.is_valid():
        place = get_object_or_404(Place, pk=request.by.place)
        line, month = form.cleaned_data["line"], form.cleaned_data["month"]
        try:
            if waiting(place, line, month).count() > LARGE:
                return _as_job(request, place, line, month)
            batch = actions.compute(place=place, line=line, month=month, by=request.by, on=today())
            messages.success(request, here(f"已算好 {batch.count} 笔", f"{batch.count} lines computed"))
            return redirect("desk-batch", pk=batch.pk)
        except Refused as no:
            refuse(form, no)
    return render(request, "payments/compute.html", {"form": form}, status=422 if form.errors else 200)


def _as_job(request, place: Place, line: str, month):
    arguments = {"place": place.pk, "line": line, "month": f"{month}"}
    try:
        job = jobs.start(kind="payments.compute", arguments=arguments, key=f"payments.compute:{place.pk}:{line}:{month}", by=request.by, on=today())
    except jobs.Underway as there:
        job = there.job
    return redirect("job", job.pk)
