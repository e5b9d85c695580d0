"""The home visit: two people, neither of them the decider; after an objection others than before."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.accounts.models import DeclaredRelative, User
from minsheng.applications import index, way
from minsheng.applications.models import Application, Task, Visit
from minsheng.applications.recusal import family_digests, two_who_may
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.crypto import seal
from minsheng.base.errors import Refused
from minsheng.registry.actions import learn
from minsheng.registry.events import tell


@action
def visit(
    *, application: Application, second: User, visited_on: date, met: str, members_found: int | None, form: dict, result: str, signed: str, notes: dict,
    next_on: date | None = None, judged: dict | None = None, index_answers: dict[str, str] | None = None, adjustment: int | None = None,
    photos: list[str] = (), by: Actor, on: date,
) -> Visit:  # fmt: skip
    """Two people have been there. Nobody met: the step stays open, and the next try has its day.

    `judged` = {fact: value}: what the law leaves to the visitors. `index_answers` = {row: option} of the index table in force on the day of the visit;
    `adjustment` = fen a month, where no table gives the amount.
    """
    allowed(by, "applications.survey", application.place)
    task, _ = way.current(application, "survey")
    _two_who_may(application, task, by, second, on)
    _said(met, result, visited_on, next_on, on)
    if met != "missed":
        _whole(form, notes, result, signed)
    found = index.judge(application, index_answers or {}, adjustment, visited_on) if met != "missed" else index.NOTHING
    made = Visit.objects.create(
        application=application, task=task, kind=_kind(application, task, by), on=visited_on, first_id=by.user, second=second, met=met, members_found=members_found,
        next_on=next_on if met == "missed" else None, form=form, index_table=found.plain(), result=result, signed=signed,
        sealed=seal(notes, f"applications.visit:{task.pk}"), photos=list(photos),
    )  # fmt: skip
    if met != "missed":
        _learn(application, (judged or {}) | _adjusted(application, found.fen), second, made, by, on)
        way.close(task, by=by, on=on, visit=made.pk, result=result, second=second.pk, photos=len(made.photos))
    tell(application.applicant, "visited" if met != "missed" else "visit_missed", visited_on, by, about=f"applications.application:{application.pk}")
    record(by=by, on=on, act="applications.visit", subject=application, place=application.place,
           visit=made.pk, second=second.pk, met=met, table=found.table, fen=found.fen)  # fmt: skip
    return made


def _two_who_may(application: Application, task: Task, by: Actor, second: User, on: date) -> None:
    two_who_may(by, second, application, on)
    before = {u for pair in application.visits.exclude(task=task).values_list("first", "second") for u in pair}
    if before & {by.user, second.pk}:
        raise Refused("重新调查要换人：这两位里有人去过。", "This is a second survey: send two people who were not at the first.", field="second")


def _said(met: str, result: str, visited_on: date, next_on: date | None, on: date) -> None:
    if visited_on > on:
        raise Refused("调查日期不能在今天以后。", "The day of the visit lies in the future.", field="visited_on")
    if met not in Visit.MET:
        raise Refused("请选择见面方式。", "Say how you met.", field="met")
    if met == "missed" and (next_on is None or next_on <= visited_on):
        raise Refused("没有见到人，请填下次上门的日期。", "Nobody was met: say on which day you try again.", field="next_on")
    if met != "missed" and result not in Visit.RESULTS:
        raise Refused("请选择调查结论。", "Choose the result of the visit.", field="result")


def _whole(form: dict, notes: dict, result: str, signed: str) -> None:
    """A difference says what differs; a refusal to sign says why, before a witness; a visit does not end before it began."""
    if result in ("partly", "false") and not notes.get("differs", "").strip():
        raise Refused("结论和申报不一样，请逐项写明哪里不一样。", "The result differs from what was declared: say what, item by item.", field="differs")
    if signed == "refused" and not (notes.get("refused_why", "").strip() and notes.get("witness", "").strip()):
        raise Refused("拒绝签名的，请写明原因和见证人。", "Where somebody refuses to sign, say why, and who witnessed it.", field="refused_why")
    if form.get("began") and form.get("ended") and form["ended"] <= form["began"]:
        raise Refused("结束时间应在开始之后。", "The visit ends after it began.", field="ended")


def _kind(application: Application, task: Task, by: Actor) -> str:
    """The district itself goes where a member of staff has declared a near relative, or the household has said so."""
    if task.round > 1:
        return "objection"
    said = application.sheets.filter(near="yes", replaced_on=None).exists()
    if by.role == "district" and (said or DeclaredRelative.objects.filter(digest__in=family_digests(application)).exists()):
        return "relative"
    return application.kind if application.kind in Visit.KINDS else "review"


def _adjusted(application: Application, fen: int | None) -> dict[str, int]:
    """The facts of the rule book that the index table settles."""
    return {} if fen is None else dict.fromkeys(way.matter_of(application).adjusts, fen)


def _learn(application: Application, facts: dict, second: User, made: Visit, by: Actor, on: date) -> None:
    if facts:
        learn(
            subject=application.household or application.applicant, facts=facts, source="survey", since=on.replace(day=1),
            officer=f"{by.name}、{second.name}", evidence=f"入户调查 {made.on}", by=by, on=on,
        )  # fmt: skip
