"""The tree from our own files: functional areas by path, both systems of codes, loading twice."""

import pytest

from minsheng.accounts.access import within
from minsheng.base.errors import Refused
from minsheng.places.load import load
from minsheng.places.models import Place, PlaceCode, Placing
from minsheng.places.queries import above, below, chain_on, find
from tests.spine import DAY, make_actor

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The whole list, once for this module, and gone afterwards."""
    with django_db_blocker.unblock():
        load()
        yield
        Placing.objects.all().delete()
        PlaceCode.objects.all().delete()
        Place.objects.update(until=None)
        for level in ("community", "street", "functional", "district", "city", "province", "nation"):
            Place.objects.filter(level=level).delete()


def named(name, level="district"):
    return Place.objects.get(name=name, level=level)


@pytest.mark.parametrize(
    ("area", "district", "city", "streets"),
    [
        ("大鹏新区", "龙岗区", "深圳市", {"葵涌街道", "大鹏街道", "南澳街道"}),
        ("仲恺高新区", "惠城区", "惠州市", {"惠环街道", "陈江街道", "沥林镇", "潼湖镇", "潼侨镇"}),
        ("深汕特别合作区", None, "深圳市", {"小漠街道", "鹅埠街道", "赤石街道", "鲘门街道"}),
    ],
)
def test_a_functional_area_runs_its_streets_whatever_their_codes_say(loaded, area, district, city, streets):
    run = named(area, "functional")
    assert set(below(run, "street").values_list("name", flat=True)) == streets
    assert [p.name for p in above(run)][-2:] == [city, area]
    officer = make_actor("district", run)
    assert set(within(Place.objects.filter(level="street"), officer, at="").values_list("name", flat=True)) == streets
    if district:
        neighbour = make_actor("district", named(district))
        assert not within(Place.objects.filter(pk__in=below(run)), neighbour, at="").exists()
        assert not any(neighbour.covers(p.path) for p in below(run)) and not officer.covers(named(district).path)


def test_by_code_the_neighbour_would_own_them(loaded):
    """What the paths are for: the code of Dapeng's streets begins with Longgang's."""
    longgang = PlaceCode.objects.get(system="civil", place=named("龙岗区")).code
    codes = PlaceCode.objects.filter(system="civil", place__in=below(named("大鹏新区", "functional"), "street")).values_list("code", flat=True)
    assert all(code.startswith(longgang) for code in codes)


def test_a_functional_area_decides_like_a_district(loaded):
    community = below(named("大鹏新区", "functional"), "community").first()
    assert chain_on(community, DAY)["functional"].name == "大鹏新区" and "district" not in chain_on(community, DAY)


def test_loading_again_adds_nothing(loaded):
    before = (Place.objects.count(), Placing.objects.count(), PlaceCode.objects.count())
    assert load() == 0
    assert (Place.objects.count(), Placing.objects.count(), PlaceCode.objects.count()) == before


def test_loading_after_a_functional_area_got_another_name_founds_no_second_one(loaded):
    Place.objects.filter(name="大鹏新区").update(name="大鹏生态区")
    assert load() == 0 and Place.objects.filter(level="functional").count() == 3


def test_both_systems_are_there_and_the_same_digits_name_two_streets(loaded):
    codes = {
        system: {c.code: c.place.name for c in PlaceCode.objects.filter(system=system, place__level="street").select_related("place")}
        for system in ("civil", "statistical")
    }
    other = [c for c, name in codes["civil"].items() if c.startswith("4403") and codes["statistical"].get(c, name) != name]
    assert len(other) == 23  # as counted in the two lists: never join on a code


def test_a_place_is_found_by_as_much_of_its_name_as_is_needed(loaded):
    rows = Place.objects.all()
    assert find("福田区", rows) == named("福田区")
    assert find(" 大鹏新区 大鹏街道 ", rows).parent.name == "大鹏新区"
    with pytest.raises(Refused, match="没有这个地方"):
        find("没有这里", rows)
    doubled = next(n for n in Place.objects.filter(level="community").values_list("name", flat=True) if Place.objects.filter(name=n).count() > 1)
    with pytest.raises(Refused, match="几个地方"):
        find(doubled, rows)
