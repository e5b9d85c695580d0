"""What if a figure or a rule were another: who wins, who loses, what it costs; household by household; never payable."""

from __future__ import annotations

import random

import numpy as np
import pytest

from minsheng.rules.engine import InputProblems, UnknownName, batch
from minsheng.rules.engine.whatif import replaced, simulate
from tests.rules.engine.asking import case, population
from tests.rules.engine.making import FIGURES, make_book
from tests.rules.engine.plain_kernels import plain
from tests.rules.engine.small import DEMONSTRATION, load

ON = {"on": "2025-09-01", "known": "2025-12-01"}
HOMES = [(0, 1), (100_000, 2), (153_499, 1), (153_500, 1), (180_000, 2), (500_000, 3)]  # income of one, members
AID = {"benefits": ["aid"]}


@pytest.fixture(autouse=True)
def without_numba(monkeypatch):
    monkeypatch.setattr(batch, "compiled", plain)


def village(place="深圳市"):
    book = load()
    cases = [
        case(book, {"local": 1, "assets": 0}, *([{"income": income, "birth_date": 19400101}] + [{"income": 0, "birth_date": 20200101}] * (n - 1)))
        for income, n in HOMES
    ]
    return population(book, cases, place, random.Random(3))


def expected(standard):
    return np.array([max(0, standard * n - income) if income // n < standard else 0 for income, n in HOMES])


def test_winners_losers_and_cost_household_by_household():
    people, at, _ = village()
    found = simulate(load(), people, {"standard": 1800}, **ON, **AID)
    before, after = expected(153_500), expected(180_000)
    assert found.cost() == {"aid": (before.sum(), after.sum())}
    homes = [x[at] for x in found.by_group()]
    assert np.array_equal(homes[0], before) and np.array_equal(homes[1], after)
    assert found.people("aid") == {
        "winners": int((after > before).sum()),
        "losers": 0,
        "same": int((after == before).sum()),
        "enter": int((after > before)[before == 0].sum()),
        "leave": 0,
    }


def test_a_lower_standard_has_losers_who_leave():
    people, _, _ = village()
    lost = simulate(load(), people, {"standard": 1000}, **ON, **AID).people("aid")
    assert lost["winners"] == 0 and lost["losers"] > 0 and lost["leave"] > 0


def test_nothing_changes_without_a_change():
    people, _, _ = village()
    found = simulate(load(), people, **ON, **AID)
    assert found.people("aid")["same"] == len(HOMES) and len(set(*found.cost().values())) == 1


def test_costs_by_place_and_by_age_add_up():
    people, _, _ = village(["深圳市", "南山区", "深圳市", "深圳市", "南山区", "惠州市"])
    found = simulate(load(), people, {"standard": 1800}, **ON, **AID)
    total = found.cost()["aid"]
    assert tuple(map(sum, zip(*found.by_place().values(), strict=True))) == total
    ages = found.by_age()
    assert {band for band, (a, b) in ages.items() if a or b} == {3, 80}
    assert all(abs(sum(x[i] for x in ages.values()) - total[i]) <= len(ages) for i in (0, 1))  # whole fen for each band


def test_a_change_holds_at_its_place_and_below_alone():
    book = load()
    over = replaced(book, {"standard": 1800}, place="深圳市")
    values = {place: book.at(place, "2025-09-01", "2025-12-01", figures=over).values["standard"] for place in ("深圳市", "南山区", "惠州市", "广东省")}
    assert [v.standing for v in values.values()] == ["demonstration", "demonstration", "undocumented", "not_found"]


@pytest.mark.parametrize("on", ["2020-01-01", "2022-03-01", "2025-09-01", "2030-01-01"])
def test_a_supposed_figure_goes_before_whatever_the_book_has(on):
    over = replaced(load(), {"standard": 1800})
    assert load().at("深圳市", on, "2030-01-01", figures=over).values["standard"].cell("", 1)[0][1] == 180_000


def test_a_supposed_figure_goes_before_an_overlay_and_keeps_the_rest_of_it():
    book = load()
    over = replaced(book, {"standard": 1800}, book.overlay(DEMONSTRATION))
    values = book.at("深圳市", "2026-09-01", "2026-12-01", figures=over).values
    assert values["standard"].cell("", 1)[0][1] == 180_000 and values["nobody_knows"].cell("", 1)[0][1] == 1_234


def test_what_is_supposed_is_never_paid():
    book = load()
    law = book.at("深圳市", "2025-09-01", "2025-12-01", figures=replaced(book, {"standard": 1800}))
    answer = law.assess(case(book, {"local": 1, "assets": 0}, {"income": 0})).answer("aid")
    assert answer.status == "yes" and not answer.payable


def test_figures_by_option_and_band_can_be_supposed():
    book = load()
    over = replaced(book, {"heating": {"urban": {0: 1, 5: 2.5}, "rural": {0: 3}}})
    assert book.at("深圳市", "2025-09-01", "2025-12-01", figures=over).values["heating"].cell("urban", 1) == [(0, 100), (5, 250)]


def test_another_book_of_rules(tmp_path):
    text = '@rule(Household, "够", "Enough", clause="一", grade="A")\ndef enough(a):\n    return a >= 2\n\n\n@rule(Household, "钱", "Money", clause="一", grade="A", unit="元/月")\ndef money(a):\n    return a * 100\n\n\nX = benefit("x", "户", "X", entity=Household, eligible="enough", amount="money")\n'
    book, reform = (make_book(tmp_path, t, FIGURES) for t in (text, text.replace("a >= 2", "a >= 1")))
    people, _, _ = population(book, [case(book, {"a": a}, {}) for a in (0, 1, 2, 3)], "甲市", random.Random(1))
    found = simulate(book, people, reform=reform, **ON)
    assert found.cost() == {"x": (500, 600)} and found.people("x")["enter"] == 1


@pytest.mark.parametrize("changes, error", [
    ({"standart": 1}, UnknownName), ({"standard": "viel"}, InputProblems), ({"standard": 10**9}, InputProblems), ({"standard": {"urban": 1}}, InputProblems),
    ({"heating": 5}, InputProblems), ({"severe_grade": 1.5}, InputProblems),
])  # fmt: skip
def test_a_change_that_cannot_be_is_refused(changes, error):
    people, _, _ = village()
    with pytest.raises(error):
        simulate(load(), people, changes, **ON)
