"""The gate for the book of law itself: invented people and random facts through the tracer and through the compiled kernels."""

from __future__ import annotations

import random

import numpy as np
import pytest

from minsheng import sample
from minsheng.rules.engine import UNKNOWN
from minsheng.rules.engine.batch import sweep
from minsheng.rules.engine.figures import INDICATIVE, STRICT
from tests.rules.engine.asking import case, compiled, traced
from tests.rules.engine.test_equivalence import answers, differences, mixed_cases

PLACES = ["深圳市", "深圳市/福田区", "广州市/南沙区", "惠州市/惠城区", "广东省"]


@pytest.mark.parametrize("on, known", [("2025-10-01", "2025-12-01"), ("2026-07-01", "2026-12-31"), ("2022-10-01", "2022-12-31")])
def test_random_households(book, on, known):
    dice = random.Random(on)
    cases = mixed_cases(book, dice, 8, most=12)
    wrong, count = differences(book, cases, [dice.choice(PLACES) for _ in cases], dice, on, known)
    assert not wrong, wrong[:3]
    assert count > 1000


def test_random_households_with_the_last_confirmed_figures(book):
    dice = random.Random(2)
    cases = mixed_cases(book, dice, 6, most=8)
    wrong, _ = differences(book, cases, [dice.choice(PLACES) for _ in cases], dice, "2026-07-01", "2026-12-31", level=INDICATIVE)
    assert not wrong, wrong[:3]


@pytest.mark.parametrize("group", ["couple"])
def test_random_couples(book, group):
    dice = random.Random(3)
    cases = mixed_cases(book, dice, 6, most=2, group=group)
    wrong, _ = differences(book, cases, [dice.choice(PLACES) for _ in cases], dice, "2025-10-01", "2025-12-01")
    assert not wrong, wrong[:3]


@pytest.mark.parametrize("place", ["深圳市", "惠州市"])
def test_the_synthetic_population(book, place):
    """Plausible people: every person of a sample of households, answer by answer."""
    people = sample.population(20_000, place, seed=4)
    on, known = "2025-10-01", "2025-12-01"
    found = sweep(book, people, on=on, known=known)
    dice, count = random.Random(6), 0
    for h in dice.sample(range(len(people.group_ids)), 150):
        rows = np.flatnonzero(people.person_group == people.group_ids[h])
        household = case(book, facts(people.groups, h), *(facts(people.person, r) for r in rows))
        for answer in answers(book.at(str(people.place[h]), on, known), household, STRICT, list(found)):
            columns = found[answer.benefit.key]
            assert traced(answer, columns) == compiled(columns, h if answer.member is None else int(rows[answer.member])), (h, answer.benefit.key)
            count += 1
    assert count > 3000


def facts(columns, row) -> dict[str, int]:
    return {name: int(values[row]) for name, values in columns.items() if values[row] != UNKNOWN}
