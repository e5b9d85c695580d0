"""Which law is asked: a place of the rule book and a day, as known on a day, with the figures that offices have entered. The same for all who ask."""

from ninja import Schema
from pydantic import ConfigDict, Field

from minsheng.api.problems import Trouble, one
from minsheng.api.shapes import Day, Text
from minsheng.base.clock import today
from minsheng.rules import book
from minsheng.rules.engine import Date, UnknownName
from minsheng.standards.queries import law_by_code

PLACE = "规则书里的地方：区划代码或名称 | A place of the rule book: its code or its name (440304, 深圳市/福田区)"
ON = "哪一天的规定，默认今天 | The law of which day; today"
KNOWN = "按哪一天已知的，默认今天 | As known on which day; today"


class LawPlace(Schema):
    """A place of the rule book."""

    code: str
    name: str


class Where(Schema):
    """The law of a place on a day."""

    model_config = ConfigDict(extra="ignore")
    place: Text = Field(..., min_length=1, description=PLACE, examples=["440304"])
    on: Day | None = Field(None, description=ON)
    known: Day | None = Field(None, description=KNOWN)


class Asked(Schema):
    """Of which law an answer is."""

    place: LawPlace
    on: str
    known: str


def law_of(where):
    """The law that is asked for. Raises Trouble for a place that is not in the book."""
    try:
        code = book.load().places.find(where.place).code
    except UnknownName as wrong:
        zh, _, en = str(wrong).partition(" / ")
        raise Trouble("bad-input", errors=[one("place", zh, en)]) from None
    return law_by_code(code, (where.on or today()).isoformat(), (where.known or today()).isoformat())


def asked(law) -> dict:
    return {"place": place(law.place), "on": Date().show(law.on), "known": Date().show(law.known)}


def place(code: str) -> dict:
    return {"code": code, "name": book.load().places.title(code)}
