"""Receipts as they come back from outside: by whom they were made nobody knows, so everything in them is checked before the engine sees it."""

from typing import Annotated

from ninja import Schema
from pydantic import ConfigDict, Field

from minsheng.api.problems import Trouble, one
from minsheng.api.shapes import Text
from minsheng.rules import book
from minsheng.rules.engine.types import as_date
from minsheng.standards.queries import law_by_code

Number = Annotated[int, Field(ge=-(2**53), le=2**53)]
Known = dict[Text, Number]


class Inputs(Schema):
    """What was known, as the engine holds it: whole numbers by name."""

    model_config = ConfigDict(extra="forbid")
    group: Text
    facts: Known = Field(..., max_length=200)
    members: list[Known] = Field(..., min_length=1, max_length=20)
    found_by: dict[Text, dict[Text, Text]] = Field({}, max_length=200)


class Said(Schema):
    model_config = ConfigDict(extra="forbid")
    benefit: Text
    member: int | None
    status: Text
    amount: list[Number] | None = Field(..., min_length=2, max_length=2)
    payable: bool


class Receipt(Schema):
    """Enough to work a decision out again: inputs without names, hashes of the rules and figures used, the engine's version, the answers."""

    model_config = ConfigDict(extra="forbid")
    engine: Text
    place: Text
    on: Number
    known: Number
    benefits: list[Text] = Field(..., min_length=1, max_length=100)
    inputs: Inputs
    rules: Text
    figures: Text
    standings: list[Text] = Field(..., max_length=20)
    answers: list[Said] = Field(..., max_length=2000)
    digest: Text


def sent(receipt: dict) -> dict:
    """A receipt as an answer gives it out."""
    return receipt


def law_behind(receipt: Receipt):
    """The law that a receipt names. Raises Trouble for what no receipt of ours says."""
    known = book.load()
    wrong = [one("receipt.place", "规则书里没有这个地方", "the rule book has no such place")] if receipt.place not in known.places.by_code else []
    wrong += [one("receipt.benefits", "规则书里没有这项待遇", "the rule book has no such benefit") for key in receipt.benefits if key not in known.benefits]
    wrong += [one(f"receipt.{name}", "没有这一天", "is not a day that exists") for name in ("on", "known") if not _day(getattr(receipt, name))]
    group = known.entities.get(receipt.inputs.group)
    if group is None or group.members is None:
        raise Trouble("bad-input", errors=[*wrong, one("receipt.inputs.group", "没有这类单位", "there is no such group")])
    wrong += _facts(receipt.inputs.facts, group, "receipt.inputs.facts")
    for n, member in enumerate(receipt.inputs.members):
        wrong += _facts(member, group.members, f"receipt.inputs.members.{n}")
    if wrong:
        raise Trouble("bad-input", errors=wrong)
    return law_by_code(receipt.place, as_date(receipt.on).isoformat(), as_date(receipt.known).isoformat())


def _facts(given: dict[str, int], entity, where: str) -> list[dict]:
    facts = book.load().facts
    bad = [name for name, value in given.items() if name not in facts or facts[name].entity is not entity or not _holds(facts[name].type, value)]
    return [one(f"{where}.{name}", "不是这里可以填的值", "is no value that can stand here") for name in bad]


def _holds(kind, value: int) -> bool:
    """Whether it is a value of this type: written out and read again it is the same."""
    try:
        return kind.lo <= value <= kind.hi and kind.read(kind.show(value)) == value
    except ValueError:
        return False


def _day(value: int) -> bool:
    try:
        return as_date(value).year >= 1949
    except (ValueError, OverflowError):
        return False
