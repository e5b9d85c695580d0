"""A district lets a street decide a matter. Only the province may allow it (Social Assistance Law, art. 44): its document is named."""

from datetime import date

from django.db.models import Q

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.divisions.actions.checks import documented, living
from minsheng.matters import catalogue
from minsheng.places import tree
from minsheng.places.models import Delegation, Place
from minsheng.places.queries import chain_on, ids_of, in_range
from minsheng.rules.book import citations


@action
def delegate(
    *, matter: str, street: Place, since: date, authority: str, document: str, provincial_document: str, until: date | None = None, by: Actor, on: date
) -> Delegation:
    """From a day on the street decides. Raises Refused without the provincial document, for a matter that is not delegable, or where one is in force then."""
    tree.lock()
    street.refresh_from_db()
    district = _district(street, since)
    allowed(by, "places.delegate", district)
    living(street, "street")
    _delegable(matter)
    authority, document = documented(authority, "authority"), documented(document)
    if not provincial_document.strip():
        zh, en = citations.led("delegation", on)
        raise Refused(
            f"{zh}只有省里可以规定由镇街审核确认。请写明省里的文件和文号。",
            f"{en}Only the province may let a street decide. Name its document and number.",
            field="provincial_document",
        )
    if since < on:
        raise Refused("委托不能从过去的日子起算：那时的决定是区里作的。", "A delegation does not begin in the past: the district decided then.", field="since")
    if until and until <= since:
        raise Refused("结束日期应在开始日期之后。", "The end lies after the beginning.", field="until")
    _alone(matter, street, since, until)
    made = Delegation.objects.create(
        matter=matter,
        district=district,
        street=street,
        since=since,
        until=until,
        authority=authority,
        document=document,
        provincial_document=provincial_document.strip(),
    )
    record(by=by, on=on, act="places.delegate", subject=made, place=street, matter=matter, since=since, until=until)
    return made


@action
def end_delegation(*, delegation: Delegation, until: date, by: Actor, on: date) -> Delegation:
    """The first day on which the district decides again. Never before today: what the street has decided stays explained."""
    allowed(by, "places.delegate", delegation.district)
    delegation = Delegation.objects.select_for_update().select_related("district", "street").get(pk=delegation.pk)
    if delegation.until and delegation.until <= on:
        raise AlreadyDone("这项委托已经结束。", "This delegation has ended already.")
    if until < on or until <= delegation.since:
        raise Refused("结束日期不能早于今天，也不能早于开始日期。", "The end lies neither before today nor before the beginning.", field="until")
    delegation.until = until
    delegation.save(update_fields=["until"])
    record(by=by, on=on, act="places.end_delegation", subject=delegation, place=delegation.street, matter=delegation.matter, until=until)
    return delegation


def end_foreign(place: Place, since: date) -> int:
    """After a change of the tree: who is no longer above a street has no say in it, and who is no more decides nothing. How many have ended."""
    running = Delegation.objects.filter(Q(until=None) | Q(until__gt=since)).filter(in_range(place.path, "street__path")).select_related("street", "district")
    foreign = [d for d in running if d.street.until or d.district.until or d.district_id not in ids_of(d.street.path)]
    for one in foreign:
        if one.since >= since:
            raise Refused(
                f"{one.street.name}有一项从 {one.since} 起的委托，请先结束它。",
                f"{one.street.name} has a delegation from {one.since}: end that first.",
                field="since",
            )
        one.until = since
        one.save(update_fields=["until"])
    return len(foreign)


def _district(street: Place, on: date) -> Place:
    chain = chain_on(street, on)
    found = chain.get("functional") or chain.get("district")
    if street.level != "street" or found is None:
        raise Refused("只能委托给区（功能区）下面的镇街。", "Only a street or town below a district can be let decide.", field="street")
    return found


def _delegable(matter: str) -> None:
    if matter not in {m.key for m in catalogue.all_matters() if m.delegable}:
        raise Refused("这个事项不能委托。", "This matter cannot be delegated.", field="matter")


def _alone(matter: str, street: Place, since: date, until: date | None) -> None:
    others = Delegation.objects.filter(Q(until=None) | Q(until__gt=since), matter=matter, street=street)
    clash = (others.filter(since__lt=until) if until else others).order_by("since").first()
    if clash:
        raise Refused(
            f"{street.name}从 {clash.since} 起已有这个事项的委托，两段时间重叠。",
            f"{street.name} has a delegation of this matter from {clash.since}: the two overlap.",
            field="since",
        )
