"""Handing messages over: set aside in one transaction, gone in the next. What was set aside goes out by that way, to that number, and by no other."""

from datetime import date

from minsheng.accounts.access import allowed, within
from minsheng.base.actions import action, locked
from minsheng.base.actor import Actor
from minsheng.base.audit import record, record_many
from minsheng.base.crypto import digest
from minsheng.base.errors import NotAllowed, Refused
from minsheng.notices import words
from minsheng.notices.messages.provider import Out, named, provider, ref
from minsheng.notices.models import Handover, Message, Wish
from minsheng.places.models import Place
from minsheng.registry.events import tell
from minsheng.registry.queries import opened

STEP = 50  # messages in one call of the provider
FORMATS = ("csv", "xlsx")


def waiting(by: Actor):
    """What waits for a phone in the actor's place."""
    return within(Message.objects.filter(state="waiting"), by, "person__place")


def _may(place: Place | None, by: Actor) -> None:
    """A list is an officer's, the provider the machine's."""
    if place is not None:
        allowed(by, "notices.send", place)
    elif by.role != "machine":
        raise NotAllowed("短信通道由系统定时调用。", "The provider is called by the system at its times.")


@action
def set_aside(*, place: Place | None, by: Actor, on: date, limit: int | None = None) -> Handover | None:
    """Take what waits out of the outbox, for one list (`place`) or one call of the provider (None). Whoever lost the number goes on the list of people to call.

    None when nothing is left to hand over.
    """
    _may(place, by)
    if place is not None and named():
        raise Refused("短信由短信通道自动发送，不用下载清单。", "The provider sends the messages by itself: no list is needed.")
    rows = waiting(by).select_related("person").select_for_update(of=("self",)).order_by("pk")[:limit]
    ready = [(message, *found) for message in rows if (found := _number_and_words(message))]
    if not ready:
        return None
    handover = Handover.objects.create(way="file" if place else "provider", place=place, count=len(ready), made_by_id=by.user, made_on=on)
    for message, phone, text in ready:
        message.state, message.handover = "sending", handover
        message.phone_digest, message.text_digest = digest("phone", phone), digest("message", text)
        message.save(update_fields=["state", "handover", "phone_digest", "text_digest"])
    record(by=by, on=on, act="notices.set_aside", subject=handover, place=place, rows=len(ready))
    return handover


def _number_and_words(message: Message) -> tuple[str, str] | None:
    """(phone, text); None, with the state that says why, for whom no message goes out."""
    person = message.person
    unwilling = Wish.objects.filter(person=person, messages=False).exists()
    phones = opened(person).get("phones") or []
    why = "died" if person.died_on else "unwilling" if unwilling else "" if phones else "no_phone"
    if why:
        message.state, message.why = "dropped" if why == "died" else "call", why
        message.save(update_fields=["state", "why"])
        return None
    return phones[0], says(message)


def says(message: Message) -> str:
    """The words in the person's language."""
    return words.message(message.kind, message.person, message.values, language_of(message))


def language_of(message: Message) -> str:
    """zh-hans, zh-hant or en, as the person said."""
    return Wish.objects.filter(person=message.person_id).values_list("language", flat=True).first() or "zh-hans"


def _as_set_aside(handover: Handover, states: list[str]) -> list[tuple[Message, Out]]:
    """The messages with the number and words of the moment they were set aside; a number that is gone since is not handed over."""
    out = []
    for message in handover.messages.filter(state__in=states).select_related("person").order_by("pk"):
        phone = next((p for p in opened(message.person).get("phones") or [] if digest("phone", p) == message.phone_digest), "")
        if phone:
            out.append((message, Out(ref(message.pk), phone, says(message))))
        elif message.state == "sending":
            message.state, message.why = "failed", "changed"
            message.save(update_fields=["state", "why"])
    return out


@action
def through_provider(*, handover: Handover, by: Actor, on: date) -> int:
    """Call the provider for one handover; how many it took. Done again after a kill it calls with the same ids. Raises Refused when it does not answer."""
    _may(None, by)
    out = _as_set_aside(locked(handover), ["sending"])
    gateway = provider()
    if gateway is None:
        raise Refused("没有接通短信通道（MINSHENG_MESSAGES）。", "No provider is connected (MINSHENG_MESSAGES).")
    try:
        accepted = gateway.hand_over([one for _, one in out]) if out else {}
    except Exception as wrong:  # noqa: BLE001  whatever it is: its text may quote a number, so only its kind is told
        name = type(wrong).__name__
        raise Refused(f"短信通道没有应答（{name}），下次再试。", f"The provider did not answer ({name}); it is tried again.") from None
    taken = [message for message, one in out if accepted.get(one.id)]
    _gone(taken, by, on)
    Message.objects.filter(pk__in=[m.pk for m, one in out if not accepted.get(one.id)]).update(state="failed", why="refused")
    Handover.objects.filter(pk=handover.pk, fetched_on=None).update(fetched_on=on)
    record(by=by, on=on, act="notices.hand_over", subject=handover, rows=len(taken), refused=len(out) - len(taken))
    return len(taken)


@action
def fetch(*, handover: Handover, kind: str, purpose: str, by: Actor, on: date) -> list[Out]:
    """The list for the office's platform, with numbers in the clear. Who fetched it, and what for, is on record with every person on it."""
    allowed(by, "notices.send", locked(handover).place)
    if handover.way != "file" or kind not in FORMATS:
        raise Refused("这一批没有清单。", "There is no list of this batch.")
    if purpose not in PURPOSES:
        raise Refused("请选择下载的用途。", "Choose what you fetch it for.", field="purpose")
    out = _as_set_aside(handover, ["sending", "handed", "delivered", "failed", "answered"])
    _gone([message for message, _ in out if message.state == "sending"], by, on)
    if handover.fetched_on is None:
        handover.fetched_on = on
        handover.save(update_fields=["fetched_on"])
    people = [message.person for message, _ in out]
    record_many(by=by, on=on, act="file.looked", subjects=people, place=handover.place, purpose=f"messages.{purpose}", fields=["phones"])
    record(by=by, on=on, act="notices.fetch_list", subject=handover, place=handover.place, rows=len(out), kind=kind, purpose=purpose)
    return [one for _, one in out]


PURPOSES = {
    "send": ("交给短信平台发送", "To send them through the office's platform"),
    "again": ("上次下载的文件打不开或丢了", "The file fetched before is lost or unreadable"),
    "audit": ("检查、审计", "Inspection or audit"),
}
"""Why somebody fetches a list with numbers on it."""


def _gone(messages: list[Message], by: Actor, on: date) -> None:
    for message in messages:
        message.state, message.sent_on = "handed", on
        message.save(update_fields=["state", "sent_on"])
        tell(message.person, "messaged", on, by, about=f"notices.message:{message.pk}")
