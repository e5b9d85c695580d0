"""The standards desk on screen: a figure is asked for in plain words, checked at its field, approved by another, shown to everybody."""

import re
from datetime import date

import pytest

from minsheng.accounts.models import User
from minsheng.base.models import Job
from minsheng.rules import book
from minsheng.standards import values
from minsheng.standards.models import Standard
from minsheng.standards.queries import law_at
from tests.promises.test_access import signed_in
from tests.spine import make_actor

pytestmark = pytest.mark.django_db
TODAY = date(2025, 10, 28)
DESK, NEW = "/desk/standards/", "/desk/standards/new/"
SAID = {"document": "演示〔2025〕9号", "in_force": "2025-07-01", "known": "2025-10-01", "confirmed_through": "2026-12"}
MONTHS, DEATH = "old_age_allowance_certification_months", "old_age_allowance_month_of_death"


@pytest.fixture(autouse=True)
def _today(settings):
    settings.STANDING_STILL_ON = TODAY


@pytest.fixture
def desk(district):
    """Who enters, and who approves, for the city."""
    return [signed_in(User.objects.get(pk=make_actor("city", district.city).user)) for _ in range(2)]


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def entered(client, figure: str, **said):
    return client.post(f"{NEW}?figure={figure}", SAID | said, follow=True)


@pytest.mark.parametrize(
    ("figure", "said", "kept", "shown"),
    [
        (MONTHS, {"value": ["6", "12"]}, [6, 12], "6月、12月"),
        (MONTHS, {"value": ["never"]}, [], "没有"),
        (DEATH, {"value": "no"}, False, "否"),
        ("dibao_standard", {"value": "1,600"}, 1600, "1,600.00 元/人/月"),
        ("dibao_standard", {"value": "1600.5"}, 1600.5, "1,600.50 元/人/月"),
        ("dibao_decide_days", {"value": "8"}, 8, "8 个工作日"),
        ("tekun_held_standard", {"value_urban": "2600", "value_rural": ""}, {"urban": 2600}, "城镇 2,600.00 元/人/月"),
        ("old_age_by_band", {"value": "70 200\n80：300.5"}, {"70": 200, "80": 300.5}, "年龄 80 起 300.50 元/月"),
    ],
)
def test_each_figure_is_asked_for_as_it_is_and_read_back_in_words(desk, figure, said, kept, shown):
    page = text(entered(desk[0], figure, **said))
    made = Standard.objects.get()
    assert made.value == kept and (made.confirmed_through, made.state) == (date(2026, 12, 1), "entered") and shown in page
    assert shown in text(desk[0].get(DESK))


@pytest.mark.parametrize(
    ("figure", "said", "words"),
    [
        (MONTHS, {}, "每年在哪几个月"),
        (MONTHS, {"value": ["never", "5"]}, "就不要再勾月份"),
        (DEATH, {}, "文件怎么规定"),
        ("dibao_standard", {"value": "很多"}, "金额请填数字"),
        ("dibao_standard", {"value": "999999"}, "不在可能的范围内"),
        ("tekun_held_standard", {"value_urban": "", "value_rural": ""}, "请填数值"),
        ("old_age_by_band", {"value": "七十 200"}, "数值读不懂"),
        ("old_age_by_band", {"value": "200"}, "数值读不懂"),
        ("dibao_standard", {"value": "1600", "confirmed_through": "明年"}, "月份请写成"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(desk, figure, said, words):
    response = entered(desk[0], figure, **said)
    assert response.status_code == 422 and words in text(response) and not Standard.objects.exists()


def test_first_it_is_asked_which_figure(desk):
    assert MONTHS in text(desk[0].get(NEW)) and desk[0].get(f"{NEW}?figure=none_such").status_code == 404
    page = text(desk[0].get(f"{NEW}?figure={MONTHS}"))
    assert "5月、11月" in page and "第二十一条" in page and page.count('type="checkbox"') == 13


def test_a_term_that_another_has_approved_counts_from_its_day_and_no_award_is_weighed(desk, district):
    entered(desk[0], DEATH, value="yes")
    address = f"{DESK}{Standard.objects.get().pk}/"
    assert "等另一位同事" in text(desk[0].get(address))
    page = text(desk[1].post(address, {"approve": "1"}, follow=True))
    assert "从 2025-07-01 起按它办" in page and "计算每一份怎样变" not in page and not Job.objects.exists()
    cell = law_at(district.city, date(2025, 7, 1), known=TODAY).values[DEATH].cell("", 0)
    assert cell and cell[0][1] == 1
    assert law_at(district.city, date(2025, 6, 30), known=TODAY).values[DEATH].cell("", 0) is None


def test_the_desk_shows_every_figure_to_be_searched_and_narrowed(desk):
    page = text(desk[0].get(f"{DESK}?q=认证"))
    assert "高龄津贴：每年认证的月份" in page and "低保标准" not in page
    page = text(desk[0].get(f"{DESK}?q=认证&standing=yes"))
    assert "高龄津贴：每年认证的月份" in page and "低保：每年认证的月份" not in page
    file = b"".join(desk[0].get(f"{DESK}?export=csv").streaming_content).decode("utf-8-sig")
    assert len(file.splitlines()) == len(book.load().figures) + 1


def test_who_may_not_enter_is_offered_nothing_to_enter(district):
    clerk = signed_in(User.objects.get(pk=make_actor("street", district.street).user))
    assert NEW not in text(clerk.get(DESK)) and clerk.get(f"{NEW}?figure={DEATH}").status_code == 403


def test_every_figure_of_the_book_can_be_asked_for():
    for figure in book.load().figures.values():
        asked = values.fields_of(figure)
        assert asked and all(str(field.label) for field in asked.values()), figure.name
