"""The auditor's pages: the trail, the walk from a payment to the clause, the verification of the chain."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from minsheng.accounts.access import allowed, needs, within
from minsheng.base.audit import looked, noted
from minsheng.base.audit.verifying import verify
from minsheng.base.clock import today
from minsheng.base.masks import mask_name
from minsheng.base.models import AuditBlock
from minsheng.base.ui import Cell, Choice, Column, Dates, Search, Table
from minsheng.oversight import queries
from minsheng.oversight.acts import ACTS, said
from minsheng.oversight.subjects import named
from minsheng.oversight.walk import walk as behind
from minsheng.payments import lines
from minsheng.payments.models import Payment


def _subject(entry) -> Cell:
    words, address = named(entry.subject)
    return Cell(words, small=entry.subject, href=address)


def _who(entry):
    """Staff by name; a resident masked, as on every list."""
    return (mask_name(entry.user_name) if entry.role == "resident" else entry.user_name) or ("系统", "The system")


def _details(entry) -> str:
    return " ".join(f"{key}={value}" for key, value in entry.details.items())


TRAIL = Table(
    "trail",
    [
        Column("at", ("时间", "When"), lambda e: f"{timezone.localtime(e.at):%Y-%m-%d %H:%M:%S}", sort="at"),
        Column("who", ("谁", "Who"), _who),
        Column("act", ("做了什么", "What"), lambda e: Cell(said(e.act), small=e.details.get("purpose", "")), sort="act", export=lambda e: e.act),
        Column("subject", ("对象", "About"), _subject, sort="subject", export=lambda e: e.subject),
        Column("details", ("细节", "Details"), lambda e: _details(e)[:120], hidden=True, export=_details),
        Column("block", ("封存", "Sealed"), lambda e: e.block.number if e.block else None),
    ],
    filters=[
        Search("who", ("谁", "Who"), queries.by_name),
        Choice("act", ("做了什么", "What"), sorted(ACTS.items()), field="act"),
        Search(
            "q",
            ("对象", "About"),
            lambda rows, text: rows.filter(subject=text.strip()),
            hint=("如 applications.application:12", "Such as applications.application:12"),
        ),
        Dates("on", ("日期", "Day"), field="on"),
    ],
    sort="-at",
    exported=lambda request, count: noted(by=request.by, on=today(), act="oversight.export", subject="oversight.trail", rows=count),
    empty=(("没有记录", "Nothing recorded"), ("换一个日期或对象再找。", "Try another day or subject.")),
)


@needs("audit.see")
def trail(request):
    """Every act and every look within reach, newest first."""
    head = AuditBlock.objects.order_by("-number").first()
    newest = (f"已封存到第 {head.number} 块", f"Sealed up to block {head.number}") if head else ("还没有封存", "Nothing sealed yet")
    return TRAIL.respond(request, queries.trail(request.by), "oversight/trail.html", {"newest": newest})


@needs("audit.see")
def chain(request):
    """Compute the whole chain again and compare it with the heads kept outside the database."""
    report = verify() if request.method == "POST" else None
    if report:
        noted(by=request.by, on=today(), act="oversight.verify", subject="oversight.chain", intact=report.intact)
    return render(request, "oversight/chain.html", {"report": report, "head": AuditBlock.objects.order_by("-number").first()})


@needs("audit.see")
def walk(request, pk: int):
    """One payment and everything behind it, down to the clause."""
    payment = get_object_or_404(Payment.objects.select_related("batch__computed_by", "batch__approved_by", "payee", "place"), pk=pk)
    allowed(request.by, "audit.see", payment.place)
    looked(by=request.by, on=today(), subject=payment.payee, purpose="audit.walk", place=payment.place)
    return render(
        request,
        "oversight/walk.html",
        {"walk": behind(payment), "payment": payment, "state": Payment.STATES[payment.state], "label": lines.label(payment.batch.line)},
    )


@needs("audit.see")
def payments(request):
    """Find a payment to walk from."""
    rows = within(Payment.objects.select_related("batch", "payee", "place"), request.by)
    return PAYMENTS.respond(request, rows, "oversight/payments.html", {})


PAYMENTS = Table(
    "walks",
    [
        Column("who", ("收款人", "Payee"), lambda p: Cell(mask_name(p.payee.name), small=p.place.name, href=f"/desk/audit/walk/{p.pk}/"), sort="payee__name"),
        Column("line", ("项目", "What"), lambda p: lines.label(p.batch.line), sort="batch__line"),
        Column("batch", ("批次", "Batch"), lambda p: p.batch.number, sort="batch__number"),
        Column("month", ("月份", "Month"), lambda p: f"{p.batch.month:%Y-%m}", sort="batch__month"),
        Column("fen", ("金额（元）", "Yuan"), lambda p: p.fen, money=True, sort="fen"),
        Column("state", ("状态", "State"), lambda p: Payment.STATES[p.state], sort="state"),
    ],
    filters=[
        Search("q", ("收款人", "Payee"), lambda rows, text: rows.filter(payee__name__contains=text)),
        Choice("line", ("项目", "What"), lambda request: lines.all_lines(), field="batch__line"),
        Choice("state", ("状态", "State"), list(Payment.STATES.items()), field="state"),
    ],
    sort="-batch",
    exported=lambda request, count: noted(by=request.by, on=today(), act="payments.export", subject="payments.payments", rows=count),
    empty=(("还没有发放", "No payments yet"), ("发放以后可以从这里一笔一笔往回查。", "Once something is paid it can be walked back from here.")),
)
