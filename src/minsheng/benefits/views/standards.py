"""One entered figure: approve it, see what it means for every award, move them, open a case for each reduction."""

from django.contrib import messages
from django.db.models import Count, F, Q, Sum
from django.shortcuts import get_object_or_404, redirect

from minsheng.accounts.access import allowed, may, needs, within
from minsheng.base import jobs
from minsheng.base.audit import noted
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.texts import here
from minsheng.base.ui import Affected, Bulk, Cell, Choice, Column, Confirm, Search, Stat, Table, chosen, confirm_page, confirmed, tag
from minsheng.benefits import standards
from minsheng.benefits.models import Move
from minsheng.rules import book
from minsheng.standards.actions import approve_standard, reject_standard
from minsheng.standards.models import Standard

TONES = {"raise": "act", "lower": "danger", "look": "amber"}
MOVES = Table(
    "moves",
    [
        Column("who", ("姓名", "Name"), lambda m: Cell(m.award.person.name, small=m.award.place.name, href=f"/desk/benefits/{m.award_id}/"), sort="award__person__name"),
        Column("kind", ("怎样变", "What happens"), lambda m: tag(TONES[m.kind], Move.KINDS[m.kind]), sort="kind"),
        Column("before", ("现在（元）", "Now, yuan"), lambda m: m.before, money=True, sort="before"),
        Column("after", ("以后（元）", "Then, yuan"), lambda m: None if m.kind == "look" else m.after, money=True, sort="after"),
        Column("from", ("从", "From"), lambda m: f"{m.from_month:%Y-%m}", sort="from_month"),
        Column("arrears", ("补发（元）", "Arrears, yuan"), lambda m: m.arrears or None, money=True, sort="arrears"),
        Column("why", ("说明", "Why"), lambda m: Move.WHYS[m.why], sort="why"),
        Column("state", ("状态", "State"), lambda m: tag("plain" if m.state == "open" else "act", Move.STATES[m.state]), sort="state"),
    ],
    filters=[
        Search("q", ("姓名", "Name"), lambda rows, text: rows.filter(award__person__name__contains=text)),
        Choice("kind", ("怎样变", "What happens"), list(Move.KINDS.items()), field="kind"),
        Choice("state", ("状态", "State"), list(Move.STATES.items()), field="state"),
    ],
    sort="kind",
    bulk=[Bulk("hear/", ("给减少的立件，听取意见", "Open cases for reductions, to be heard"))],
    exported=lambda request, count: noted(by=request.by, on=today(), act="standards.export", subject="standards.moves", rows=count),
    label=("会影响谁", "Whom it moves"),
    empty=(("没有待遇会变", "No award changes"), ("批准并计算以后，每一份怎样变会列在这里。", "Once approved and worked out, what happens to each is listed here.")),
)  # fmt: skip


def find(request, pk: int) -> Standard:
    """A figure of the own place, or of one above that moves awards of the own place: who hears these families sees what they are heard about."""
    found = get_object_or_404(Standard.objects.select_related("place", "entered_by", "approved_by"), pk=pk)
    if not within(moves_of(found), request.by, "award__place").exists():
        allowed(request.by, "standards.see", found.place)
    return found


def moves_of(found: Standard):
    """Its moves with those of the figures moved together with it."""
    if found.applied_on:
        return Move.objects.filter(standard__place=found.place, standard__applied_on=found.applied_on)
    return Move.objects.filter(standard=standards.lead(found))


@needs("standards.see")
def standard(request, pk: int):
    found = find(request, pk)
    lead = standards.lead(found)
    if request.method == "POST":
        try:
            if done := _act(request, found, lead):
                return done
        except Refused as no:
            messages.error(request, str(no))
        return redirect("desk-standard", pk=pk)
    rows = within(moves_of(found).select_related("award__person", "award__place"), request.by, "award__place")
    figure = book.load().figures[found.figure]
    context = {
        "found": found, "label": (figure.zh, figure.en), "unit": figure.unit, "value": _written(found.value), "state": Standard.STATES[found.state], "cards": _cards(rows), "lead": lead,
        "may_approve": may(request.by, "standards.approve", found.place), "own": request.by.user == found.entered_by_id, "ready": standards.waiting(lead).exists(),
        "others": [_named(s) for s in standards.together(found) if s.pk != found.pk] if found.state == "approved" and not found.applied_on else [],
    }  # fmt: skip
    return MOVES.respond(request, rows, "benefits/standard.html", context)


def _written(value) -> str:
    """One number, or one a band or option."""
    return "；".join(f"{k}：{_written(v)}" for k, v in value.items()) if isinstance(value, dict) else f"{value}"


def _named(s: Standard) -> tuple:
    figure = book.load().figures[s.figure]
    return s.pk, (figure.zh, figure.en)


def _cards(rows) -> list[Stat]:
    """How many by kind, and what those that rise come to a month."""
    n = {r["kind"]: r["n"] for r in rows.order_by().values("kind").annotate(n=Count("pk"))}
    if not n:
        return []
    money = rows.filter(kind="raise").aggregate(before=Sum("before"), after=Sum("after"), arrears=Sum("arrears"))
    before, after, arrears = (f"{(money[k] or 0) / 100:,.2f}" for k in ("before", "after", "arrears"))
    return [
        Stat(("调高", "Raised"), n.get("raise", 0), small=(f"每月 {before} → {after} 元，补发 {arrears} 元", f"{before} → {after} yuan a month, arrears {arrears}"), href="?kind=raise"),
        Stat(("调低，先听取意见", "Lowered: to be heard first"), n.get("lower", 0), href="?kind=lower", danger=bool(n.get("lower"))),
        Stat(("要人工看", "To be looked at"), n.get("look", 0), href="?kind=look"),
    ]  # fmt: skip


def _act(request, found: Standard, lead: Standard):
    if "approve" in request.POST:
        approve_standard(standard=found, by=request.by, on=today())
        return _as_job(request, "benefits.weigh", standards.lead(found))
    if "reject" in request.POST:
        reject_standard(standard=found, by=request.by, on=today())
    elif "weigh" in request.POST:
        return _as_job(request, "benefits.weigh", lead)
    elif "apply" in request.POST:
        return _as_job(request, "benefits.apply", lead) if confirmed(request) else _confirm(request, found, lead)
    return None


def _as_job(request, kind: str, lead: Standard):
    try:
        job = jobs.start(kind=kind, key=f"benefits.standard:{lead.pk}", arguments={"standard": lead.pk}, by=request.by, on=today())
    except jobs.Underway as there:
        job = there.job
    return redirect("job", job.pk)


def _confirm(request, found: Standard, lead: Standard):
    sums = standards.waiting(lead).aggregate(n=Count("pk"), more=Sum(F("after") - F("before")), arrears=Sum("arrears"))
    more, arrears = (sums["more"] or 0) / 100, (sums["arrears"] or 0) / 100
    left = Move.objects.filter(standard=lead, state="open").exclude(kind="raise").aggregate(lower=Count("pk", filter=Q(kind="lower")), look=Count("pk", filter=Q(kind="look")))  # fmt: skip
    return confirm_page(request, Confirm(
        ("按新标准调整", "Move the awards to the new standard"),
        what=[
            (f"调高 {sums['n']} 份待遇，每月多发 {more:,.2f} 元，以前月份补发 {arrears:,.2f} 元。", f"{sums['n']} awards rise by {more:,.2f} yuan a month in all; arrears {arrears:,.2f}."),
            ("每家写一封告知书，补发和下一次一起发。", "One letter a family; arrears come with the next payment."),
            (f"另有 {left['lower']} 份会减少、{left['look']} 份要人工看，这次不动。", f"{left['lower']} would fall and {left['look']} are to be looked at: these are left as they are."),
        ],
        button=("调整", "Move them"), cancel=f"/desk/standards/{found.pk}/", hidden={"apply": "1"},
    ))  # fmt: skip


@needs("standards.see")
def hear(request, pk: int):
    """A case for each reduction that was chosen."""
    found = find(request, pk)
    if request.method != "POST":
        return redirect("desk-standard", pk=pk)
    rows = list(within(moves_of(found).filter(pk__in=chosen(request)).select_related("award__person__place", "award__household"), request.by, "award__place"))  # fmt: skip
    if not confirmed(request):
        return confirm_page(request, Confirm(
            ("立件听取意见", "Open cases to hear the families"),
            what=[("减少以前先告知、听取意见，再由人决定。", "Before a reduction the family is told and heard; then a human decides.")],
            affected=[Affected(m.award.person.name, small=Move.WHYS[m.why], problem="" if m.kind == "lower" and m.state == "open" else ("不用立件", "No case is needed")) for m in rows],
            button=("立件", "Open the cases"), cancel=f"/desk/standards/{pk}/", hidden={"row": [m.pk for m in rows]},
        ))  # fmt: skip
    made = 0
    for move in rows:
        try:
            standards.open_hearing(move=move, by=request.by, on=today())
            made += 1
        except Refused as no:
            messages.error(request, f"{move.award.person.name}：{no}")
    messages.success(request, here(f"已立 {made} 件", f"{made} cases opened"))
    return redirect("desk-standard", pk=pk)
