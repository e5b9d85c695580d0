"""Steps that the law wants in some cases only: opened where there is nothing to do, they close by themselves and say why."""

from datetime import date

from minsheng.applications import deadlines, opinions, prepare
from minsheng.applications.models import Application, Assessment
from minsheng.matters import catalogue
from minsheng.matters.declare import Step

WHY: dict[str, tuple[str, str]] = {
    "refused": ("不用公示：结论是不符合", "Not posted: the conclusion is that it does not qualify"),
    "disagreed": ("不用公示：初审不同意", "Not posted: the street does not agree"),
    "nothing_less": ("不用听取：没有减少", "Not needed: nothing is reduced"),
    "unchanged": ("不用公布：维持不变", "Nothing to publish: it stays as it is"),
    "no_grant": ("不用公布：没有确认", "Nothing to publish: nothing was granted"),
}


def why(application: Application, step: Step, on: date) -> str:
    """A key of WHY where this step has nothing to do; "" where it has."""
    ask = {"notice": _nothing_to_post, "hearing": _nothing_less, "announce": _nothing_decided}.get(step.kind)
    return ask(application, on) if ask else ""


def _nothing_to_post(application: Application, on: date) -> str:
    """A grant is posted; a refusal is written to the family alone (Social Assistance Law, art. 45)."""
    if opinions.agreed(application):
        return ""
    task = opinions.last_done(application, "opinion")
    return "" if task is None else "refused" if task.result.get("agree") else "disagreed"


def _nothing_less(application: Application, on: date) -> str:
    """Who is heard is who may lose something; an end that the office has opened takes all."""
    if application.kind == "stop":
        return ""
    found = prepare.assess(application, on)
    return "nothing_less" if found.status == "yes" and not less(found, paid(application, found)) else ""


def _nothing_decided(application: Application, on: date) -> str:
    """A refusal is the family's own; what is left as it is only renews the long-term list, where there is one."""
    if application.state == "kept":
        return "" if deadlines.term(catalogue.get(application.matter).standing, application.place, on) else "unchanged"
    return "no_grant" if application.state == "refused" else ""


def paid(application: Application, found: Assessment) -> int:
    """Fen a month that the award a case is about pays in the month the assessment is for."""
    return sum(line["fen"] for line in catalogue.get(application.matter).paid(application, found.on))


def less(found: Assessment, before: int) -> bool:
    """Whether what is prepared is less than what is paid."""
    return (found.fen or 0) < before


def heard(application: Application) -> bool:
    """Whether the family has been heard in the round that counts now."""
    if not opinions.steps_of(application, "hearing"):
        return application.hearings.exists()
    task = opinions.last_done(application, "hearing")
    return bool(task and task.result.get("hearing"))
