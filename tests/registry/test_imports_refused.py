"""Rosters brought in: what is kept out and why, line by line, or the whole file."""

from datetime import date

import pytest

from minsheng.base.errors import AlreadyDone, Refused
from minsheng.registry.imports.actions import check, load, undo
from minsheng.registry.imports.packing import opened
from minsheng.registry.models import Import
from tests.registry.rosters import as_csv, as_xlsx, family, number, person, problems, states
from tests.spine import DAY, make_person

pytestmark = pytest.mark.django_db


# --- what is kept out --------------------------------------------------------------------------------------------------------------

BAD = {  # column: (cells, words of the reason)
    "home": ({"home": ""}, "户编号"),
    "name": ({"name": ""}, "姓名"),
    "relation": ({"relation": "邻居"}, "与户主的关系"),
    "kind of document": ({"kind": "会员卡"}, "不认识这种证件"),
    "number": ({"number": number(2)[:-1] + ("0" if number(2)[-1] != "0" else "1")}, "最后一位应当是"),
    "number without kind": ({"kind": "护照", "number": ""}, "没有写号码"),
    "scientific": ({"number": "4.40399E+17"}, "科学计数法"),
    "birthday": ({"birth_date": "1950-02-30"}, "没有这一天"),
    "birthday differs": ({"birth_date": "1951-01-01"}, "不一样"),
    "no birthday": ({"number": ""}, "请填出生日期"),
    "future": ({"number": "", "birth_date": "2030-01-01"}, "今天以后"),
    "sex": ({"sex": "未定"}, "男 或 女"),
    "sex differs": ({"sex": "男"}, "不一样"),
    "phone": ({"phone": "12345"}, "电话"),
    "community": ({"place": "南园社区居委会"}, "没有这个社区"),
    "another community": ({"place": "竹园社区居委会"}, "要一样"),
    "money": ({"monthly_income": "一千"}, "金额"),
    "negative": ({"monthly_income": "-5"}, "应在"),
    "choice": ({"employment": "打工"}, "其中之一"),
    "range": ({"disability_grade": "5"}, "应在"),
    "household's fact": ({"dwellings": "3"}, "户主那一行"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_wrong_line_is_explained_and_left_out_and_the_others_are_loaded(loaded, kind):
    cells, words = BAD[kind]
    run = loaded([person(1, "1", dwellings="1"), person(2, "1", "配偶") | cells, person(3, "1", "子女")])
    assert states(run) == {2: "loaded", 3: "bad", 4: "loaded"} and (run.bad, run.loaded) == (1, 2)
    found = problems(run, 3)
    assert any(words in zh and en.isascii() for _, zh, en in found), found


@pytest.mark.parametrize("cells", [{"number": "123"}, {"place": ""}, {"place": "没有的社区"}, {"monthly_income": "x"}, {"dwellings": "x"}])
def test_a_wrong_head_keeps_the_whole_household_out(loaded, cells):
    run = loaded([person(1, "1") | cells, person(2, "1", "配偶"), person(5, "2")])
    assert states(run) == {2: "bad", 3: "bad", 4: "loaded"}
    assert "户主这一行没有导入" in problems(run, 3)[0][1]


def test_a_household_without_a_head_or_with_two_is_left_out(loaded):
    run = loaded([person(1, "1", "配偶"), person(2, "1", "子女"), person(3, "2"), person(4, "2"), person(5, "3")])
    assert list(states(run).values()) == ["bad"] * 4 + ["loaded"]
    assert "没有户主" in problems(run, 2)[0][1] and "2 个户主：第 4、5 行" in problems(run, 4)[0][1]


def test_the_same_document_twice_keeps_the_second_out_and_both_when_the_names_differ(checked):
    run = checked(
        [
            person(1, "1"),
            person(1, "2"),
            person(2, "3"),
            person(2, "4", name="别人"),
            person(3, "5"),
            person(3, "5", "配偶", number="", birth_date="1970-01-01"),
        ]
    )
    assert states(run) == {2: "good", 3: "bad", 4: "bad", 5: "bad", 6: "good", 7: "good"}
    assert "第 2 行" in problems(run, 3)[0][1]


def test_the_same_child_without_a_document_twice_in_one_household_is_left_out_once(checked):
    child = person(2, "1", "子女", number="", birth_date="2024-02-01")
    assert states(checked([person(1, "1"), child, child])) == {2: "good", 3: "good", 4: "bad"}


def test_a_number_that_excel_has_rounded_is_not_taken(checked):
    run = checked([person(1, 1, number=int(number(2)))], write=as_xlsx)
    assert states(run) == {2: "bad"} and "末几位已经丢了" in problems(run, 2)[0][1]


def test_a_row_with_more_cells_than_headings_is_left_out(district, officer):
    upload = as_csv(family(1, "1"))
    raw = upload.read().decode("utf-8-sig").rstrip() + ",,,,多\r\n"
    upload = type(upload)("roster.csv", raw.encode())
    run = check(upload=upload, place=district.street, by=officer, on=DAY)
    assert states(run)[4] == "bad" and "格子比标题多" in problems(run, 4)[0][1]


# --- who is here already -----------------------------------------------------------------------------------------------------------


def test_who_has_a_file_is_left_out_and_the_rest_of_the_household_loaded(loaded, district):
    make_person("演示2", district.community, date(1950, 1, 1), serial=2)
    run = loaded(family(1, "1"))
    assert states(run) == {2: "loaded", 3: "doubled", 4: "loaded"} and (run.doubled, run.loaded) == (1, 2)
    assert "香岭社区居委会" in problems(run, 3)[0][1]


def test_a_file_in_another_district_is_not_described(checked, district):
    make_person("演示2", district.foreign_community, date(1950, 1, 1), serial=2)
    assert problems(checked(family(1, "1")), 3)[0][1] == "这个证件已在别处建档，请联系上级办理迁移。"


def test_a_head_who_has_a_file_keeps_the_household_out(loaded, district):
    make_person("演示1", district.community, date(1950, 1, 1), serial=1)
    run = loaded(family(1, "1"))
    assert states(run) == {2: "doubled", 3: "bad", 4: "bad"} and run.loaded == 0
    assert "请在户主的档案里添加" in problems(run, 3)[0][1]


def test_the_same_name_and_birthday_is_shown_and_loaded_and_without_a_document_left_out(loaded, district):
    make_person("演示1", district.community, date(1950, 1, 1), serial=801)
    run = loaded([person(1, "1"), person(5, "2"), person(6, "2", "配偶", name="演示1", number="", birth_date="1950-01-01")])
    assert states(run) == {2: "loaded", 3: "loaded", 4: "doubled"} and (run.doubtful, run.doubled) == (1, 1)
    assert "很可能是两个人" in problems(run, 2)[0][1] and "分不清" in problems(run, 4)[0][1]


def test_somebody_opened_between_check_and_load_is_left_out(checked, officer, district):
    run = checked([*family(1, "1"), *family(11, "2")])
    make_person("演示2", district.community, date(1950, 1, 1), serial=2)
    make_person("演示11", district.community, date(1950, 1, 1), serial=11)
    run = load(run=run, by=officer, on=DAY)
    assert states(run) == {2: "loaded", 3: "doubled", 4: "loaded", 5: "doubled", 6: "bad", 7: "bad"}
    assert (run.loaded, run.doubled, run.bad) == (2, 2, 2)
    assert opened(run.lines.get(number=6))["cells"] == {
        "home": "2",
        "relation": "配偶",
        "name": "演示12",
        "kind": "resident",
        "number": number(12),
        "birth_date": "1950-01-01",
        "employment": "在职",
        "serious_illness": "否",
    }


# --- the file as a whole -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("roster.pdf", b"%PDF-1.4", "只收 Excel"),
        ("roster.csv", b"", "空的"),
        ("roster.csv", "户编号,与户主关系,姓名\n".encode(), "只有标题行"),
        ("roster.csv", "户编号,与户主关系,姓名\n,,\n".encode(), "没有人"),
        ("roster.csv", "姓名,证件号码\n甲,1\n".encode(), "缺少这些列名：户编号、与户主关系"),
        ("roster.csv", "户编号,与户主关系,姓名,户号\n1,户主,甲,1\n".encode(), "同一项"),
        ("roster.csv", '户编号,与户主关系,姓名\n1,户主,"甲\n'.encode(), ""),
        ("roster.xlsx", b"PK\x03\x04 no workbook", "打不开"),
        ("roster.xls", b"\xd0\xcf\x11\xe0 no workbook", "打不开"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_says_why(district, officer, name, data, words):
    from django.core.files.uploadedfile import SimpleUploadedFile

    with pytest.raises(Refused) as no:
        check(upload=SimpleUploadedFile(name, data), place=district.street, by=officer, on=DAY)
    assert words in no.value.zh and no.value.field == "file" and no.value.en
    assert not Import.objects.exists()


def test_the_same_file_is_not_taken_twice_until_it_is_taken_back(checked, officer):
    run = checked(family(1, "1"))
    with pytest.raises(AlreadyDone):
        checked(family(1, "1"), name="other.csv")
    undo(run=run, by=officer, on=DAY)
    assert checked(family(1, "1")).state == "checked"


def test_the_number_in_a_files_name_is_not_kept(checked):
    assert checked(family(1, "1"), name=f"张三{number(1)[:17]}.csv").name == "张三….csv"
