"""What a death in somebody's file means for what they receive, and what it means that they live after all (registry.died)."""

from datetime import date

from minsheng.base.actor import MACHINE, Actor
from minsheng.benefits.actions.deaths import lives, report_death
from minsheng.registry.models import Person


def follow(*, person: Person, by: Actor, on: date) -> None:
    """Held at once, by the machine, whoever has recorded it; for an officer of the benefits to confirm or to refute."""
    report_death(person=person, died_on=person.died_on, by=MACHINE, on=on)


def follow_alive(*, person: Person, why: str, by: Actor, on: date) -> None:
    lives(person, why, by, on)
