"""Who may act for whom, between two days, by a paper."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.registry.events import tell
from minsheng.registry.models import Authority, Person
from minsheng.registry.queries import is_adult


@action
def represent(
    *, person: Person, agent: Person | None, body: str = "", kind: str, since: date, until: date | None = None, document: str, by: Actor, on: date
) -> Authority:
    """`kind` a key of Authority.KINDS; an `agent`, or a `body` (committee, institution)."""
    allowed(by, "registry.edit", person.place, machine=True)
    if kind not in Authority.KINDS:
        raise Refused("请选择代理的种类。", "Choose the kind of authority.", field="kind")
    if agent is None and not body.strip():
        raise Refused("请填写代理人或代办单位。", "Name the agent or the body.", field="agent")
    if agent and agent.pk == person.pk:
        raise Refused("代理人应是另一个人。", "An agent is somebody else.", field="agent")
    if kind == "guardian" and agent and not is_adult(agent, on):
        raise Refused("未成年人不能做监护人。", "Somebody under age cannot be a guardian.", field="agent")
    if until and until <= since:
        raise Refused("截止日期应在开始日期之后。", "The last day lies after the first.", field="until")
    if not document.strip():
        raise Refused("请填写委托书或监护证明。", "Name the paper that gives the authority.", field="document")
    made = Authority.objects.create(person=person, agent=agent, body=body.strip(), kind=kind, since=since, until=until, document=document.strip())
    tell(person, "authority", on, by)
    record(by=by, on=on, act="registry.represent", subject=person, place=person.place, agent=agent and agent.pk, kind=kind)
    return made


@action
def end_authority(*, authority: Authority, until: date, by: Actor, on: date) -> Authority:
    """Revoked, run out or replaced: from the day on nobody acts by it."""
    allowed(by, "registry.edit", authority.person.place, machine=True)
    if authority.until and authority.until <= on:
        raise AlreadyDone("这项代理已经终止。", "This authority has ended already.")
    if until <= authority.since or until > on:
        raise Refused("终止日期应在开始之后、今天或以前。", "The day lies after the first day and not in the future.", field="until")
    authority.until = until
    authority.save(update_fields=["until"])
    tell(authority.person, "authority_ended", on, by)
    record(by=by, on=on, act="registry.end_authority", subject=authority.person, place=authority.person.place, authority=authority.pk, kind=authority.kind)
    return authority
