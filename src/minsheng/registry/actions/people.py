"""Opening and keeping a person's file."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.crypto import digest, seal
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.places.models import Place
from minsheng.places.queries import still_there
from minsheng.registry import identity, names
from minsheng.registry.events import refuse_leaving, tell
from minsheng.registry.models import Correction, Document, Lookup, NamePiece, Person
from minsheng.registry.queries import opened


def reach(by: Actor, person: Person, permission: str = "registry.edit") -> None:
    """A resident reaches the own file, staff those of their place."""
    if by.role == "resident":
        if by.person != person.pk:
            raise NotAllowed("这不是您的档案。", "This file is not yours.")
    else:
        allowed(by, permission, person.place, machine=True)
    refuse_leaving(person)


def keep(person: Person, secret: dict) -> None:
    """Seal what must not lie open, and keep the digests by which it is found."""
    person.sealed = seal(secret, f"registry.person:{person.pk}")
    person.save(update_fields=["sealed"])
    wanted = {("document", d["number"]) for d in secret.get("documents", [])}
    for number in secret.get("phones", []):
        wanted |= {("phone", number), ("tail", number[-4:])}
    rows = [Lookup(person=person, kind=kind, digest=digest(kind, text)) for kind, text in wanted]
    Lookup.objects.filter(person=person).exclude(digest__in=[r.digest for r in rows]).delete()
    Lookup.objects.bulk_create(rows, ignore_conflicts=True)


def index_name(person: Person) -> None:
    """The pieces by which the name is found, in the place of the file."""
    NamePiece.objects.filter(person=person).delete()
    NamePiece.objects.bulk_create([NamePiece(piece=piece, place_id=person.place_id, person=person) for piece in names.pieces(person.name)])


@action
def open_file(
    *, name: str, place: Place, birth_date: date | None = None, sex: int = 0, documents: list[tuple[str, str]] = (), phones: list[str] = (), address: str = "",
    hukou_place: Place | None = None, synthetic: bool = False, by: Actor, on: date,
) -> Person:  # fmt: skip
    """A new file. Raises AlreadyDone when a document is in another file already, Refused for a number that cannot be right."""
    allowed(by, "registry.edit", place, machine=True)
    still_there(place, on)
    if not name.strip():
        raise Refused("请填写姓名。", "Enter the name.", field="name")
    checked = [identity.check(kind, number) for kind, number in documents]
    for one in checked:
        not_in_another_file(one, by)
        birth_date, sex = birth_date or one.birth_date, sex or one.sex or 0
        if one.birth_date and birth_date != one.birth_date:
            raise Refused("出生日期与证件号码不一致。", "The date of birth is not the one in the document number.", field="birth_date")
    person = Person.objects.create(
        name=name.strip(),
        sex=sex,
        birth_date=birth_date,
        place=place,
        hukou_place=hukou_place,
        created_on=on,
        synthetic=synthetic or any(c.synthetic for c in checked),
    )
    keep(person, {
        "documents": [{"kind": c.kind, "number": c.number} for c in checked], "phones": [identity.phone(p) for p in phones if p], "address": address,
    })  # fmt: skip
    Document.objects.bulk_create([Document(person=person, kind=c.kind, digest=digest("document", c.number)) for c in checked])
    index_name(person)
    tell(person, "opened", on, by)
    record(by=by, on=on, act="registry.open_file", subject=person, place=place)
    return person


def not_in_another_file(checked: identity.Checked, by: Actor) -> None:
    """Raises AlreadyDone; who may not see the other file is not told whose it is."""
    there = Document.objects.filter(digest=digest("document", checked.number), current=True).select_related("person__place").first()
    if there is None:
        return
    if by.covers(there.person.place.path):
        raise AlreadyDone(
            f"这个证件已经建档：{there.person.name}，{there.person.place.name}。",
            f"There is a file with this document: {there.person.name}, {there.person.place.name}.",
        )
    raise AlreadyDone("这个证件已在别处建档，请联系上级办理迁移。", "There is a file with this document elsewhere: ask the office above to move it here.")


@action
def change_person(
    *, person: Person, name: str | None = None, sex: int | None = None, birth_date: date | None = None, why: str, evidence: str, by: Actor, on: date
) -> Person:
    """Put right what is wrong on the first page of a file: `why` a key of Correction.REASONS, `evidence` the proof that was seen. What stood there is kept."""
    allowed(by, "registry.edit", person.place, machine=True)
    wanted = {"name": name and name.strip(), "sex": sex, "birth_date": birth_date}
    changed = {k: v for k, v in wanted.items() if v not in (None, "") and v != getattr(person, k)}
    if not changed:
        raise Refused("没有要更正的内容：填的和档案里一样。", "Nothing to correct: the file says the same already.", field="name")
    if why not in Correction.REASONS:
        raise Refused("请选择更正的原因。", "Choose the reason.", field="why")
    if not evidence.strip():
        raise Refused("请写明看过的证明，例如户口簿。", "Name the proof you have seen, such as the hukou book.", field="evidence")
    if "birth_date" in changed:
        _possible_birth(person, changed["birth_date"], on)
    Correction.objects.bulk_create([
        Correction(person=person, field=key, before=str(getattr(person, key) or ""), after=str(value), why=why, evidence=evidence.strip()[:200], by_id=by.user, on=on)
        for key, value in changed.items()
    ])  # fmt: skip
    for key, value in changed.items():
        setattr(person, key, value)
    person.save(update_fields=list(changed))
    if "name" in changed:
        index_name(person)
    tell(person, "corrected", on, by)
    record(by=by, on=on, act="registry.change_person", subject=person, place=person.place, fields=sorted(changed), why=why)
    return person


def _possible_birth(person: Person, born: date, on: date) -> None:
    """Not in the future, not after death, and the day that a current document says."""
    if born > on or (person.died_on and born > person.died_on):
        raise Refused("出生日期不能晚于今天或死亡日期。", "The date of birth lies after today or after the death.", field="birth_date")
    current = set(person.documents.filter(current=True).values_list("digest", flat=True))
    for one in opened(person).get("documents", []):
        said = identity.check(one["kind"], one["number"]).birth_date
        if said and said != born and digest("document", one["number"]) in current:
            raise Refused(
                f"在用的证件号码里的出生日期是 {said}：证件换了，请先登记新证件；证件没换，请再核对。",
                f"The current document's number says {said}: if there is a new document, add it first; if not, check again.",
                field="birth_date",
            )


@action
def set_contact(*, person: Person, phones: list[str] | None = None, address: str | None = None, notes: str | None = None, by: Actor, on: date) -> Person:
    """Phones, address, notes: sealed. A resident changes the own ones."""
    reach(by, person)
    secret = opened(person)
    if phones is not None:
        secret["phones"] = [identity.phone(p) for p in phones if p.strip()]
    if address is not None:
        secret["address"] = address.strip()
    if notes is not None and by.role != "resident":
        secret["notes"] = notes.strip()
    keep(person, secret)
    tell(person, "contact", on, by)
    record(by=by, on=on, act="registry.set_contact", subject=person, place=person.place)
    return person


@action
def move(*, person: Person, place: Place, by: Actor, on: date) -> Person:
    """The file goes to the community where the person lives now. Whoever keeps it now hands it over."""
    allowed(by, "registry.edit", person.place, machine=True)
    still_there(place, on)
    if place.level != "community":
        raise Refused("请选到社区（村）。", "Choose the community or village.", field="place")
    if place.pk == person.place_id:
        raise AlreadyDone("档案已经在这个社区。", "The file is in this community already.")
    person.place = place
    person.save(update_fields=["place"])
    NamePiece.objects.filter(person=person).update(place=place)
    tell(person, "moved", on, by, place=place.name)
    record(by=by, on=on, act="registry.move", subject=person, place=place)
    return person
