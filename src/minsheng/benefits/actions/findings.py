"""What the sweep found, and what a human made of it."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import Refused
from minsheng.benefits.models import Finding


@action
def close_finding(*, finding: Finding, acted: bool, why: str, by: Actor, on: date) -> Finding:
    """Acted upon, or closed with the reason."""
    allowed(by, "benefits.change", finding.person.place)
    if not why.strip():
        raise Refused("请写明为什么不办。", "Say why nothing is done.", field="why")
    finding.state, finding.settled_on, finding.settled_why = "acted" if acted else "closed", on, why[:200]
    finding.save()
    record(by=by, on=on, act="benefits.close_finding", subject=finding, place=finding.person.place, acted=acted)
    return finding
