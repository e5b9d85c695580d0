"""A lot of answers, weighed before anything is done: whose message each belongs to, what it means, what stands in the way."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time

from minsheng.base.actor import Actor
from minsheng.base.crypto import digest
from minsheng.base.errors import Refused
from minsheng.notices.messages import answers
from minsheng.notices.messages.meaning import meaning
from minsheng.notices.messages.provider import pk_of
from minsheng.notices.models import Answer, Message
from minsheng.registry.identity import phone as as_kept

Pair = tuple[str, str]
STEP = 50  # answers dealt with in one transaction: each agreement opens an application


@dataclass(frozen=True)
class Given:
    """One row as it came: its number in the file, the telephone, the words, when, and the message's id where it is told."""

    at: int
    phone: str
    text: str
    day: date | None
    time: time | None
    ref: str = ""


@dataclass
class Row:
    """What came and what would be done: `messages` it belongs to (several: shared), `known` when it was taken before, `problem` when it fits nowhere."""

    given: Given
    meaning: str
    came: answers.Came | None = None
    messages: list[Message] = field(default_factory=list)
    known: bool = False
    problem: Pair | None = None

    @property
    def shared(self) -> bool:
        return len(self.messages) > 1

    @property
    def open(self) -> bool:
        return bool(self.messages) and not self.known


def weigh(given: Iterable[Given], by: Actor, on: date) -> list[Row]:
    """Every row in its order; in a constant number of queries."""
    rows = [_row(one, on) for one in given]
    asked = answers.asked(by, list({row.came.phone_digest for row in rows if row.came}))
    for row in rows:
        if row.came:
            _fit(row, asked.get(row.came.phone_digest, []))
    there = set(Answer.objects.filter(key__any=[row.came.key for row in rows if row.messages]).values_list("key", flat=True))
    for row in rows:
        row.known = bool(row.messages) and row.came.key in there
        if row.came:
            there.add(row.came.key)  # the same row twice in one file
    return rows


def _row(one: Given, on: date) -> Row:
    row = Row(one, meaning(one.text))
    try:
        number = as_kept(dialled(one.phone))
    except Refused as no:
        row.problem = (no.zh, no.en)
        return row
    if not one.text.strip():
        row.problem = ("没有回复的内容", "there are no words")
    elif one.day is None:
        row.problem = ("时间要写成 2025-10-09 14:30 的样子", "write the time like 2025-10-09 14:30")
    elif one.day > on:
        row.problem = ("时间在今天以后", "the time lies after today")
    else:
        row.came = answers.Came(digest("phone", number), one.text, one.day, one.time)
    return row


def dialled(text: str) -> str:
    """A number as platforms and Excel write it (8613…, 0086 13…, 00852 …, 13….0) as people do."""
    plain = re.sub(r"[\s-]|\.0$", "", text)
    return re.sub(r"^00", "+", re.sub(r"^(?:\+|00)?86(?=1\d{10}$)", "", plain))


def _fit(row: Row, messages: list[Message]) -> None:
    """Which of the messages to this number is meant: the one whose id is told; else all that are open, or the last that was agreed to."""
    told = pk_of(row.given.ref) if row.given.ref else None
    messages = [m for m in messages if m.pk == told] if told else [m for m in messages if m.meaning != "yes"] or messages[-1:]
    earlier = [m for m in messages if m.queued_on <= row.came.day]
    if not messages:
        row.problem = ("没有给这个号码发过要回复的短信，或者不归您管", "no message that asks for an answer went to this number, or it is not in your place")
    elif not earlier:
        row.problem = ("回复比短信还早", "the answer is older than the message")
    row.messages = list({message.person_id: message for message in reversed(earlier)}.values())[::-1]  # of each person the oldest


def take_some(rows: list[Row], *, way: str, file=None, by: Actor, on: date) -> int:
    """Deal with the next of the open rows; how many are left. Each is whole or not at all, and taken once."""
    todo = [row for row in rows if row.open]
    for row in todo[:STEP]:
        for message in row.messages:
            answers.take(message=message, came=row.came, way=way, shared=row.shared, file=file, by=by, on=on)
    return max(0, len(todo) - STEP)
