"""Certification on screen: how far a round is, opened, many certified at once, closed late with what it means shown first; what the person's own page says."""

from datetime import date

import pytest

from minsheng.accounts.models import User
from minsheng.base import jobs
from minsheng.base.actor import MACHINE
from minsheng.base.models import Job
from minsheng.benefits import actions
from minsheng.benefits.actions.telling import tell_some
from minsheng.benefits.models import Award, Certification
from minsheng.notices.models import Letter
from minsheng.registry.models import Account
from tests.benefits.conftest import OLD_AGE, give
from tests.promises.test_access import signed_in
from tests.spine import make_actor, make_person

pytestmark = pytest.mark.django_db
PAGE = "/desk/benefits/certification/"
MAY = date(2025, 5, 1)


@pytest.fixture
def stand(settings):
    """Today is this day."""
    return lambda *day: setattr(settings, "STANDING_STILL_ON", date(*day))


@pytest.fixture
def client(district):
    return signed_in(User.objects.get(pk=make_actor("street", district.street).user))


@pytest.fixture
def awards(district, award):
    return [award, *(give(make_person(f"演{n}", district.community, date(1940, 1, 1), serial=n)) for n in (2, 3))]


def opened(district) -> list[int]:
    """The ids of May's certifications, told."""
    actions.open_round(place=district.district, benefit=OLD_AGE, month=MAY, by=MACHINE, on=MAY)
    tell_some(place=district.district, benefit=OLD_AGE, month=MAY, by=MACHINE, on=MAY)
    return list(Certification.objects.order_by("pk").values_list("pk", flat=True))


def test_opened_by_hand_everybody_is_told_in_the_background(client, awards, stand):
    stand(2025, 5, 6)
    assert "开始本月这一轮" in client.get(PAGE).content.decode()
    text = client.post(f"{PAGE}begin/", {"benefit": OLD_AGE}, follow=True).content.decode()
    assert "3 人要认证" in text and "把新增的人补进" in text and "还没有通知" in text
    jobs.run(Job.objects.get(kind="benefits.tell_round"))
    assert Letter.objects.filter(kind="certify").count() == 3 and Certification.objects.filter(told_on=date(2025, 5, 6)).count() == 3


@pytest.mark.parametrize("day", [(2025, 5, 30), (2025, 5, 31)])
def test_before_the_end_no_button_closes_it_and_no_post_does(client, district, awards, stand, day):
    opened(district)
    stand(*day)
    assert "结束这一轮" not in client.get(PAGE).content.decode()
    text = client.post(f"{PAGE}end/", {"benefit": OLD_AGE, "month": "2025-05", "confirmed": "1"}, follow=True).content.decode()
    assert "最后一天" in text and not Award.objects.filter(state="held").exists()


@pytest.mark.parametrize("day", [(2025, 6, 1), (2025, 6, 30)])
def test_after_it_what_closing_means_is_shown_first(client, district, awards, stand, day):
    opened(district)
    actions.certify(award=awards[0], way="visit", by=MACHINE, on=date(2025, 5, 9))
    stand(*day)
    assert "到期，待结束" in client.get(PAGE).content.decode()
    asked = client.post(f"{PAGE}end/", {"benefit": OLD_AGE, "month": "2025-05"}).content.decode()
    assert "2 人通知过" in asked and "2025-06" in asked and not Award.objects.filter(state="held").exists()
    done = client.post(f"{PAGE}end/", {"benefit": OLD_AGE, "month": "2025-05", "confirmed": "1"}, follow=True).content.decode()
    assert "2 人没有认证，已暂停" in done and "已结束" in done and Award.objects.filter(state="held").count() == 2


def test_many_are_certified_at_once_after_a_look_and_paid_back(client, district, awards, stand):
    rows = opened(district)
    actions.close_round(place=district.district, benefit=OLD_AGE, month=MAY, by=MACHINE, on=date(2025, 6, 1))
    stand(2025, 8, 20)
    asked = client.post(f"{PAGE}many/", {"row": rows[:2]}).content.decode()
    assert "登记这 2 人已认证" in asked and "陈*英" in asked and "陈秀英" not in asked and not Certification.objects.exclude(done_on=None).exists()
    client.post(f"{PAGE}many/", {"row": rows[:2], "way": "visit", "confirmed": "1"})
    assert list(Award.objects.order_by("pk").values_list("state", flat=True)) == ["active", "active", "held"]
    assert awards[0].holds.get().paid_back and Certification.objects.filter(way="visit", done_on=date(2025, 8, 20)).count() == 2


def test_nobody_of_another_place_is_certified_with_them(client, district, awards, stand):
    elsewhere = give(make_person("演九", district.other_community, date(1940, 1, 1), serial=9))
    rows = opened(district)
    stand(2025, 5, 20)
    client.post(f"{PAGE}many/", {"row": rows, "way": "visit", "confirmed": "1"})
    assert Certification.objects.get(done_on=None).award == elsewhere


@pytest.mark.parametrize(("day", "said"), [((2025, 5, 20), "请在"), ((2025, 6, 20), "已经过了")])
def test_the_own_page_says_until_when_and_how(district, awards, stand, day, said):
    opened(district)
    stand(*day)
    user = User.objects.create(username="chen", name="陈秀英")
    Account.objects.create(user=user, person=awards[0].person, since=MAY)
    text = signed_in(user).get("/my/").content.decode()
    assert said in text and "上门" in text and "刷脸" not in text
