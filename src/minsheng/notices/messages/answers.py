"""Answers: whose message they belong to, what they mean, what they do. Only a plain yes to one open message acts by itself; all else is looked at by a human."""

from dataclasses import dataclass
from datetime import date, time

from django.db import transaction

from minsheng.accounts.access import allowed, within
from minsheng.base.actions import action, locked
from minsheng.base.actor import Actor
from minsheng.base.audit import record
from minsheng.base.crypto import digest, open_sealed, seal
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.notices.messages import kinds
from minsheng.notices.messages.meaning import meaning
from minsheng.notices.models import Answer, AnswerFile, Message
from minsheng.registry.events import tell

LONGEST = 200  # characters of an answer that are kept


@dataclass(frozen=True)
class Came:
    """One answer: the number's digest, the words, when ("" and None where an officer enters it and does not know)."""

    phone_digest: str
    text: str
    day: date
    at: time | None = None

    @property
    def key(self) -> str:
        return digest("answer", f"{self.phone_digest}|{self.day}|{self.at}|{self.text.strip()[:LONGEST]}")


def asked(by: Actor, digests: list[str]) -> dict[str, list[Message]]:
    """{digest of a number: the messages it may answer} in the actor's place, the oldest first."""
    rows = within(Message.objects.filter(kind__in=kinds.asking(), phone_digest__any=digests), by, "person__place")
    found: dict[str, list[Message]] = {}
    for message in rows.exclude(state="dropped").select_related("person__place").order_by("pk"):
        found.setdefault(message.phone_digest, []).append(message)
    return found


@action
def take(*, message: Message, came: Came, way: str, shared: bool = False, file: AnswerFile | None = None, by: Actor, on: date) -> Answer:
    """Keep an answer and do what it says; the same one again is the one that is there. `shared`: others have an open message at the same number.

    An officer is told at once what stands in the way (Refused); of a file or the provider it is kept with the answer, for somebody to look at.
    """
    allowed(by, "applications.take_in", locked(message).person.place, machine=True)
    if there := message.answers.filter(key=came.key).first():
        return there
    if not came.text.strip():
        raise Refused("请填写回复的内容。", "Say what was answered.", field="text")
    if not message.queued_on <= came.day <= on:
        raise Refused(f"回复的日期应在 {message.queued_on} 到今天之间。", f"The answer's day lies between {message.queued_on} and today.", field="day")
    said = meaning(came.text)
    why = "shared" if shared else "unclear" if said == "unclear" else "after" if message.meaning == "yes" and said == "no" else ""
    answer = Answer(
        message=message, key=came.key, phone_digest=came.phone_digest, answered_on=came.day, answered_at=came.at, meaning=said,
        way=way, file=file, state="look" if why else "done", why=why, taken_by_id=by.user, taken_on=on,
    )  # fmt: skip
    problem = {} if why else _do(answer, said, by, on, told=way == "officer")
    answer.sealed = seal({"text": came.text.strip()[:LONGEST], **problem}, about(answer))
    answer.save()
    if why == "unclear" and not message.meaning:
        _mark(message, "unclear", came.day)
    record(
        by=by, on=on, act="notices.take_answer", subject=message, place=message.person.place, answer=answer.pk, meaning=said, state=answer.state, why=answer.why,
        way=way, number=came.phone_digest,
    )  # fmt: skip
    return answer


def _do(answer: Answer, said: str, by: Actor, on: date, *, told: bool) -> dict:
    """A yes or no that is clear. What stands in the way, {} when nothing does."""
    message = answer.message
    if said == "yes" and message.meaning != "yes":
        try:
            with transaction.atomic():
                answer.led_to = kinds.agreed(message, since=answer.answered_on, by=by, on=on)
        except Refused as no:
            if told:
                raise
            answer.state, answer.why = "look", "refused"
            return {"zh": no.zh, "en": no.en}
    if said != message.meaning:
        _mark(message, said, answer.answered_on)
        tell(message.person, {"yes": "agreed", "no": "declined"}[said], answer.answered_on, by, about=f"notices.message:{message.pk}")
    return {}


def _mark(message: Message, said: str, day: date) -> None:
    message.state, message.meaning, message.replied_on = "answered", said, day
    message.save(update_fields=["state", "meaning", "replied_on"])


@action
def settle(*, answer: Answer, said: str, by: Actor, on: date) -> Answer:
    """A human has looked, and asked where it was doubtful: it is dealt with as yes or no, or nothing is done ("none")."""
    allowed(by, "applications.take_in", locked(answer).message.person.place)
    if answer.state != "look":
        raise AlreadyDone("这条回复已经有人处理了。", "Somebody has dealt with this answer already.")
    if said not in ("yes", "no", "none"):
        raise Refused("请选择怎么处理。", "Choose what it means.", field="said")
    if said == "no" and answer.message.meaning == "yes":
        raise Refused(
            "先前已经回复同意，申请在办：请到办件里撤回申请，再把这条回复标为“不用办”。",
            "They agreed before and the application is under way: take it back on the case's page, then close this answer with nothing done.",
            field="said",
        )
    locked(answer.message)
    if said != "none":
        _do(answer, said, by, on, told=True)
    answer.state, answer.settled_as, answer.settled_by_id, answer.settled_on = "settled", said, by.user, on
    answer.save(update_fields=["state", "settled_as", "settled_by", "settled_on", "led_to"])
    record(by=by, on=on, act="notices.settle_answer", subject=answer.message, place=answer.message.person.place, answer=answer.pk, said=said)
    return answer


def about(answer: Answer) -> str:
    return f"notices.answer:{answer.message_id}:{answer.key}"


def words_of(answer: Answer) -> dict:
    """{text, and zh, en where something stood in the way}. Who shows it records the look."""
    return open_sealed(answer.sealed, about(answer))
