"""Arranging how somebody is supported: it changes what the rules read, never an amount by itself."""

from datetime import date, timedelta

from minsheng.accounts.access import allowed
from minsheng.base import files
from minsheng.base.actions import action, locked
from minsheng.base.actor import MACHINE, Actor
from minsheng.base.audit import record
from minsheng.base.errors import Refused
from minsheng.benefits.models import Award
from minsheng.lines.assistance.models import Support
from minsheng.registry.actions import learn
from minsheng.registry.events import tell
from minsheng.registry.models import Person

AHEAD = timedelta(days=31)  # our own choice: a place in an institution is known some weeks before


@action
def arrange(
    *, award: Award, manner: str, since: date, institution: str = "", public: bool = False, caregiver: Person | None = None, duties: str = "", agreement=None,
    agreed_until: date | None = None, by: Actor, on: date,
) -> Support:  # fmt: skip
    """From a day on the person is supported like this. `agreement`: the uploaded paper signed with the caregiver."""
    allowed(by, "benefits.change", locked(award).place)
    before = award.supports.filter(until=None).first()
    _possible(award, manner, institution, caregiver, agreement or agreed_until, since, before, on)
    if before:
        before.until = since
        before.save(update_fields=["until"])
    made = Support.objects.create(
        award=award, manner=manner, institution=institution.strip(), public=public, caregiver=caregiver, duties=duties, since=since, entered_on=on,
        agreement=files.store(upload=agreement, by=by, on=on, place=award.place).pk if agreement else None, agreed_until=agreed_until,
    )  # fmt: skip
    facts = {"in_institution": manner == "institution", "in_public_home": manner == "institution" and public}
    learn(subject=award.person, facts=facts, source="officer", since=since, evidence=f"供养方式 {award.number}", by=MACHINE, on=on)
    tell(award.person, "supported", since, by, about=f"benefits.award:{award.pk}")
    record(by=by, on=on, act="assistance.arrange", subject=award, place=award.place, support=made.pk, manner=manner)
    return made


def _possible(award: Award, manner: str, institution: str, caregiver: Person | None, agreed, since: date, before: Support | None, on: date) -> None:
    if award.benefit != "tekun" or award.state == "stopped":
        raise Refused("只有在享受特困供养的人才登记供养方式。", "Only for somebody who is supported as tekun.")
    if manner not in Support.MANNERS:
        raise Refused("请选择供养方式。", "Choose how.", field="manner")
    if manner == "institution" and not institution.strip():
        raise Refused("请填写机构名称。", "Name the institution.", field="institution")
    if manner == "institution" and caregiver is not None:
        raise Refused(
            "在机构供养的，照料由机构负责，不登记照料服务人。", "In an institution the institution cares: no caregiver is entered.", field="caregiver"
        )
    if agreed and caregiver is None:
        raise Refused("有照料协议的，请选择照料服务人。", "An agreement needs its caregiver.", field="caregiver")
    if caregiver is not None and caregiver.pk == award.person_id:
        raise Refused("照料服务人不能是本人。", "Nobody is their own caregiver.", field="caregiver")
    if since > on + AHEAD:
        raise Refused("开始日期最多提前一个月登记。", "It can be entered a month ahead at most.", field="since")
    if before and since <= before.since:
        raise Refused(
            f"现在的供养方式从 {before.since} 开始，新的要晚于这一天。", f"The present one began on {before.since}: the new one begins later.", field="since"
        )
