"""Who decides: only by the province's document, never two at once, and past decisions stay explained."""

from datetime import date

import pytest

from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.divisions import actions
from minsheng.matters import catalogue
from minsheng.places.queries import deciding_place
from tests.divisions.conftest import DAY


@pytest.fixture
def given(district, head):
    """A sound delegation of dibao."""
    return {
        "matter": "dibao", "street": district.street, "since": DAY, "authority": "审核确认", "document": "演示区〔2025〕2号", "provincial_document": "演示省〔2024〕1号",
        "by": head, "on": DAY,
    }  # fmt: skip


def decides(district, on):
    return deciding_place(catalogue.get("dibao"), district.community, on)


def test_the_district_decides_until_it_lets_the_street(district, given):
    made = actions.delegate(**given)
    assert decides(district, date(2025, 10, 8)) == (district.district, None)
    assert decides(district, DAY) == (district.street, made)
    assert deciding_place(catalogue.get("dibao"), district.other_community, DAY) == (district.district, None)


def test_after_the_end_the_past_is_still_explained(district, given, head):
    made = actions.delegate(**given)
    actions.end_delegation(delegation=made, until=date(2025, 12, 1), by=head, on=date(2025, 11, 20))
    assert decides(district, date(2025, 11, 30)) == (district.street, made)
    assert decides(district, date(2025, 12, 1)) == (district.district, None)


def test_an_end_before_today_would_leave_decisions_without_a_decider(given, head):
    made = actions.delegate(**given)
    with pytest.raises(Refused, match="今天"):
        actions.end_delegation(delegation=made, until=date(2025, 11, 1), by=head, on=date(2025, 11, 20))
    actions.end_delegation(delegation=made, until=date(2025, 11, 20), by=head, on=date(2025, 11, 20))
    with pytest.raises(AlreadyDone):
        actions.end_delegation(delegation=made, until=date(2025, 12, 1), by=head, on=date(2025, 11, 21))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"provincial_document": " "}, "只有省里"),
        ({"document": ""}, "文件"),
        ({"authority": ""}, "文件|内容"),
        ({"since": date(2025, 10, 8)}, "过去"),
        ({"until": DAY}, "之后"),
        ({"matter": "old_age_allowance"}, "不能委托"),
        ({"matter": "unknown"}, "不能委托"),
    ],
)
def test_what_the_law_does_not_allow_is_refused(given, change, reason):
    with pytest.raises(Refused, match=reason):
        actions.delegate(**given | change)


def test_only_a_street_below_a_district_can_be_let_decide(district, given):
    for place in (district.community, district.district):
        with pytest.raises(Refused, match="镇街"):
            actions.delegate(**given | {"street": place})


@pytest.mark.parametrize(
    "span", [(date(2025, 10, 9), None), (date(2025, 12, 1), None), (date(2025, 12, 31), date(2026, 6, 1)), (date(2025, 10, 20), date(2025, 12, 2))]
)
def test_two_delegations_at_once_are_refused(given, span):
    actions.delegate(**given | {"since": date(2025, 12, 1), "until": date(2026, 1, 1)})
    with pytest.raises(Refused, match="重叠"):
        actions.delegate(**given | {"since": span[0], "until": span[1]})


def test_one_after_another_is_fine(given):
    actions.delegate(**given | {"until": date(2025, 12, 1)})
    actions.delegate(**given | {"since": date(2025, 12, 1)})


@pytest.mark.parametrize("role", ["street", "approver", "district", "finance", "auditor"])
def test_others_delegate_nothing(district, actor, given, role):
    where = district.street if role in ("street", "approver") else district.district
    with pytest.raises(NotAllowed):
        actions.delegate(**given | {"by": actor(role, where)})


def test_the_neighbouring_district_delegates_nothing_here(district, actor, given):
    neighbour = actor("district_head", district.foreign)
    with pytest.raises(NotAllowed):
        actions.delegate(**given | {"by": neighbour})
    made = actions.delegate(**given)
    with pytest.raises(NotAllowed):
        actions.end_delegation(delegation=made, until=date(2026, 1, 1), by=neighbour, on=DAY)


def test_a_moved_street_decides_on_the_past_day_and_the_new_district_from_then(district, given, admin):
    made = actions.delegate(**given)
    actions.move(place=district.street, above=district.foreign, since=date(2025, 11, 1), document="x", by=admin, on=date(2025, 11, 1))
    district.community.refresh_from_db()
    assert decides(district, date(2025, 10, 31)) == (district.street, made)
    assert decides(district, date(2025, 11, 1)) == (district.foreign, None)


def test_a_delegation_still_ahead_is_ended_before_a_move(district, given, admin):
    actions.delegate(**given | {"since": date(2025, 12, 1)})
    with pytest.raises(Refused, match="2025-12-01"):
        actions.move(place=district.street, above=district.foreign, since=date(2025, 11, 1), document="x", by=admin, on=date(2025, 11, 1))
