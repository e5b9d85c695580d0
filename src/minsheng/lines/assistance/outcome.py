"""What a decision does in social assistance: the award, what it replaces, and what the file says of it from then on."""

from datetime import date

from minsheng.applications.actions import open_about
from minsheng.applications.models import Application, Decision
from minsheng.base.actions import locked
from minsheng.base.actor import MACHINE, Actor
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.benefits import actions
from minsheng.benefits.outcome import award_by_decision, received, undo_decision
from minsheng.lines.assistance.beside import CODES, Beside, beside
from minsheng.matters import catalogue
from minsheng.matters.declare import Pair
from minsheng.registry.actions import learn
from minsheng.registry.models import Household, Person

RECEIVES = {"dibao": ("recognised_status", "dibao", "none"), "margin": ("recognised_status", "margin", "none"), "tekun": ("receives_tekun", True, False)}
"""By benefit: the fact of the rule book that other rules read of it (the household's, or the person's), what it says while it is received, and after."""


def decided(*, decision: Decision, by: Actor, on: date) -> None:
    """The outcome of every matter of the line. Granted: what cannot be received beside it ends, or is refused first."""
    application = decision.application
    if decision.outcome == "granted":
        if application.household:
            locked(application.household)
        for one in _may_replace(decision, on):
            _replace(one, decision, by, on)
    award_by_decision(decision=decision, by=by, on=on)
    subject, benefit = application.household or application.applicant, catalogue.get(application.matter).benefit
    if decision.outcome == "granted":
        _tell_the_file(subject, application.applicant, benefit, True, decision.from_month, application, on)
    elif decision.outcome in ("stopped", "grace"):
        _tell_the_file(subject, application.applicant, benefit, False, decision.until_month or decision.from_month, application, on)


def undone(*, decision: Decision, by: Actor, on: date) -> None:
    """Set aside on review: what ended goes on, and the file says so again."""
    undo_decision(decision=decision, by=by, on=on)
    if decision.outcome in ("stopped", "grace"):
        application = decision.application
        benefit, month = catalogue.get(application.matter).benefit, decision.until_month or decision.from_month
        _tell_the_file(application.household or application.applicant, application.applicant, benefit, True, month, application, on)


def _may_replace(decision: Decision, on: date) -> list[Beside]:
    """What stands beside it. Raises Refused where ending it would leave the family with less."""
    found = beside(decision.application, on)
    whole = [one for one in found if one.whole]
    if sum(one.fen for one in whole) > decision.fen:
        award = whole[0].award
        raise Refused(
            f"这一家正在享受{catalogue.get(award.matter).label[0]}（{award.number}），比这一项多，不能直接替换：请先办停发、听取意见，再确认这一件。",
            f"The family receives {catalogue.get(award.matter).label[1]} ({award.number}), which is more: it cannot be replaced like that. End it first by its own case, in which "
            "they are heard, then grant this.",
            field="outcome",
        )
    return found


def _replace(one: Beside, decision: Decision, by: Actor, on: date) -> None:
    """Everybody in it is supported by the new award: it ends where that begins. Others go on with it: a human looks at what is left for them."""
    award, matter = one.award, catalogue.get(decision.application.matter)
    if one.whole:
        actions.stop(award=award, decision=decision, code=CODES[matter.benefit], by=by, on=on)
        _tell_the_file(award.household or award.person, award.person, award.benefit, False, decision.from_month, decision.application, on)
        return
    try:
        open_about(
            award=f"benefits.award:{award.pk}", matter=award.matter, kind="change", applicant=award.person, household=award.household, reason="to_tekun",
            by=MACHINE, on=on,
        )  # fmt: skip
    except AlreadyDone:  # a case about it is open: it sees what is new
        return


def _tell_the_file(home: Household | Person, person: Person, benefit: str, receives: bool, month: date, case: Application, on: date) -> None:
    """What other rules read of it, from a month on: who is on dibao is helped elsewhere without asking again."""
    if benefit not in RECEIVES:
        return
    key, while_received, after = RECEIVES[benefit]
    subject = home if isinstance(home, Household) and benefit != "tekun" else person
    learn(subject=subject, facts={key: while_received if receives else after}, source="officer", since=month, evidence=case.number, by=MACHINE, on=on)


def stands_in_the_way(application: Application, on: date) -> Pair | None:
    """What makes asking useless: the same is received already, or the household receives what goes before it."""
    if there := received(application, on):
        return there
    for one in beside(application, on):
        if one.award.benefit == "dibao" and catalogue.get(application.matter).benefit in ("margin", "single_dibao"):
            return (
                f"这一家正在享受低保（{one.award.number}），不能同时办这一项：情况变了请办低保的变更或停发。",
                f"The household receives dibao ({one.award.number}), and not both: if things have changed, ask for a change or an end of that.",
            )
    return None
