"""`minsheng simulate`, `rules` and `sample`."""

import polars as pl
import pytest

WHEN = ("--on", "2025-10", "--known", "2025-12-31")
SMALL = ("--sample", 3000, "--place", "深圳市", "--benefit", "old_age_allowance", *WHEN)


def test_help_is_chinese_first_with_english_beside(run):
    ran = run("--help")
    assert ran.code == 0 and "一户能领什么" in ran.out and "What one household" in ran.out
    for command in ("assess", "sweep", "simulate", "rules", "sample"):
        assert run(command, "--help").code == 0


def test_simulate_says_who_wins_and_what_it_costs(run, tmp_path):
    ran = run("simulate", *SMALL, "--set", "old_age_by_band.80=400", "--out", tmp_path)
    assert ran.code == 0 and "高龄津贴" in ran.out and "深圳市福田区" in ran.out
    table = pl.read_csv(tmp_path / "benefits.csv")
    assert table["增加"].item() > 0 and table["减少"].item() == 0
    assert table["变化（元）"].item() == table["增加"].item() * 100
    homes = pl.read_csv(tmp_path / "households.csv")
    assert homes["变化（元）"].sum() == table["变化（元）"].item()
    assert pl.read_csv(tmp_path / "ages.csv")["变化（元）"].sum() == pytest.approx(table["变化（元）"].item())


def test_simulate_no_change_says_so(run):
    assert "没有任何变化" in run("simulate", *SMALL, "--set", "old_age_by_band.80=300").out


@pytest.mark.parametrize(
    ("setting", "code"),
    [
        ("old_age_by_band=1", 2),
        ("old_age_by_band.80", 2),
        ("old_age_by_band.x=1", 2),
        ("nothing=1", 1),
        ("old_age_by_band.80=-5", 1),
        ("old_age_by_band.80=many", 1),
        ("old_age_first_age=x", 2),
    ],
)
def test_simulate_refuses_what_cannot_be_set(run, setting, code):
    ran = run("simulate", *SMALL, "--set", setting)
    assert ran.code == code and ran.err


def test_simulate_over_a_roster(run, tmp_path):
    (tmp_path / "r.csv").write_text("household_id,person_id,birth_date,hukou,old_age_opt_in\nA,1,1940-03-01,here,yes\nB,2,xx,here,yes\n", encoding="utf-8")
    ran = run("simulate", tmp_path / "r.csv", "--place", "深圳市", "--benefit", "old_age_allowance", *WHEN, "--set", "old_age_by_band.80=301.5")
    assert ran.code == 0 and "1.50" in ran.out and "1 处填写问题" in ran.err
    assert run("simulate", "--set", "a=1").code == 2
    assert run("simulate", tmp_path / "r.csv").code == 2


def test_rules_list_and_show(run):
    assert "dibao " in run("rules", "list").out
    for what in ("rules", "figures", "facts", "places"):
        assert run("rules", "list", "--what", what).out.count("\n") > 20
    shown = run("rules", "show", "dibao", *WHEN)
    assert "人均月收入低于低保标准" in shown.out and "1,535.00" in shown.out and "依据：" in shown.out
    assert "below the dibao standard" in run("rules", "show", "dibao", *WHEN, "--lang", "en").out
    assert "2025-01-01" in run("rules", "show", "dibao_standard").out
    assert "monthly_income" in run("rules", "show", "monthly_income").out
    lost = run("rules", "show", "dibbao")
    assert lost.code == 1 and "dibao" in lost.err


def test_rules_check_lists_what_is_open(run):
    ran = run("rules", "check")
    assert "unconfirmed" in ran.out and "共" in ran.out
    assert ran.code == 0, "the shipped book has overlaps or missing clauses"
    only = run("rules", "check", "--kind", "gap").out
    assert "unconfirmed" not in only


def test_rules_cases_all_pass_and_say_how_many(run):
    ran = run("rules", "cases")
    assert ran.code == 0 and "不符 0" in ran.out
    one = run("rules", "cases", "dibao", "-v")
    assert one.out.count("✓") > 3 and run("rules", "cases", "nowhere").code == 1


def test_rules_cases_fail_loudly(run, monkeypatch):
    from minsheng.rules.engine import CaseResult

    monkeypatch.setattr("minsheng.rules.engine.run_cases", lambda book, name: [CaseResult(name, "甲", "…", ["expected yes, got no"])])
    ran = run("rules", "cases", "dibao")
    assert ran.code == 1 and "不符 1" in ran.out and "expected yes" in ran.out


def test_rules_diff(run):
    ran = run("rules", "diff", "--from", "2025-01-01", "--to", "2026-12-31", "--place", "深圳市")
    assert "最低工资标准 2,360.00 → 2,520.00" in ran.out
    assert run("rules", "diff", "--from", "2026-01", "--to", "2025-01").code == 2


def test_a_new_folder_is_a_book_that_loads_and_passes(run, tmp_path, monkeypatch, root):
    from minsheng.rules.book import facts
    from minsheng.rules.engine import Book, run_cases

    assert run("rules", "new", tmp_path / "trial/heating_subsidy").code == 0
    assert run("rules", "new", tmp_path / "trial/heating_subsidy").code == 1
    assert run("rules", "new", tmp_path / "Not A Name").code == 1
    monkeypatch.syspath_prepend(tmp_path)
    made = Book.load(facts=facts, folders=["heating_subsidy"], package="trial", places=root / "src/minsheng/rules/book/places.csv")
    results = run_cases(made, "heating_subsidy")
    assert results and not [f for r in results for f in r.failures]


def test_sample_writes_a_roster_that_says_it_is_invented(run, tmp_path):
    for folder in ("a", "b"):
        assert run("sample", "--persons", 300, "--place", "惠州市", "--out", tmp_path / folder, "--seed", 5).code == 0
    assert (tmp_path / "a/roster.csv").read_bytes() == (tmp_path / "b/roster.csv").read_bytes()
    assert "编造" in (tmp_path / "a/README.md").read_text(encoding="utf-8")
    assert run("sample", "--persons", 0, "--place", "惠州市", "--out", tmp_path / "c").code == 2
    assert run("sample", "--persons", 10, "--place", "火星", "--out", tmp_path / "c").code == 1
    assert run("sample", "--persons", 9_000_000, "--place", "惠州市", "--out", tmp_path / "c").code == 1
