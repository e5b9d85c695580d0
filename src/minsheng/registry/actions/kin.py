"""Kin who need not live together: supporters, parents, children."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.registry.actions.homes import known_relation
from minsheng.registry.events import tell
from minsheng.registry.models import Kinship, Person


@action
def relate(*, person: Person, relative: Person, relation: str, since: date | None = None, by: Actor, on: date) -> Kinship:
    """`relative` is the person's …, wherever they live. Recorded once; a kinship that had ended is in force again."""
    allowed(by, "registry.edit", person.place, machine=True)
    if person.pk == relative.pk or known_relation(relation) == "applicant":
        raise Refused("亲属应是另一个人。", "A relative is somebody else.", field="number")
    made, fresh = Kinship.objects.get_or_create(person=person, relative=relative, relation=relation, defaults={"since": since})
    if not fresh and made.until is None:
        raise AlreadyDone("这位亲属已经登记。", "This relative is recorded already.")
    if not fresh:
        made.since, made.until = since or made.until, None
        made.save(update_fields=["since", "until"])
    tell(person, "related", on, by)
    record(by=by, on=on, act="registry.relate", subject=person, place=person.place, relative=relative.pk, relation=relation)
    return made


@action
def unrelate(*, kinship: Kinship, until: date, by: Actor, on: date) -> Kinship:
    """Divorced, adopted by others, or entered by mistake: from the day on it no longer holds."""
    allowed(by, "registry.edit", kinship.person.place, machine=True)
    if kinship.until:
        raise AlreadyDone("这项亲属关系已经终止。", "This kinship has been ended already.")
    if until > on or (kinship.since and until <= kinship.since):
        raise Refused("终止日期应在开始之后、今天或以前。", "The day lies after the first day and not in the future.", field="until")
    kinship.until = until
    kinship.save(update_fields=["until"])
    tell(kinship.person, "unrelated", on, by)
    record(by=by, on=on, act="registry.unrelate", subject=kinship.person, place=kinship.person.place, kinship=kinship.pk)
    return kinship
