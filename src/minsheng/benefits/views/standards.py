"""One entered figure: approve it, see what it means for every award, move them, open a case for each reduction."""

from collections.abc import Sequence
from dataclasses import replace

from django.contrib import messages
from django.db.models import Count, F, Q, Sum
from django.shortcuts import get_object_or_404, redirect

from minsheng.accounts.access import allowed, may, needs, within
from minsheng.base import jobs
from minsheng.base.audit import noted
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.masks import mask_name
from minsheng.base.models import OPEN, Job
from minsheng.base.texts import chinese, here
from minsheng.base.ui import Affected, Bulk, Cell, Choice, Column, Confirm, Search, Stat, Table, chosen, confirm_page, confirmed, tag
from minsheng.benefits import standards
from minsheng.benefits.models import Move
from minsheng.rules import book
from minsheng.standards.actions import approve_standard, reject_standard
from minsheng.standards.models import Standard
from minsheng.standards.values import entered_in_words

STATES = {"entered": "amber", "approved": "act", "rejected": "plain"}
TONES = {"raise": "act", "lower": "danger", "look": "amber"}
MOVES = Table(
    "moves",
    [
        Column("who", ("姓名", "Name"), lambda m: Cell(mask_name(m.award.person.name), small=m.award.place.name, href=f"/desk/benefits/{m.award_id}/"), sort="award__person__name"),
        Column("kind", ("怎样变", "What happens"), lambda m: tag(TONES[m.kind], Move.KINDS[m.kind]), sort="kind"),
        Column("before", ("现在（元）", "Now, yuan"), lambda m: m.before, money=True, sort="before"),
        Column("after", ("以后（元）", "Then, yuan"), lambda m: None if m.kind == "look" else m.after, money=True, sort="after"),
        Column("from", ("从", "From"), lambda m: f"{m.from_month:%Y-%m}", sort="from_month"),
        Column("arrears", ("补发（元）", "Arrears, yuan"), lambda m: m.arrears or None, money=True, sort="arrears"),
        Column("why", ("说明", "Why"), lambda m: Move.WHYS[m.why] if m.why else None, sort="why"),
        Column("state", ("状态", "State"), lambda m: tag("plain" if m.state == "open" else "act", Move.STATES[m.state]), sort="state"),
    ],
    filters=[
        Search("q", ("姓名", "Name"), lambda rows, text: rows.filter(award__person__name__contains=text)),
        Choice("kind", ("怎样变", "What happens"), list(Move.KINDS.items()), field="kind"),
        Choice("state", ("状态", "State"), list(Move.STATES.items()), field="state"),
    ],
    sort="kind",
    bulk=[Bulk("hear/", ("给减少的立件，听取意见", "Open cases for reductions, to be heard"), main=False)],
    exported=lambda request, count: noted(by=request.by, on=today(), act="standards.export", subject="standards.moves", rows=count),
    label=("会影响谁", "Whom it moves"),
    empty=(("没有待遇会变", "No award changes"), ("批准并计算以后，每一份怎样变会列在这里。", "Once approved and worked out, what happens to each is listed here.")),
)  # fmt: skip

MOVING = replace(MOVES, bulk=[
    Bulk("apply/only/", ("只调整选中的", "Move only these")), Bulk("apply/but/", ("除了选中的都调整", "Move all but these"), main=False), *MOVES.bulk,
])  # fmt: skip


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
        "found": found, "label": (figure.zh, figure.en), "value": entered_in_words(found), "state": tag(STATES[found.state], Standard.STATES[found.state]), "cards": _cards(rows),
        "may_approve": may(request.by, "standards.approve", found.place), "own": request.by.user == found.entered_by_id, "ready": standards.waiting(lead).count(),
        "moves": bool(standards.matters_of(found)), "weighed": rows.exists(), "job": _job_of(lead), "stopped": _stopped(lead),
        "others": [_named(s) for s in standards.together(found) if s.pk != found.pk] if found.state == "approved" and not found.applied_on else [],
    }  # fmt: skip
    table = MOVING if context["may_approve"] and context["ready"] and not found.applied_on else MOVES
    return table.respond(request, rows, "benefits/standard.html", context)


def _key(lead: Standard) -> str:
    return f"benefits.standard:{lead.pk}"


def _job_of(lead: Standard) -> Job | None:
    """What is being worked out, or moved, now."""
    return Job.objects.filter(OPEN, key=_key(lead)).first()


def _stopped(lead: Standard) -> Job | None:
    """The last job about it, where it has not come to its end."""
    last = Job.objects.filter(key=_key(lead)).order_by("-pk").first()
    return last if last and last.state in (Job.State.FAILED, Job.State.STOPPED) else None


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
        if standards.matters_of(found):
            return _as_job(request, "benefits.weigh", standards.lead(found))
        messages.success(request, here(f"已批准，从 {found.in_force} 起按它办", f"Approved: it counts from {found.in_force}"))
    if "reject" in request.POST:
        reject_standard(standard=found, by=request.by, on=today())
    elif "weigh" in request.POST:
        return _as_job(request, "benefits.weigh", lead)
    elif "apply" in request.POST:
        return _as_job(request, "benefits.apply", lead) if confirmed(request) else _confirm(request, found, lead)
    return None


def _as_job(request, kind: str, lead: Standard, **more):
    try:
        job = jobs.start(kind=kind, key=_key(lead), arguments={"standard": lead.pk, **more}, by=request.by, on=today())
    except jobs.Underway as there:
        job = there.job
    return redirect("job", job.pk)


@needs("standards.approve")
def apply(request, pk: int, which: str):
    """Only those that were chosen, or all but those: shown first, then the job that moves them."""
    found = find(request, pk)
    lead, rows = standards.lead(found), chosen(request)
    if request.method != "POST" or which not in ("only", "but") or not rows:
        messages.error(request, here("请先选择。", "Choose first."))
        return redirect("desk-standard", pk=pk)
    if not standards.waiting(lead, **{which: rows}).exists():
        messages.error(request, here("没有可以调高的。", "There is none that can be raised."))
        return redirect("desk-standard", pk=pk)
    return _as_job(request, "benefits.apply", lead, **{which: rows}) if confirmed(request) else _confirm(request, found, lead, **{which: rows})


def _confirm(request, found: Standard, lead: Standard, only: list[int] | None = None, but: Sequence[int] = ()):
    moved = standards.waiting(lead, only, but)
    sums = moved.aggregate(n=Count("pk"), more=Sum(F("after") - F("before")), arrears=Sum("arrears"))
    more, arrears = (sums["more"] or 0) / 100, (sums["arrears"] or 0) / 100
    which = {"apply": "1"} if only is None and not but else {"row": list(but) if only is None else only}
    return confirm_page(request, Confirm(
        ("按新标准调整", "Move the awards to the new standard"),
        what=[
            (f"调高 {sums['n']} 份待遇，每月多发 {more:,.2f} 元，以前月份补发 {arrears:,.2f} 元。", f"{sums['n']} awards rise by {more:,.2f} yuan a month in all; arrears {arrears:,.2f}."),
            (f"写 {sums['n']} 封告知书，每家一封；补发和下一次一起发。", f"{sums['n']} letters are written, one a family; arrears come with the next payment."),
            *_left(lead, sums["n"]), *_named_out(lead, but),
        ],
        affected=[_affected(m) for m in moves_of(found).filter(pk__any=only or []).select_related("award__person", "award__place").order_by("pk")],
        button=("调整", "Move them"), cancel=f"/desk/standards/{found.pk}/", hidden=which,
    ))  # fmt: skip


def _named_out(lead: Standard, but: Sequence[int]) -> list[tuple[str, str]]:
    names = [mask_name(m.award.person.name) for m in standards.waiting(lead, only=but).select_related("award__person").order_by("pk")]
    return [(f"这次不动的：{'、'.join(names)}。", f"Left for later: {', '.join(names)}.")] if names else []


def _affected(m: Move) -> Affected:
    fits = m.kind == "raise" and m.state == "open"
    problem = "" if fits else Move.STATES[m.state] if m.state != "open" else Move.KINDS[m.kind]
    return Affected(chinese(mask_name(m.award.person.name)), small=m.award.place.name, fen=m.after - m.before if fits else None, problem=problem)


def _left(lead: Standard, n: int) -> list[tuple[str, str]]:
    """What this does not touch, where there is any."""
    left = Move.objects.filter(standard=lead, state="open").aggregate(rise=Count("pk", filter=Q(kind="raise")), lower=Count("pk", filter=Q(kind="lower")), look=Count("pk", filter=Q(kind="look")))  # fmt: skip
    later, said = left["rise"] - n, []
    if later:
        said.append((f"留下 {later} 份调高的这次不动，以后再办；都办完以前，这个标准算没有用完。", f"{later} that would rise are left for later: until they are moved the figure is not fully applied."))  # fmt: skip
    if left["lower"] or left["look"]:
        said.append((f"另有 {left['lower']} 份会减少、{left['look']} 份要人工看，这次不动。", f"{left['lower']} would fall and {left['look']} are to be looked at: these are left as they are."))  # fmt: skip
    return said


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
            affected=[Affected(mask_name(m.award.person.name), small=Move.WHYS[m.why], problem="" if m.kind == "lower" and m.state == "open" else ("不用立件", "No case is needed")) for m in rows],
            button=("立件", "Open the cases"), cancel=f"/desk/standards/{pk}/", hidden={"row": [m.pk for m in rows]},
        ))  # fmt: skip
    made = 0
    for move in rows:
        try:
            standards.open_hearing(move=move, by=request.by, on=today())
            made += 1
        except Refused as no:
            messages.error(request, f"{mask_name(move.award.person.name)}：{no}")
    messages.success(request, here(f"已立 {made} 件", f"{made} cases opened"))
    return redirect("desk-standard", pk=pk)
