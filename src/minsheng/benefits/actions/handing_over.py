"""What a household receives goes on under its new head, by the decision of an officer."""

from datetime import date

from minsheng.applications.models import Decision
from minsheng.base.actions import action
from minsheng.base.actor import MACHINE, Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone
from minsheng.benefits.actions.awards import by_human, locked
from minsheng.benefits.models import Award
from minsheng.payments.actions import pay_to


@action
def hand_over(*, award: Award, decision: Decision, by: Actor, on: date) -> Award:
    """Recipient, payee and household are those of the case; what waits to be paid goes to the new payee's account, so that no month is lost."""
    by_human(decision, by)
    locked(award)
    head, home = decision.application.applicant, decision.application.household
    if Award.objects.filter(benefit=award.benefit, person=head).exclude(state="stopped").exclude(pk=award.pk).exists():
        raise AlreadyDone("新户主自己已经在领这一项待遇，请先停发其中一份。", "The new head receives this benefit already: end one of the two first.")
    before = award.person_id
    award.person, award.payee, award.household = head, head, home
    award.save(update_fields=["person", "payee", "household"])
    pay_to(about=f"benefits.award:{award.pk}", payee=head, by=MACHINE, on=on)
    record(by=by, on=on, act="benefits.hand_over", subject=award, place=award.place, decision=decision.pk, before=before, person=head.pk)
    return award
