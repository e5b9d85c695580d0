"""Which department has which function: what is published, what an office enters over it, and how a function moves."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.config.catalogue import MATTERS
from minsheng.divisions import actions, departments, functions
from minsheng.divisions.models import Holding
from tests.divisions.conftest import DAY

MOVED = date(2024, 3, 1)


@pytest.fixture
def given(district, head):
    return {
        "place": district.district, "function": "volunteering", "kind": "party_social_work", "name": "福田区委社会工作部", "since": MOVED, "document": "演示〔2024〕1号",
        "by": head, "on": DAY,
    }  # fmt: skip


def name(place, function, on):
    found = departments.holder(place, function, on)
    return found and found.name[0]


def test_every_published_row_says_where_it_is_from():
    known = functions.known()
    for (_place, function), rows in known.rows.items():
        assert function in known.functions
        for row in rows:
            assert row.kind in known.kinds and row.kind in known.of_nation
            assert row.source and row.grade in ("A", "A-", "B", "B-", "D") and row.below >= row.since


def test_every_matter_in_service_belongs_to_a_function():
    assert {functions.OF_LINE[m.line] for m in MATTERS} <= functions.known().functions.keys()


@pytest.mark.parametrize(
    ("function", "on", "nation", "here"),
    [
        ("social_work", date(2023, 3, 15), "民政部", "福田区民政部门"),
        ("social_work", date(2023, 3, 16), "中央社会工作部", "福田区民政部门"),
        ("social_work", date(2024, 12, 31), "中央社会工作部", "福田区民政部门"),
        ("social_work", date(2025, 1, 1), "中央社会工作部", "福田区党委社会工作部门"),
        ("medical_aid", date(2018, 3, 16), "民政部", "福田区民政部门"),
        ("medical_aid", date(2019, 4, 1), "国家医疗保障局", "福田区医疗保障部门"),
        ("ageing", date(2018, 3, 16), None, None),
        ("ageing", date(2020, 1, 1), "国家卫生健康委员会", "福田区卫生健康部门"),
        ("ageing", date(2025, 1, 1), "民政部", "福田区民政部门"),
        ("assistance", DAY, "民政部", "福田区民政部门"),
    ],
)
def test_a_reform_reaches_the_districts_later_than_the_nation(district, function, on, nation, here):
    assert (name(district.nation, function, on), name(district.district, function, on)) == (nation, here)


def test_a_city_of_its_own_kind_is_followed_below(district):
    assert name(district.province, "place_names", DAY) == "广东省民政部门"
    assert name(district.district, "place_names", DAY) == "福田区规划和自然资源部门"
    assert name(district.province, "social_work", date(2024, 1, 18)) == "广东省委社会工作部"


def test_an_own_entry_counts_from_its_day_and_below(district, given):
    actions.move_function(**given)
    assert name(district.district, "volunteering", date(2024, 2, 29)) == "福田区精神文明建设办公室"
    assert name(district.district, "volunteering", MOVED) == "福田区委社会工作部"
    assert name(district.foreign, "volunteering", MOVED) == "南山区精神文明建设办公室"
    assert departments.office(district.street, "volunteering", MOVED) == "香蜜湖街道办事处"


def test_below_a_city_the_kind_is_taken_over_not_the_name(district, given, actor):
    actions.move_function(**given | {"place": district.city, "name": "深圳市委社会工作部", "by": actor("city", district.city)})
    assert name(district.district, "volunteering", MOVED) == "福田区党委社会工作部门"
    found = departments.holder(district.district, "volunteering", MOVED)
    assert (found.way, found.above, found.source) == ("above", "深圳市", "演示〔2024〕1号")


def test_a_department_of_no_common_kind_is_not_taken_over(district, given, actor):
    actions.move_function(**given | {"place": district.city, "kind": "other", "name": "深圳市某中心", "by": actor("city", district.city)})
    assert name(district.city, "volunteering", MOVED) == "深圳市某中心"
    assert name(district.district, "volunteering", MOVED) == "福田区精神文明建设办公室"


def test_moving_on_ends_the_one_before(district, given):
    first = actions.move_function(**given)
    actions.move_function(**given | {"kind": "civil", "name": "福田区民政局", "since": date(2025, 6, 1)})
    first.refresh_from_db()
    assert first.until == date(2025, 6, 1)
    assert [name(district.district, "volunteering", d) for d in (date(2025, 5, 31), date(2025, 6, 1))] == ["福田区委社会工作部", "福田区民政局"]
    assert [(h.name[0], h.since) for h in departments.history(district.district, "volunteering", DAY)] == [
        ("福田区民政局", date(2025, 6, 1)), ("福田区委社会工作部", MOVED), ("福田区精神文明建设办公室", date.min),
    ]  # fmt: skip


@pytest.mark.parametrize("n", [0, 1, 2])
def test_a_struck_entry_leaves_its_days_to_the_one_before(district, given, n):
    days = [date(2024, 3, 1), date(2024, 6, 1), date(2025, 1, 1)]
    made = [actions.move_function(**given | {"name": f"部门{i}", "since": day}) for i, day in enumerate(days)]
    actions.strike_function(holding=made[n], why="日期写错", by=given["by"], on=DAY)
    before = f"部门{n - 1}" if n else "福田区精神文明建设办公室"
    expected = [before if i == n else f"部门{i}" for i in range(3)]
    assert [name(district.district, "volunteering", day) for day in days] == expected
    with pytest.raises(AlreadyDone):
        actions.strike_function(holding=made[n], why="又一次", by=given["by"], on=DAY)


def test_the_struck_day_is_free_for_the_right_entry(district, given):
    wrong = actions.move_function(**given)
    actions.strike_function(holding=wrong, why="名称写错", by=given["by"], on=DAY)
    actions.move_function(**given | {"name": "福田区委社会工作部门"})
    assert Holding.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"name": " "}, "全名"), ({"document": ""}, "文件"), ({"kind": "unknown"}, "没有这项职能"), ({"function": "unknown"}, "没有这项职能"), ({"since": MOVED}, "晚于"),
        ({"since": date(2024, 1, 1)}, "作废"), ({"since": date(2025, 1, 1)}, "现在就在"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(given, change, reason):
    actions.move_function(**given)
    with pytest.raises(Refused, match=reason):
        actions.move_function(**given | change)


def test_streets_have_no_departments(district, given):
    with pytest.raises(Refused, match="镇街"):
        actions.move_function(**given | {"place": district.street})


def test_a_reason_is_needed_to_strike(given):
    made = actions.move_function(**given)
    with pytest.raises(Refused, match="哪里"):
        actions.strike_function(holding=made, why=" ", by=given["by"], on=DAY)


@pytest.mark.parametrize("role", ["district", "finance", "auditor"])
def test_others_enter_nothing(district, given, actor, role):
    with pytest.raises(NotAllowed):
        actions.move_function(**given | {"by": actor(role, district.district)})


def test_the_neighbour_enters_and_strikes_nothing_here(district, given, actor):
    neighbour = actor("district_head", district.foreign)
    with pytest.raises(NotAllowed):
        actions.move_function(**given | {"by": neighbour})
    made = actions.move_function(**given)
    with pytest.raises(NotAllowed):
        actions.strike_function(holding=made, why="x", by=neighbour, on=DAY)


@pytest.mark.parametrize("change", [{"name": ""}, {"document": ""}, {"until": MOVED}, {"struck_on": DAY}])
def test_the_database_refuses_half_entries(district, given, change):
    made = actions.move_function(**given)
    with pytest.raises(IntegrityError), transaction.atomic():
        Holding.objects.filter(pk=made.pk).update(**change)


def test_an_older_own_entry_is_told_that_the_reform_has_come(district, given):
    actions.move_function(**given | {"kind": "civilisation", "name": "福田区文明办", "since": date(2020, 1, 1)})
    now = departments.holder(district.district, "volunteering", DAY)
    assert departments.overtaken(district.district, now, DAY).kind == "party_social_work"
    actions.move_function(**given | {"since": date(2025, 6, 1)})
    assert departments.overtaken(district.district, departments.holder(district.district, "volunteering", DAY), DAY) is None


def test_a_renamed_district_keeps_its_old_name_on_old_days(district, admin):
    actions.rename(place=district.district, name="新福田区", since=date(2025, 10, 1), document="x", by=admin, on=DAY)
    assert (name(district.district, "assistance", date(2025, 9, 30)), name(district.district, "assistance", DAY)) == ("福田区民政部门", "新福田区民政部门")
