"""What the sweep found, and what a human made of it."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.benefits.models import Finding


@action
def contact(*, finding: Finding, way: str, by: Actor, on: date) -> Finding:
    """The person has been told what they may claim."""
    allowed(by, "benefits.certify", finding.person.place)
    if way not in Finding.CONTACTS:
        raise Refused("请选择怎样联系的。", "Say how they were contacted.", field="way")
    finding.contact, finding.contacted_on = way, on
    finding.save(update_fields=["contact", "contacted_on"])
    record(by=by, on=on, act="benefits.contact", subject=finding, place=finding.person.place, way=way)
    return finding


@action
def close_finding(*, finding: Finding, acted: bool, why: str, by: Actor, on: date) -> Finding:
    """Acted upon, or closed with the reason: then it is not found again for a while."""
    allowed(by, "applications.take_in" if acted else "benefits.change", finding.person.place)
    if finding.state != "open":
        raise AlreadyDone("这一条已经处理。", "This has been dealt with already.")
    if finding.kind == "death":
        raise Refused("死亡信息要确认或否认，不能直接关闭。", "A reported death is confirmed or refuted.")
    if not why.strip():
        raise Refused("请写明为什么不办。", "Say why nothing is done.", field="why")
    finding.state, finding.settled_on, finding.settled_why = "acted" if acted else "closed", on, why.strip()[:200]
    finding.save()
    record(by=by, on=on, act="benefits.close_finding", subject=finding, place=finding.person.place, acted=acted)
    return finding
