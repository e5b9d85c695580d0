"""What a book leaves open is found, and what changes between two days."""

from __future__ import annotations

from minsheng.rules.engine.check import changes, check
from tests.rules.engine.making import FIGURES, RULE, make_book
from tests.rules.engine.small import load

HOME = '@rule(Household, "规则", "Rule", clause="第一条", grade="A", name="tried", since="{0}", until="{1}")\ndef tried_{2}(a):\n    return a + {2}\n\n\n'
ALL = 'from ..facts import *\n\n@rule(Household, "用", "Use", clause="—", grade="—")\ndef use(members, a, b, c, d, f, g, k, n):\n    return a + d + f + g[c] + k[a] + n[c, a] + sum(m.p for m in members if m.q) + (1 if b else 0)\n'


def kinds(book, where=""):
    return sorted(f.kind for f in check(book) if where in f.where)


def test_a_book_with_nothing_open_has_no_findings(tmp_path):
    figures = FIGURES.replace("in_force: 2020-01-01,", "in_force: 2020-01-01, known: 2020-01-01,")
    book = make_book(tmp_path, ALL, figures)
    assert check(book) == []


def test_gaps_and_overlaps_of_rules(tmp_path):
    gap = make_book(tmp_path, HOME.format("2020-01-01", "2021-01-01", 1) + HOME.format("2022-01-01", "", 2))
    overlap = make_book(tmp_path, HOME.format("2020-01-01", "", 1) + HOME.format("2020-01-01", "", 2))
    seamless = make_book(tmp_path, HOME.format("2020-01-01", "2022-01-01", 1) + HOME.format("2022-01-01", "", 2))
    assert kinds(gap, "policy.py") == ["gap"] and kinds(overlap, "policy.py") == ["overlap"] and kinds(seamless, "policy.py") == []


def test_what_is_open_in_figures():
    found = {(f.kind, f.where.split()[1]) for f in check(load()) if "figures.yaml" in f.where}
    assert {
        ("unconfirmed", "standard"),
        ("gap", "heating"),
        ("gap", "kind_share"),
        ("gap", "youth"),
        ("unconfirmed", "nobody_knows"),
        ("unconfirmed", "rounding"),
    } <= found
    assert not any(name == "asset_months" for _, name in found)  # confirmed, and its day of publication was seen


def test_what_nobody_reads(tmp_path):
    unused = {f.where for f in check(make_book(tmp_path, "")) if f.kind == "unused"}
    assert unused == {"a", "b", "c", "d", "p", "q", "f", "g", "k", "n"}


def test_a_benefit_without_worked_cases():
    assert {f.where for f in check(load()) if f.kind == "case"} == set(load().benefits)


def test_a_rule_that_claims_a_grade_names_its_clause(tmp_path):
    book = make_book(tmp_path, RULE.format("Household", "").replace("第一条", "—") + "def tried(b):\n    return b\n")
    assert "clause" in kinds(book)


def test_every_finding_speaks_both_languages():
    for f in check(load()):
        assert f.zh and f.en and f.where


def test_what_changes_between_two_days():
    found = changes(load(), 20260101, 20260701)
    assert {(f.kind, f.where.split(":")[0]) for f in found if f.kind == "rule"} == {("rule", "small/aid/policy.py")}
    assert len([f for f in found if f.kind == "rule"]) == 2  # the old text ends, the new one begins
    standard = changes(load(), 20241231, 20250101, "深圳市")
    assert any("1,365.00 → 1,535.00" in f.zh for f in standard)
    assert not any("1,535.00" in f.zh for f in changes(load(), 20241231, 20250101, "惠州市"))
    assert changes(load(), 20280101, 20290101) == []
