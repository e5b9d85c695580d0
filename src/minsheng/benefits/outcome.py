"""What a decision does to an award: the outcome of every matter that grants a monthly benefit."""

from datetime import date

from django.db.models import Q

from minsheng.applications.models import Application, Decision
from minsheng.base.actor import MACHINE, Actor
from minsheng.benefits import actions
from minsheng.benefits.continuing import line_of
from minsheng.benefits.ending import over
from minsheng.benefits.models import Award
from minsheng.benefits.running import running, said
from minsheng.benefits.words import asked_back, kept_back
from minsheng.matters import catalogue


def award_of(application: Application) -> Award | None:
    """The award a case is about, or the one it granted."""
    if application.about:
        return Award.objects.get(pk=int(application.about.split(":")[1]))
    return Award.objects.filter(application=application).exclude(state="stopped").first()


def award_by_decision(*, decision: Decision, by: Actor, on: date) -> None:
    """Granted: a new award (granted again after a review: the award there is). Changed, let go, stopped, kept: the award the case is about. Refused: nothing, unless it
    had been granted before.

    A case about a household that goes on under another head hands the award over to it, whatever is decided of the amount.
    """
    application, award = decision.application, award_of(decision.application)
    if decision.outcome == "granted" and award is None:
        matter, person = catalogue.get(application.matter), application.applicant
        home = application.household if matter.unit == "household" else None
        actions.grant(decision=decision, benefit=matter.benefit, person=person, household=home, payee=person, by=by, on=on)
        if person.died_on:  # while it was under way: held from the first, until an officer has said to which month it is due
            actions.report_death(person=person, died_on=person.died_on, by=MACHINE, on=on)
        return
    if award is not None and award.household_id not in (None, application.household_id) and award.household in line_of(application.household):
        actions.hand_over(award=award, decision=decision, by=by, on=on)
    if decision.outcome in ("granted", "changed"):
        actions.change(award=award, decision=decision, by=by, on=on)
    elif decision.outcome == "grace":
        actions.let_go(award=award, decision=decision, by=by, on=on)
    elif decision.outcome == "refused" and award is not None:  # granted, set aside on review, and paid until now
        actions.stop(award=award, decision=decision, code="refused", by=by, on=on)
    elif decision.outcome == "stopped":
        actions.stop(award=award, decision=decision, code=application.reason, by=by, on=on)
    elif decision.outcome == "kept":
        actions.keep(award=award, decision=decision, by=by, on=on)


def undo_decision(*, decision: Decision, by: Actor, on: date) -> None:
    """Set aside on review: an end, a change or a gradual exit is taken back; a grant is paid on until it is decided again; a refusal did nothing."""
    if decision.outcome in ("changed", "grace", "stopped"):
        actions.undo(award=award_of(decision.application), decision=decision, by=by, on=on)


def ends_from(application: Application, month: date) -> list[tuple[str, str]]:
    """In words, what is not paid and what is asked back when the award of a case ends from a month."""
    money = over(award_of(application), month)
    return [*kept_back(money), *asked_back(money, ("对方", "the recipient"))]


def received(application: Application, on: date) -> tuple[str, str] | None:
    """Which award of the same benefit the person, or anybody of the household, receives already, in words; None where there is none."""
    matter = catalogue.get(application.matter)
    there = running(matter.benefit, application.applicant, application.household if matter.unit == "household" else None, on)
    return said(there) if there else None


def paid_now(application: Application, month: date) -> list[dict]:
    """[{component, person, fen, zh, en}] of what the award pays in a month; [] where there is none. A hold pauses money and lowers no amount."""
    award = award_of(application)
    if award is None or award.state == "stopped":
        return []
    names = catalogue.get(application.matter).components
    rows = award.spans.filter(Q(until_month=None) | Q(until_month__gt=month), replaced_on=None, from_month__lte=month).select_related("person").order_by("pk")
    return [
        {"component": s.component, "person": s.person_id, "fen": s.fen, **_named(names.get(s.component, (s.component, s.component)), s.person)} for s in rows
    ]


def _named(label: tuple[str, str], person) -> dict:
    return {"zh": f"{person.name}的{label[0]}" if person else label[0], "en": f"{label[1]}, {person.name}" if person else label[1]}
