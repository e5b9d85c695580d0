"""How each act of a case is done, and when it is offered: what `acts.py` names in its table."""

from collections.abc import Callable

from minsheng.applications import actions, forms_appraisal, forms_survey, judging, kinds, opinions, papers, prepare, way
from minsheng.applications.actions.hearing import told
from minsheng.applications.ends import End, usual
from minsheng.applications.gradual import Exit
from minsheng.applications.models import Application
from minsheng.base import files
from minsheng.base.clock import today
from minsheng.notices.models import Notice

Pair = tuple[str, str]


def stored(data: dict, name: str, case: Application, who: dict):
    """The id of an uploaded file, or None."""
    return files.store(upload=data[name], place=case.place, **who).pk if data.get(name) else None


def visit(case, data, **who):
    photos = [str(files.store(upload=one, place=case.place, **who).pk) for one in data["photos"]]
    form = {k: data[k] for k in ("dwelling", "area", "bills", "appliances", "causes", "wants")} | forms_survey.typed(data)
    return actions.visit(
        application=case, second=data["second"], visited_on=data["visited_on"], met=data["met"], next_on=data["next_on"], members_found=data["members_found"], form=form,
        index_answers=data["index_answers"], adjustment=data.get("adjustment"), result=data["result"], signed=data["signed"],
        notes={"neighbours": data["neighbours"], "notes": data["notes"], **forms_survey.sealed(data)}, photos=photos, **who,
    )  # fmt: skip


def appraise(case, data, **who):
    photos = [str(files.store(upload=one, place=case.place, **who).pk) for one in data.pop("photos")]
    minutes = {key: data.pop(key) for key in forms_appraisal.AppraisalForm.MINUTES}
    return actions.appraise(application=case, minutes=minutes, photos=photos, **data, **who)


def judge(case, data, **who):
    return actions.judge(application=case, **{k: data[k] for k in ("answers", "second", "manner", "evidence", "says")}, **who)


def may_judge(case: Application) -> bool:
    """While something is open that may be a judgement, and where there has been one."""
    if case.state != "open" or not judging.judgements(case.matter):
        return False
    found = prepare.latest(case)
    return found is None or found.status not in ("yes", "no") or bool(judging.known(case, today()))


def classify(case, data, **who):
    return actions.classify(application=case, matter=data["kind"].matter.key, person=data["kind"].person, reason=data["reason"], **who)


def may_be_another(case: Application) -> bool:
    return case.kind == "new" and case.state in ("submitted", "correction", "open") and bool(kinds.others(case))


def still_missing(case: Application) -> Pair:
    if lacking := papers.missing(case):
        return f"已登记。还缺：{'、'.join(m.label[0] for m in lacking)}", f"Kept. Still missing: {', '.join(m.label[1] for m in lacking)}"
    return "材料齐了，可以受理。", "Nothing is missing now: the case can be accepted."


def decide(outcome: str) -> Callable:
    return lambda case, data, **who: actions.decide(application=case, outcome=outcome, reason=data["reason"], clause=data["clause"], seen=data["seen"], **who)


def let_go(case, data, **who):
    leaving = Exit(data["months"], data["share"], data["document"])
    return actions.decide(application=case, outcome="grace", reason=data["reason"], clause=data["clause"], leaving=leaving, seen=data["seen"], **who)


def stop(case, data, **who):
    return actions.decide(application=case, outcome="stopped", reason=data["reason"], clause=data["clause"], end=end_of(data), seen=data["seen"], **who)


def end_of(data: dict) -> End:
    return End(data["from_month"], data["month_why"])


def earlier(case: Application, data: dict) -> list[Pair]:
    """An end from an earlier month than usual: what is not paid, and what is asked back."""
    month = data["from_month"]
    if month >= usual(today()):
        return []
    return [(f"从 {month:%Y-%m} 起停发。", f"It ends from {month:%Y-%m}."), *way.matter_of(case).ends_from(case, month)]


def prepared(*statuses: str) -> Callable[[Application], bool]:
    """Offered only when the machine's conclusion allows it: what cannot be granted is not on offer."""

    def when(case: Application) -> bool:
        found = prepare.latest(case)
        return found is not None and found.status in statuses

    return when


def notice_up(case: Application) -> bool:
    return case.state == "open" and notice_of(case) is not None


def notice_of(case: Application):
    return Notice.objects.filter(about=f"applications.application:{case.pk}", kind="opinion", removed_on=None).first()


def open_report(case: Application):
    return case.checks.filter(reported_on=None).order_by("-pk").first()


def as_posted(case: Application) -> bool:
    """Whether what would be granted is what hung on the board; a refusal needs no notice."""
    found = prepare.latest(case)
    return found is None or found.status != "yes" or opinions.as_posted(case, found)


def changed_since(case: Application) -> bool:
    """Whether something else is prepared now than the street has agreed to."""
    found = prepare.latest(case)
    return found is not None and not opinions.still_agreed(case, found)


def again(case, data, **who):
    return actions.opine_again(application=case, reason=data["reason"], **who)


def may_be_told(case: Application) -> bool:
    """Somebody means to reduce or end although the step had closed by itself, or means something else than the letter says."""
    keys = opinions.steps_of(case, "hearing")
    skipped = any(t.step in keys and t.state == "done" and t.result.get("skipped") for t in case.tasks.all())
    return case.state == "open" and (skipped or told(case) is not None)


def on_its_way(case: Application) -> bool:
    letter = told(case)
    return letter is not None and letter.delivered_on is None


def of_kind(*kinds: str) -> Callable[[Application], bool]:
    return lambda case: case.kind in kinds
