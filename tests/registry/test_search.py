"""One box finds people by number, telephone, name, part of it, initials: only in the own place."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.base.actor import MACHINE, Actor
from minsheng.registry import actions as registry
from minsheng.registry.identity import make_number
from minsheng.registry.names import initials, pieces, query_pieces
from minsheng.registry.queries import search
from tests.spine import DAY, make_person

pytestmark = pytest.mark.django_db
BORN = date(1950, 5, 1)


@pytest.fixture
def zhang(district):
    return make_person("张启明", district.community, BORN, phone="13800000027")


@pytest.mark.parametrize(
    "text",
    [
        "张启明", "张启", "启明", "张", "明", "张启明 ", "張啟明", "zqm", "zq", "ZQM", make_number("440399", BORN, 1), "440399 19500501 " + make_number("440399", BORN, 1)[14:],
        "440399500501001", "13800000027", "138-0000-0027", "+8613800000027", "0027",
    ],
)  # fmt: skip
def test_each_way_of_asking_finds_the_person(district, actor, zhang, text):
    assert search(actor("street", district.street), text) == [zhang]


@pytest.mark.parametrize("text", ["", " ", "王", "张明", "明启", "zqx", "0028", "1380000002", "440399195005010011", "%", "'"])
def test_nobody_is_found_by_what_is_not_theirs(district, actor, zhang, text):
    assert search(actor("street", district.street), text) == []


@pytest.mark.parametrize("text", ["张启明", "启明", "zqm", "13800000027", "0027", make_number("440399", BORN, 1)])
def test_nobody_is_found_from_another_place(district, actor, zhang, text):
    assert search(actor("street", district.other_street), text) == search(actor("district", district.foreign), text) == []
    assert search(Actor(1, "居民", "resident", person=zhang.pk), text) == []
    assert search(actor("district", district.district), text) == search(MACHINE, text) == [zhang]


def test_exactly_the_name_comes_before_longer_ones(district, actor):
    long = [make_person(f"张伟{c}", district.community, date(1960, 1, 1), serial=n) for n, c in enumerate("国强安宁", 10)]
    exact = make_person("张伟", district.community_2, date(1970, 1, 1))
    found = search(actor("street", district.street), "张伟")
    assert found[0] == exact and set(found) == {exact, *long}
    assert search(actor("street", district.street), "张伟", limit=1) == [exact]


def test_a_name_in_latin_letters_is_found_by_its_words(district, actor):
    officer = actor("street", district.street)
    made = registry.open_file(name="Anna Marie Smith", place=district.community, documents=[("passport", "X1234567")], by=officer, on=DAY)
    for text in ("anna", "Smith", "smi", "anna smith", "Smith Anna", "x1234567"):
        assert search(officer, text) == [made], text


@pytest.mark.parametrize(
    ("name", "letters"), [("曾小明", "zxm"), ("单雄信", "sxx"), ("欧阳修", "oyx"), ("尉迟恭", "ycg"), ("任远", "ry"), ("张（曾用名李）明", "zm")]
)
def test_initials_follow_how_surnames_are_read(name, letters):
    assert initials(name.split("（")[0] + name.split("）")[-1] if "（" in name else name) == letters and letters in pieces(name)


@given(st.text(alphabet="张王李赵欧阳司马建国华明启小安宁和康", min_size=1, max_size=6))
def test_every_part_of_a_name_leads_to_it(name):
    there = pieces(name)
    for i in range(len(name)):
        for j in range(i + 1, len(name) + 1):
            assert set(query_pieces(name[i:j])) <= there


def test_a_search_takes_few_statements_however_many_are_found(district, actor, django_assert_max_num_queries):
    for n in range(8):
        make_person(f"张安{'甲乙丙丁戊己庚辛'[n]}", district.community, BORN, serial=n + 1, phone=f"1380000{n:04d}")
    officer = actor("street", district.street)
    for text, most in (("张安", 2), ("za", 1), ("0001", 1), (make_number("440399", BORN, 1), 1)):
        with django_assert_max_num_queries(most):
            assert search(officer, text)
