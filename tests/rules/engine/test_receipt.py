"""A receipt explained again gives the same answers, or says why it cannot."""

from __future__ import annotations

import json

import pytest

from minsheng.rules.engine import ReceiptMismatch, receipt
from tests.rules.engine.asking import case
from tests.rules.engine.making import FACTS, FIGURES, make_book
from tests.rules.engine.small import DEMONSTRATION, load

ON, KNOWN = "2025-01-01", "2025-06-01"
TEXT = """
@rule(Household, "够", "Enough", clause="第一条", grade="A")
def enough(a, b, f):
    return a >= f or b  # 够了 | Enough


@rule(Household, "钱", "Money", clause="第二条", grade="A", unit="元")
def money(n, c):
    return n[c, 2]


HOME = benefit("home", "户", "Home", entity=Household, eligible="enough", amount="money")
"""


def of(found):
    return [(a.benefit.key, a.member, a.status, a.amount, a.payable, a.missing, a.decided_by.zh) for a in found]


def made(tmp_path, text=TEXT, figures=FIGURES, facts=FACTS):
    return make_book(tmp_path, text, figures, facts)


def stored(book, **home):
    """As it comes back from a database years later."""
    return json.loads(json.dumps(book.at("甲市", ON, KNOWN).assess(case(book, home, {})).receipt))


def test_explained_again_it_gives_the_same_answers():
    book = load()
    law = book.at("深圳市", "2025-09-01", "2025-12-01")
    found = law.assess(case(book, {"local": 1, "hukou_kind": 0}, {"income": 5000, "birth_date": 19400501}, {"disabled": 1}))
    again = book.at("惠州市", "2030-01-01", "2030-01-01").explain(json.loads(json.dumps(found.receipt)))
    assert of(again) == of(found) and again.receipt == found.receipt


def test_it_names_no_person():
    book = load()
    law = book.at("深圳市", "2025-09-01", "2025-12-01")
    found = law.assess(book.read_case({"household": {}, "members": [{"name": "欧阳测试", "cannot_work": {"value": "yes", "officer": "甲", "evidence": "表"}}]}))
    assert "欧阳测试" not in json.dumps(found.receipt, ensure_ascii=False)
    assert found.receipt["inputs"]["found_by"] == {"members[1].cannot_work": {"officer": "甲", "evidence": "表"}}


@pytest.mark.parametrize("change", [
    lambda r: r["inputs"]["facts"].update(a=3), lambda r: r["answers"][0].update(payable=True), lambda r: r.update(on=20240101),
    lambda r: r.pop("digest"), lambda r: r.update(engine="0"),
])  # fmt: skip
def test_an_altered_receipt_is_found_out(tmp_path, change):
    book = made(tmp_path)
    kept = stored(book, a=1, b=0)
    change(kept)
    with pytest.raises(ReceiptMismatch, match="altered"):
        receipt.explain(book, kept)


def resealed(kept):
    body = {k: v for k, v in kept.items() if k != "digest"}
    return body | {"digest": receipt.digest(body)}


def test_a_receipt_of_another_engine_or_with_other_answers_is_refused_even_when_sealed_again(tmp_path):
    book = made(tmp_path)
    with pytest.raises(ReceiptMismatch, match="engine version 0"):
        receipt.explain(book, resealed(stored(book, a=1, b=0) | {"engine": "0"}))
    kept = stored(book, a=1, b=0)
    kept["answers"][0]["status"] = "yes"
    with pytest.raises(ReceiptMismatch, match="answers are not those"):
        receipt.explain(book, resealed(kept))


CHANGED = {
    "rule": ({"text": TEXT.replace("a >= f", "a > f")}, "rules"),
    "amount rule": ({"text": TEXT.replace("n[c, 2]", "n[c, 3]")}, "rules"),
    "range of a fact": ({"facts": FACTS.replace("a = fact(Household, Int(0, 3)", "a = fact(Household, Int(0, 4)")}, "rules"),
    "options of a fact": ({"facts": FACTS.replace('z=("丙", "z"))', 'z=("丙", "z"), v=("戊", "v"))'), "figures": FIGURES.replace("by: [x, y, z]", "by: [x, y, z, v]")}, "rules"),
    "silence of a fact": ({"facts": FACTS.replace('"B?")', '"B?"), assumed=True')}, "rules"),
    "figure": ({"figures": FIGURES.replace("value: 2, source", "value: 3, source")}, "figures"),
    "grade of a figure": ({"figures": FIGURES.replace("value: 2, source: 测试, grade: A", "value: 2, source: 测试, grade: D")}, "figures"),
    "range of a figure": ({"figures": FIGURES.replace("range: [1, 3]", "range: [1, 4]")}, "figures"),
}  # fmt: skip


@pytest.mark.parametrize("what", CHANGED)
def test_a_book_that_says_otherwise_for_that_day_is_refused(tmp_path, what):
    change, said = CHANGED[what]
    kept = stored(made(tmp_path), a=1, c=0)
    with pytest.raises(ReceiptMismatch, match=f"the {said} in force"):
        receipt.explain(made(tmp_path, **change), kept)


HARMLESS = {
    "reason in other words": {"text": TEXT.replace("够了 | Enough", "已经够了 | It is enough")},
    "version from a later day": {"text": TEXT + '\n@rule(Household, "够", "Enough", clause="二", grade="A", since="2026-01-01", name="enough")\ndef enough_later(b):\n    return b\n'},
    "figure published later": {"figures": FIGURES.replace("甲市: [", "甲市: [{in_force: 2025-01-01, known: 2025-06-02, value: 3, source: 测试, grade: A}, ")},
    "figure of another place": {"figures": FIGURES.replace("甲市: [", "乙市: [{in_force: 2025-01-01, value: 3, source: 测试, grade: A}], 甲市: [")},
    "figure nobody reads here": {"figures": FIGURES.replace("x: 1, y: 0", "x: 2, y: 0")},
    "new rule": {"text": TEXT + '\n@rule(Household, "新", "New", clause="三", grade="A")\ndef new(b):\n    return b\n'},
}  # fmt: skip


@pytest.mark.parametrize("what", HARMLESS)
def test_what_came_later_or_is_not_read_does_not_disturb_an_old_receipt(tmp_path, what):
    first = made(tmp_path)
    kept = stored(first, a=1, c=0)
    before = first.at("甲市", ON, KNOWN).assess(case(first, {"a": 1, "c": 0}, {}))
    again = receipt.explain(made(tmp_path, **HARMLESS[what]), kept)
    assert [x[:6] for x in of(again)] == [x[:6] for x in of(before)]


def test_an_overlay_belongs_to_the_receipt():
    book = load()
    on = ("深圳市", "2026-02-01", "2026-12-01")
    plain, shown = book.at(*on), book.at(*on, figures=DEMONSTRATION)
    household = case(book, {"local": 1, "assets": 0}, {"income": 0})
    found = shown.assess(household, ["aid"])
    assert found.receipt["figures"] != plain.assess(household, ["aid"]).receipt["figures"]
    assert found.receipt["standings"] == ["confirmed", "demonstration"] and not found.receipt["answers"][0]["payable"]
    assert of(shown.explain(found.receipt)) == of(found)
    with pytest.raises(ReceiptMismatch, match="标准"):
        plain.explain(found.receipt)
