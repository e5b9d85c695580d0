"""Where an application stands, in plain sentences: what has happened, what comes next, until when, and what the person can do."""

from dataclasses import dataclass
from datetime import date

from minsheng.applications import way
from minsheng.applications.models import Application
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
    )


def _notes(a: Application) -> list[Pair]:
    """What the office has told about time: a clock that stands still, a longer time limit."""
    if a.state != "open":
        return []
    paused = a.pauses.filter(until=None).first()
    longer = a.tasks.exclude(extended_why="").values_list("extended_why", flat=True).first()
    notes = [(f"从 {paused.since} 起暂停计算时间：{paused.reason}", f"The clock has stood still since {paused.since}: {paused.reason}")] if paused else []
    return notes + ([(f"办理时间延长了：{longer}", f"It takes longer than usual: {longer}")] if longer else [])


def _sentence(a: Application) -> Pair:
    if a.state == "draft":
        return "还没有提交，可以接着填。", "Not sent yet; you can go on."
    if a.state == "submitted":
        return f"街道正在看材料，编号 {a.number}。", f"The street office is looking at it: number {a.number}."
    if a.state == "correction":
        return "还缺材料，补齐后就受理，请看通知。", "Something is missing: see the letter."
    if a.state == "open":
        return f"最迟 {a.due_on:%Y-%m-%d} 作出决定。", f"It will be decided by {a.due_on:%Y-%m-%d}."
    if a.state == "granted":
        decision = a.decisions.order_by("-pk").first()
        return (
            f"已确认，从 {decision.from_month:%Y-%m} 起每月 {decision.fen / 100:,.2f} 元。",
            f"Granted: {decision.fen / 100:,.2f} yuan a month from {decision.from_month:%Y-%m}.",
        )
    if a.state == "grace":
        last = later(a.decisions.order_by("-pk").first().until_month, -1)
        return f"收入已经超过标准，发到 {last:%Y-%m} 为止，到时自动停发。", f"Income is above the standard: paid up to {last:%Y-%m}, then it ends by itself."
    if a.state == "refused":
        return "没有通过。通知里写了理由，也写了怎样提出不同意见。", "Not granted. The letter says why, and how to object."
    return "已经有结果，请看通知。", "There is a result: see the letter."


def _steps(application: Application, matter) -> list[Step]:
    latest = {t.step: t for t in application.tasks.order_by("round", "pk") if t.state in ("open", "done")}
    out = []
    for step in matter.way(application.kind):
        task = latest.get(step.key)
        state = "future" if task is None else "done" if task.state == "done" else "current"
        out.append(Step(step.label, f"{task.done_on:%m-%d}" if task and task.done_on else "", state))
    return out
