"""Every worked case of every folder of the book, one test each; and what a case must be to count."""

from pathlib import Path

import pytest

from minsheng.rules import book
from minsheng.rules.engine.cases import run_one
from minsheng.rules.engine.figures import read_yaml

HERE = Path(book.__file__).parent
FILES = {folder: HERE / folder / "cases.yaml" for folder in book.FOLDERS if (HERE / folder / "cases.yaml").exists()}
CASES = [(folder, raw) for folder, path in FILES.items() for raw in read_yaml(path)]


@pytest.mark.parametrize(("folder", "raw"), CASES, ids=[f"{folder}: {raw.get('name', '?')}" for folder, raw in CASES])
def test_worked_case(folder, raw):
    result = run_one(book.load(), folder, raw)
    assert not result.failures, "; ".join(result.failures)


YES_OR_NO = sorted(key for key, b in book.load().benefits.items() if book.load().rules[b.eligible].type == "bool")


@pytest.mark.parametrize("key", YES_OR_NO)
def test_every_benefit_is_granted_somewhere_and_refused_somewhere(key):
    """A benefit whose cases are all yes, or all no, has not been tried."""
    seen = set()
    for _, raw in CASES:
        for name, want in raw["expect"].items():
            if name.rpartition(".")[2] == key:
                status = want.get("status") if isinstance(want, dict) else want
                seen.add("no" if status in ("no", False) else "yes")
    assert seen == {"yes", "no"}, f"worked cases of {key} show only: {', '.join(sorted(seen)) or 'nothing'}"


def test_a_wrong_expectation_fails():
    folder, raw = next((f, r) for f, r in CASES if f == "dibao")
    wrong = {**raw, "expect": {"dibao": {"status": "yes", "amount": 1}}}
    assert run_one(book.load(), folder, wrong).failures
