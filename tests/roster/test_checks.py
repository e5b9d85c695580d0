"""What must hold between rows, and what is said when it does not."""

import pytest

from minsheng.roster.roster import load
from minsheng.rules.engine.types import UNKNOWN


@pytest.fixture
def roster(tmp_path, book):
    def read(text: str, households: str | None = None, place: str | None = "深圳市"):
        (tmp_path / "r.csv").write_text(text, encoding="utf-8")
        if households:
            (tmp_path / "h.csv").write_text(households, encoding="utf-8")
        return load(tmp_path / "r.csv", book, place, tmp_path / "h.csv" if households else None)

    return read


def errors(read) -> list[tuple]:
    return read.errors.select("row", "column", "cell").rows()


def test_a_bad_cell_is_reported_masked_and_read_as_unknown(roster):
    read = roster("household_id,person_id,monthly_income,birth_date\nA,1,一千二,1950-02-30\nA,2,-5,1950-01-01\nB,3,100,\n")
    assert errors(read) == [(2, "monthly_income", "一**"), (2, "birth_date", "1*******"), (3, "monthly_income", "-*")]
    assert read.persons["monthly_income"].to_list() == [UNKNOWN, UNKNOWN, 10000]
    assert "负数" in read.errors["problem"][2] and "一千二" not in str(read.errors.rows())
    assert all(read.errors.select("problem", "mend", "problem_en", "mend_en").null_count().row(0)[i] == 0 for i in range(4))


def test_a_row_without_ids_or_with_a_double_id_withholds_its_household(roster):
    read = roster("household_id,person_id\nA,1\nA,\n,3\nB,4\nC,4\nD,5\n")
    assert read.persons["household_id"].to_list() == ["D"]
    assert read.withheld.select("household_id", "persons").rows() == [("A", 2), ("B", 1), ("C", 1)]
    assert sorted(read.errors["row"].to_list()) == [3, 4, 5, 6]


def test_household_facts_may_stand_on_any_row_and_must_agree(roster):
    read = roster("household_id,person_id,dwellings\nA,1,\nA,2,1\nB,3,0\nB,4,2\nC,5,0\nC,6,x\n")
    assert read.households["dwellings"].to_list() == [1, UNKNOWN, UNKNOWN]
    assert {(r, c) for r, c, _ in errors(read)} == {(4, "dwellings"), (7, "dwellings")}
    assert "0" not in str(next(e for e in errors(read) if e[0] == 4)[2])  # sensitive, so masked


def test_a_household_without_members_is_named(roster):
    read = roster("household_id,person_id\nA,1\n", "household_id,dwellings\nA,1\nZ,0\n")
    assert read.households["dwellings"].to_list() == [1]
    assert read.withheld["household_id"].to_list() == ["Z"] and "没有成员" in read.withheld["reason"][0]


def test_a_judgement_needs_officer_and_evidence(roster):
    read = roster("household_id,person_id,can_eat,can_eat_officer,can_eat_evidence\nA,1,是,李,评估表\nA,2,是,李,\n")
    assert read.persons["can_eat"].to_list() == [1, UNKNOWN]
    assert read.errors["row"].to_list() == [3]


def test_places(roster):
    read = roster("household_id,person_id,place\nA,1,深圳市/福田区\nB,2,火星\nC,3,\n", place=None)
    assert read.households.select("household_id", "code").rows() == [("A", "440304")]
    assert read.withheld["household_id"].to_list() == ["B", "C"]
    assert roster("household_id,person_id,place\nC,3,\n", place="广州市").households["code"].to_list() == ["440100"]


def test_a_household_of_more_than_a_hundred_is_withheld(roster):
    rows = "".join(f"A,{i}\n" for i in range(101)) + "B,x\n"
    read = roster("household_id,person_id\n" + rows)
    assert read.persons["household_id"].to_list() == ["B"] and len(read.errors) == 101


def test_ten_thousand_wrong_rows_are_all_named_and_the_good_ones_kept(roster):
    rows = "".join(f"H{i},{i},bad{i},1950-02-30\nG{i},g{i},100,1950-01-01\n" for i in range(5000))
    read = roster("household_id,person_id,monthly_income,birth_date\n" + rows)
    assert len(read.errors) == 10_000 and len(read.persons) == 10_000
    assert (read.persons["monthly_income"] == 10000).sum() == 5000
    assert read.errors["row"].n_unique() == 5000


def test_rows_keep_their_number_in_the_file_across_blank_lines(roster):
    read = roster("household_id,person_id,disability_grade\nA,1,0\n,,\n\nB,2,7\n")
    assert errors(read) == [(5, "disability_grade", "*")]
    assert len(read.persons) == 2
