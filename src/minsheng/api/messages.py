"""Answers to text messages, brought by a gateway's program: weighed and taken as those of a file are."""

from datetime import date, datetime

from django.utils import timezone
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from minsheng.api.doors import Door
from minsheng.api.openapi import fails
from minsheng.api.shapes import Coded, Text, coded, words
from minsheng.api.writes import Key, once
from minsheng.base.clock import today
from minsheng.notices.messages.weighing import Given, Row, take_some, weigh
from minsheng.notices.models import Message

router = Router()
SEND = Door("notices.send")
OUTCOMES = {
    "taken": ("已登记", "Taken"), "known": ("以前登记过", "Taken before"), "unfit": ("对不上任何短信", "Belongs to no message"), "look": ("要人看", "To be looked at"),
}  # fmt: skip


class AnswerIn(Schema):
    """One answer: from which number, what, when (with its offset from UTC), and which message it answers where the gateway knows."""

    model_config = ConfigDict(extra="forbid")
    phone: Text = Field(..., min_length=1)
    text: str = Field(..., min_length=1, max_length=500)
    at: datetime
    ref: Text = ""


class AnswersIn(Schema):
    model_config = ConfigDict(extra="forbid")
    answers: list[AnswerIn] = Field(..., min_length=1, max_length=200)


class Taken(Schema):
    """What became of one answer, in the order in which they were sent. Only a plain yes to one open message acts by itself."""

    outcome: Coded
    meaning: Coded
    zh: str
    en: str


@router.post("/messages/answers", auth=SEND, response=list[Taken], operation_id="message_answers", summary="送来短信回复 | Bring answers to messages")
@fails("too-large")
def answers(request, key: Key, given: AnswersIn):
    """通道收到的回复；同样的再送一次不会重复登记，看不明白的留给人看。 | What a gateway received; the same again changes nothing, and what is unclear is left to a human."""
    once(request, key, "message_answers", request.body)
    came = [Given(n, one.phone, one.text, *_local(one.at), one.ref) for n, one in enumerate(given.answers)]
    before = weigh(came, request.by, today())
    while take_some(weigh(came, request.by, today()), way="provider", by=request.by, on=today()):
        pass
    return [_taken(row) for row in before]


def _taken(row: Row) -> dict:
    problem = words(row.problem or ("", ""))
    outcome = "unfit" if row.problem else "known" if row.known else "look" if row.shared or row.meaning == "unclear" else "taken"
    return {"outcome": coded(outcome, OUTCOMES), "meaning": coded(row.meaning, Message.MEANINGS), **problem}


def _local(moment: datetime) -> tuple[date, object]:
    local = timezone.localtime(moment if timezone.is_aware(moment) else timezone.make_aware(moment))
    return local.date(), local.time()
