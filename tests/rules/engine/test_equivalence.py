"""The gate: the tracer, the rule called as plain Python, the generated kernel as plain Python and the compiled kernel give the same
answer to the same household: status, bounds of the amount, the condition that decided, the facts that are missing."""

from __future__ import annotations

import random

import numpy as np
import pytest

from minsheng.rules.engine import MinshengRulesError, batch
from minsheng.rules.engine.batch import sweep
from minsheng.rules.engine.figures import INDICATIVE, STRICT
from tests.rules.engine.asking import compiled, population, some_case, traced
from tests.rules.engine.calling import called, index
from tests.rules.engine.making import make_book
from tests.rules.engine.plain_kernels import plain
from tests.rules.engine.programs import policy
from tests.rules.engine.small import DEMONSTRATION, load

PLACES = ["深圳市", "南山区", "惠州市", "广东省", "全国"]
DAYS = [("2025-09-01", "2025-12-01"), ("2026-07-01", "2026-12-01"), ("2022-03-01", "2022-03-15"), ("2018-05-01", "2018-05-01")]
UNKNOWN = (0, 0, 0.1, 0.4, 0.9, 1)


def mixed_cases(book, dice, each, most=30, group="household"):
    return [some_case(book, dice, share, group=group, most=most) for share in UNKNOWN for _ in range(each)]


def differences(book, cases, places, dice, on, known, figures=None, level=STRICT, benefits=None):
    """Both ways for every answer; returns those that differ, and how many were compared."""
    people, at, rows = population(book, cases, places, dice)
    group = people.group
    keys = benefits or [k for k, b in book.benefits.items() if book.world(b).key == group]
    found = sweep(book, people, on=on, known=known, figures=figures, level=level, benefits=keys)
    assert list(found) == keys
    overlay = book.overlay(figures) if figures else None
    laws = {p: book.at(p, on, known, figures=overlay) for p in set(places)}
    out, count = [], 0
    for h, case in enumerate(cases):
        for answer in answers(laws[places[h]], case, level, keys):
            columns = found[answer.benefit.key]
            row = at[h] if answer.member is None else rows[h][answer.member]
            a, b = traced(answer, columns), compiled(columns, row)
            count += 1
            out += [(answer.benefit.key, places[h], on, a, b)] * (a != b)
    return out, count


def answers(law, case, level, benefits):
    from minsheng.rules.engine.answers import Answer

    run = law.run(case, level)
    for benefit in (law.book.benefits[k] for k in benefits):
        for member in range(len(case.members)) if benefit.entity.members is None else [None]:
            yield Answer(run, benefit, member)


# -- the compiled kernels of the small book: one compile of each form serves all of these ---------------------------------------


@pytest.mark.parametrize("on, known", DAYS)
@pytest.mark.parametrize("figures", [None, DEMONSTRATION], ids=["book", "demonstration"])
def test_compiled_kernels_answer_as_the_tracer(on, known, figures):
    """With the demonstration set all figures are known, so that wholly known households take the exact kernel."""
    book, dice = load(), random.Random(on)
    cases = mixed_cases(book, dice, 25)
    wrong, count = differences(book, cases, [dice.choice(PLACES) for _ in cases], dice, on, known, figures)
    assert not wrong, wrong[:5]
    assert count > 500


def test_compiled_kernels_estimate_as_the_tracer():
    book, dice = load(), random.Random(3)
    cases = mixed_cases(book, dice, 15)
    wrong, _ = differences(book, cases, [dice.choice(PLACES) for _ in cases], dice, *DAYS[1], level=INDICATIVE)
    assert not wrong, wrong[:5]


def test_the_values_kernel_gives_the_status_and_amount_of_the_full_one():
    book, dice = load(), random.Random(5)
    people, _, _ = population(book, [some_case(book, dice, 0, most=30) for _ in range(300)], "深圳市", dice)
    asked = {"on": DAYS[0][0], "known": DAYS[0][1], "figures": DEMONSTRATION}
    full, values = sweep(book, people, **asked), sweep(book, people, **asked, outputs="values")
    for key, columns in full.items():
        assert np.array_equal(columns.status, values[key].status) and np.array_equal(columns.amount, values[key].amount), key
        assert columns.status.any(), f"nobody has {key}: the comparison says little"


def test_values_alone_are_refused_while_anything_is_unknown():
    book, dice = load(), random.Random(5)
    people, _, _ = population(book, [some_case(book, dice, 0.5)], "深圳市", dice)
    with pytest.raises(MinshengRulesError, match="full"):
        sweep(book, people, on=DAYS[0][0], known=DAYS[0][1], outputs="values", benefits=["aid"])


@pytest.mark.parametrize("size", [1, 30])
def test_households_of_one_and_of_thirty(size):
    book, dice = load(), random.Random(size)
    cases = [some_case(book, dice, share, most=1) for share in UNKNOWN]
    for case in cases:
        case.members[:] = [dict(case.members[0]) | {"points": dice.randint(-20, 20)} for _ in range(size)]
        case.names[:] = [str(i) for i in range(size)]
    wrong, _ = differences(book, cases, ["深圳市"] * len(cases), dice, *DAYS[0])
    assert not wrong, wrong[:5]


def test_a_run_of_more_than_a_hundred_thousand_rows():
    """Compared with the tracer on a sample, and with the same run in two halves in another order, to the fen."""
    book, dice = load(), random.Random(11)
    drawn = mixed_cases(book, dice, 60, most=4)
    cases = [drawn[i % len(drawn)] for i in range(60_000)]
    people, at, rows = population(book, cases, "深圳市", dice)
    assert len(people) > 100_000
    on, known = DAYS[0]
    whole = sweep(book, people, on=on, known=known, figures=DEMONSTRATION)
    totals = {key: np.zeros(4, np.int64) for key in whole}
    order = dice.sample(range(len(cases)), len(cases))
    for half in (order[:17_000], order[17_000:]):
        part, _, _ = population(book, [cases[h] for h in half], "深圳市", dice)
        for key, columns in sweep(book, part, on=on, known=known, figures=DEMONSTRATION).items():
            totals[key] += summed(columns)
    for key, columns in whole.items():
        assert np.array_equal(totals[key], summed(columns)), key
    law = book.at("深圳市", on, known, figures=DEMONSTRATION)
    for h in dice.sample(range(len(cases)), 250):
        for answer in answers(law, cases[h], STRICT, list(whole)):
            columns = whole[answer.benefit.key]
            assert traced(answer, columns) == compiled(columns, at[h] if answer.member is None else rows[h][answer.member])


def summed(columns) -> np.ndarray:
    return np.array([x.astype(np.int64).sum() for x in (columns.status, columns.amount, columns.amount_high, columns.reason)])


# -- the generated source as plain Python: no compiling, so that many different books can be tried --------------------------------


@pytest.fixture
def without_numba(monkeypatch):
    monkeypatch.setattr(batch, "compiled", plain)


def test_the_generated_source_is_right_before_numba_sees_it(without_numba):
    book, dice = load(), random.Random(13)
    for on, known in DAYS:
        cases = mixed_cases(book, dice, 3, most=5)
        for figures in (None, DEMONSTRATION):
            wrong, _ = differences(book, cases, [dice.choice(PLACES) for _ in cases], dice, on, known, figures)
            assert not wrong, wrong[:5]


@pytest.mark.parametrize("block", range(6))
def test_random_rules_called_traced_and_generated(tmp_path, without_numba, block):
    on = "2025-01-01"
    for seed in range(5000 + 30 * block, 5000 + 30 * block + 30):
        book, dice = make_book(tmp_path, policy(seed)), random.Random(seed)
        cases = [some_case(book, dice, share, most=3) for share in (0, 0, 0.4, 0.8) for _ in range(3)]
        wrong, _ = differences(book, cases, [dice.choice(["甲市", "乙市"]) for _ in cases], dice, on, on)
        assert not wrong, (seed, wrong[:3])
        law = book.at("甲市", on, on)
        for case in cases[:6]:
            for name, rule in book.rules.items():
                for m in [None] if rule.entity.members else range(len(case.members)):
                    value = index(rule, called(law, case, name, m))
                    assert law.value(name, case, m) == (value, value), (seed, name)


def test_the_small_book_called_as_plain_python():
    book, dice = load(), random.Random(17)
    for on, known in DAYS:
        law = book.at(dice.choice(PLACES), on, known, figures=DEMONSTRATION)
        for case in (some_case(book, dice, 0) for _ in range(40)):
            for name, rule in book.rules.items():
                for m in [None] if rule.entity.members else range(len(case.members)):
                    value = index(rule, called(law, case, name, m))
                    assert law.value(name, case, m) == (value, value), name
