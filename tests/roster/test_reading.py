"""Files as offices send them: every kind of damage gives a clear sentence, and good rows are read all the same."""

import polars as pl
import pytest

from minsheng.roster.problems import RosterError
from minsheng.roster.roster import load
from minsheng.rules.engine.types import UNKNOWN

HEAD = "户编号,人员编号,地区,birth_date,monthly_income,dwellings"
GOOD = "A,1,深圳市/福田区,1950-03-01,1200.50,1\nA,2,,1985-12-31,0,\nB,3,深圳市/福田区,2016-06-18,0,0\n"


@pytest.fixture
def file(tmp_path):
    def write(text: str | bytes, name: str = "roster.csv", encoding: str = "utf-8"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    return write


def refused(path, book, **more) -> str:
    with pytest.raises(RosterError) as caught:
        load(path, book, **more)
    assert all(p.zh and p.en and p.mend_zh and p.mend_en for p in caught.value.problems)
    return caught.value.say("zh")


def test_good_rows_become_integers(file, book):
    read = load(file(f"{HEAD}\n{GOOD}"), book)
    assert read.persons["monthly_income"].to_list() == [120050, 0, 0]
    assert read.persons["birth_date"].to_list() == [19500301, 19851231, 20160618]
    assert read.households["dwellings"].to_list() == [1, 0]
    assert read.households["code"].to_list() == ["440304", "440304"]
    assert read.errors.is_empty() and read.withheld.is_empty() and not read.warnings


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_other_encodings_are_recognised(file, book, encoding):
    assert len(load(file(f"{HEAD}\n{GOOD}", encoding=encoding), book).persons) == 3


def test_damaged_text_names_its_line(file, book):
    lines = f"{HEAD}\n{GOOD}".encode() + b"C,4,\xff\xfe\xfa,,,\n"
    assert "第 5 行" in refused(file(lines), book)


def test_text_in_no_known_encoding_is_refused(file, book):
    assert "编码" in refused(file(b"\x81\x20\xff\xff,\x80\n" * 3), book)


@pytest.mark.parametrize("text", ["", "\n\n", " , ,\n"])
def test_an_empty_file_is_refused(file, book, text):
    assert "空" in refused(file(text), book)


def test_headings_without_rows_are_refused(file, book):
    assert "没有数据" in refused(file(HEAD + "\n"), book)


def test_a_missing_id_column_is_named(file, book):
    said = refused(file("户编号,birth_date\nA,1950-03-01\n"), book)
    assert "person_id" in said and "户编号、birth_date" in said


def test_the_same_column_twice_is_refused(file, book):
    assert "两次" in refused(file("户编号,人员编号,出生日期,birth_date\nA,1,,\n"), book)
    assert "两次" in refused(file("户编号,人员编号,x,x\nA,1,,\n"), book)


def test_an_unknown_column_is_named_with_the_nearest(file, book):
    read = load(file("户编号,人员编号,monthly_incom,星座\nA,1,100,白羊\n"), book, "深圳市")
    assert any("monthly_income" in zh for zh, _ in read.warnings) and any("星座" in zh for zh, _ in read.warnings)


def test_an_open_quote_is_located(file, book):
    assert "引号" in refused(file(f'{HEAD}\n{GOOD}C,4,"深圳市,,,\nD,5,,,,\n'), book)


def test_a_row_with_too_many_cells_is_left_out_and_the_rest_decided(file, book):
    read = load(file(f"{HEAD}\n{GOOD}C,4,深圳市,1,000,1950-01-01,3,4\n"), book)
    assert read.errors["row"].to_list() == [5] and read.withheld["household_id"].to_list() == ["C"]
    assert len(read.persons) == 3


def test_separators_other_than_commas(file, book):
    assert len(load(file(f"{HEAD}\n{GOOD}".replace(",", "\t"), "roster.tsv"), book).persons) == 3
    assert len(load(file(f"{HEAD}\n{GOOD}".replace(",", ";")), book).persons) == 3


@pytest.mark.parametrize(("name", "words"), [("roster.pdf", "不认识"), ("roster.xlsx", "打不开"), ("roster.parquet", "Parquet")])
def test_other_kinds_of_file_are_refused(file, book, name, words):
    assert words in refused(file(b"not what the name says", name), book)


def test_a_file_that_is_not_there(tmp_path, book):
    assert "找不到" in refused(tmp_path / "nowhere.csv", book)


def test_native_columns_of_parquet(tmp_path, book):
    from datetime import date

    frame = pl.DataFrame({
        "household_id": ["A", "A"], "person_id": ["1", "2"], "birth_date": [date(1950, 3, 1), None], "monthly_income": [0.1 + 0.2, -1.0],
        "disability_grade": [0, 9], "serious_illness": [True, None],
    })  # fmt: skip
    frame.write_parquet(tmp_path / "r.parquet")
    read = load(tmp_path / "r.parquet", book, "深圳市")
    assert read.persons["birth_date"].to_list() == [19500301, None]
    assert read.persons["monthly_income"].to_list() == [30, UNKNOWN]
    assert read.persons["disability_grade"].to_list() == [0, UNKNOWN]
    assert read.persons["serious_illness"].to_list() == [1, None]
    assert sorted(read.errors["column"].to_list()) == ["disability_grade", "monthly_income"]
