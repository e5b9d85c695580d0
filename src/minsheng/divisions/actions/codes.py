"""Codes of the two systems that hang on a place. A code may pass from one place to another: each use has its days."""

from datetime import date

from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import Refused
from minsheng.divisions.actions.checks import documented, taken
from minsheng.places.models import Place, PlaceCode


@action
def add_code(*, place: Place, system: str, code: str, as_of: date, document: str, by: Actor, on: date) -> PlaceCode:
    """A code from the day of the list that gives it. Raises Refused for one that another place holds in the same system."""
    taken(place, by)
    code, document = code.strip(), documented(document)
    if not (code.isascii() and code.isalnum() and (system == "local" or code.isdigit() and len(code) in (6, 9, 12))):
        raise Refused("区划代码是 6、9 或 12 位数字。", "A code has 6, 9 or 12 digits.", field="code")
    if as_of > on:
        raise Refused("日期不能在今天以后。", "The day does not lie in the future.", field="as_of")
    held = PlaceCode.objects.filter(system=system, code=code, until=None).select_related("place").first()
    if held:
        raise Refused(f"这个代码现在是{held.place.name}的，请先在那里停用。", f"{held.place.name} holds this code: end it there first.", field="code")
    if PlaceCode.objects.filter(system=system, code=code, until__gt=as_of).exists() or PlaceCode.objects.filter(system=system, code=code, as_of=as_of).exists():
        raise Refused("这一天这个代码还在别处使用。", "On this day the code was still in use elsewhere.", field="as_of")
    made = PlaceCode.objects.create(place=place, system=system, code=code, as_of=as_of, document=document)
    record(by=by, on=on, act="places.add_code", subject=place, place=place, system=system, code=code, as_of=as_of)
    return made


@action
def end_code(*, code: PlaceCode, until: date, by: Actor, on: date) -> PlaceCode:
    """The first day on which the place has the code no more."""
    taken(code.place, by)
    code.refresh_from_db()
    if code.until:
        raise Refused("这个代码已经停用。", "This code has ended already.", field="until")
    if until <= code.as_of or until > on:
        raise Refused("停用日期要晚于启用日期，不晚于今天。", "The end lies after the beginning and not in the future.", field="until")
    code.until = until
    code.save(update_fields=["until"])
    record(by=by, on=on, act="places.end_code", subject=code.place, place=code.place, system=code.system, code=code.code, until=until)
    return code
