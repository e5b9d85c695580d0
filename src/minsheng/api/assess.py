"""What a household is entitled to: the same rules, figures and engine as everywhere. Nothing that is sent is kept or logged."""

from typing import Annotated, Any, Literal

from ninja import Router, Schema
from pydantic import BeforeValidator, ConfigDict, Field

from minsheng.api.doors import Everybody
from minsheng.api.law import KNOWN, ON, PLACE, asked, law_of
from minsheng.api.law import Asked as OfLaw
from minsheng.api.openapi import fails
from minsheng.api.problems import Trouble, one
from minsheng.api.receipts import Receipt, law_behind, sent
from minsheng.api.shapes import Coded, Day, Text, Words, _clean, words
from minsheng.rules import book, told
from minsheng.rules.engine.explain import shared

router = Router()
MOST_PEOPLE = 20
MOST_EXPLAINED = 5  # benefits whose reasons are told whole: each is a tree a person
Value = Annotated[str, BeforeValidator(_clean), Field(max_length=200)] | int | float | bool | None


class Found(Schema):
    """What only an officer can find: with the officer and the evidence."""

    model_config = ConfigDict(extra="forbid")
    value: Value
    officer: Text = Field(..., min_length=1)
    evidence: Text = Field(..., min_length=1)


Facts = dict[Text, Value | Found]


class Household(Schema):
    """A household as it is described to the rule book; the names of facts are those of /facts. What is left out is unknown, not no. Amounts are in yuan."""

    model_config = ConfigDict(extra="forbid")
    place: Text = Field(..., min_length=1, description=PLACE, examples=["440304"])
    on: Day | None = Field(None, description=ON)
    known: Day | None = Field(None, description=KNOWN)
    household: Facts = Field({}, max_length=200, description="全家的情况 | Facts of the household")
    members: list[Facts] = Field(
        ..., min_length=1, max_length=MOST_PEOPLE, description="每个人的情况，name 是称呼 | Facts of each member; name is what they are called"
    )
    benefits: list[Text] | None = Field(None, min_length=1, max_length=100, description="只看这些待遇 | Only these benefits")
    reasons: Literal["deciding", "whole"] = Field("deciding", description="只说决定的一条，或全部理由（要指明不超过 5 项待遇） | The condition that decided, or all reasons (name at most 5 benefits)")  # fmt: skip


class Fen(Schema):
    """An amount in fen; between the two while it is not certain."""

    least: int
    most: int


class Missing(Words):
    """A fact that could still change the answer: of a member, or of the household (null)."""

    member: str | None
    fact: str


class Indicative(Schema):
    """By the last confirmed figures; never to be paid on."""

    status: str
    amount: Fen | None


class Figure(Schema):
    name: str
    zh: str
    en: str
    value: str
    value_en: str
    unit: str
    since: str
    known: str
    source: str
    grade: str
    standing: str


class Reason(Schema):
    """One line of an explanation. `state`: yes, no, unknown, or value; `decided`: this condition made the one above it what it is; `kids`: the lines below."""

    zh: str
    en: str
    state: str
    left: str = ""
    op: str = ""
    right: str = ""
    left_en: str = ""
    right_en: str = ""
    unit: str = ""
    rule: str = ""
    member: int | None = None
    clause: str = ""
    grade: str = ""
    decided: bool = False
    figures: list[Figure] = Field([])
    kids: list["Reason"] = Field([])


class Answer(Schema):
    """One benefit, for the household or a member. Only what is payable rests on confirmed figures alone."""

    benefit: str
    label: Words
    member: str | None
    status: Coded
    amount: Fen | None
    period: Coded
    payable: bool
    missing: list[Missing]
    missing_figures: list[Coded]
    indicative: Indicative | None
    decided_by: Reason
    reasons: Reason | None
    amount_reasons: Reason | None


class Answers(OfLaw):
    """`receipt` explains the answers again years later (/explain); this system keeps no copy of it."""

    answers: list[Answer]
    receipt: Receipt


class ToExplain(Schema):
    model_config = ConfigDict(extra="forbid")
    receipt: Receipt
    benefits: list[Text] | None = Field(
        None, min_length=1, max_length=MOST_EXPLAINED, description="全部理由只说这些待遇的 | Whole reasons of these benefits only"
    )


@router.post("/assess", auth=Everybody(weight=10), response=Answers, operation_id="assess", summary="一户能领什么 | What a household is entitled to")
@fails("too-large")
def assess(request, given: Household):
    """把一户的情况作为数据送来，得到每项待遇的结论、金额、理由和凭据。不保存任何内容。 | Send a household as data; get status, amount, reason and receipt of every benefit. Nothing is kept."""
    if given.reasons == "whole" and len(given.benefits or ()) not in range(1, MOST_EXPLAINED + 1):
        raise Trouble(
            "bad-input",
            errors=[one("benefits", f"全部理由每次最多 {MOST_EXPLAINED} 项待遇", f"all reasons are told of at most {MOST_EXPLAINED} benefits at a time")],
        )
    law = law_of(given)
    raw = given.model_dump(include={"household", "members"})
    found = law.assess(book.load().read_case(raw), _known(given.benefits))
    return asked(law) | {"answers": _answers(found, given.benefits if given.reasons == "whole" else ()), "receipt": sent(found.receipt)}


@router.post("/explain", auth=Everybody(weight=10), response=Answers, operation_id="explain", summary="凭据再解释一遍 | Explain a receipt again")
@fails("too-large", "conflict")
def explain(request, given: ToExplain):
    """用当时的规则和标准把凭据重算一遍；对不上就说明，不猜。 | Works a receipt out again with the rules and figures of then; says so where they are not the same."""
    law = law_behind(given.receipt)
    found = law.explain(given.receipt.model_dump())
    return asked(law) | {"answers": _answers(found, _known(given.benefits) or ()), "receipt": given.receipt}


def _known(keys: list[str] | None) -> list[str] | None:
    for at, key in enumerate(keys or ()):
        if key not in book.load().benefits:
            raise Trouble("bad-input", errors=[one(f"benefits.{at}", "规则书里没有这项待遇", "the rule book has no such benefit")])
    return keys


def _answers(found, whole) -> list[dict]:
    told_of: set = set()  # a rule told once is not told again: the lines of a household rest on one another
    return [_answer(found, a, a.benefit.key in whole, told_of) for a in found.answers]


def _answer(found, a, whole: bool, told_of: set) -> dict[str, Any]:
    short, facts, figures = told.brief(found, a), book.load().facts, book.load().figures
    roots = (a.benefit.eligible, a.benefit.amount) if whole else (None, None)
    trees = [shared(found.strict, name, a.member).once(told_of).plain() if name else None for name in roots]
    return {
        "benefit": short["benefit"], "label": words((a.benefit.zh, a.benefit.en)), "member": short["member"], "status": {"key": short["status"], **words(told.words(a))},
        "amount": a.amount and {"least": a.amount.lo, "most": a.amount.hi}, "period": {"key": a.benefit.period, **words(told.PER[a.benefit.period])}, "payable": a.payable,
        "missing": [{"member": who, "fact": name, "zh": facts[name].zh, "en": facts[name].en} for who, name in short["missing"]],
        "missing_figures": [{"key": name, "zh": figures[name].zh, "en": figures[name].en} for name in short["missing_figures"]],
        "indicative": a.indicative and {"status": short["indicative"]["status"], "amount": a.indicative.amount and {"least": a.indicative.amount.lo, "most": a.indicative.amount.hi}},
        "decided_by": told.deciding(a), "reasons": trees[0], "amount_reasons": trees[1],
    }  # fmt: skip
