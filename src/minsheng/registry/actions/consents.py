"""Signatures on the authorisation letter: who signs for whom, refusals, withdrawal."""

from datetime import date

from django.db.models import Q

from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.registry.actions.people import reach
from minsheng.registry.events import tell
from minsheng.registry.models import Authority, Consent, Person
from minsheng.registry.queries import home_of, in_force, is_adult, members_of


def guardians(person: Person, on: date):
    """The people who are the person's guardians by a paper, on a day."""
    return in_force(Authority.objects.filter(person=person, kind="guardian", agent__isnull=False), on)


def may_sign_for(person: Person, signer: Person, on: date) -> bool:
    """Adults sign for themselves, unless a guardian is recorded for them. For a minor: a guardian in force, or a parent."""
    papers = guardians(person, on)
    if person.pk == signer.pk:
        return is_adult(person, on) and not papers.exists()
    if not is_adult(signer, on) or signer.died_on:
        return False
    return papers.filter(agent=signer).exists() or (not is_adult(person, on) and _parent(person, signer, on))


def signers(person: Person, on: date) -> list[Person]:
    """Everybody who may sign for the person on a day: the person, or guardians and parents."""
    kin = Person.objects.filter(Q(kin_of__person=person) | Q(kin__relative=person) | Q(acts_for__person=person)).distinct()
    asked = {p.pk: p for p in [person, *members_of(person, on), *kin]}
    return [p for p in asked.values() if may_sign_for(person, p, on)]


def _parent(child: Person, adult: Person, on: date) -> bool:
    held = Q(until=None) | Q(until__gt=on)
    if child.kin.filter(held, relative=adult, relation="parent").exists() or adult.kin.filter(held, relative=child, relation="child").exists():
        return True
    home = home_of(child, on)
    relations = dict(in_force(home.memberships, on).values_list("person", "relation")) if home else {}
    return relations.get(child.pk) == "child" and relations.get(adult.pk) in ("applicant", "spouse")


@action
def consent(
    *, person: Person, signed_by: Person, kind: str, purpose: str, to: str, manner: str, since: date, until: date | None = None, about: str = "", refused: bool = False,
    witness: str = "", by: Actor, on: date,
) -> Consent:  # fmt: skip
    """One signature, or the refusal to sign: recorded, and no ground to refuse the family.

    `kind` "supporter" is the own page of somebody who owes support and lives elsewhere (《社会救助法》第四十一条): nobody signs it for an adult.
    """
    if by.role == "resident" and by.person != signed_by.pk:
        raise NotAllowed("签名要由本人完成。", "A signature is given by the person.")
    if by.role != "resident":
        reach(by, person)
    if kind not in Consent.KINDS or manner not in Consent.MANNERS:
        raise Refused("请选择授权的种类和签名方式。", "Choose the kind and manner of the signature.", field="kind")
    if not may_sign_for(person, signed_by, on):
        raise Refused(
            f"{signed_by.name} 不能替 {person.name} 签名：成年人自己签，未成年人和有监护人的人由监护人签。",
            f"{signed_by.name} cannot sign for {person.name}: adults sign for themselves, guardians for minors and for whoever has a guardian.",
            field="signed_by",
        )
    if until and until <= since:
        raise Refused("授权的截止日期应在开始日期之后。", "The last day lies after the first.", field="until")
    if manner == "mark" and not refused and not witness.strip():
        raise Refused("按指印要有见证人，请填写见证人姓名。", "A fingerprint needs a witness: enter the name.", field="witness")
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
