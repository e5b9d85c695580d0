"""What to ask a family next, and what the law says of its answers."""

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

from minsheng.guide import awaited, inputs, law, topics
from minsheng.guide.answers import Answers
from minsheng.rules.engine import next_question


@dataclass(frozen=True)
class Asking:
    """A page of the interview: one question, put for all of `members` at once (None: of the household); at most so many pages to come, this one included."""

    fact: object
    members: list
    at_most: int


def ask_next(answers: Answers, today: date) -> Asking | None:
    """The question that matters most, or None when no answer can change anything. What the reader is not sure of is not asked again,
    and nothing is asked for a benefit that waits for something from outside the family."""
    then, case = law.at(answers.place, answers.month, today), law.book().read_case(answers.case(topics.said(answers.topics)))
    skip = frozenset(answers.asked)
    told = [a.indicative or a for a in then.assess(case, topics.benefits(answers.topics)).answers]
    live = [a for a in told if not skip.intersection(a.missing) and not awaited.waits(a.missing)]
    question = next_question(then, case, skip=skip, found=SimpleNamespace(answers=[_Told(a.missing) for a in live]))
    if question is None:
        return None
    pairs = {p for a in live for p in a.missing if law.book().facts[p[1]].ask}
    pages = {(name, None if inputs.together(law.book().facts[name]) else member) for member, name in pairs}
    alike = sorted(m for m, name in pairs if name == question.fact.name and m is not None)
    return Asking(question.fact, alike if alike and inputs.together(question.fact) else [question.member], len(pages))


@dataclass(frozen=True)
class _Told:
    """An answer as the questionnaire looks at it."""

    missing: list
    indicative: None = None


def assess(answers: Answers, today: date):
    """What the law says of these answers, for the topics chosen."""
    case = law.book().read_case(answers.case(topics.said(answers.topics)))
    return law.at(answers.place, answers.month, today).assess(case, topics.benefits(answers.topics))
