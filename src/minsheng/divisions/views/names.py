"""Place names at the desk: the list with what is late, one name with its history, and the form for the record."""

from django.shortcuts import get_object_or_404, render

from minsheng.accounts.access import may, needs
from minsheng.base.clock import today
from minsheng.base.templatetags.say import chinese
from minsheng.base.ui import Cell, Choice, Column, Dates, Event, FactLine, Flag, Search, Table, tag
from minsheng.divisions import naming
from minsheng.divisions.models import Toponym
from minsheng.divisions.queries_names import late, line_of, named, toponyms
from minsheng.divisions.views.names_acts import ACTS
from minsheng.places.queries import above

WITHIN = ("city", "district", "functional", "street", "community")
KINDS = {"proposed": "amber", "withdrawn": "plain", "refused": "plain", "approved": "amber", "filed": "act", "ended": "plain"}


def standing(name: Toponym):
    """The state as a label; what is late stands out."""
    day = today()
    if name.state == "approved" and name.file_by and name.file_by < day:
        return tag("danger", f"备案超期 {(day - name.file_by).days} 天", f"Filing {(day - name.file_by).days} days late")
    if name.state == "filed" and not name.announced_on:
        overdue = name.announce_by and name.announce_by < day
        return tag("danger", "公告超期", "Announcement late") if overdue else tag("blue", "已备案，待公告", "Filed, to be announced")
    if name.state == "filed":
        return tag("act", "已备案、公告", "Filed and announced")
    return tag(KINDS[name.state], Toponym.ENDS[name.ended_as] if name.state == "ended" else Toponym.STATES[name.state])


NAMES = Table(
    "toponyms",
    [
        Column("name", ("名称", "Name"), lambda t: Cell(chinese(t.name), small=t.pinyin, href=f"/desk/names/{t.pk}/"), sort="sound", export=lambda t: t.name),
        Column("pinyin", ("拼写", "Spelling"), lambda t: t.pinyin, sort="sound", hidden=True),
        Column("kind", ("类别", "Kind"), lambda t: Toponym.KINDS[t.kind], sort="kind"),
        Column("place", ("地方", "Place"), lambda t: chinese(t.place.name), sort="place__path"),
        Column("state", ("状态", "State"), standing, sort="state"),
        Column("proposed", ("提出", "Proposed"), lambda t: t.proposed_on, sort="proposed_on"),
        Column("approved", ("批准", "Approved"), lambda t: t.approved_on, sort="approved_on"),
        Column("due", ("备案期限", "File by"), lambda t: t.file_by if t.state == "approved" else None, sort="file_by"),
        Column("filed", ("备案", "Filed"), lambda t: t.filed_on, sort="filed_on"),
        Column("announced", ("公告", "Announced"), lambda t: t.announced_on, sort="announced_on", hidden=True),
        Column("authority", ("批准机关", "Authority"), lambda t: chinese(t.authority), hidden=True),
        Column("old", ("原名", "Called before"), lambda t: chinese(t.replaces.name) if t.replaces else None, hidden=True),
    ],
    filters=[
        Search("q", ("名称或拼音", "Name or spelling"), named),
        Choice("kind", ("类别", "Kind"), list(Toponym.KINDS.items()), field="kind"),
        Choice("state", ("状态", "State"), list(Toponym.STATES.items()), field="state"),
        Dates("approved", ("批准", "Approved"), field="approved_on"),
        Flag("late", ("超期的", "Late"), lambda rows: late(rows, today())),
    ],
    sort="-proposed",
    label=("地名", "Place names"),
    empty=(("还没有地名", "No place names"), ("点“提出地名”登记一个命名方案。", "Enter one with “Propose a name”.")),
)


@needs("places.see")
def index(request):
    return NAMES.respond(request, toponyms(request.by), "divisions/names.html", {"may_propose": may(request.by, "names.propose")})


@needs("places.see")
def show(request, pk: int):
    """One name: what it is, how far it has come, what the thing was called before."""
    name = get_object_or_404(toponyms(request.by).select_related("scope", "proposed_by", "settled_by", "filed_by"), pk=pk)
    acts = [
        act
        for act in ACTS.values()
        if act.fits(name) and may(request.by, act.permission, name.place) and not (act.key == "approve" and name.proposed_by_id == request.by.user)
    ]
    found = naming.findings(name.name, name.kind, name.pinyin, name.scope, but=name) if name.state == "proposed" else []
    found = [f for f in found if not (name.replaces and f.key == "same")]
    line = line_of(name)
    context = {
        "name": name, "kind": Toponym.KINDS[name.kind], "state": standing(name), "facts": _facts(name), "events": _events(name), "acts": acts, "findings": [(f.zh, f.en) for f in found], "line": [(t, standing(t)) for t in line],
        "assured": [naming.ASSURED[key] for key in name.assured if key in naming.ASSURED], "clause": naming.CLAUSE, "standard": Toponym.STANDARD, "may_propose": may(request.by, "names.propose", name.place), "own_proposal": name.state == "proposed" and name.proposed_by_id == request.by.user,
    }  # fmt: skip
    return render(request, "divisions/name.html", context)


@needs("places.see")
def form(request, pk: int):
    """地名备案登记表, for print."""
    name = get_object_or_404(toponyms(request.by), pk=pk)
    return render(
        request,
        "divisions/name_form.html",
        {"name": name, "kind": Toponym.KINDS[name.kind], "where": [p.name for p in above(name.place) if p.level in WITHIN], "day": today()},
    )


def _facts(name: Toponym) -> list[FactLine]:
    rows = [
        (("拼写", "Spelling"), name.pinyin), (("类别", "Kind"), Toponym.KINDS[name.kind]), (("地方", "Place"), chinese(name.place.name)),
        (("位置和范围", "Where"), chinese(name.extent)), (("含义和来历", "Meaning"), chinese(name.meaning)), (("申请单位", "Applicant"), chinese(name.applicant)),
        (("申请书", "Application"), chinese(name.application)), (("批准机关", "Authority"), chinese(name.authority)), (("批准文件", "Approval"), chinese(name.approval)),
        (("仍要用的理由", "Why all the same"), chinese(name.explained)),
        (("批准登记更正过", "Approval entered anew"), "" if name.state in ("withdrawn", "refused") else chinese(name.why)),
    ]  # fmt: skip
    return [FactLine(label, value) for label, value in rows if value]


def _events(name: Toponym) -> list[Event]:
    """Newest first."""
    turned = {"withdrawn": ("撤回", "Withdrawn"), "refused": ("不批准", "Refused")}
    out = []
    if name.until:
        zh, en = Toponym.ENDS[name.ended_as]
        out.append(Event((f"{name.until} 起不再使用（{zh}）", f"Used no more since {name.until} ({en.lower()})"), small=chinese(name.ended_by), kind="plain"))
    if name.announced_on:
        out.append(Event((f"{name.announced_on} 公告", f"Announced {name.announced_on}"), small=chinese(name.announced_where)))
    if name.filed_on:
        out.append(Event((f"{name.filed_on} 报送备案", f"Filed {name.filed_on}"), small=chinese(f"{name.filed_with} · {name.filed_by.name}")))
    if name.approved_on:
        out.append(Event((f"{name.approved_on} 批准", f"Approved {name.approved_on}"), small=chinese(f"{name.approval} · {name.settled_by.name}")))
    elif name.state in turned:
        zh, en = turned[name.state]
        out.append(Event((f"{name.settled_on} {zh}", f"{en} {name.settled_on}"), small=chinese(f"{name.why} · {name.settled_by.name}"), kind="danger"))
    out.append(Event((f"{name.proposed_on} 提出", f"Proposed {name.proposed_on}"), small=chinese(name.proposed_by.name), kind="plain"))
    return out
