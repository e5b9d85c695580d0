"""What a decision does to an award: the outcome of every matter that grants a monthly benefit."""

from datetime import date

from minsheng.applications.models import Decision
from minsheng.base.actor import Actor
from minsheng.benefits import actions
from minsheng.benefits.models import Award
from minsheng.matters import catalogue


def award_by_decision(*, decision: Decision, by: Actor, on: date) -> None:
    """Granted: a new award. Changed, stopped, kept: the award the case is about. Refused: nothing."""
    application = decision.application
    if decision.outcome == "granted":
        benefit = catalogue.get(application.matter).benefit
        actions.grant(
            decision=decision, benefit=benefit, person=application.applicant, household=application.household, payee=application.applicant, by=by, on=on
        )
    elif decision.outcome != "refused":
        award = Award.objects.get(pk=int(application.about.split(":")[1]))
        if decision.outcome == "changed":
            actions.change(award=award, decision=decision, by=by, on=on)
        elif decision.outcome == "stopped":
            actions.stop(award=award, decision=decision, code=application.reason, by=by, on=on)
        else:
            actions.keep(award=award, decision=decision, by=by, on=on)
