"""Unknown is a value: what it can still be is inside the bounds, and a fact that can change the answer is never left unsaid."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.rules.engine import BookError, intervals
from tests.rules.engine.asking import case, some_case
from tests.rules.engine.calling import called, index
from tests.rules.engine.completing import completions, filled_in, matters, unknowns
from tests.rules.engine.making import make_book
from tests.rules.engine.programs import policy
from tests.rules.engine.small import load

ON = "2025-09-01"
MOST = 400  # completions of one household


def test_nine_thousand_and_unknown_is_at_least_nine_thousand(tmp_path):
    book = make_book(tmp_path, '@rule(Household, "够", "Enough", clause="—", grade="—")\ndef enough(members):\n    return sum(m.p for m in members) >= 2\n')
    law = book.at("甲市", ON, ON)
    assert law.value("enough", case(book, {}, {"p": 2}, {})) == (1, 1)
    assert law.value("enough", case(book, {}, {"p": 1}, {})) == (0, 1)
    assert law.value("enough", case(book, {}, {})) == (0, 1)


@pytest.mark.parametrize("income, status", [(153_500, "no"), (153_499, "depends"), (None, "depends")])
def test_one_unknown_income_never_makes_a_household_eligible(income, status):
    book = load()
    members = [{} if income is None else {"income": 2 * income}, {}]
    answer = book.at("深圳市", ON, ON).assess(case(book, {"local": 1, "assets": 0}, *members)).answer("aid")
    assert answer.status == status
    assert ((1, "income") in answer.missing) == (status == "depends")


def test_who_lives_in_the_household_is_a_fact_that_silence_answers_only_where_the_record_does():
    book = load()
    law = book.at("深圳市", ON, ON)
    assert law.value("family_size", case(book, {}, {}, {"counted": 0})) == (1, 1)


@pytest.mark.parametrize("block", range(6))
def test_every_completion_lies_inside_and_every_fact_that_matters_is_named(tmp_path, block, record_property):
    """Random rules over facts of few values, all completions, worked out by calling the rules as plain Python."""
    named = needed = tried = 0
    for seed in range(block * 40, block * 40 + 40):
        try:
            book = make_book(tmp_path, policy(seed))
        except BookError as e:
            pytest.fail(f"seed {seed}: {e}")
        dice, law = random.Random(seed), book.at("甲市", ON, ON)
        for _ in range(3):
            household = some_case(book, dice, 0.6, most=2)
            pairs, ways = unknowns(book, household), list(completions(book, household, MOST))
            for name, rule in book.rules.items():
                member = None if rule.entity.members else 0
                lo, hi, bits = law.run(household).of(rule, member)
                truth = {tuple(w.values()): index(rule, called(law, filled_in(household, w), name, member)) for w in ways}
                assert all(lo <= v <= hi for v in truth.values()), f"seed {seed}, {name}: {(lo, hi)}, {truth}"
                said, wanted = set(law.names_of(bits)), matters(truth, pairs)
                assert wanted <= said, f"seed {seed}, {name}: {wanted - said} is not named"
                tried, named, needed = tried + bool(ways), named + len(said) * bool(ways), needed + len(wanted)
    assert tried > 300
    print(f"\n{tried} values of partly known households: {named} facts named, {needed} of them needed ({1 - needed / named:.0%} named without need)")
    record_property("named without need", 1 - needed / named)


@pytest.mark.parametrize("block", range(3))
def test_every_completed_answer_keeps_to_what_was_promised(tmp_path, block):
    """Status and amount: a no stays no, a yes stays yes, the amount stays inside its bounds; a figure that nobody confirmed counts as unknown."""
    from minsheng.rules.engine.whatif import replaced

    for seed in range(1000 + block * 25, 1000 + block * 25 + 25):
        book, dice = make_book(tmp_path, policy(seed)), random.Random(seed)
        open_law = book.at("乙市", ON, ON)  # here nobody knows figure f, which can be 1 to 3
        laws = [book.at("乙市", ON, ON, figures=replaced(book, {"f": v})) for v in (1, 2, 3)]
        for _ in range(4):
            household = some_case(book, dice, 0.4, most=2)
            before = open_law.assess(household)
            for way in completions(book, household, MOST // 4):
                for law in laws:
                    for a, b in zip(before, law.assess(filled_in(household, way)), strict=True):
                        assert b.status in ("yes", "no"), (seed, b.status)
                        assert a.status != "no" or b.status == "no", (seed, a.benefit.key)
                        assert a.status not in ("yes", "amount_depends", "amount_not_confirmed") or b.status == "yes", (seed, a.status)
                        paid = b.amount.lo if b.amount else 0
                        assert paid == 0 or a.amount.lo <= paid <= a.amount.hi, (seed, a.amount, paid)
                        assert not a.amount or a.amount.lo <= paid <= a.amount.hi, (seed, a.amount, paid)


def test_on_the_small_book_a_lottery_of_completions_stays_inside():
    """Facts of many values cannot be tried one by one: many completions are drawn, the ends of every range among them."""
    book, dice = load(), random.Random(7)
    for _ in range(60):
        law = book.at(dice.choice(["深圳市", "南山区"]), dice.choice(["2022-03-01", ON]), "2030-01-01")
        household = some_case(book, dice, dice.choice([0.1, 0.4, 0.9]))
        bounds = {
            name: [law.value(name, household, m) for m in range(1 if rule.entity.members else len(household.members))] for name, rule in book.rules.items()
        }
        for _ in range(12):
            other = some_case(book, dice, 0, most=6)
            values = {(m, n): (other.facts if m is None else other.members[m % len(other.members)])[n] for m, n in unknowns(book, household)}
            whole = filled_in(household, values)
            for name, spans in bounds.items():
                for m, (lo, hi) in enumerate(spans):
                    found = law.value(name, whole, m)
                    assert lo <= found[0] <= found[1] <= hi, (name, (lo, hi), found)


spans = st.tuples(st.integers(-50, 50), st.integers(0, 6)).map(lambda t: (t[0], t[0] + t[1]))
positive = st.tuples(st.integers(1, 9), st.integers(0, 4)).map(lambda t: (t[0], t[0] + t[1]))


@given(st.sampled_from(["+", "-", "*", "//"]), spans, positive)
def test_arithmetic_on_bounds_leaves_nothing_out_and_adds_nothing(op, a, b):
    do = {"+": int.__add__, "-": int.__sub__, "*": int.__mul__, "//": int.__floordiv__}[op]
    found = [do(x, y) for x in range(a[0], a[1] + 1) for y in range(b[0], b[1] + 1)]
    assert intervals.ARITH[op](a, b) == (min(found), max(found))


@given(st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), spans, spans)
def test_comparisons_of_bounds_say_certainly_and_possibly(op, a, b):
    do = {"<": int.__lt__, "<=": int.__le__, ">": int.__gt__, ">=": int.__ge__, "==": int.__eq__, "!=": int.__ne__}[op]
    found = [do(x, y) for x in range(a[0], a[1] + 1) for y in range(b[0], b[1] + 1)]
    assert intervals.COMPARE[op](a, b) == (int(all(found)), int(any(found)))


@given(st.sampled_from(["round_up", "round_down", "round_half_up"]), spans, positive, positive)
def test_roundings_of_bounds_leave_nothing_out_and_are_exact_where_the_step_is_known(name, num, den, step):
    do = intervals.ROUNDINGS[name]
    found = [do(n, d, s) for n in range(num[0], num[1] + 1) for d in range(den[0], den[1] + 1) for s in range(step[0], step[1] + 1)]
    lo, hi = intervals.rounded(name, num, den, step)
    assert lo <= min(found) and max(found) <= hi
    assert step[0] != step[1] or (lo, hi) == (min(found), max(found))


@given(st.dictionaries(st.integers(-9, 9), st.integers(0, 99), max_size=5), spans)
def test_a_band_is_found_for_every_number_in_the_bounds(bands, key):
    cells = sorted(bands.items())
    found = [next((v for lower, v in reversed(cells) if lower <= k), 0) for k in range(key[0], key[1] + 1)]
    assert intervals.lookup(cells, key) == (min(found), max(found))
