"""Two files that are one person. Nothing is lost: the file that is dropped stays, points to the kept one, and keeps its payments and cases."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.registry.actions.people import keep
from minsheng.registry.events import tell
from minsheng.registry.models import Lookup, NamePiece, Pair, Person
from minsheng.registry.queries import fold, opened


@action
def merge(*, keep_file: Person, drop: Person, why: str, by: Actor, on: date) -> Person:
    """Facts, documents, contacts, signatures and accounts come to the kept file; memberships end in the dropped one."""
    allowed(by, "registry.merge", keep_file.place)
    allowed(by, "registry.merge", drop.place)
    if keep_file.pk == drop.pk or drop.merged_into_id:
        raise AlreadyDone("这两份已经是同一份档案。", "These are one file already.")
    if keep_file.birth_date and drop.birth_date and keep_file.birth_date != drop.birth_date and not why.strip():
        raise Refused("两份档案的出生日期不同，请写明为什么是同一个人。", "The dates of birth differ: say why this is one person.", field="why")
    first, second = opened(keep_file), opened(drop)
    merged = {
        "documents": [*first.get("documents", []), *(d for d in second.get("documents", []) if d not in first.get("documents", []))],
        "phones": list(dict.fromkeys([*first.get("phones", []), *second.get("phones", [])])),
        "address": first.get("address") or second.get("address", ""),
        "notes": "\n".join(x for x in (first.get("notes"), second.get("notes")) if x),
    }
    for rows in (drop.history, drop.documents, drop.consents, drop.represented_by):
        rows.update(person=keep_file)
    if not keep_file.accounts.filter(until=None).exclude(since=None).exists():
        drop.accounts.update(person=keep_file)
    drop.memberships.filter(until=None).update(until=on)
    Lookup.objects.filter(person=drop).delete()
    NamePiece.objects.filter(person=drop).delete()
    keep(keep_file, merged)
    keep_file.facts, drop.merged_into = fold(keep_file, on), keep_file
    keep_file.save(update_fields=["facts"])
    drop.save(update_fields=["merged_into"])
    Pair.objects.filter(one__in=[keep_file, drop], other__in=[keep_file, drop]).update(state="merged", settled_by=by.user)
    tell(keep_file, "merged", on, by, about=f"registry.person:{drop.pk}")
    record(by=by, on=on, act="registry.merge", subject=keep_file, place=keep_file.place, dropped=drop.pk)
    return keep_file


@action
def set_different(*, pair: Pair, by: Actor, on: date) -> Pair:
    """A human has looked: two people. It is not asked again."""
    allowed(by, "registry.merge", pair.one.place)
    pair.state, pair.settled_by_id = "different", by.user
    pair.save(update_fields=["state", "settled_by"])
    record(by=by, on=on, act="registry.set_different", subject=pair, place=pair.one.place)
    return pair
