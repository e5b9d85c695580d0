"""Signatures on the authorisation letter: who signs for whom, refusals, withdrawal."""

from datetime import date

from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.registry.actions.people import reach
from minsheng.registry.events import tell
from minsheng.registry.models import Consent, Person
from minsheng.registry.queries import supporters
from minsheng.registry.signing import may_sign_for


@action
def consent(
    *, person: Person, signed_by: Person, kind: str, purpose: str, to: str, manner: str, since: date, until: date | None = None, about: str = "", refused: bool = False,
    witness: str = "",
    supports: Person | None = None, by: Actor, on: date,
) -> Consent:  # fmt: skip
    """One signature, or the refusal to sign: recorded, and no ground to refuse the family. Whoever says no ends what they signed before for the same purpose.

    `kind` "supporter" is the own page of somebody who owes support to `supports` and lives elsewhere (《社会救助法》第四十一条); the office of the
    one supported records it, wherever the supporter's file lies.
    """
    if by.role == "resident" and by.person != signed_by.pk:
        raise NotAllowed("签名要由本人完成。", "A signature is given by the person.")
    if by.role != "resident":
        reach(by, supports or person)
    if kind not in Consent.KINDS or manner not in Consent.MANNERS:
        raise Refused("请选择授权的种类和签名方式。", "Choose the kind and manner of the signature.", field="kind")
    if (kind == "supporter") != (supports is not None) or (supports and not supporters(supports, on).filter(relative=person).exists()):
        raise Refused("请先把这位义务人登记为不同住的亲属。", "Record this supporter as a relative who lives elsewhere first.", field="supporter")
    if not may_sign_for(person, signed_by, on):
        raise Refused(
            f"{signed_by.name} 不能替 {person.name} 签名：成年人自己签，未成年人和有监护人的人由监护人签。",
            f"{signed_by.name} cannot sign for {person.name}: adults sign for themselves, guardians for minors and for whoever has a guardian.",
            field="signed_by",
        )
    if since > on:
        raise Refused("签名日期不能在今天以后。", "The day of the signature does not lie in the future.", field="since")
    if until and until <= since:
        raise Refused("授权的截止日期应在开始日期之后。", "The last day lies after the first.", field="until")
    if manner == "mark" and not refused and not witness.strip():
        raise Refused("按指印要有见证人，请填写见证人姓名。", "A fingerprint needs a witness: enter the name.", field="witness")
    about = about or (f"registry.person:{supports.pk}" if supports else "")
    ended = _end_running(person, kind, about, min(since, on)) if refused else []
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
    tell(supports or person, "refused_consent" if refused else "consented", on, by, about="" if supports else about)
    record(by=by, on=on, act="registry.consent", subject=person, place=(supports or person).place, consent=made.pk, kind=kind, refused=refused, ended=ended)
    return made


@action
def withdraw(*, consent: Consent, by: Actor, on: date) -> Consent:
    """From today nothing more is asked for this purpose: whatever else the person has signed for it ends as well, since nobody means one paper of two."""
    if by.role == "resident" and by.person not in (consent.person_id, consent.signed_by_id):
        raise NotAllowed("这不是您的授权。", "This authorisation is not yours.")
    if by.role != "resident":
        reach(by, _supported(consent) or consent.person)
    if consent.withdrawn_on:
        raise AlreadyDone("已经撤回。", "It has been withdrawn already.")
    consent.withdrawn_on = on
    consent.save(update_fields=["withdrawn_on"])
    ended = _end_running(consent.person, consent.kind, consent.about, on)
    tell(consent.person, "withdrew", on, by, about=consent.about)
    record(by=by, on=on, act="registry.withdraw", subject=consent.person, place=consent.person.place, consent=consent.pk, ended=ended)
    return consent


def _end_running(person: Person, kind: str, about: str, on: date) -> list[int]:
    """End every signature for a purpose that still runs, or is to begin; of a supporter, those about the same family. Their ids."""
    rows = Consent.objects.filter(person=person, kind=kind, withdrawn_on=None, refused=False).exclude(until__lte=on)
    if kind == "supporter":
        rows = rows.filter(about=about)
    ended = list(rows.order_by("pk").values_list("pk", flat=True))
    Consent.objects.filter(pk__in=ended).update(withdrawn_on=on)
    return ended


def _supported(consent: Consent) -> Person | None:
    """Whose supporter signed."""
    kind, _, pk = consent.about.partition(":")
    return Person.objects.filter(pk=pk).first() if consent.kind == "supporter" and kind == "registry.person" else None
