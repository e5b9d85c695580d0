"""Queue a message; say how somebody wants to be written to; reach by other ways whom a message does not reach."""

from datetime import date

from minsheng.accounts.access import allowed
from minsheng.base.actions import action, locked
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.notices.models import Message, Wish
from minsheng.registry.actions.people import reach
from minsheng.registry.events import tell
from minsheng.registry.models import Lookup, Person


@action
def send_message(*, person: Person, kind: str, values: dict, about: str = "", by: Actor, on: date) -> Message:
    """Put a message into the outbox, or on the list of people to call where no number is known or none is wanted. The same kind about the same thing is sent once."""
    if there := Message.objects.filter(person=person, kind=kind, about=about).first():
        return there
    why = "unwilling" if Wish.objects.filter(person=person, messages=False).exists() else "" if has_phone(person) else "no_phone"
    message = Message.objects.create(
        person=person, kind=kind, about=about, values=values, state="call" if why else "waiting", why=why, queued_on=on
    )  # fmt: skip
    record(by=by, on=on, act="notices.send_message", subject=message, place=person.place, kind=kind, state=message.state)
    return message


def has_phone(person: Person) -> bool:
    """Told by the digests; nothing sealed is opened for it."""
    return Lookup.objects.filter(person=person, kind="phone").exists()


@action
def set_wish(*, person: Person, messages: bool, language: str, by: Actor, on: date) -> Wish:
    """Whether messages may come, and in which language. What waits goes over to the other list, there and back."""
    reach(by, person)
    if language not in Wish.LANGUAGES:
        raise Refused("请选择短信用的语言。", "Choose the language of the messages.", field="language")
    wish, _ = Wish.objects.update_or_create(person=person, defaults={"messages": messages, "language": language, "said_on": on})
    mine = Message.objects.filter(person=person)
    if not messages:
        mine.filter(state="waiting").update(state="call", why="unwilling")
    elif has_phone(person):
        mine.filter(state="call", why="unwilling").update(state="waiting", why="")
    record(by=by, on=on, act="notices.set_wish", subject=person, place=person.place, messages=messages, language=language)
    return wish


@action
def queue_again(*, message: Message, by: Actor, on: date) -> Message:
    """The number was put right: back into the outbox. What may have reached a phone before is not sent twice."""
    allowed(by, "applications.take_in", locked(message).person.place)
    if message.state != "call" or message.handover_id:
        raise Refused("这一条不能再发短信，请电话或书信联系。", "This one is not sent again: call or write.")
    if not has_phone(message.person) or Wish.objects.filter(person=message.person, messages=False).exists():
        raise Refused("请先登记手机号，并确认本人愿意收短信。", "Record a mobile number first, and that messages may come.")
    message.state, message.why, message.queued_on = "waiting", "", on
    message.save(update_fields=["state", "why", "queued_on"])
    record(by=by, on=on, act="notices.queue_again", subject=message, place=message.person.place)
    return message


@action
def not_reached(*, message: Message, by: Actor, on: date) -> Message:
    """The platform says that it did not arrive: somebody has to call or write."""
    allowed(by, "applications.take_in", locked(message).person.place)
    if message.state not in ("handed", "delivered"):
        raise Refused("只有已经交出的短信才能登记没有送到。", "Only a message that went out can be recorded as not delivered.")
    message.state, message.why = "failed", "failed"
    message.save(update_fields=["state", "why"])
    record(by=by, on=on, act="notices.not_reached", subject=message, place=message.person.place)
    return message


@action
def tell_otherwise(*, message: Message, how: str, told_on: date, by: Actor, on: date) -> Message:
    """Somebody called, wrote or came by instead of the message."""
    allowed(by, "applications.take_in", locked(message).person.place)
    if message.state == "told":
        raise AlreadyDone("已经登记联系过了。", "It is recorded already.")
    if message.state not in ("call", "failed"):
        raise Refused("这一条不在要联系的名单上。", "This one is not on the list of people to call.")
    if how not in Message.HOW:
        raise Refused("请选择怎样联系的。", "Choose how you reached them.", field="how")
    if not message.queued_on <= told_on <= on:
        raise Refused(f"日期应在 {message.queued_on} 到今天之间。", f"The day lies between {message.queued_on} and today.", field="told_on")
    message.state, message.told_how, message.told_on = "told", how, told_on
    message.save(update_fields=["state", "told_how", "told_on"])
    tell(message.person, "told_otherwise", told_on, by, about=f"notices.message:{message.pk}")
    record(by=by, on=on, act="notices.tell_otherwise", subject=message, place=message.person.place, how=how)
    return message


@action
def drop(*, abouts: list[str], by: Actor, on: date) -> int:
    """What these messages ask for is done: those that have not gone out are not sent, and nobody is called about them. How many."""
    n = Message.objects.filter(about__in=abouts, state__in=["waiting", "call", "failed"]).update(state="dropped", why="done")
    if n:
        record(by=by, on=on, act="notices.drop", subject="notices.messages", rows=n)
    return n
