"""Where an application stands, in plain sentences: what has happened, what comes next, until when, and what the person can do."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from minsheng.applications import route, way
from minsheng.applications.models import Application, Decision
from minsheng.base.months import later
from minsheng.base.ui import Step

Pair = tuple[str, str]


@dataclass(frozen=True)
class Story:
    application: Application
    label: Pair
    state: Pair
    kind: str
    sentence: Pair
    steps: list[Step]
    notes: list[Pair]  # why the clock stands still, why it takes longer
    next: tuple[Pair, str] | None  # what the person can do now: words and address


KINDS = {"granted": "act", "refused": "danger", "stopped": "danger", "grace": "amber", "correction": "amber", "draft": "plain"}


def story(application: Application, on: date) -> Story:
    matter = way.matter_of(application)
    return Story(
        application,
        matter.label,
        Application.STATES[application.state],
        KINDS.get(application.state, "blue"),
        _sentence(application),
        _steps(application, matter),
        _notes(application),
        _next(application),
    )


def with_story(rows: QuerySet[Application]) -> QuerySet[Application]:
    """Applications with everything a story reads, in as many queries for fifty as for one."""
    return rows.prefetch_related("tasks", "pauses", "decisions")


def _latest(a: Application) -> Decision | None:
    return max(a.decisions.all(), key=lambda d: d.pk, default=None)


def _next(a: Application) -> tuple[Pair, str] | None:
    if a.state == "draft":
        return ("接着填", "Go on"), f"/my/applications/{a.pk}/"
    if a.state == "correction":
        return ("补交材料", "Bring what is missing"), f"/my/applications/{a.pk}/papers/"
    return (("看进度", "See where it stands") if a.state in ("submitted", "open") else ("看结果", "See the result")), f"/my/applications/{a.pk}/"


def _notes(a: Application) -> list[Pair]:
    """What the office has told about time: a clock that stands still, a longer time limit."""
    if a.state != "open":
        return []
    paused = next((p for p in a.pauses.all() if p.until is None), None)
    longer = next((t.extended_why for t in a.tasks.all() if t.extended_why), "")
    notes = [(f"从 {paused.since} 起暂停计算时间：{paused.reason}", f"The clock has stood still since {paused.since}: {paused.reason}")] if paused else []
    return notes + ([(f"办理时间延长了：{longer}", f"It takes longer than usual: {longer}")] if longer else [])


def _sentence(a: Application) -> Pair:
    if a.state == "draft":
        return "还没有提交，可以接着填。", "Not sent yet; you can go on."
    if a.state == "submitted":
        return f"街道正在看材料，编号 {a.number}。", f"The street office is looking at it: number {a.number}."
    if a.state == "correction":
        return (
            "还缺材料。可以在这里拍照传上来，也可以带到社区或街道窗口；补齐后就接着办。",
            "Something is missing. Send photographs here, or bring it to the community or street counter; then it goes on.",
        )
    if a.state == "open":
        return f"最迟 {a.due_on:%Y-%m-%d} 作出决定。", f"It will be decided by {a.due_on:%Y-%m-%d}."
    if a.state == "granted":
        decision = _latest(a)
        return (
            f"已确认，从 {decision.from_month:%Y-%m} 起每月 {decision.fen / 100:,.2f} 元。",
            f"Granted: {decision.fen / 100:,.2f} yuan a month from {decision.from_month:%Y-%m}.",
        )
    if a.state == "grace":
        last = later(_latest(a).until_month, -1)
        return f"收入已经超过标准，发到 {last:%Y-%m} 为止，到时自动停发。", f"Income is above the standard: paid up to {last:%Y-%m}, then it ends by itself."
    if a.state == "refused":
        return "没有通过。通知里写了理由，也写了怎样提出不同意见。", "Not granted. The letter says why, and how to object."
    return "已经有结果，请看通知。", "There is a result: see the letter."


def _steps(application: Application, matter) -> list[Step]:
    latest = {t.step: t for t in sorted(application.tasks.all(), key=lambda t: (t.round, t.pk)) if t.state in ("open", "done")}
    out = []
    for step in route.steps_of(application):
        task = latest.get(step.key)
        state = "future" if task is None else "done" if task.state == "done" else "current"
        out.append(Step(step.label, f"{task.done_on:%m-%d}" if task and task.done_on else "", state))
    return out
