"""A death is recorded; or it turns out that the person lives."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.base.actions import action
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.registry import died
from minsheng.registry.events import tell
from minsheng.registry.models import Person


@action
def die(*, person: Person, died_on: date, by: Actor, on: date) -> Person:
    """The death as a register or the family reported it. What the person receives is held at once, by the areas that pay it."""
    allowed(by, "registry.edit", person.place, machine=True)
    possible(person, died_on, on)
    person.died_on = died_on
    person.save(update_fields=["died_on"])
    tell(person, "died", died_on, by)
    record(by=by, on=on, act="registry.die", subject=person, place=person.place)
    died.follow(person=person, by=by, on=on)
    return person


def possible(person: Person, died_on: date, on: date) -> None:
    """After birth and not in the future. Raises Refused."""
    if died_on > on or (person.birth_date and died_on < person.birth_date):
        raise Refused("死亡日期应在出生以后、今天以前。", "The day of death lies after birth and not in the future.", field="died_on")


@action
def set_alive(*, person: Person, why: str, by: Actor, on: date) -> Person:
    """Recorded as dead by mistake: `why` says how it is known that the person lives. What was held or ended for it goes on, with arrears."""
    allowed(by, "registry.edit", person.place)
    if person.died_on is None:
        raise AlreadyDone("档案里没有登记去世。", "No death is recorded in this file.")
    if not why.strip():
        raise Refused("请写明怎样确认本人在世。", "Say how you know that the person lives.", field="why")
    person.died_on = None
    person.save(update_fields=["died_on"])
    tell(person, "alive", on, by)
    record(by=by, on=on, act="registry.set_alive", subject=person, place=person.place)
    died.follow_alive(person=person, why=why, by=by, on=on)
    return person
