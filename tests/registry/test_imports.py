"""Rosters brought in: what is read, what is kept out and why, who was loaded, taking it back."""

from datetime import date

import pytest

from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.base.models import AuditEntry
from minsheng.registry.imports.actions import check, load, load_step, undo
from minsheng.registry.imports.packing import opened
from minsheng.registry.models import Document, Event, Fact, Household, Import, ImportRow, Lookup, Membership, NamePiece, Person
from minsheng.registry.queries import case_of, members, search
from minsheng.registry.queries import opened as secret
from tests.registry.rosters import as_csv, as_xlsx, family, number, person
from tests.spine import DAY, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(district, actor):
    return actor("street", district.street, "王街道")


@pytest.fixture
def checked(district, officer):
    """check(rows) of the street's officer."""

    def run(rows, write=as_csv, **more):
        return check(upload=write(rows, **more), place=district.street, by=officer, on=DAY)

    return run


@pytest.fixture
def loaded(checked, officer):
    """check and load."""
    return lambda rows, **more: load(run=checked(rows, **more), by=officer, on=DAY)


def states(run) -> dict[int, str]:
    return dict(run.lines.order_by("number").values_list("number", "state"))


def problems(run, row: int) -> list:
    return run.lines.get(number=row).problems


# --- what is loaded ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_a_household_is_loaded_with_all_that_its_lines_say(loaded, district, officer, write):
    run = loaded(family(1, "A-1"), write=write)
    assert (run.state, run.rows, run.homes, run.loaded, run.bad) == ("done", 3, 1, 3, 0)
    home = Household.objects.get()
    head, spouse, child = members(home, DAY)
    assert (head.name, head.place, head.sex, head.birth_date, head.synthetic) == ("演示1", district.community, 1, date(1950, 1, 1), True)
    assert head.facts == {"hukou": "here", "monthly_income": 120050}
    assert spouse.facts == {"employment": "employed", "serious_illness": False}
    assert child.facts == {"disability_grade": 2, "disability_category": "physical"}
    assert home.facts == {"dwellings": 1, "motor_vehicle": "none"} and home.place == district.community
    assert [m.relation for m in home.memberships.order_by("pk")] == ["applicant", "spouse", "child"]
    assert secret(head) == {"documents": [{"kind": "resident", "number": number(1)}], "phones": ["10001000123"], "address": "演示路 1 号"}
    assert {f.source for f in Fact.objects.all()} == {"import"} and Fact.objects.get(key="monthly_income").value == 120050


def test_who_is_loaded_is_found_and_decided_about_like_anybody(loaded, officer):
    loaded(family(1, "1"))
    assert [p.name for p in search(officer, number(2))] == ["演示2"] and [p.name for p in search(officer, "0123")] == ["演示1"]
    case = case_of(Household.objects.get(), DAY)
    assert [m["relation"] for m in case["members"]] == ["applicant", "spouse", "child"] and case["members"][0]["monthly_income"] == "1200.50"
    assert Event.objects.filter(kind="opened", by_name="王街道").count() == 3


def test_what_was_sealed_of_a_line_is_gone_once_it_is_loaded(loaded):
    run = loaded([*family(1, "1"), person(9, "2", name="")])
    assert [bytes(row.sealed) for row in run.lines.filter(state="loaded")] == [b""] * 3
    assert opened(run.lines.get(state="bad"))["cells"]["number"] == number(9)


def test_lines_of_a_household_need_not_stand_together_nor_the_head_first(loaded):
    loaded([person(2, "1", "配偶"), person(5, "2"), person(1, "1")])
    homes = list(Household.objects.order_by("pk"))
    assert [[p.name for p in members(h, DAY)] for h in homes] == [["演示1", "演示2"], ["演示5"]]


def test_labels_keys_and_words_of_the_household_register_are_understood(loaded):
    loaded([person(1, "1", hukou="here", sex="男"), person(2, "1", "妻", kind="身份证"), person(3, "1", "长子"), person(4, "1", "Parent")])
    assert list(Membership.objects.order_by("pk").values_list("relation", flat=True)) == ["applicant", "spouse", "child", "parent"]


def test_a_file_of_a_chinese_office_in_its_old_encoding_is_read(checked):
    assert states(checked(family(1, "1"), encoding="gb18030")) == {2: "good", 3: "good", 4: "good"}


def test_dates_and_numbers_of_excel_are_read_as_what_they_are(checked):
    baby = {"home": 7, "relation": "子女", "name": "演示 宝", "birth_date": date(2024, 2, 29), "phone": 10001000123, "monthly_income": 0}
    run = checked([person(1, 7), baby], write=as_xlsx)
    assert states(run) == {2: "good", 3: "good"}
    kept = opened(run.lines.get(number=3))
    assert (kept["name"], kept["born"], kept["phones"], kept["facts"]) == ("演示宝", "2024-02-29", ["10001000123"], {"monthly_income": 0})


def test_empty_rows_and_unknown_values_are_nothing(checked):
    run = checked([person(1, "1", monthly_income="不详", phone="无", address="-") | {"phone": "-"}, {}, {}])
    assert states(run) == {2: "good"}
    assert opened(run.lines.get())["facts"] == {} and opened(run.lines.get())["phones"] == []


def test_an_old_number_of_fifteen_digits_is_converted_and_shown(checked):
    run = checked([person(1, "1", number=number(1)[:6] + number(1)[8:17])])
    assert states(run) == {2: "doubtful"} and opened(run.lines.get())["document"][1] == number(1)
    assert "十五位" in problems(run, 2)[0][1]


def test_columns_that_mean_nothing_are_named(checked):
    run = checked(
        [person(1, "1", odd="x", note="y")],
        headings={"home": "户编号", "relation": "与户主关系", "name": "姓名", "number": "身份证号", "place": "社区", "odd": "民族", "note": "备注"},
    )
    assert run.unused == ["民族"] and states(run) == {2: "good"}


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


# --- rights ------------------------------------------------------------------------------------------------------------------------


def test_only_who_may_import_does_and_only_for_the_own_place(district, actor, officer, checked):
    for role, where in (("community", district.community), ("auditor", district.district)):
        with pytest.raises(NotAllowed):
            check(upload=as_csv(family(1, "1")), place=where, by=actor(role, where), on=DAY)
    with pytest.raises(NotAllowed):
        check(upload=as_csv(family(1, "1")), place=district.other_street, by=officer, on=DAY)
    run, stranger = checked(family(1, "1")), actor("street", district.foreign_street)
    for act in (load, undo):
        with pytest.raises(NotAllowed):
            act(run=run, by=stranger, on=DAY)


def test_each_act_leaves_its_entry_without_anything_personal(loaded, officer):
    run = loaded(family(1, "1"))
    undo(run=run, by=officer, on=DAY)
    entries = AuditEntry.objects.filter(subject=f"registry.import:{run.pk}").order_by("id")
    assert [e.act for e in entries] == ["registry.check_import", "registry.begin_import", "registry.load_import", "registry.undo_import"]
    assert entries[2].details == {"loaded": 3} and {e.user_id for e in entries} == {officer.user}


def test_a_passed_cursor_changes_nothing(checked, officer):
    run = checked(family(1, "1"))
    assert load_step(run=run, cursor=0, by=officer, on=DAY) is None and not Person.objects.exists()  # nobody has said yes
    run = load(run=run, by=officer, on=DAY)
    assert load_step(run=run, cursor=0, by=officer, on=DAY) is None and Person.objects.count() == 3
    with pytest.raises(AlreadyDone):
        load(run=run, by=officer, on=DAY)


def nothing_left() -> bool:
    return (
        not any(m.objects.exists() for m in (Person, Household, Membership, Document, Lookup, NamePiece, Fact, Event))
        and not ImportRow.objects.exclude(sealed=b"").exists()
    )
