"""Rosters brought in: what is read of them, who is loaded, who may."""

from datetime import date

import pytest

from minsheng.base.errors import AlreadyDone, NotAllowed
from minsheng.base.models import AuditEntry
from minsheng.registry.imports.actions import check, load, load_step, undo
from minsheng.registry.imports.packing import opened
from minsheng.registry.models import Event, Fact, Household, Membership, Person
from minsheng.registry.queries import case_of, members, search
from minsheng.registry.queries import opened as secret
from tests.registry.rosters import as_csv, as_xlsx, family, number, person, problems, states
from tests.spine import DAY

pytestmark = pytest.mark.django_db


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
    assert [e.act for e in entries] == [
        "registry.check_import",
        "registry.begin_import",
        "registry.load_import",
        "registry.begin_undo_import",
        "registry.undo_import",
    ]
    assert entries[2].details == {"loaded": 3} and {e.user_id for e in entries} == {officer.user}


def test_a_passed_cursor_changes_nothing(checked, officer):
    run = checked(family(1, "1"))
    assert load_step(run=run, cursor=0, by=officer, on=DAY) is None and not Person.objects.exists()  # nobody has said yes
    run = load(run=run, by=officer, on=DAY)
    assert load_step(run=run, cursor=0, by=officer, on=DAY) is None and Person.objects.count() == 3
    with pytest.raises(AlreadyDone):
        load(run=run, by=officer, on=DAY)
