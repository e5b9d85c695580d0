"""`minsheng assess`: an answer with reasons, and plain words for every bad input."""

import io
import json
import os
import subprocess
import sys

import pytest

HOUSEHOLD = """
place: 深圳市/福田区
on: 2025-10-01
known: 2025-12-31
members:
  - {name: 甲, birth_date: 1940-03-01, hukou: here, old_age_opt_in: yes}
"""


@pytest.fixture
def household(tmp_path):
    def write(text: str | bytes = HOUSEHOLD):
        path = tmp_path / "h.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.fixture
def example(root):
    return root / "docs/users/examples/three-in-futian.yaml"


def test_the_example_with_numbers_reasons_and_clauses(run, example):
    ran = run("assess", example)
    assert "最低生活保障金：可以领　每月 2,305.00 元" in ran.out
    assert "766.66 < 1,535.00" in ran.out and "（决定）" in ran.out and "《社会救助" in ran.out and "自 2025-01-01" in ran.out
    assert "还缺：" in ran.out
    assert ran.code == 3  # other benefits wait for facts


def test_one_benefit_that_is_settled_ends_with_zero(run, example):
    ran = run("assess", example, "--benefit", "dibao")
    assert ran.code == 0 and "临时救助" not in ran.out


def test_english(run, example):
    for words in (("--lang", "en", "assess", example), ("assess", example, "--lang", "en")):
        assert "2,305.00 yuan a month" in run(*words, "--benefit", "dibao").out


def test_json_and_receipt(run, example, tmp_path):
    ran = run("assess", example, "--json", "--benefit", "dibao", "--receipt", tmp_path / "r" / "receipt.json")
    answer = json.loads(ran.out)["answers"][0]
    assert answer["status"] == "yes" and answer["amount_fen"] == [230500, 230500] and answer["reasons"]["kids"]
    receipt = json.loads((tmp_path / "r" / "receipt.json").read_text(encoding="utf-8"))
    assert receipt["digest"] and "周一宁" not in str(receipt)


def test_a_receipt_explains_the_same_answer_again(run, example, tmp_path, book):
    run("assess", example, "--benefit", "dibao", "--receipt", tmp_path / "r.json")
    receipt = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    again = book.at("深圳市", "2025-10-01", "2025-12-31").explain(receipt)
    assert again.answer("dibao").amount.lo == 230500


def test_options_override_the_file(run, household):
    early = run("assess", household(), "--on", "2019-09", "--benefit", "old_age_allowance")
    late = run("assess", household(), "--benefit", "old_age_allowance")
    assert early.out != late.out and "2019-09-01" in early.out
    assert "惠州市" in run("assess", household(), "--place", "惠州市").out


def test_standard_input_and_json_input(run, monkeypatch):
    text = json.dumps({"place": "深圳市", "on": "2025-10-01", "members": [{"birth_date": "1940-03-01", "hukou": None}]})
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert run("assess", "-").code == 3


def test_a_file_in_gb18030(run, household):
    assert "甲" in run("assess", household(HOUSEHOLD.encode("gb18030"))).out


BAD = {
    "impossible date": (HOUSEHOLD.replace("1940-03-01", "1940-02-30"), "没有这一天"),
    "negative income": (HOUSEHOLD.replace("hukou: here", "monthly_income: -5"), "月收入"),
    "text for a number": (HOUSEHOLD.replace("hukou: here", "monthly_income: 一千"), "金额"),
    "no members": (HOUSEHOLD.split("members")[0], "至少要有一个人"),
    "empty members": (HOUSEHOLD.split("members")[0] + "members: []", "至少要有一个人"),
    "unknown fact": (HOUSEHOLD.replace("hukou:", "hukuo:"), "hukou"),
    "unknown place": (HOUSEHOLD.replace("深圳市/福田区", "火星"), "火星"),
    "no place": (HOUSEHOLD.replace("place: 深圳市/福田区", ""), "没有写地区"),
    "impossible day": (HOUSEHOLD.replace("on: 2025-10-01", "on: 2025-13-01"), "没有这一天"),
    "broken yaml": ("place: [深圳市\nmembers: {", "第"),
    "a key twice": (HOUSEHOLD + "on: 2025-11-01\n", "写了两次"),
    "a list": ("- 1\n- 2\n", "一户"),
    "nothing": ("", "一户"),
    "not text": (b"\x00\xff\xfe\x81", ""),
    "judgement without officer": (HOUSEHOLD.replace("hukou: here", "can_eat: yes"), "工作人员"),
}


@pytest.mark.parametrize("kind", BAD)
def test_bad_input_is_told_in_plain_words(run, household, kind):
    text, words = BAD[kind]
    ran = run("assess", household(text))
    assert ran.code == 1 and words in ran.err and not ran.out
    english = run("assess", household(text), "--lang", "en")
    assert english.code == 1 and english.err.isascii() is False or english.err


def test_wrong_use(run, tmp_path, household):
    assert run("assess").code == 2
    assert run("assess", household(), "--on", "2025-02-30").code == 2
    assert run("assess", tmp_path / "nowhere.yaml").code == 1
    assert run("assess", tmp_path).code == 1
    assert run("assess", household(), "--benefit", "nothing").code == 1
    assert run("nonsense").code == 2


def test_a_broken_overlay_is_named(run, household, tmp_path):
    (tmp_path / "f.yaml").write_text("dibao_standard: {values: {深圳市: [{in_force: 2025-02-30, value: 1, source: x}]}}", encoding="utf-8")
    ran = run("assess", household(), "--figures", tmp_path / "f.yaml")
    assert ran.code == 1 and "f.yaml" in ran.err and "2025-01-01" in ran.err


def test_our_own_fault_shows_a_sentence_and_the_traceback_only_on_request(run, household, monkeypatch):
    monkeypatch.setattr("minsheng.commands.assess.load_book", lambda: 1 / 0)
    ran = run("assess", household())
    assert ran.code == 70 and "不是您的问题" in ran.err
    assert "ZeroDivisionError" in run("assess", "--debug", household()).err


def test_a_cold_start_is_fast_and_loads_no_columns(example):
    probe = (
        "import sys; from minsheng.cli import main; main(sys.argv[1:]); print('loaded', *{'numpy', 'polars', 'numba', 'django', 'pyarrow'} & set(sys.modules))"
    )
    words = [sys.executable, "-c", probe, "assess", str(example)]
    took = []
    for _ in range(3):
        before = os.times()
        done = subprocess.run(words, capture_output=True, check=True, env={"PYTHONPATH": "src", "PYTHONIOENCODING": "utf-8"})
        after = os.times()
        took.append(after.children_user + after.children_system - before.children_user - before.children_system)
    assert done.stdout.decode().splitlines()[-1] == "loaded"
    assert min(took) < 1  # seconds of processor time, so that a busy machine does not matter
