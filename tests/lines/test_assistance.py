"""What is prepared for a household: the gap, the supplements, and what is still open about them."""

from datetime import date

import pytest

from minsheng.base.actor import MACHINE
from minsheng.lines.assistance.matters import DIBAO
from minsheng.lines.elderly.matters import OLD_AGE
from minsheng.lines.elderly.propose import ask
from minsheng.registry import actions as registry
from minsheng.standards.queries import headline
from tests.applications.conftest import ACCEPTED, APPLIED, taken_in
from tests.spine import DAY, make_person, place

pytestmark = pytest.mark.django_db


def test_a_supplement_that_depends_on_something_unknown_is_asked_about_and_not_dropped(district, office, family):
    man, *_ = family
    case = taken_in(district, office, family)
    registry.learn(subject=man, facts={"disability_grade": None, "serious_illness": None}, source="applicant", since=APPLIED, by=office["street"], on=ACCEPTED)
    found = DIBAO.propose(case, ACCEPTED)
    assert found.status == "yes" and {(p, key) for p, key in found.missing} >= {(man.pk, "serious_illness")}
    assert [zh for zh, _ in found.notes] == [f"{man.name}的生活扶助金（分类施保）还要看没有弄清的情况，见左边的问号。"]


def test_the_law_that_a_letter_cites_is_that_of_the_day_and_the_place(district):
    assert "社会救助暂行办法" in DIBAO.law(district.community, DAY) and "《社会救助法》" not in DIBAO.law(district.community, DAY)
    assert DIBAO.law(district.community, date(2026, 7, 1)).startswith("《社会救助法》第十八条")
    assert "深圳市高龄老人津贴" in OLD_AGE.law(district.community, DAY)
    huizhou = place("惠州市", "city", district.province, law_code="441300")
    assert "深圳" not in OLD_AGE.law(huizhou, DAY)


def test_a_no_says_which_condition_is_not_met_and_a_yes_the_numbers(district):
    old = make_person("演示老人", district.community, date(1955, 9, 6), facts={"hukou": "elsewhere", "old_age_opt_in": True})
    answer, _ = ask(old, date(2025, 10, 1), DAY)
    assert headline(answer)[0] == "没有满足：有深圳户籍"
    registry.learn(subject=old, facts={"hukou": "here"}, source="register", since=date(2025, 9, 1), by=MACHINE, on=DAY)
    answer, _ = ask(old, date(2025, 10, 1), DAY)
    assert headline(answer)[0] == "到了起领年龄：70 ≥ 70"
