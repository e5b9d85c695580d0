"""The page of one case: what is known on the left, the prepared conclusion in the middle, what to do now on the right."""

from django.shortcuts import redirect, render

from minsheng.accounts.access import may, needs
from minsheng.applications import judging, needless, opinions, panels, papers, prepare, queries, reasons, record, route, sheet_record, showing, way
from minsheng.applications.actions import follow
from minsheng.applications.actions.hearing import told
from minsheng.applications.catalogue import sheets
from minsheng.applications.deadlines import left
from minsheng.applications.explain import reasons_of, sums_of
from minsheng.applications.models import Application
from minsheng.applications.sheet import used_by
from minsheng.applications.to_sign import BEFORE_DECISION
from minsheng.applications.views.acts import offered
from minsheng.applications.views.finding import find
from minsheng.base.actor import MACHINE
from minsheng.base.audit import looked
from minsheng.base.clock import today
from minsheng.base.masks import mask_name
from minsheng.base.texts import here, pick
from minsheng.base.ui import Event, Step
from minsheng.matters.declare import Matter, Proposal
from minsheng.notices.models import Letter
from minsheng.registry.events import line_of_life
from minsheng.registry.models import Authority


@needs("applications.see")
def case(request, pk: int):
    case, day = find(request, pk), today()
    if case.state == "draft":
        return redirect("desk-intake", pk=pk)
    looked(by=request.by, on=day, subject=case.applicant, purpose="applications.review", place=case.place)
    if case.state == "open":
        follow(application=case, by=MACHINE, on=day)
    if case.state in Application.DECIDED or case.state == "withdrawn":
        found, open_now = prepare.latest(case) if case.state in Application.DECIDED else None, None
    else:
        found, open_now = prepare.assess_open(case, day)
    matter = way.matter_of(case)
    about, brought = f"applications.application:{case.pk}", record.papers(case)
    context = {
        "case": case, "matter": matter, "kind": Application.KINDS[case.kind], "channel": Application.CHANNELS[case.channel], "state": Application.STATES[case.state],
        "reason": reasons.said(case.kind, case.reason) if case.reason else None,
        "steps": _steps(case, matter, day), "family": papers.people(case, day), "facts": _facts(case, matter, open_now, day), "found": found, "notes": [*(open_now.notes if open_now else ()), *opinions.unlike_posted(case, found)],
        "trees": reasons_of(found), "sums": sums_of(found), "acts": (acts := offered(request, case)), "may_be_another": any(item["act"].key == "classify" for item in acts), "days_left": left(case, day),
        "events": [_event(e) for e in line_of_life(case.applicant, about=about)], "letters": Letter.objects.filter(about=about), "notices": record.notices(about),
        "papers": brought, "asked_for": record.asked_for(case, brought), "visits": record.visits(case), "appraisals": record.appraisals(case), "judged": record.judged(case), "checks": record.checks(case), "objections": record.objections(case), "hearings": record.hearings(case), "telling": record.telling(told(case)),
        "decisions": record.decisions(case), "sheets": sheets(case), "may_take_in": may(request.by, "applications.take_in", case.place), "may_check": may(request.by, "applications.check", case.place),
        "lacking": papers.unsigned(case, day) if case.state in ("submitted", "correction", "open") else [], "agency": case.authority, "agency_kind": case.authority and Authority.KINDS[case.authority.kind], "agent_why": Application.AGENT_WHY.get(case.agent_why),
        "sheet": sheet_record.page(case, day), "may_correct_sheet": case.state in BEFORE_DECISION, "may_fill_sheet": used_by(matter) and case.kind == "new" and case.state in BEFORE_DECISION, "paused": case.pauses.filter(until=None).first(), "others": queries.visible(request.by).filter(applicant=case.applicant).exclude(pk=case.pk)[:5], "panels": panels.shown(request, case),
    }  # fmt: skip
    return render(request, "applications/case.html", context | _words(case, matter, found, day))


def _words(case: Application, matter: Matter, found, day) -> dict:
    """The sentences of the page that need more than one value."""
    late, size = left(case, day), case.household.memberships.filter(until=None).count() if case.household else 1
    name = mask_name(case.applicant.name)
    who = here(f"{name}一家", f"{name} and family") if case.unit == "household" else name
    applied = f"{case.applied_on:%Y-%m-%d}" if case.applied_on else ""
    return {
        "title": f"{who} · {pick(matter.label)}",
        "subtitle": here(
            f"办件 {case.number or '—'} · {size} 人 · {case.place.name} · {Application.CHANNELS[case.channel][0]} {applied} · {Application.KINDS[case.kind][0]}",
            f"Case {case.number or '—'} · {size} · {case.place.name} · {Application.CHANNELS[case.channel][1]} {applied} · {Application.KINDS[case.kind][1]}",
        ),
        "days_late": -late if late is not None else 0,
        "due_title": here(f"{case.due_on:%m 月 %d 日}前决定", f"Decide by {case.due_on:%d %B}") if case.due_on else "",
        "due_words": here(
            f"还剩 {late} 个工作日" if late and late >= 0 else f"超期 {-(late or 0)} 个工作日",
            f"{late} working days left" if late and late >= 0 else f"{-(late or 0)} working days late",
        ),
        "badge": here(f"收据 {found.receipts[0]['digest'][:8]}", f"receipt {found.receipts[0]['digest'][:8]}") if found and found.receipts else "",
        "from_words": f"{found.on:%Y-%m}" if found else "",
    }


def _steps(case: Application, matter: Matter, day) -> list[Step]:
    """The bar over the page: who did each step when, what is open until when."""
    latest = {t.step: t for t in case.tasks.select_related("done_by").order_by("round", "pk") if t.state in ("open", "done")}
    out = []
    for step in route.steps_of(case):
        task = latest.get(step.key)
        if task is None:
            out.append(Step(step.label, "", "future"))
        elif task.state == "done" and task.result.get("skipped"):
            out.append(Step(step.label, here(*needless.WHY[task.result["skipped"]]), "done"))
        elif task.state == "done":
            out.append(Step(step.label, f"{task.done_on:%m-%d} {task.done_by.name if task.done_by else ''}", "done"))
        else:
            late = task.due_on and task.due_on < day
            words = here(f"期限 {task.due_on:%m-%d}", f"due {task.due_on:%m-%d}") if task.due_on else ""
            out.append(Step(step.label, words, "late" if late else "current"))
    return out


def _facts(case: Application, matter: Matter, open_now: Proposal | None, day) -> list:
    """The facts this matter asks about and those that two officers find: the household's, then each member's."""
    missing = frozenset(name for _, name in open_now.missing) if open_now else frozenset()
    found, home = judging.judgements(case.matter), case.household.facts if case.household else {}
    own = [f for page in matter.pages if not page.each_member for f in page.facts] + [k for k in found if k in home or k in missing and judging.of_household(k)]
    each = [f for page in matter.pages if page.each_member for f in page.facts] + [k for k in found if not judging.of_household(k)]
    rows = showing.lines(case.household, own, needed=missing) if case.household and own else []
    for person in papers.people(case, day):
        rows += showing.lines(person, [k for k in each if person.facts.get(k) is not None or k in missing], mask_name(person.name), missing)
    return rows


def _event(event) -> Event:
    return Event(event.words, f"{event.on:%Y-%m-%d} {event.by_name}")
