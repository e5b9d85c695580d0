"""Signatures on the letter of one application: on a phone by each adult, or on paper at the counter."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.applications import papers, way
from minsheng.applications.actions.intake import complete
from minsheng.applications.models import Application
from minsheng.applications.recusal import keep_out
from minsheng.applications.to_sign import BEFORE_DECISION
from minsheng.base.actions import action, locked
from minsheng.base.actor import Actor
from minsheng.base.errors import AlreadyDone
from minsheng.registry.actions import consent
from minsheng.registry.models import Consent, Person


@action
def sign(
    *, application: Application, people: list[Person], signed_by: Person, manner: str, refused: bool = False, witness: str = "", by: Actor, on: date
) -> list[Consent]:
    """`signed_by` signs, or says no, for the `people`: themselves, or whom they are guardian or parent of. A case that waited for this goes on by itself.

    Raises AlreadyDone when nothing of theirs is missing, Refused for somebody who may not sign for one of them.
    """
    locked(application)
    if by.role != "resident":
        allowed(by, "applications.take_in", application.place)
        keep_out(by, application, on)
    lacking = {p.pk for p in papers.unsigned(application, on)}
    people = [p for p in people if p.pk in lacking]
    if not people or application.state not in BEFORE_DECISION:
        raise AlreadyDone("已经签好了，不用再签。", "It has been signed already.")
    made = [
        consent(person=one, signed_by=signed_by, kind=kind, purpose=Consent.KINDS[kind][0], to=papers.authorised(application), manner=manner, witness=witness, since=on,
                about=f"applications.application:{application.pk}", refused=refused, by=by, on=on)
        for one in people for kind in way.matter_of(application).consents
    ]  # fmt: skip
    complete(application, on)
    return made
