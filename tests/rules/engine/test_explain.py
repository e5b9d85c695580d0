"""The reasons: the condition that decided, both numbers, the figure with since-when, document and grade, the clause; in both languages."""

from __future__ import annotations

import json
import random
import re

import pytest

from minsheng.rules.engine import explain
from tests.rules.engine.asking import case, some_case
from tests.rules.engine.small import load

ON, KNOWN = "2025-09-01", "2025-12-01"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
NAMES = re.compile(r"第\d+人")  # how members without a name are called, in both languages


def answer(place="深圳市", on=ON, benefit="aid", member=None, home=None, people=({"income": 100_000}, {"income": 0}), known=KNOWN):
    book = load()
    return book.at(place, on, known).assess(case(book, {"local": 1, "assets": 0, **(home or {})}, *people)).answer(benefit, member)


def test_the_deciding_condition_shows_both_numbers_and_the_figure():
    decided = answer(people=[{"income": 153_500}]).decided_by
    assert (decided.zh, decided.en, decided.state, decided.decided) == ("人均收入低于标准", "Income per head is below the standard", "no", True)
    assert (decided.left, decided.op, decided.right) == ("1,535.00", "<", "1,535.00")
    (figure,) = decided.figures
    assert (figure.name, figure.value, figure.since, figure.known, figure.source, figure.grade, figure.standing) == (
        "standard", "1,535.00", "2025-01-01", "2025-06-01", "测试", "A", "confirmed")  # fmt: skip


@pytest.mark.parametrize("home, people, zh", [
    ({"local": 0}, [{"income": 0}], "有本地户籍"),
    ({"assets": 10**10}, [{"income": 0}], "财产符合规定"),
    ({}, [{"income": 0}], "人均收入低于标准"),  # granted: the last of the conditions
])  # fmt: skip
def test_the_first_condition_that_fails_decides(home, people, zh):
    assert answer(home=home, people=people).decided_by.zh == zh


def test_while_open_the_first_open_condition_is_shown_as_unknown():
    found = answer(home={"local": 1}, people=[{}])
    assert found.status == "depends" and found.decided_by.state == "unknown" and found.decided_by.zh == "人均收入低于标准"


def test_the_line_that_decides_is_the_one_of_the_kernel():
    book, dice = load(), random.Random(1)
    seen = set()
    for _ in range(60):
        law = book.at(dice.choice(["深圳市", "南山区", "惠州市"]), dice.choice([ON, "2026-08-01"]), "2026-12-01")
        for a in law.assess(some_case(book, dice, dice.choice([0, 0.3, 0.8]))):
            version = law.versions[a.benefit.eligible]
            if version and book.rules[a.benefit.eligible].type == "bool":
                node = explain.deciding(a.run, version.tree, a.member)
                assert a.decided_by.decided and a.decided_by.node is node, (a.benefit.key, a.decided_by.zh)
                seen.add(node)
    assert len(seen) > 15  # many different conditions have decided


def test_the_clause_and_grade_stand_at_the_rule():
    found = answer()
    assert (found.reasons.clause, found.reasons.grade, found.reasons.state) == ("测试第三条", "A", "yes")
    below = next(r for r in found.reasons.walk() if r.rule == "assets_conform")
    assert below.clause == "测试第二条"


def test_no_rule_in_force_says_so():
    found = answer("惠州市", benefit="care", member=0)
    assert found.status == "no" and "没有这项规定" in found.decided_by.zh and "no such rule is in force" in found.decided_by.en


def test_the_amount_tells_each_members_part():
    told = [r.zh for r in answer().amount_reasons.walk()]
    assert any("第1人" in zh and "月收入" in zh for zh in told) and any("救助标准" in zh for zh in told)


def everything():
    book, dice = load(), random.Random(4)
    for place, on in (("深圳市", ON), ("南山区", "2025-06-01"), ("惠州市", "2026-08-01"), ("深圳市", "2026-08-01")):
        law = book.at(place, on, "2026-12-01")
        for share in (0, 0.4, 1):
            for a in law.assess(some_case(book, dice, share, most=3)):
                yield from (r for tree in (a.reasons, a.amount_reasons) if tree for r in tree.walk())


def test_both_languages_are_complete_and_apart():
    for r in everything():
        assert r.zh and r.en and CHINESE.search(r.zh), r.zh
        assert not CHINESE.search(NAMES.sub("", r.en)), r.en
        assert not CHINESE.search(r.left_en + r.right_en), (r.left_en, r.right_en)
        assert bool(r.left) == bool(r.left_en) and bool(r.right) == bool(r.right_en)


def test_every_shown_figure_says_what_it_rests_on():
    figures = [f for r in everything() for f in r.figures]
    assert figures
    for f in figures:
        assert f.zh and f.en and f.standing
        assert f.standing == "not_found" or (f.value and f.since and f.source), f
        assert not CHINESE.search(f.en + f.unit_en), f


def test_it_can_be_sent_as_json():
    plain = answer().reasons.plain()
    again = json.loads(json.dumps(plain, ensure_ascii=False))
    assert again == plain and again["kids"][2]["figures"][0]["name"] == "standard"


def test_the_real_book_explains_in_both_languages(book):
    dice = random.Random(9)
    law = book.at("深圳市", ON, KNOWN)
    wrong = set()
    for share in (0.1, 0.6):
        for a in law.assess(some_case(book, dice, share, most=2)):
            for r in a.reasons.walk():
                if not r.zh or not r.en or CHINESE.search(NAMES.sub("", r.en)):
                    wrong.add((a.benefit.key, r.zh, r.en))
    assert not wrong, sorted(wrong)[:5]


def test_the_whole_explanation_tells_every_rule_once_for_each_member():
    dice = random.Random(7)
    law = load().at("深圳市", ON, KNOWN)
    for _ in range(20):
        found = law.assess(some_case(load(), dice, 0.3))
        told = list(found.told())
        below = [(line.rule, line.member) for line in told if line.rule and line.kids]
        apart = {(line.rule, line.member) for a in found for root in (a.reasons, a.amount_reasons) if root for line in root.walk() if line.rule}
        assert {(line.rule, line.member) for line in told if line.rule} == apart
        assert len(told) <= sum(1 for a in found for root in (a.reasons, a.amount_reasons) if root for _ in root.walk())
        assert below


def test_only_what_decided_this_answer_stays_marked():
    """Rules are shared between answers; a condition that decided another rule on the way is not marked here."""
    dice = random.Random(8)
    law = load().at("深圳市", ON, KNOWN)
    for _ in range(20):
        for a in law.assess(some_case(load(), dice, 0.3)):
            line, marked = a.reasons, [one for one in a.reasons.walk() if one.decided]
            for one in marked:  # each marked line lies below the one before it: one path down to the ground of the answer
                assert one in list(line.walk())
                line = one
