"""Certification: the rounds and how far they are, who is left, many certified at once; a round opened or closed by hand."""

from contextlib import suppress
from datetime import date

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect

from minsheng.accounts.access import may, needs, within
from minsheng.base import jobs
from minsheng.base.audit import noted
from minsheng.base.clock import today
from minsheng.base.errors import Refused
from minsheng.base.masks import mask_name
from minsheng.base.months import later, month_of
from minsheng.base.rehearsal import rehearsed
from minsheng.base.texts import chinese, here
from minsheng.base.ui import Affected, Bulk, Cell, Choice, Column, Confirm, Flag, Search, Table, chosen, confirm_page, confirmed, tag
from minsheng.benefits import actions, queries, terms
from minsheng.benefits.forms import CertifyForm
from minsheng.benefits.models import Award, Certification
from minsheng.benefits.words import label_of
from minsheng.places.models import Place

LIST = "/desk/benefits/certification/"


def _told(c: Certification):
    if c.told_on is None:
        return tag("amber", "还没有通知", "Not told yet")
    return Cell(c.told_on, small=(f"{c.reminded_on} 再提醒", f"reminded {c.reminded_on}") if c.reminded_on else "")


MISSING = Table(
    "missing",
    [
        Column("who", ("姓名", "Name"), lambda c: Cell(mask_name(c.award.person.name), small=c.award.place.name, href=f"/desk/benefits/{c.award_id}/"), sort="award__person__name"),
        Column("round", ("哪一轮", "Round"), lambda c: f"{c.round:%Y-%m}", sort="round"),
        Column("told", ("通知", "Told"), _told, sort="told_on"),
        Column("state", ("待遇", "Award"), lambda c: tag("amber" if c.award.state == "held" else "act", Award.STATES[c.award.state]), sort="award__state"),
        Column("place", ("社区", "Community"), lambda c: c.award.place.name, sort="award__place__path", hidden=True),
    ],
    filters=[
        Search("q", ("姓名", "Name"), lambda rows, text: rows.filter(award__person__name__contains=text)),
        Choice("state", ("待遇", "Award"), [(k, Award.STATES[k]) for k in ("active", "held")], field="award__state"),
        Flag("untold", ("还没有通知", "Not told yet"), lambda rows: rows.filter(told_on=None)),
    ],
    sort="place",
    bulk=[Bulk(f"{LIST}many/", ("登记已认证", "Record as certified"))],
    exported=lambda request, count: noted(by=request.by, on=today(), act="benefits.export", subject="benefits.certifications", rows=count),
    empty=(("没有人要认证", "Nobody is left to certify"), ("一轮认证开始以后，还没有认证的人列在这里。", "Once a round has begun, those who have not certified are listed here.")),
)  # fmt: skip


@needs("benefits.certify")
def certification(request):
    """Rounds and their progress; who is missing."""
    place, month = _place(request), month_of(today())
    rows = [_shown(r, month) for r in queries.rounds(request.by)]
    context = {
        "may_enter": may(request.by, "standards.enter"),
        "rounds": rows,
        "asked": [rule for b in terms.benefits_with_rounds() if (rule := _rule(b, place, month, rows))],
    }
    return MISSING.respond(request, queries.missing_certification(request.by), "benefits/certification.html", context)


def _place(request) -> Place:
    return get_object_or_404(Place, pk=request.by.place)


def _shown(row: dict, month: date) -> dict:
    """A round with its state: open, over and to be closed, closed."""
    over, waits = row["round"] < month, row["n"] - row["closed"]
    state = tag("plain", "已结束", "Closed") if not waits else tag("amber", "到期，待结束", "Over, to be closed") if over else tag("act", "正在办", "Open")
    percent = row["done"] * 100 // row["n"]
    return row | {
        "label": label_of(row["benefit"]),
        "month": row["round"],
        "left": row["n"] - row["done"],
        "state": state,
        "may_close": over and waits,
        "percent": percent,
    }


def _rule(benefit: str, place: Place, month: date, rows: list[dict]) -> dict | None:
    """What the rule asks for here, and whether a round can be opened this month; None where there is none."""
    found = terms.rounds(benefit, place, month, known=today())
    return found and {
        "benefit": benefit, "label": label_of(benefit), "months": "、".join(map(str, found.months)), "clause": found.clause, "now": month.month in found.months,
        "opened": any(r["month"] == month and r["benefit"] == benefit for r in rows), "made_good": _made_good(found),
    }  # fmt: skip


@needs("benefits.certify")
def begin(request):
    """Open this month's round, or add those who are new to it; everybody is told in the background."""
    if request.method == "POST":
        place, benefit, month = _place(request), request.POST.get("benefit", ""), month_of(today())
        try:
            n = actions.open_round(place=place, benefit=benefit, month=month, by=request.by, on=today())
            _tell_later(place, benefit, month, request.by)
            messages.success(request, here(f"{n} 人要认证，通知正在逐批写出", f"To certify: {n}. Letters and messages are being written"))
        except Refused as no:
            messages.error(request, str(no))
    return redirect("desk-certification")


def _tell_later(place: Place, benefit: str, month: date, by) -> None:
    """In the background; one that is under way takes the new ones, too."""
    key, arguments = f"benefits.tell_round:{place.pk}:{benefit}", {"place": place.pk, "benefit": benefit, "month": f"{month}"}
    with suppress(jobs.Underway):
        jobs.start(kind="benefits.tell_round", key=key, arguments=arguments, by=by, on=today())


@needs("benefits.certify")
def end(request):
    """Close a round whose month is over: how many would be held is shown first."""
    if request.method != "POST":
        return redirect("desk-certification")
    place, benefit = _place(request), request.POST.get("benefit", "")
    try:
        month = date.fromisoformat(f"{request.POST.get('month', '')}-01")
        given = {"place": place, "benefit": benefit, "month": month, "by": request.by, "on": today()}
        n = actions.close_round(**given) if confirmed(request) else rehearsed(actions.close_round, **given)
    except ValueError:
        messages.error(request, here("月份请写成 2025-10 的样子。", "Write the month as 2025-10."))
        return redirect("desk-certification")
    except Refused as no:
        messages.error(request, str(no))
        return redirect("desk-certification")
    if confirmed(request):
        messages.success(request, here(f"这一轮已结束，{n} 人没有认证，已暂停", f"The round is closed; {n} have not certified and are held"))
        return redirect("desk-certification")
    since = f"{later(month):%Y-%m}"
    what = [
        (f"{n} 人通知过、还没有认证，从 {since} 起暂停发放。", f"{n} were told and have not certified: they are not paid from {since}."),
        ("还没有通知到的人不暂停。", "Whoever was not told is not held."),
        _made_good(terms.rounds(benefit, place, month, known=today())),
    ]
    hidden = {"benefit": benefit, "month": f"{month:%Y-%m}"}
    return confirm_page(
        request,
        Confirm((f"结束 {month:%Y-%m} 的认证", f"Close the round of {month:%Y-%m}"), ("结束这一轮", "Close the round"), LIST, what, hidden=hidden, danger=True),
    )


def _made_good(found: terms.Rounds | None) -> tuple[str, str]:
    if found and found.pays_back:
        return ("以后补认证的，从当月恢复，停发的月份一起补。", "Once certified, an award goes on from that month, and the months between are paid as well.")
    if found and found.pays_back is False:
        return (
            "以后补认证的，从当月恢复，停发的月份按规定不补。",
            "Once certified, an award goes on from that month; by the rule the months between are not paid.",
        )
    return (
        "以后补认证的，从当月恢复；停发的月份补不补没有查到文件，先照补。",
        "Once certified, an award goes on from that month; no document says whether the months between are paid, so they are.",
    )


@needs("benefits.certify")
def many(request):
    """Several certified in the same way; who cannot be, says why and is left out."""
    rows = within(Certification.objects.filter(pk__in=chosen(request), done_on=None), request.by, "award__place").exclude(award__state="stopped")
    awards = list({c.award_id: c.award for c in rows.select_related("award__person", "award__place").order_by("pk")}.values())
    if request.method != "POST" or not awards:
        messages.error(request, here("请先选择要登记的人。", "Choose people first."))
        return redirect("desk-certification")
    form = CertifyForm(request.POST if confirmed(request) else None)
    if form.is_valid():
        refused = [f"{mask_name(a.person.name)}：{why}" for a in awards if (why := _refusal(actions.certify, a, form.cleaned_data["way"], request))]
        messages.success(request, here(f"已登记 {len(awards) - len(refused)} 人", f"{len(awards) - len(refused)} certified"))
        for why in refused:
            messages.error(request, why)
        return redirect("desk-certification")
    lines = [Affected(chinese(mask_name(a.person.name)), small=a.place.name, problem=_refusal(_rehearsal, a, "visit", request)) for a in awards]
    n = sum(not line.problem for line in lines)
    what = [
        (
            "登记为已认证；因为没有认证而暂停的，恢复发放，按规定补发。",
            "Recorded as certified; who was held for it is paid again, and made good as the rule says.",
        )
    ]
    title = (f"登记这 {n} 人已认证", f"Record these {n} as certified")
    return confirm_page(
        request, Confirm(title, ("登记已认证", "Record as certified"), LIST, what, lines, hidden={"row": chosen(request)}, form=form if n else None)
    )


def _rehearsal(**given):
    return rehearsed(actions.certify, **given)


def _refusal(how, award: Award, way: str, request) -> str:
    try:
        how(award=award, way=way, by=request.by, on=today())
    except Refused as no:
        return str(no)
    return ""
