"""Two files are one person: letters stand in the kept file; messages and the wish about them go there as far as it has none of its own."""

from datetime import date

from minsheng.base.actor import Actor
from minsheng.notices.models import Letter, Message, Wish
from minsheng.registry.models import Person


def follow(*, keep: Person, drop: Person, by: Actor, on: date) -> None:
    Letter.objects.filter(person=drop).update(person=keep)
    there = set(Message.objects.filter(person=keep).values_list("kind", "about"))
    for message in Message.objects.filter(person=drop):
        if (message.kind, message.about) not in there:
            message.person = keep
            message.save(update_fields=["person"])
    if not Wish.objects.filter(person=keep).exists():
        Wish.objects.filter(person=drop).update(person=keep)
