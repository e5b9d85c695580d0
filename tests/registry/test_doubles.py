"""Files that may be one person: found in bulk, judged once."""

from datetime import date

import pytest

from minsheng.accounts.models import User
from minsheng.base.errors import AlreadyDone, NotAllowed
from minsheng.registry import actions as registry
from minsheng.registry.doubles import find_pairs
from minsheng.registry.models import Pair
from tests.pages import signed_in
from tests.spine import DAY, make_person

pytestmark = pytest.mark.django_db
BORN = date(1950, 5, 1)


@pytest.fixture
def officer(district, actor):
    return actor("street", district.street)


def find(district, officer):
    return find_pairs(place=district.street, by=officer, on=DAY)


def test_the_same_name_and_birthday_or_telephone_and_birthday_make_a_pair(district, officer):
    make_person("张启明", district.community, BORN)
    make_person("张启明", district.community_2, BORN, serial=3)
    make_person("张启明", district.community, date(1951, 1, 1))
    make_person("李安", district.community, date(1960, 1, 1), phone="13800000001")
    make_person("李安宁", district.community, date(1960, 1, 1), serial=3, phone="13800000001")
    make_person("何安", district.community, date(1961, 1, 1), phone="13800000001")
    assert find(district, officer) == 2
    assert sorted(Pair.objects.values_list("reason", flat=True)) == ["name_birth", "phone_birth"]
    assert find(district, officer) == 0


def test_two_people_are_not_asked_about_again(district, officer):
    for serial in (1, 3):
        make_person("张启明", district.community, BORN, serial=serial)
    find(district, officer)
    registry.set_different(pair=Pair.objects.get(), by=officer, on=DAY)
    assert find(district, officer) == 0 and Pair.objects.get().state == "different"
    with pytest.raises(AlreadyDone):
        registry.set_different(pair=Pair.objects.get(), by=officer, on=DAY)


def test_merged_files_make_no_pair(district, officer):
    keep, drop = (make_person("张启明", district.community, BORN, serial=serial) for serial in (1, 3))
    registry.merge(keep_file=keep, drop=drop, why="同一人", by=officer, on=DAY)
    assert find(district, officer) == 0


def test_nobody_judges_for_another_place(district, officer, actor):
    for serial in (1, 3):
        make_person("张启明", district.community, BORN, serial=serial)
    find(district, officer)
    for run in (lambda by: find_pairs(place=district.street, by=by, on=DAY), lambda by: registry.set_different(pair=Pair.objects.get(), by=by, on=DAY)):
        with pytest.raises(NotAllowed):
            run(actor("street", district.foreign_street))


def test_files_of_two_places_are_compared_by_who_is_above_both(district, officer, actor):
    """Else a street would read what the neighbour's file says of somebody."""
    here, there = (make_person("张启明", where, BORN, serial=n) for n, where in ((1, district.community), (3, district.other_community)))
    find(district, officer)
    pair, above = Pair.objects.get(one=here, other=there), actor("district", district.district)
    for by, seen in ((officer, 0), (actor("street", district.other_street), 0), (above, 1)):
        client = signed_in(User.objects.get(pk=by.user))
        assert len(client.get("/desk/people/pairs/").context["table"].all) == seen
        assert client.get(f"/desk/people/pairs/{pair.pk}/").status_code == (200 if seen else 403)
    with pytest.raises(NotAllowed):
        registry.set_different(pair=pair, by=officer, on=DAY)
    registry.set_different(pair=pair, by=above, on=DAY)


def test_many_files_are_compared_in_few_statements(district, officer, django_assert_max_num_queries):
    for n in range(12):
        make_person(f"张{'甲乙丙'[n % 3]}", district.community, BORN, serial=n + 1, phone=f"1380000{n % 4:04d}")
    with django_assert_max_num_queries(12):
        assert find(district, officer)
