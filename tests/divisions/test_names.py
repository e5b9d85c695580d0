"""Place names: what may be proposed, four eyes, the time to file, a new name over an old one, and finding them."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given as drawn
from hypothesis import strategies as st

from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.divisions import actions, naming
from minsheng.divisions.models import Toponym
from minsheng.divisions.queries_names import late, line_of, named, public_names, toponyms
from tests.divisions.conftest import DAY

APPROVED = date(2025, 10, 1)


@pytest.fixture
def officer(district, actor):
    return actor("district", district.district)


@pytest.fixture
def given(district, officer):
    return {
        "place": district.street, "kind": "road", "name": "香岭东路", "meaning": "在香岭东边", "extent": "北起甲路，南至乙路", "applicant": "香蜜湖街道办事处",
        "application": "演示〔2025〕3号", "assured": list(naming.ASSURED), "by": officer, "on": DAY,
    }  # fmt: skip


@pytest.fixture
def approved(head):
    def approve(toponym, day=APPROVED):
        return actions.approve_name(toponym=toponym, approved_on=day, authority="深圳市人民政府", approval="演示〔2025〕4号", by=head, on=DAY)

    return approve


@pytest.mark.parametrize(
    ("name", "kind", "spelt"),
    [("香蜜湖路", "road", "Xiangmihu Lu"), ("香岭东路", "road", "Xiangling Donglu"), ("平安大道", "road", "Ping'an Dadao"), ("莲花山", "nature", "Lianhua Shan"), ("绿景花园", "building", "Lyujing Huayuan")],
)  # fmt: skip
def test_the_spelling_is_drafted_with_the_generic_apart(name, kind, spelt):
    assert naming.romanised(name, kind).replace("ü", "yu") == spelt


@drawn(st.text(alphabet="香蜜湖岭东西南北平安花园路街道山", min_size=2, max_size=10), st.sampled_from(sorted(Toponym.KINDS)))
def test_a_draft_is_always_a_spelling_that_can_be_entered(name, kind):
    spelt = naming.romanised(name, kind)
    assert all(naming.LETTERS.fullmatch(word) for word in spelt.split()) and naming.sound_of(spelt) == naming.sound_of(naming.romanised(name, "other"))


def test_a_name_goes_from_the_proposal_to_the_announcement(given, approved, officer):
    name = approved(actions.propose_name(**given))
    assert (name.state, name.pinyin, name.file_by, name.file_provisional) == ("approved", "Xiangling Donglu", date(2025, 10, 16), True)
    actions.file_name(toponym=name, filed_on=date(2025, 10, 8), filed_with="深圳市", by=officer, on=DAY)
    actions.announce_name(toponym=name, announced_on=DAY, announced_where="政府网站", by=officer, on=DAY)
    name.refresh_from_db()
    assert (name.state, name.filed_on, name.announce_by, name.announced_on) == ("filed", date(2025, 10, 8), None, DAY)


def test_before_the_regulations_no_time_to_file_is_known(given, approved):
    assert approved(actions.propose_name(**given), date(2020, 1, 1)).file_by is None


def test_who_proposes_does_not_approve(district, given, actor):
    city = actor("city", district.city)
    name = actions.propose_name(**given | {"by": city})
    with pytest.raises(NotAllowed, match="谁提的"):
        actions.approve_name(toponym=name, approved_on=APPROVED, authority="x", approval="y", by=city, on=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Toponym.objects.filter(pk=name.pk).update(state="approved", settled_by=city.user, settled_on=DAY, approved_on=APPROVED, authority="x", approval="y")


@pytest.mark.parametrize("change", [{}, {"place": "other_street"}, {"place": "foreign_street"}])
def test_a_road_of_the_same_city_may_not_have_the_same_name(district, given, actor, change):
    actions.propose_name(**given)
    change = {key: getattr(district, value) for key, value in change.items()} | {"by": actor("city", district.city)}
    with pytest.raises(Refused, match="不能重名"):
        actions.propose_name(**given | change)


def test_another_kind_may_have_it_and_a_community_is_compared_in_its_district(district, given, actor):
    city = actor("city", district.city)
    actions.propose_name(**given)
    actions.propose_name(**given | {"kind": "bridge", "explained": "沿用路名"})
    actions.propose_name(**given | {"kind": "community", "name": "香岭社区"})
    actions.propose_name(**given | {"kind": "community", "name": "香岭社区", "place": district.foreign_street, "by": city})
    with pytest.raises(Refused, match="不能重名"):
        actions.propose_name(**given | {"kind": "community", "name": "香岭社区", "place": district.other_street})


@pytest.mark.parametrize(("name", "reason"), [("乡领东路", "同音"), ("香岭", "通名"), ("㐀岭路", "生僻"), ("香岭A路", "汉字"), ("路", "汉字")])
def test_what_is_to_be_avoided_needs_an_explanation(given, name, reason):
    actions.propose_name(**given)
    with pytest.raises(Refused, match=reason):
        actions.propose_name(**given | {"name": name})
    if reason != "汉字":
        assert actions.propose_name(**given | {"name": name, "explained": "沿用旧称"}).explained == "沿用旧称"


def test_a_corrected_spelling_decides_what_sounds_alike(given):
    actions.propose_name(**given | {"name": "重桥路", "pinyin": "Chongqiao Lu"})
    with pytest.raises(Refused, match="同音"):
        actions.propose_name(**given | {"name": "虫桥路"})
    assert actions.propose_name(**given | {"name": "众桥路"}).sound == "zhongqiaolu"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"assured": ["healthy"]}, "assured"), ({"pinyin": "香岭 Lu"}, "pinyin"), ({"meaning": " "}, "meaning"), ({"extent": ""}, "extent"), ({"applicant": ""}, "applicant"),
        ({"application": ""}, "application"),
    ],
)  # fmt: skip
def test_what_is_missing_is_asked_for(given, change, field):
    with pytest.raises(Refused) as no:
        actions.propose_name(**given | change)
    assert no.value.field == field


def test_a_new_name_ends_the_old_one_on_its_day_and_both_are_found(given, approved):
    old = approved(actions.propose_name(**given))
    new = actions.propose_name(**given | {"name": "香竹路", "replaces": old})
    with pytest.raises(Refused, match="已经有人在办"):
        actions.propose_name(**given | {"name": "香梅路", "replaces": old})
    old.refresh_from_db()
    assert old.state == "approved"
    approved(new, date(2025, 10, 5))
    old.refresh_from_db()
    assert (old.state, old.ended_as, old.until, old.ended_by) == ("ended", "renamed", date(2025, 10, 5), "演示〔2025〕4号")
    assert [t.name for t in line_of(old)] == [t.name for t in line_of(new)] == ["香岭东路", "香竹路"]
    assert {t.name for t in public_names()} == {"香岭东路", "香竹路"}
    with pytest.raises(Refused, match="正在使用"):
        actions.propose_name(**given | {"name": "香梅路", "replaces": old})


def test_a_name_is_not_replaced_before_it_was_approved(given, approved):
    old = approved(actions.propose_name(**given))
    new = actions.propose_name(**given | {"name": "香竹路", "replaces": old})
    with pytest.raises(Refused, match="不能早于"):
        approved(new, date(2025, 9, 1))
    with pytest.raises(Refused, match="和现在的一样"):
        actions.propose_name(**given | {"replaces": old})


def test_a_name_given_up_is_free_again(given, approved, head):
    name = approved(actions.propose_name(**given))
    new = actions.propose_name(**given | {"name": "香竹路", "replaces": name})
    with pytest.raises(Refused, match="更名还在办"):
        actions.abolish_name(toponym=name, until=DAY, document="演示", by=head, on=DAY)
    actions.refuse_name(toponym=new, why="不必更名", by=head, on=DAY)
    actions.abolish_name(toponym=name, until=DAY, document="演示", by=head, on=DAY)
    assert actions.propose_name(**given).state == "proposed"


def test_what_is_settled_is_not_settled_again(given, approved, officer, head):
    name = actions.propose_name(**given)
    actions.withdraw_name(toponym=name, why="写错了", by=officer, on=DAY)
    with pytest.raises(AlreadyDone):
        approved(name)
    with pytest.raises(AlreadyDone):
        actions.refuse_name(toponym=name, why="x", by=head, on=DAY)
    filed = actions.file_name(toponym=approved(actions.propose_name(**given)), filed_on=DAY, filed_with="深圳市", by=officer, on=DAY)
    with pytest.raises(AlreadyDone):
        actions.file_name(toponym=filed, filed_on=DAY, filed_with="深圳市", by=officer, on=DAY)


@pytest.mark.parametrize(("day", "reason"), [(date(2025, 9, 30), "不能早于"), (date(2025, 10, 10), "还没到")])
def test_a_filing_lies_between_the_approval_and_today(given, approved, officer, day, reason):
    name = approved(actions.propose_name(**given))
    with pytest.raises(Refused, match=reason):
        actions.file_name(toponym=name, filed_on=day, filed_with="深圳市", by=officer, on=DAY)


def test_late_is_what_was_not_filed_in_time(given, approved, officer):
    name = approved(actions.propose_name(**given))
    everything = Toponym.objects.all()
    assert not late(everything, date(2025, 10, 16)) and list(late(everything, date(2025, 10, 17))) == [name]
    actions.file_name(toponym=name, filed_on=DAY, filed_with="深圳市", by=officer, on=DAY)
    assert not late(everything, date(2026, 1, 1))


@pytest.mark.parametrize(
    ("text", "hit"), [("香岭", True), ("xiangling", True), ("Xiang Ling", True), ("xldl", True), ("岭东", True), ("lingdong", False), ("东岭", False)]
)
def test_a_name_is_found_by_a_piece_its_spelling_or_its_initials(given, text, hit):
    actions.propose_name(**given)
    assert named(Toponym.objects.all(), text).exists() is hit


def test_reach_ends_at_the_own_place(district, given, actor):
    name = actions.propose_name(**given)
    neighbour = actor("district_head", district.foreign)
    assert not toponyms(neighbour).exists()
    with pytest.raises(NotAllowed):
        actions.approve_name(toponym=name, approved_on=APPROVED, authority="x", approval="y", by=neighbour, on=DAY)
    for role in ("community", "finance", "auditor", "admin"):
        with pytest.raises(NotAllowed):
            actions.propose_name(**given | {"name": "香竹路", "by": actor(role, district.city)})


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""}, {"state": "approved"}, {"state": "filed"}, {"state": "ended"}, {"state": "refused"}, {"authority": ""}, {"until": DAY},
        {"filed_on": date(2025, 9, 1)}, {"announced_on": DAY}, {"settled_by": None},
    ],
)  # fmt: skip
def test_the_database_refuses_impossible_states(given, approved, officer, change):
    name = approved(actions.propose_name(**given))
    if change == {"state": "approved"}:
        name = actions.propose_name(**given | {"name": "香竹路"})
    with pytest.raises(IntegrityError), transaction.atomic():
        Toponym.objects.filter(pk=name.pk).update(**change)


def test_a_name_in_a_merged_street_can_still_be_changed(district, given, approved, admin):
    old = approved(actions.propose_name(**given))
    actions.merge_into(place=district.street, into=district.other_street, since=date(2025, 10, 5), document="演示", by=admin, on=DAY)
    district.street.refresh_from_db()
    with pytest.raises(Refused, match="撤销"):
        actions.propose_name(**given | {"name": "香梅路"})
    assert actions.propose_name(**given | {"name": "香竹路", "replaces": Toponym.objects.get(pk=old.pk)}).scope == district.city


def test_an_approval_entered_in_error_is_taken_back(given, approved, head, officer):
    old = actions.file_name(toponym=approved(actions.propose_name(**given)), filed_on=APPROVED, filed_with="深圳市", by=officer, on=DAY)
    new = approved(actions.propose_name(**given | {"name": "香竹路", "replaces": old}), date(2025, 10, 5))
    actions.reopen_name(toponym=new, why="文号写错", by=head, on=DAY)
    old.refresh_from_db()
    assert (new.state, new.why, new.approved_on, new.file_by, old.state, old.until) == ("proposed", "文号写错", None, None, "filed", None)
    assert approved(new, date(2025, 10, 6)).state == "approved"
    actions.propose_name(**given)
    with pytest.raises(Refused, match="别处在用"):
        actions.reopen_name(toponym=new, why="文号写错", by=head, on=DAY)
    actions.file_name(toponym=new, filed_on=DAY, filed_with="深圳市", by=officer, on=DAY)
    with pytest.raises(AlreadyDone):
        actions.reopen_name(toponym=new, why="文号写错", by=head, on=DAY)
