"""Signatures on the authorisation letter, and who may act for whom."""

from datetime import date

from django.db.models import Q

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.registry.actions.people import reach
from minsheng.registry.events import tell
from minsheng.registry.models import Authority, Consent, Person
from minsheng.registry.queries import age_on, home_of

ADULT = 18  # 《民法典》第十七条


def may_sign_for(person: Person, signer: Person, on: date) -> bool:
    """Adults sign for themselves. For a minor: a guardian in force, or a parent in the household; for others only a guardian."""
    if person.pk == signer.pk:
        return (age_on(person, on) or ADULT) >= ADULT
    if Authority.objects.filter(Q(until=None) | Q(until__gt=on), person=person, agent=signer, kind="guardian", since__lte=on).exists():
        return True
    minor = (age_on(person, on) or ADULT) < ADULT
    return minor and (age_on(signer, on) or 0) >= ADULT and _parent(person, signer)


def _parent(child: Person, adult: Person) -> bool:
    if child.kin.filter(relative=adult, relation="parent").exists() or adult.kin.filter(relative=child, relation="child").exists():
        return True
    home, other = home_of(child), home_of(adult)
    return (
        home is not None
        and home == other
        and {adult.memberships.get(until=None).relation, child.memberships.get(until=None).relation} <= {"applicant", "spouse", "child"}
    )


@action
def consent(
    *, person: Person, signed_by: Person, kind: str, purpose: str, to: str, manner: str, since: date, until: date | None = None, about: str = "", refused: bool = False,
    witness: str = "", by: Actor, on: date,
) -> Consent:  # fmt: skip
    """One signature (or the refusal to sign, which is recorded and is no ground to refuse the family)."""
    if by.role == "resident" and by.person != signed_by.pk:
        raise NotAllowed("签名要由本人完成。", "A signature is given by the person.")
    if by.role != "resident":
        reach(by, person)
    if kind not in Consent.KINDS or manner not in Consent.MANNERS:
        raise Refused("请选择授权的种类和签名方式。", "Choose the kind and manner of the signature.", field="kind")
    if not may_sign_for(person, signed_by, on):
        raise Refused(
            f"{signed_by.name} 不能替 {person.name} 签名：成年人自己签，未成年人由监护人签。",
            f"{signed_by.name} cannot sign for {person.name}: adults sign for themselves, guardians for minors.",
            field="signed_by",
        )
    made = Consent.objects.create(
        person=person,
        signed_by=signed_by,
        kind=kind,
        purpose=purpose,
        to=to,
        manner=manner,
        since=since,
        until=until,
        about=about,
        refused=refused,
        witness=witness,
    )
    tell(person, "refused_consent" if refused else "consented", on, by, about=about)
    record(by=by, on=on, act="registry.consent", subject=person, place=person.place, consent=made.pk, kind=kind, refused=refused)
    return made


@action
def withdraw(*, consent: Consent, by: Actor, on: date) -> Consent:
    """From today nothing more is asked on this signature."""
    if by.role == "resident" and by.person not in (consent.person_id, consent.signed_by_id):
        raise NotAllowed("这不是您的授权。", "This authorisation is not yours.")
    if by.role != "resident":
        reach(by, consent.person)
    if consent.withdrawn_on:
        raise AlreadyDone("已经撤回。", "It has been withdrawn already.")
    consent.withdrawn_on = on
    consent.save(update_fields=["withdrawn_on"])
    tell(consent.person, "withdrew", on, by, about=consent.about)
    record(by=by, on=on, act="registry.withdraw", subject=consent.person, place=consent.person.place, consent=consent.pk)
    return consent


@action
def represent(
    *, person: Person, agent: Person | None, body: str = "", kind: str, since: date, until: date | None = None, document: str, by: Actor, on: date
) -> Authority:
    """Somebody may act for somebody, between two days, by a paper."""
    allowed(by, "registry.edit", person.place, machine=True)
    if kind not in Authority.KINDS:
        raise Refused("请选择代理的种类。", "Choose the kind of authority.", field="kind")
    if agent is None and not body.strip():
        raise Refused("请填写代理人或代办单位。", "Name the agent or the body.", field="agent")
    if not document.strip():
        raise Refused("请填写委托书或监护证明。", "Name the paper that gives the authority.", field="document")
    made = Authority.objects.create(person=person, agent=agent, body=body, kind=kind, since=since, until=until, document=document)
    record(by=by, on=on, act="registry.represent", subject=person, place=person.place, agent=agent and agent.pk, kind=kind)
    return made
