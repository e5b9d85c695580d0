"""Identity documents of a file: added, and ended when they are lost, replaced or run out."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.crypto import digest
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.registry import identity
from minsheng.registry.actions.people import keep, not_in_another_file
from minsheng.registry.events import tell
from minsheng.registry.models import Document, Person
from minsheng.registry.queries import opened


@action
def add_document(*, person: Person, kind: str, number: str, since: date | None = None, until: date | None = None, by: Actor, on: date) -> Document:
    """One more identity document, valid from a day to a day (not included); one of the same kind before is kept and no longer current."""
    allowed(by, "registry.edit", person.place, machine=True)
    checked = identity.check(kind, number)
    found = digest("document", checked.number)
    if mine := Document.objects.filter(person=person, digest=found, current=True).first():
        return mine
    if until and until <= (since or on):
        raise Refused(
            "有效期的最后一天应在第一天之后，过期的证件不用登记。",
            "The last day lies after the first; a document that has run out need not be added.",
            field="until",
        )
    not_in_another_file(checked, by)
    person.documents.filter(kind=kind, current=True).update(current=False, until=since or on)
    secret = opened(person)
    kept = secret.setdefault("documents", [])
    if {"kind": checked.kind, "number": checked.number} not in kept:
        kept.append({"kind": checked.kind, "number": checked.number})
    keep(person, secret)
    made = Document.objects.create(person=person, kind=kind, digest=found, since=since, until=until)
    tell(person, "document", on, by)
    record(by=by, on=on, act="registry.add_document", subject=person, place=person.place, kind=kind)
    return made


@action
def end_document(*, document: Document, until: date, by: Actor, on: date) -> Document:
    """Lost, handed back, replaced or not this person's: from the day on it is history. It still finds the file."""
    person = document.person
    allowed(by, "registry.edit", person.place, machine=True)
    if not document.current:
        raise AlreadyDone("这个证件已经停用。", "This document has been ended already.")
    if until > on or (document.since and until <= document.since):
        raise Refused("停用日期应在启用之后、今天或以前。", "The day lies after the first day and not in the future.", field="until")
    document.current, document.until = False, until
    document.save(update_fields=["current", "until"])
    tell(person, "document_ended", on, by)
    record(by=by, on=on, act="registry.end_document", subject=person, place=person.place, kind=document.kind, document=document.pk)
    return document
