"""Places that change: what moves with them, what the days before still say, and what is refused."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from minsheng.base.actor import MACHINE
from minsheng.base.errors import NotAllowed, Refused
from minsheng.base.models import AuditEntry
from minsheng.divisions import actions
from minsheng.places.models import Delegation, Place, PlaceChange, Placing
from minsheng.places.queries import chain_on, law_place, on_day, path_on, tree_on
from minsheng.registry import actions as registry
from tests.divisions.conftest import DAY
from tests.spine import make_actor, make_district, make_person

BEFORE, SINCE = date(2025, 9, 30), date(2025, 10, 1)


def names(place, on):
    return [p.name for p in path_on(place, on)]


def sound():
    """What must hold of the tree after anything: paths are the chain of parents, and the open placing says the same."""
    for place in Place.objects.select_related("parent"):
        assert place.path == f"{place.parent.path if place.parent else ''}{place.pk}."
        stands = place.placings.filter(until=None).first()
        assert bool(stands) == (place.until is None)
        if stands:
            assert (stands.path, stands.parent_id, stands.name) == (place.path, place.parent_id, place.name)
        days = list(place.placings.order_by("since").values_list("since", "until"))
        assert all(end == start for (_, end), (start, _) in zip(days, days[1:], strict=False)), "no gap and no overlap"


def test_a_place_is_founded_and_was_not_there_the_day_before(district, paper):
    made = actions.found(above=district.street, name=" 新社区 居委会", level="community", **paper)
    assert (made.name, made.law_code) == ("新社区居委会", district.street.law_code)
    assert made.pk in tree_on(SINCE).values_list("place", flat=True)
    assert made.pk not in tree_on(BEFORE).values_list("place", flat=True)
    assert PlaceChange.objects.get().document == "演示〔2025〕1号"
    assert AuditEntry.objects.filter(act="places.found", subject=f"places.place:{made.pk}").exists()
    sound()


def test_a_new_name_counts_from_its_day(district, paper):
    actions.rename(place=district.street, name="香蜜湖街道办", **paper)
    assert names(district.community, BEFORE)[-2:] == ["香蜜湖街道", "香岭社区居委会"]
    assert names(district.community, SINCE)[-2:] == ["香蜜湖街道办", "香岭社区居委会"]
    assert PlaceChange.objects.get().old_name == "香蜜湖街道"
    sound()


def test_a_move_takes_everything_below_along_in_a_handful_of_statements(district, paper, django_assert_max_num_queries):
    for n in range(40):
        actions.found(above=district.street, name=f"第{n}社区", level="community", **paper | {"since": BEFORE})
    with django_assert_max_num_queries(40):
        actions.move(place=district.street, above=district.foreign, **paper)
    for one in (district.community, district.street, Place.objects.get(name="第39社区")):
        one.refresh_from_db()
        assert one.path.startswith(district.foreign.path)
    assert names(district.community, BEFORE)[3] == "福田区" and names(district.community, SINCE)[3] == "南山区"
    assert tree_on(BEFORE, under=district.district).count() == 4 + 40 + 2 and tree_on(SINCE, under=district.district).count() == 3
    sound()


def test_who_moves_goes_by_the_new_figures_from_that_day_and_by_the_old_before(district, paper):
    actions.move(place=district.street, above=district.foreign, **paper)
    district.community.refresh_from_db()
    assert (law_place(district.community, BEFORE), law_place(district.community, SINCE)) == ("440304006", "440305")


def test_a_move_there_and_back_keeps_three_stays(district, paper):
    actions.move(place=district.street, above=district.foreign, **paper)
    actions.move(place=district.street, above=district.district, **paper | {"since": date(2025, 10, 5)})
    assert [names(district.community, d)[3] for d in (BEFORE, SINCE, date(2025, 10, 4), date(2025, 10, 5))] == ["福田区", "南山区", "南山区", "福田区"]
    sound()


def test_a_name_and_a_move_by_one_document_on_one_day(district, paper):
    actions.rename(place=district.street, name="新街道", **paper)
    actions.move(place=district.street, above=district.foreign, **paper)
    assert names(district.community, SINCE)[3:5] == ["南山区", "新街道"] and names(district.community, BEFORE)[3:5] == ["福田区", "香蜜湖街道"]
    sound()


def test_a_merged_place_hands_its_files_over_at_once(district, actor, paper):
    person = make_person("林月娥", district.community, date(1950, 1, 1))
    taker = actor("street", district.other_street)
    assert not taker.covers(person.place.path)
    actions.merge_into(place=district.street, into=district.other_street, **paper)
    person.refresh_from_db()
    person.place.refresh_from_db()
    assert taker.covers(person.place.path) and person.place.parent == district.other_street
    district.street.refresh_from_db()
    assert district.street.until == SINCE and district.street.path.startswith(district.other_street.path)
    assert on_day(district.street, SINCE) is None and on_day(district.street, BEFORE)
    assert chain_on(district.community, BEFORE)["street"] == district.street
    assert chain_on(district.community, SINCE)["street"] == district.other_street
    sound()


def test_a_merged_community_still_leads_to_who_has_taken_it_over(district, paper):
    actions.merge_into(place=district.community, into=district.community_2, **paper)
    actions.merge_into(place=district.street, into=district.other_street, **paper | {"since": date(2025, 10, 5)})
    district.community.refresh_from_db()
    assert chain_on(district.community, DAY) == {
        "nation": district.nation, "province": district.province, "city": district.city, "district": district.district, "street": district.other_street, "community": district.community_2,
    }  # fmt: skip
    sound()


def test_an_empty_place_ends_and_one_with_people_does_not(district, paper):
    make_person("林月娥", district.community, date(1950, 1, 1))
    with pytest.raises(Refused, match="居民档案"):
        actions.end(place=district.community, **paper)
    with pytest.raises(Refused, match="下面还有地方"):
        actions.end(place=district.foreign_street, **paper)
    actions.end(place=district.foreign_community, **paper)
    actions.end(place=district.foreign_street, **paper)
    assert district.foreign_street.pk not in tree_on(SINCE).values_list("place", flat=True)
    sound()


WRONG = {
    "under itself": (lambda d, p: actions.move(place=d.street, above=d.community, **p), "自己下面"),
    "where it is": (lambda d, p: actions.move(place=d.street, above=d.district, **p), "现在就归"),
    "levels": (lambda d, p: actions.move(place=d.street, above=d.foreign_community, **p), "不能设在"),
    "a founded level": (lambda d, p: actions.found(above=d.street, name="新区", level="district", **p), "不能设在"),
    "a foreign level": (lambda d, p: actions.merge_into(place=d.street, into=d.foreign_community, **p), "同一级"),
    "into itself": (lambda d, p: actions.merge_into(place=d.street, into=d.street, **p), "自己"),
    "a name that is there": (lambda d, p: actions.rename(place=d.street, name="南园街道", **p), "已经有"),
    "a founded name": (lambda d, p: actions.found(above=d.district, name="南园街道", level="street", **p), "已经有"),
    "no name": (lambda d, p: actions.rename(place=d.street, name="  ", **p), "名称"),
    "the same name": (lambda d, p: actions.rename(place=d.street, name="香蜜湖街道", **p), "一样"),
    "no document": (lambda d, p: actions.rename(place=d.street, name="新", **p | {"document": " "}), "文件"),
    "before it began": (lambda d, p: actions.move(place=d.street, above=d.foreign, **p | {"since": date(1989, 1, 1)}), "不能早于"),
    "before it began, a new name": (lambda d, p: actions.rename(place=d.street, name="新", **p | {"since": date(1989, 1, 1)}), "不能早于"),
    "before the place above": (lambda d, p: actions.found(above=d.street, name="新", level="community", **p | {"since": date(1989, 1, 1)}), "不能早于"),
    "a day to come": (lambda d, p: actions.end(place=d.community, **p | {"since": DAY + timedelta(1)}), "还没到"),
    "ending on its first day": (lambda d, p: actions.end(place=d.community, **p | {"since": date(1990, 1, 1)}), "晚于"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_is_refused_with_its_reason_and_changes_nothing(district, paper, case):
    before = list(Placing.objects.order_by("pk").values())
    act, reason = WRONG[case]
    with pytest.raises(Refused, match=reason) as told:
        act(district, paper)
    assert told.value.en and list(Placing.objects.order_by("pk").values()) == before and not PlaceChange.objects.exists()


def test_an_ended_place_is_neither_changed_nor_taken_into(district, paper):
    actions.end(place=district.foreign_community, **paper)
    with pytest.raises(Refused, match="撤销"):
        actions.rename(place=district.foreign_community, name="新", **paper)
    with pytest.raises(Refused, match="撤销"):
        actions.merge_into(place=district.community, into=district.foreign_community, **paper)


def test_an_ended_place_takes_no_new_files(district, paper):
    person = make_person("林月娥", district.community_2, date(1950, 1, 1))
    actions.merge_into(place=district.community, into=district.community_2, **paper)
    district.community.refresh_from_db()
    with pytest.raises(Refused, match="撤销"):
        make_person("林玉兰", district.community, date(1950, 1, 1), serial=2)
    with pytest.raises(Refused, match="撤销"):
        registry.move(person=person, place=district.community, by=MACHINE, on=DAY)
    assert make_person("林玉兰", district.community, date(1950, 1, 1), serial=2, on=BEFORE)


def test_two_places_below_with_one_name_are_told_before_a_merger(district, paper):
    actions.found(above=district.other_street, name="香岭社区居委会", level="community", **paper)
    with pytest.raises(Refused, match="香岭社区居委会"):
        actions.merge_into(place=district.street, into=district.other_street, **paper)


def test_history_is_entered_in_its_order(district, paper):
    actions.rename(place=district.community, name="新社区", **paper | {"since": date(2025, 10, 5)})
    with pytest.raises(Refused, match="2025-10-05"):
        actions.move(place=district.street, above=district.foreign, **paper)


@pytest.mark.parametrize("role", ["street", "district", "district_head", "finance", "auditor"])
def test_only_an_administrator_changes_places(district, actor, paper, role):
    where = {"street": district.street}.get(role, district.district)
    with pytest.raises(NotAllowed):
        actions.rename(place=district.community, name="新", **paper | {"by": actor(role, where)})


def test_a_place_is_changed_by_who_stands_above_it(district, actor, paper):
    of_futian = paper | {"by": actor("admin", district.district)}
    with pytest.raises(NotAllowed):
        actions.rename(place=district.district, name="新区", **of_futian)
    with pytest.raises(NotAllowed):
        actions.move(place=district.street, above=district.foreign, **of_futian)
    with pytest.raises(NotAllowed):
        actions.merge_into(place=district.street, into=district.foreign_street, **of_futian)
    with pytest.raises(NotAllowed):
        actions.rename(place=district.nation, name="新", **of_futian)
    assert actions.rename(place=district.street, name="新街道", **of_futian).name == "新街道"


def test_a_delegation_ends_when_its_district_is_no_longer_above(district, paper):
    kept = Delegation.objects.create(
        matter="dibao", district=district.district, street=district.street, since=date(2025, 1, 1), authority="审核确认", document="a", provincial_document="b"
    )
    actions.rename(place=district.street, name="新街道", **paper)
    kept.refresh_from_db()
    assert kept.until is None
    actions.move(place=district.street, above=district.foreign, **paper)
    kept.refresh_from_db()
    assert kept.until == SINCE


steps = st.lists(st.tuples(st.sampled_from(["move", "merge", "rename", "found"]), st.integers(0, 30), st.integers(0, 30), st.integers(0, 9)), max_size=8)


class AnyHistory(TestCase):
    @settings(max_examples=25)
    @given(steps)
    def test_the_tree_stays_sound_and_no_past_day_changes(self, plan):
        """Whatever is tried, in whatever order: what is refused changes nothing, what is done changes no day before it."""
        d = make_district()
        by = make_actor("admin", d.nation)
        seen: dict[date, SimpleNamespace] = {}
        day = date(2025, 1, 1)
        for n, (what, a, b, wait) in enumerate(plan):
            seen[day] = sorted(tree_on(day).values_list("place", "parent", "path", "name"))
            day += timedelta(wait + 1)
            one, two = (Place.objects.order_by("pk")[i % Place.objects.count()] for i in (a, b))
            paper = {"since": day, "document": "x", "by": by, "on": day}
            try:
                if what == "move":
                    actions.move(place=one, above=two, **paper)
                elif what == "merge":
                    actions.merge_into(place=one, into=two, **paper)
                elif what == "rename":
                    actions.rename(place=one, name=f"名{n}", **paper)
                else:
                    actions.found(above=one, name=f"地{n}", level="community", **paper)
            except Refused:
                pass
            sound()
            for past, rows in seen.items():
                assert sorted(tree_on(past).values_list("place", "parent", "path", "name")) == rows
