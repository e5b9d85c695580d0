"""A function moves to another department, or a wrong entry is struck. What was written before keeps what it said."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.base.actions import action, locked
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.divisions.actions.checks import documented, living
from minsheng.divisions.departments import OWN_OFFICE
from minsheng.divisions.functions import known
from minsheng.divisions.models import Holding
from minsheng.places.models import Place


@action
def move_function(*, place: Place, function: str, kind: str, name: str, since: date, document: str, by: Actor, on: date) -> Holding:
    """From a day on the function is with this department; whoever had it until then has it no more."""
    allowed(by, "places.departments", place)
    locked(place)
    living(place)
    _declared(place, function, kind)
    document, name = documented(document), _named(name)
    last = Holding.objects.filter(place=place, function=function, struck_on=None).order_by("-since").first()
    _after(last, kind, name, since)
    if last and last.until is None:
        last.until = since
        last.save(update_fields=["until"])
    made = Holding.objects.create(
        place=place, function=function, kind=kind, name=name, since=since, document=document, entered_by_id=by.user, entered_on=on
    )  # fmt: skip
    record(by=by, on=on, act="places.move_function", subject=made, place=place, function=function, kind=kind, since=since)
    return made


@action
def strike_function(*, holding: Holding, why: str, by: Actor, on: date) -> Holding:
    """The entry was wrong: it counts on no day, and the one before it goes on for as long as the wrong one would have. The row stays to be read."""
    allowed(by, "places.departments", holding.place)
    locked(holding)
    if holding.struck_on:
        raise AlreadyDone("这一条已经作废。", "This entry has been struck already.")
    if not why.strip():
        raise Refused("请写明哪里登记错了。", "Say what was wrong.", field="why")
    holding.struck_on, holding.struck_by_id, holding.struck_why = on, by.user, why.strip()
    holding.save(update_fields=["struck_on", "struck_by", "struck_why"])
    Holding.objects.filter(place=holding.place, function=holding.function, struck_on=None, until=holding.since).update(until=holding.until)
    record(by=by, on=on, act="places.strike_function", subject=holding, place=holding.place, function=holding.function, since=holding.since)
    return holding


def _declared(place: Place, function: str, kind: str) -> None:
    if place.level in OWN_OFFICE:
        raise Refused("镇街和村居不分部门，请登记在区（功能区）或以上。", "Streets and communities have no departments: enter it at the district or above.")
    if function not in known().functions or kind not in known().kinds:
        raise Refused("没有这项职能或这类部门。", "There is no such function or kind of department.", field="kind")


def _named(name: str) -> str:
    name = "".join(name.split())
    if not name:
        raise Refused("请写部门的全名，和印章上一样。", "Enter the department's full name, as on its seal.", field="name")
    return name


def _after(last: Holding | None, kind: str, name: str, since: date) -> None:
    if last is None:
        return
    if since <= last.since:
        raise Refused(
            f"这项职能从 {last.since} 起在{last.name}，新的日期要晚于这一天；那一条登记错了的，先作废它。",
            f"{last.name} has it since {last.since}: the day has to be later. If that entry is wrong, strike it first.",
            field="since",
        )
    if last.until is None and (last.kind, last.name) == (kind, name):
        raise Refused(f"现在就在{last.name}。", f"{last.name} has it already.", field="name")
