"""The rule book: every benefit with its rules in plain words, their clauses and figures; and the vocabulary that a household is described in."""

from django.http import Http404
from ninja import Path, Query, Router, Schema

from minsheng.api import figures
from minsheng.api.doors import Everybody
from minsheng.api.law import Asked as OfLaw
from minsheng.api.law import Where, asked, law_of
from minsheng.api.shapes import Coded, Words, words
from minsheng.rules import book
from minsheng.rules.engine import Choice, unit_en
from minsheng.rules.readout import figures_of, rules_of
from minsheng.rules.told import PER

router = Router()
PERIODS = PER | {"none": ("没有钱，只作认定", "A finding without money")}


class Benefit(Schema):
    """A benefit of the rule book, or a finding (period none)."""

    key: str
    label: Words
    layer: str
    about: Coded
    period: Coded
    summary: Words
    how: Words
    bring: list[Words]
    decides: Words


class Line(Schema):
    depth: int
    text: str


class Rule(Schema):
    """A rule in force, read out in both languages with the figures of the day; `main`: the benefit itself names it, the others it rests on."""

    name: str
    main: bool
    clause: str
    grade: str
    zh: list[Line]
    en: list[Line]


class WithRules(OfLaw):
    benefit: Benefit
    in_force: bool
    rules: list[Rule]
    figures: list[figures.Figure]


class Fact(Schema):
    """One thing that can be known of a household or a person. `judgement`: only an officer can find it, and says on what evidence."""

    name: str
    about: Coded
    label: Words
    kind: str
    unit: Words
    least: str | None
    most: str | None
    options: list[Coded]
    question: Words | None
    why: Words | None
    judgement: bool
    sensitive: bool


@router.get("/benefits", auth=Everybody(), response=list[Benefit], operation_id="benefits", summary="规则书里的待遇 | Benefits of the rule book")
def benefits(request):
    """全部待遇和认定。 | Every benefit and finding."""
    return [_benefit(b) for b in book.load().benefits.values()]


@router.get("/benefits/{key}", auth=Everybody(), response=WithRules, operation_id="benefit", summary="一项待遇的规则 | The rules of one benefit")
def benefit(request, where: Query[Where], key: str = Path(max_length=60)):
    """用白话读出这个地方这一天的规则，带数字、条款和依据等级。 | Its rules for a place and day in plain words, with figures, clauses and grades."""
    found, law = book.load().benefits.get(key), law_of(where)
    if found is None:
        raise Http404
    english = {rule.name: rule.lines for rule in rules_of(found, law, "en")}
    rules = [
        {"name": r.name, "main": r.main, "clause": r.clause, "grade": r.grade, "zh": _lines(r.lines), "en": _lines(english[r.name])}
        for r in rules_of(found, law, "zh")
    ]
    held = [figures.shown(law, one["figure"]) for one in figures_of(found, law)]
    return asked(law) | {"benefit": _benefit(found), "in_force": law.versions[found.eligible] is not None, "rules": rules, "figures": held}


@router.get("/facts", auth=Everybody(), response=list[Fact], operation_id="facts", summary="描述一户用的词 | The vocabulary of a household")
def facts(request):
    """试算时可以填写的情况：名称、类型、范围、选项、问法。 | What an assessment can be told: name, kind, range, options, question."""
    return [_fact(f) for f in book.load().facts.values()]


def _benefit(b) -> dict:
    about = b.entity
    return {
        "key": b.key, "label": words((b.zh, b.en)), "layer": b.layer, "about": {"key": about.key, "zh": about.zh, "en": about.en}, "period": {"key": b.period, **words(PERIODS[b.period])},
        "summary": words(b.summary), "how": words(b.how), "bring": [words(one) for one in b.bring], "decides": words(b.decides),
    }  # fmt: skip


def _lines(lines) -> list[dict]:
    return [{"depth": line.depth, "text": line.text} for line in lines]


def _fact(f) -> dict:
    kind, about = f.type, f.entity
    options = [{"key": key, **words(label)} for key, label in kind.options.items()] if isinstance(kind, Choice) else []
    bounded = not options and kind.name != "bool"
    return {
        "name": f.name, "about": {"key": about.key, "zh": about.zh, "en": about.en}, "label": words((f.zh, f.en)), "kind": kind.name,
        "unit": words((f.unit, unit_en(f.unit))), "least": kind.show(kind.lo) if bounded else None, "most": kind.show(kind.hi) if bounded else None,
        "options": options, "question": words(f.ask) if f.ask else None, "why": words(f.why) if f.why else None,
        "judgement": f.is_judgement, "sensitive": f.sensitive,
    }  # fmt: skip
