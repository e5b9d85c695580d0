"""Everything in the book says where it comes from, in both languages, and every benefit is shown at work."""

import ast
import re
from pathlib import Path

import pytest
import yaml

from minsheng.rules import book as book_module
from minsheng.rules.engine import Choice

BOOK = Path(book_module.__file__).parent
LAYERS = {"basic", "special", "urgent", "elderly", "children", "disability", "service", "registration"}
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def read(path: Path):
    return yaml.safe_load(path.read_text("utf-8")) or {}


FIGURES = [(path, name, body) for path in sorted(BOOK.rglob("figures.yaml")) for name, body in read(path).items()]
ENTRIES = [(f"{name}, {place}, {e.get('in_force')}", e) for _, name, body in FIGURES for place, entries in (body.get("values") or {}).items() for e in entries]


def test_the_book_is_not_empty(book):
    assert FIGURES and book.rules and book.benefits


def test_every_figure_has_a_label_a_unit_and_says_how_long_it_is_confirmed():
    """A figure without values is allowed: it is one that nobody could confirm, unknown everywhere."""
    lacking = [
        f"{path.parent.name}: {name}"
        for path, name, body in FIGURES
        if not (body.get("label", {}).get("zh") and body["label"].get("en") and body.get("unit") and (body.get("confirmed_through") or not body.get("values")))
    ]
    assert not lacking, lacking


def test_every_place_of_a_figure_says_how_long_it_is_confirmed():
    lacking = [
        f"{name}: {place}"
        for _, name, body in FIGURES
        for place in body.get("values") or {}
        if isinstance(body["confirmed_through"], dict) and place not in body["confirmed_through"]
    ]
    assert not lacking, lacking


def test_every_entry_has_its_source_and_a_grade_that_may_be_shipped():
    wrong = [
        where for where, e in ENTRIES if not str(e.get("source", "")).strip() or (e["value"] != "unknown" and e.get("grade") not in {"A", "A-", "B", "B-", "D"})
    ]
    assert not wrong, wrong


def test_every_rule_has_both_labels_its_clause_and_grade(book):
    wrong = [
        f"{v.where} {rule.name}"
        for rule in book.rules.values()
        for v in rule.versions
        if not (CHINESE.search(v.zh) and v.en and v.clause and v.grade) or (v.clause == "—") != (v.grade == "—")
    ]
    assert not wrong, f"labels in both languages; a clause with its grade, or — for both where it is only arithmetic of ours: {wrong}"


def test_every_fact_has_both_languages(book):
    pairs = {
        f.name: [(f.zh, f.en), f.ask, f.why, f.hint, *(o[:2] for o in f.type.options.values())]
        if isinstance(f.type, Choice)
        else [(f.zh, f.en), f.ask, f.why, f.hint]
        for f in book.facts.values()
    }
    half = [f"{name}: {pair}" for name, all_pairs in pairs.items() for pair in all_pairs if pair and not (len(pair) == 2 and all(pair))]
    assert not half, half


def test_every_question_says_why_it_is_asked(book):
    mute = [f.name for f in book.facts.values() if f.ask and not f.why]
    assert not mute, mute


def test_a_judgement_is_never_asked_of_a_resident(book):
    assert not [f.name for f in book.facts.values() if f.is_judgement and f.ask]


@pytest.mark.parametrize("part", ["summary", "how", "decides"])
def test_every_benefit_tells_the_resident(book, part):
    mute = [b.key for b in book.benefits.values() if not (len(getattr(b, part)) == 2 and all(getattr(b, part)))]
    assert not mute, f"{part}=(中文, English) is missing: {mute}"


def test_every_benefit_has_a_known_layer(book):
    assert not [b.key for b in book.benefits.values() if b.layer not in LAYERS]


def test_every_benefit_has_worked_cases_with_their_source(book):
    shown: set[str] = set()
    for path in BOOK.rglob("cases.yaml"):
        for case in read(path):
            assert case.get("source") and case.get("name") and case.get("name_en") and case.get("expect"), (
                f"{path.parent.name}: {case.get('name')}: name, name_en, source and expect belong to a case"
            )
            shown |= {key.rpartition(".")[2] for key in case["expect"]}
    missing = [b.key for b in book.benefits.values() if b.key not in shown]
    assert not missing, f"No worked case expects anything of: {missing}"


# Counting, months of a year, per cent, per mille (and both at once), and the numbers that name a grade (disability 1 to 4).
# Anything else is a figure of the law.
ARITHMETIC = {0, 1, 2, 3, 4, 12, 100, 1000, 100_000}


def test_no_figure_of_the_law_stands_in_a_rule():
    """Amounts, ages and percentages belong into figures.yaml."""
    found = [
        f"{path.parent.name}/policy.py:{node.lineno} {function.name}: {node.value}"
        for path in sorted(BOOK.rglob("policy.py"))
        for function in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef)
        for statement in function.body
        for node in ast.walk(statement)
        if isinstance(node, ast.Constant) and type(node.value) is int and node.value not in ARITHMETIC
    ]
    assert not found, "\n".join(found)
