"""A household as data: the engine's answers, bounded, explained again from the receipt, and kept by nobody."""

import copy

import pytest
import yaml
from django.test.utils import CaptureQueriesContext

from minsheng.rules import told
from minsheng.rules.engine.figures import parse_yaml
from tests.calls import HOUSEHOLD, receipt

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["three-in-futian", "grandmother-in-huizhou"])
def test_the_answers_are_those_of_the_command_line(program, book, root, name):
    """The examples that users are given."""
    raw = parse_yaml((root / f"docs/users/examples/{name}.yaml").read_text(), name)
    known = str(raw.get("known", "2025-12-31"))
    sent = {key: yaml.safe_load(yaml.safe_dump(raw[key])) for key in ("place", "household", "members")} | {"on": str(raw["on"]), "known": known}
    for member in sent["members"]:
        member["birth_date"] = str(member["birth_date"])
    answer = program.post("/assess", sent)
    assert answer.status_code == 200, answer.content.decode()
    found = book.at(raw["place"], raw["on"], known).assess(book.read_case({k: raw[k] for k in ("household", "members")}))
    wanted = told.as_data(found)
    for ours, theirs in zip(answer.json()["answers"], wanted["answers"], strict=True):
        assert (ours["benefit"], ours["member"], ours["status"]["key"], ours["payable"]) == tuple(theirs[k] for k in ("benefit", "member", "status", "payable"))
        assert (ours["amount"] and [ours["amount"]["least"], ours["amount"]["most"]]) == theirs["amount_fen"]
        assert [[m["member"], m["fact"]] for m in ours["missing"]] == theirs["missing"]
    assert answer.json()["receipt"] == wanted["receipt"]


def test_each_answer_says_the_condition_that_decided_in_both_languages(program):
    answers = program.post("/assess", HOUSEHOLD).json()["answers"]
    assert answers and all(a["decided_by"]["zh"] and a["decided_by"]["en"] and a["reasons"] is None for a in answers)


def test_all_reasons_are_told_of_a_few_benefits_at_a_time(program):
    one = program.post("/assess", HOUSEHOLD | {"benefits": ["old_age_allowance"], "reasons": "whole"}).json()["answers"]
    assert [a["benefit"] for a in one] == ["old_age_allowance"] and one[0]["reasons"]["kids"] and one[0]["amount_reasons"]["zh"]
    assert program.post("/assess", HOUSEHOLD | {"reasons": "whole"}).status_code == 422


def test_a_receipt_is_explained_again(program):
    found = receipt()
    answer = program.post("/explain", {"receipt": found, "benefits": ["dibao"]})
    assert answer.status_code == 200 and answer.json()["receipt"] == found
    assert {a["benefit"] for a in answer.json()["answers"] if a["reasons"]} == {"dibao"}


def test_a_receipt_that_was_changed_is_not_explained(program):
    found = receipt()
    for change in ({"place": "440305"}, {"digest": "0"}, {"engine": "9.9"}, {"on": 20250901}):
        answer = program.post("/explain", {"receipt": found | change})
        assert answer.status_code == 409 and answer["Content-Type"] == "application/problem+json", change


@pytest.mark.parametrize(
    ("where", "value"),
    [("facts", {"dwellings": 10**9}), ("facts", {"nothing": 1}), ("members", [{"birth_date": 20250231}]), ("group", "army"), ("facts", {"hukou": 1})],
)
def test_a_receipt_of_somebody_elses_making_is_refused_not_tripped_over(program, where, value):
    found = copy.deepcopy(receipt())
    found["inputs"][where] = value
    answer = program.post("/explain", {"receipt": found})
    assert answer.status_code == 422 and answer.json()["errors"][0]["where"].startswith("receipt.inputs")


def test_what_is_wrong_is_told_where_and_how_to_mend_it(program):
    sent = HOUSEHOLD | {"members": [{"name": "甲", "birth_date": "1932-02-31", "monthly_incom": 1}]}
    errors = {e["where"]: e for e in program.post("/assess", sent).json()["errors"]}
    assert errors["members[1].birth_date"]["zh"] and "monthly_income" in errors["members[1].monthly_incom"]["en"]
    assert program.post("/assess", HOUSEHOLD | {"place": "火星"}).json()["errors"][0]["where"] == "place"


def test_a_household_is_bounded(program):
    many = [{"name": f"{n}", "birth_date": "1950-01-01"} for n in range(21)]
    assert program.post("/assess", HOUSEHOLD | {"members": many}).status_code == 422
    assert program.post("/assess", HOUSEHOLD | {"members": many[:20]}).status_code == 200
    assert program.post("/assess", b" " * 70_000 + b"{}").status_code == 413
    assert program.post("/assess", "{").status_code == 400


def test_nothing_is_written(program):
    from django.db import connection

    with CaptureQueriesContext(connection) as caught:
        program.post("/assess", HOUSEHOLD)
    assert not [q for q in caught if not q["sql"].startswith("SELECT")]


def test_more_than_a_minutes_worth_is_put_off(program, settings):
    settings.API_PER_MINUTE = {"address": 25, "user": 25}
    answers = [program.post("/assess", HOUSEHOLD) for _ in range(3)]  # each counts as ten
    assert [a.status_code for a in answers] == [200, 200, 429] and 0 < int(answers[2]["Retry-After"]) <= 60
