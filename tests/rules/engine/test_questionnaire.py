"""The questionnaire asks only what can change an answer, stops when nothing can, and keeps its word about how many questions there are."""

from __future__ import annotations

import random

import pytest

from minsheng.rules.engine import next_question
from tests.rules.engine.asking import case, some_case, some_value
from tests.rules.engine.completing import completions, filled_in
from tests.rules.engine.making import make_book
from tests.rules.engine.programs import policy
from tests.rules.engine.small import DEMONSTRATION, load

ON, KNOWN = "2025-09-01", "2025-12-01"


def asked(law, household, answer, skip=frozenset(), **more):
    """Asks until nothing is left; returns the questions. `answer`: fact, member → a value, or None where the resident does not know."""
    questions = []
    while question := next_question(law, household, skip, **more):
        assert question.fact.ask and (question.member, question.fact.name) not in skip
        assert not questions or question.at_most <= questions[-1].at_most - 1, "the number of questions left must fall"
        questions.append(question)
        value = answer(question.fact, question.member)
        if value is None:
            skip |= {(question.member, question.fact.name)}
        else:
            household = filled_in(household, {(question.member, question.fact.name): value})
    assert not questions or len(questions) <= questions[0].at_most
    return questions, household


@pytest.mark.parametrize("place, on", [("深圳市", ON), ("南山区", "2025-06-01"), ("惠州市", "2026-08-01"), ("深圳市", "2026-08-01")])
@pytest.mark.parametrize("figures", [None, DEMONSTRATION], ids=["book", "demonstration"])
def test_the_number_of_questions_falls_and_is_never_exceeded(place, on, figures):
    book = load()
    law = book.at(place, on, "2026-12-01", figures=figures)
    for seed in range(12):
        dice = random.Random(seed)
        some = asked(law, some_case(book, dice, 0.8, most=3), lambda fact, m, dice=dice: None if dice.random() < 0.2 else some_value(fact, dice))
        assert len(some[0]) < 60


@pytest.mark.parametrize("block", range(3))
def test_it_stops_only_when_no_answer_to_an_askable_fact_can_change_anything(tmp_path, block):
    """Proved by trying every completion of what was not asked."""
    for seed in range(2000 + 30 * block, 2030 + 30 * block):
        book, dice = make_book(tmp_path, policy(seed)), random.Random(seed)
        law = book.at("甲市", "2025-01-01", "2025-01-01")
        start = some_case(book, dice, 0.7, most=2)
        start.facts.setdefault("d", 0)  # the one fact that nobody is asked
        _, household = asked(law, start, lambda fact, m, dice=dice: some_value(fact, dice))
        outcomes = {tuple((a.status, a.amount) for a in law.assess(filled_in(household, way))) for way in completions(book, household, 500)}
        assert len(outcomes) <= 1, (seed, outcomes)


def test_what_has_no_question_is_never_asked():
    book = load()
    law = book.at("深圳市", ON, KNOWN, figures=DEMONSTRATION)
    names = {q.fact.name for seed in range(8) for q in asked(law, case(book, {}, {}, {}), lambda f, m, seed=seed: some_value(f, random.Random(seed)))[0]}
    assert names and not names & {"debts", "cannot_work"}


def test_a_decided_case_asks_nothing():
    book = load()
    law = book.at("深圳市", ON, KNOWN)
    assert next_question(law, case(book, {"local": 0}, {}), benefits=["aid"]) is None


def test_what_was_skipped_is_not_asked_again():
    book = load()
    law = book.at("深圳市", ON, KNOWN)
    alone = next_question(law, case(book, {}, {}), benefits=["aid"])
    unsure = frozenset({(alone.member, alone.fact.name)})
    assert next_question(law, case(book, {}, {}), unsure, benefits=["aid"]) is None, "more questions would not settle the one benefit"
    first = next_question(law, case(book, {}, {}))
    second = next_question(law, case(book, {}, {}), frozenset({(first.member, first.fact.name)}))
    assert (second.member, second.fact.name) != (first.member, first.fact.name) and second.at_most == first.at_most - 1


def test_what_settles_an_answer_alone_comes_early():
    """Income far above the standard ends the questions about aid."""
    book = load()
    law = book.at("深圳市", ON, KNOWN)
    rich = {"income": 100_000_000, "assets": 10**9, "local": 0}
    questions, _ = asked(law, case(book, {}, {}), lambda fact, m: rich[fact.name], benefits=["aid"])
    assert len(questions) == 1


def test_one_old_person_is_asked_the_birth_date_alone_for_old_age_money():
    book = load()
    questions, _ = asked(book.at("深圳市", ON, KNOWN), case(book, {}, {}), lambda fact, m: 19400501, benefits=["old"])
    assert [q.fact.name for q in questions] == ["birth_date"]


def test_with_an_unconfirmed_standard_the_questions_serve_the_indicative_answer():
    book = load()
    law = book.at("深圳市", "2026-02-01", "2026-12-01")
    poor = {"income": 0, "assets": 0, "local": 1}
    questions, household = asked(law, case(book, {}, {}), lambda fact, m: poor[fact.name], benefits=["aid"])
    assert {q.fact.name for q in questions} == set(poor)
    assert law.assess(household, ["aid"]).answer("aid").indicative.status == "yes"


def test_on_the_real_book_a_family_of_three_is_not_asked_everything(book):
    from minsheng.rules.engine import Choice

    law = book.at("深圳市", ON, KNOWN)
    dice = random.Random(1)
    plain = {"birth_date": 19800501, "monthly_income": 2_000_000}

    def answer(fact, m):
        return plain.get(fact.name, 0 if fact.type.lo <= 0 and not isinstance(fact.type, Choice) else some_value(fact, dice))

    asked_of_all, _ = asked(
        law, case(book, {}, {}, {}, {}), answer, benefits=["dibao", "old_age_allowance"] if "old_age_allowance" in book.benefits else ["dibao"]
    )
    askable = sum(bool(f.ask) * (3 if f.entity.members is None else 1) for f in book.facts.values())
    print(f"\na family of three: {len(asked_of_all)} questions of {askable}")
    assert len(asked_of_all) < askable / 2
