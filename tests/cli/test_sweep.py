"""`minsheng sweep`: results, summary and errors; the same again; nothing half-written."""

import hashlib

import polars as pl
import pytest

ROSTER = (
    "户编号,人员编号,姓名,地区,出生日期,户籍所在地,同意申请高龄津贴\n"
    "A,1,甲,深圳市/福田区,1940-03-01,本市户籍,是\nA,2,乙,,1942-02-30,here,是\nB,3,丙,深圳市/罗湖区,1990-01-01,本市户籍,\nC,,丁,深圳市,1930-01-01,本市户籍,是\n=1+1,4,=cmd,深圳市,1930-01-01,本市户籍,是\n"
)
ONLY = ("--benefit", "old_age_allowance")
WHEN = ("--on", "2025-10", "--known", "2025-12-31")


@pytest.fixture
def roster(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_text(ROSTER, encoding="gb18030")
    return path


def prints(folder) -> dict[str, str]:
    return {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in folder.iterdir()}


def test_good_rows_are_decided_and_bad_ones_listed(run, roster, tmp_path):
    ran = run("sweep", roster, "--out", tmp_path / "out", *WHEN, *ONLY)
    assert ran.code == 0 and "2 处填写问题" in ran.err and "暂不判断 1 户" in ran.err
    persons = pl.read_parquet(tmp_path / "out/persons.parquet")
    status = dict(zip(persons["person_id"], persons["old_age_allowance_status"].cast(pl.String), strict=True))
    assert status == {"1": "yes", "2": "depends", "3": "no", "4": "yes"}
    assert persons.filter(pl.col("person_id") == "1")["old_age_allowance_fen"].item() == 30000
    assert "出生日期" in persons.filter(pl.col("person_id") == "2")["old_age_allowance_missing"].cast(pl.String).item()
    errors = pl.read_csv(tmp_path / "out/errors.csv")
    assert errors["行"].to_list() == [3, 5] and errors["原值"].to_list()[0] == "1*******"
    assert (tmp_path / "out/errors.xlsx").exists()
    assert pl.read_csv(tmp_path / "out/withheld.csv")["户编号"].to_list() == ["C"]


def test_results_agree_with_single_cases(run, roster, tmp_path, book):
    """What the roster says of one person is what `assess` says of the same facts."""
    run("sweep", roster, "--out", tmp_path / "out", *WHEN, *ONLY)
    entitled = pl.read_csv(tmp_path / "out/entitled.csv")
    case = book.read_case({"members": [{"birth_date": "1940-03-01", "hukou": "here", "old_age_opt_in": "yes"}]})
    single = book.at("深圳市/福田区", "2025-10-01", "2025-12-31").assess(case, ["old_age_allowance"]).answers[0]
    assert entitled.filter(pl.col("人员编号") == 1)["金额（元）"].item() * 100 == single.amount.lo


def test_summary_by_place_adds_up(run, roster, tmp_path):
    run("sweep", roster, "--out", tmp_path / "out", *WHEN, *ONLY, "--lang", "en")
    table = pl.read_csv(tmp_path / "out/summary.csv")
    parts, whole = table.filter(pl.col("place") != "All"), table.filter(pl.col("place") == "All")
    assert parts["yuan"].sum() == whole["yuan"].item() > 0 and parts["subjects"].sum() == 4


def test_formulas_in_names_are_disarmed(run, roster, tmp_path):
    run("sweep", roster, "--out", tmp_path / "out", *WHEN, *ONLY)
    assert "'=1+1" in (tmp_path / "out/entitled.csv").read_text(encoding="utf-8")


def test_the_same_again_changes_nothing_and_gives_the_same_files(run, roster, tmp_path):
    words = ("sweep", roster, "--out", tmp_path / "out", *WHEN, *ONLY, "--format", "csv", "--format", "xlsx")
    run(*words)
    first = prints(tmp_path / "out")
    assert "没有重算" in run(*words).out and prints(tmp_path / "out") == first
    assert "没有重算" not in run(*words, "--again").out and prints(tmp_path / "out") == first
    (tmp_path / "out/summary.csv").unlink()
    run(*words)
    assert prints(tmp_path / "out") == first
    assert {"results.xlsx", "persons.csv", "households.csv"} <= set(first)


def test_a_run_cut_off_leaves_the_earlier_result(run, roster, tmp_path, monkeypatch):
    words = ("sweep", roster, "--out", tmp_path / "out", *WHEN, *ONLY)
    run(*words)
    first = prints(tmp_path / "out")
    monkeypatch.setattr("minsheng.roster.outcome.write_receipt", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
    ran = run(*words, "--again")
    assert ran.code == 130 and prints(tmp_path / "out") == first


def test_a_roster_without_one_good_row_still_gives_its_errors(run, tmp_path):
    (tmp_path / "r.csv").write_text("household_id,person_id\nA,\n,2\n", encoding="utf-8")
    assert run("sweep", tmp_path / "r.csv", "--out", tmp_path / "out", "--place", "深圳市", *WHEN).code == 0
    assert len(pl.read_csv(tmp_path / "out/errors.csv")) == 2


@pytest.mark.parametrize(
    ("name", "content"), [("empty.csv", b""), ("wrong.csv", b"\x81\x20\xff\xff"), ("note.txt", b"hello"), ("broken.xlsx", b"PK"), ("x.docx", b"x")]
)
def test_files_that_cannot_be_used(run, tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    ran = run("sweep", tmp_path / name, "--out", tmp_path / "out", *WHEN)
    assert ran.code == 1 and ran.err and not (tmp_path / "out").exists()


def test_wrong_use(run, roster, tmp_path):
    assert run("sweep").code == 2 and run("sweep", roster).code == 2
    assert run("sweep", roster, "--out", tmp_path / "out", "--place", "火星").code == 1
    assert run("sweep", roster, "--out", tmp_path / "out", "--benefit", "nothing").code == 1
    assert run("sweep", roster, "--out", roster).code == 1
    assert run("sweep", "--template", tmp_path / "t.csv").code == 2


def test_the_template_is_a_roster_and_explains_itself(run, tmp_path, book):
    import fastexcel

    from minsheng.roster.columns import columns_of, understand

    assert run("sweep", "--template", tmp_path / "t.xlsx").code == 0
    file = fastexcel.read_excel(tmp_path / "t.xlsx")
    headings = file.load_sheet("人员", dtypes="string").to_polars().columns
    understood = understand(headings, columns_of(book), "t")
    assert not understood.unknown and set(columns_of(book)) <= set(understood.known.values())
    assert len(file.load_sheet("说明").to_polars()) == len(columns_of(book)) + 4
