"""Columns as people bring them: what is wrong is said with where and how to mend it; odd but right ones are decided."""

from __future__ import annotations

import random

import numpy as np
import pytest

from minsheng.rules.engine import UNKNOWN, BookError, InputProblems, MinshengRulesError, UnknownName, batch
from minsheng.rules.engine.batch import STATUSES, Population, sweep
from tests.rules.engine.asking import case, population, some_case
from tests.rules.engine.making import FACTS, RULE, make_book
from tests.rules.engine.plain_kernels import plain
from tests.rules.engine.small import load

ASKED = {"on": "2025-09-01", "known": "2025-12-01", "benefits": ["aid", "old"]}


@pytest.fixture(autouse=True)
def without_numba(monkeypatch):
    monkeypatch.setattr(batch, "compiled", plain)


def people(**changes) -> Population:
    """Two households of two and one, poor and rich."""
    made = {
        "group": "household", "person_group": np.array([7, 7, 9]), "person": {"income": np.array([0, 100, 999_999]), "counted": np.array([1, 1, 1])},
        "group_ids": np.array([7, 9]), "groups": {"assets": np.array([0, 0]), "local": np.array([1, 1])}, "place": "深圳市",
    }  # fmt: skip
    return Population(**(made | changes))


def statuses(made: Population, benefit: str = "aid", **more) -> list[str]:
    return [str(STATUSES[s]) for s in sweep(load(), made, **(ASKED | more))[benefit].status]


def test_the_plain_one():
    found = sweep(load(), people(), **ASKED)
    assert statuses(people()) == ["yes", "no"] and list(found["aid"].amount) == [2 * 153_500 - 100, 0] and list(found.group_ids) == [7, 9]


WRONG = {
    "a person of no group": ({"person_group": np.array([7, 7, 8])}, "group", "名单里没有", "not in the table"),
    "a group without people": ({"person_group": np.array([7, 7, 7])}, "group 9", "没有成员", "without members"),
    "a group that stands twice": ({"group_ids": np.array([7, 7])}, "group 7", "两次", "twice"),
    "ids that are no integers": ({"person_group": np.array([7.5, 7.5, 9])}, "person_group", "整数", "integers"),
    "ids of text": ({"person_group": np.array(["a", "a", "b"])}, "person_group", "整数", "integers"),
    "a negative income": ({"person": {"income": np.array([0, -1, 5])}}, "income[1]", "超出范围", "out of range"),
    "an income beyond its range": ({"person": {"income": np.array([0, 1, 10**12])}}, "income[2]", "超出范围", "out of range"),
    "a column of text": ({"person": {"income": np.array(["0", "1", "2"])}}, "income", "3 个整数", "3 integers"),
    "a column of floats": ({"person": {"income": np.array([0.0, 1.0, np.nan])}}, "income", "3 个整数", "3 integers"),
    "a column of dates": ({"person": {"birth_date": np.array(["1950-01-01"] * 3, "datetime64[D]")}}, "birth_date", "3 个整数", "3 integers"),
    "a short column": ({"person": {"income": np.array([0, 1])}}, "income", "3 个整数", "3 integers"),
    "a long group column": ({"groups": {"assets": np.array([0, 1, 2])}}, "assets", "2 个整数", "2 integers"),
    "a name that is no fact": ({"person": {"incom": np.array([0, 1, 2])}}, "incom", "没有叫", "is called incom"),
    "a group's fact among the persons": ({"person": {"assets": np.array([0, 1, 2])}}, "assets", "没有叫", "no fact of a person"),
    "zero where the range begins at one": ({"person": {"grade": np.array([0, 1, 2], np.uint8)}}, "grade[0]", "超出范围", "out of range"),
    "places for fewer groups": ({"place": ["深圳市"]}, "place", "2 户", "2 groups"),
    "more members than allowed": ({"person_group": np.full(101, 7), "person": {}, "group_ids": np.array([7]), "groups": {}}, "group 7", "超过 100", "more than 100"),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_said_in_both_languages(what):
    changes, where, zh, en = WRONG[what]
    with pytest.raises(InputProblems) as caught:
        sweep(load(), people(**changes), **(ASKED | {"benefits": None}))
    (problem,) = caught.value.problems
    assert problem.where.startswith(where) and zh in problem.say("zh") and en in problem.say("en")


@pytest.mark.parametrize("changes, said", [
    ({"place": "乌托邦"}, "乌托邦"), ({"place": ["深圳市", "乌托邦"]}, "乌托邦"), ({"group": "village"}, "village"), ({"group": "person"}, "person"),
])  # fmt: skip
def test_names_the_book_does_not_know(changes, said):
    with pytest.raises(UnknownName, match=said):
        sweep(load(), people(**changes), **ASKED)


def test_a_benefit_the_book_does_not_know():
    with pytest.raises(MinshengRulesError, match="pension"):
        sweep(load(), people(), **(ASKED | {"benefits": ["aid", "pension"]}))


@pytest.mark.parametrize("key", ["on", "known"])
def test_a_day_that_does_not_exist(key):
    with pytest.raises(ValueError, match="没有这一天"):
        sweep(load(), people(), **(ASKED | {key: "2025-02-30"}))


@pytest.mark.parametrize("place", [None, "深圳市", []])
def test_nobody(place):
    found = sweep(load(), Population(place=place), on="2025-09-01", known="2025-12-01")
    assert set(found) == set(load().benefits) and all(len(r.status) == len(r.amount) == 0 for r in found.values()) and len(found.group_ids) == 0


@pytest.mark.parametrize("dtype", [np.int16, np.int32, np.int64])
def test_the_smallest_number_of_a_column_says_unknown(dtype):
    made = people(groups={"assets": np.array([0, 0]), "local": np.array([np.iinfo(dtype).min, 1], dtype)})
    assert statuses(made) == ["depends", "no"]
    assert sweep(load(), made, **ASKED)["aid"].missing_names(0) == ["local"]


def test_unknown_where_silence_says_something_is_what_silence_says():
    """`counted` is assumed: the record lists who lives there."""
    made = people(person={"income": np.array([0, 100, 999_999]), "counted": np.array([UNKNOWN, 1, 0])})
    assert statuses(made) == ["yes", "yes"]
    assert statuses(people(person={"income": np.array([0, 100, 999_999])})) == ["yes", "no"]


def test_yes_and_no_may_come_as_booleans():
    assert statuses(people(groups={"assets": np.array([0, 0]), "local": np.array([True, False])})) == ["yes", "no"]


@pytest.mark.parametrize("ids", [[7, 9], [9, 7]])
def test_answers_stand_in_the_order_of_the_group_table(ids):
    made = people(group_ids=np.array(ids), groups={"assets": np.array([0, 0]), "local": np.array([1, 1])})
    assert statuses(made) == (["yes", "no"] if ids == [7, 9] else ["no", "yes"])
    assert list(sweep(load(), made, **ASKED).group_ids) == ids


def test_without_a_group_table_groups_come_in_the_order_of_their_ids():
    made = people(person_group=np.array([9, 7, 9]), group_ids=None, groups={}, person={})
    assert list(sweep(load(), made, **ASKED).group_ids) == [7, 9]


def test_unconfirmed_figures_are_named_for_the_place_they_are_missing_at():
    book, dice = load(), random.Random(1)
    made, at, _ = population(book, [case(book, {"local": 1, "assets": 0}, {"income": 5}) for _ in range(4)], ["深圳市", "惠州市", "广东省", "深圳市"], dice)
    columns = sweep(book, made, **ASKED)["aid"]
    assert [columns.missing_names(row) for row in at] == [[], ["standard"], ["standard"], []]


def test_figures_given_as_a_path_or_loaded_are_the_same():
    from tests.rules.engine.small import DEMONSTRATION

    book, dice = load(), random.Random(2)
    made, _, _ = population(book, [some_case(book, dice, 0.1) for _ in range(20)], "惠州市", dice)
    one, other = (sweep(book, made, **ASKED, figures=f) for f in (DEMONSTRATION, book.overlay(DEMONSTRATION)))
    assert all(np.array_equal(one[k].amount, other[k].amount) for k in one)


def wide_book(tmp_path, facts: int, benefits: int):
    """Each benefit reads so many facts of its own, all of which must hold, and one that all share."""
    groups = [[f"h{b}_{i}" for i in range(facts)] for b in range(benefits)]
    declared = FACTS + "".join(f'\n{n} = fact(Household, Bool(), "情况{n}", "{n}")' for g in groups for n in g)
    rules = "".join(
        RULE.format("Household", "") + f"def all_{k}({', '.join(['b', *g])}):\n    return b and {' and '.join(g)}\n\n\n" for k, g in enumerate(groups)
    )
    ends = "".join(f'X{k} = benefit("x{k}", "户", "X", entity=Household, eligible="all_{k}", period="none")\n' for k in range(benefits))
    return make_book(tmp_path, rules + ends, facts=declared), groups


def test_what_is_missing_is_told_of_a_hundred_facts_and_kernels_are_split_before_it_cannot_be(tmp_path):
    book, groups = wide_book(tmp_path, 100, 2)
    open_ = {"h0_0", "h0_61", "h0_62", "h0_99", "h1_98"}
    home = {n: 1 for g in groups for n in g if n not in open_} | {"b": 1}
    made, _, _ = population(book, [case(book, home, {})], "甲市", random.Random(1))
    found = sweep(book, made, on="2025-01-01", known="2025-01-01")
    assert set(found["x0"].missing_names(0)) == {n for n in open_ if n.startswith("h0")} and found["x1"].missing_names(0) == ["h1_98"]


def test_a_benefit_of_more_facts_than_a_kernel_can_tell_apart_is_refused(tmp_path):
    book, _ = wide_book(tmp_path, 125, 1)
    made, _, _ = population(book, [case(book, {"b": 1}, {})], "甲市", random.Random(1))
    with pytest.raises(BookError, match="more than 124 facts"):
        sweep(book, made, on="2025-01-01", known="2025-01-01")


def test_a_cache_that_cannot_be_written_says_where_and_how_to_mend_it(tmp_path):
    from minsheng.rules.engine.kernel import keep

    taken = tmp_path / "taken"
    taken.write_text("")
    with pytest.raises(MinshengRulesError, match="MINSHENG_CACHE"):
        keep(taken / "kernels" / "one.py", "x = 1\n")
    keep(tmp_path / "kernels" / "one.py", "x = 1\n")
    assert [p.name for p in (tmp_path / "kernels").iterdir()] == ["one.py"]
