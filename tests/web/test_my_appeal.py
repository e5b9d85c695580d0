"""The resident does not agree: asks for a review in time, sees what came of it, and after the limit is told what is left."""

from datetime import date
from uuid import uuid4

import pytest

from minsheng.applications import actions as apply
from minsheng.applications.models import Appeal
from minsheng.base.crypto import open_sealed
from tests.applications.conftest import DECIDED
from tests.scenario import to_notice
from tests.spine import make_person

pytestmark = pytest.mark.django_db
LAST = date(2025, 12, 29)  # sixty days from the delivery end on a Saturday
ASKED = {"body": "演示区人民政府", "grounds": "商铺早已转让"}


@pytest.fixture
def refused(district, office, family, day):
    day(LAST)
    case = to_notice(district, office, family)
    apply.take_down(application=case, by=office["street"], on=date(2025, 10, 27))
    apply.decide(application=case, outcome="refused", reason="名下有商铺", by=office["head"], on=DECIDED)
    apply.deliver(application=case, manner="hand", delivered_on=DECIDED, by=office["street"], on=DECIDED)
    return case


def address(case):
    return f"/my/applications/{case.pk}/appeal/"


def test_asked_on_the_last_day_it_is_recorded_sealed_and_shown(refused, at_home):
    client, page = at_home(refused.applicant), f"/my/applications/{refused.pk}/"
    assert address(refused) in client.get(page).content.decode()
    shown = client.get(address(refused)).content.decode()
    assert "2025-12-29" in shown and "60 日内答复" in shown and "第六十二条" in shown and "6 个月内" in shown and "还没有确认" in shown
    shown = client.post(address(refused), ASKED, follow=True).content.decode()
    made = Appeal.objects.get()
    assert (made.received_on, made.body, made.state) == (LAST, "演示区人民政府", "open")
    assert open_sealed(bytes(made.sealed), f"applications.appeal:{made.decision_id}") == {"grounds": "商铺早已转让"}
    assert "演示区人民政府" in shown and "复议中" in shown and "60 日内答复" in shown and address(refused) not in shown


def test_until_it_is_delivered_no_last_day_is_promised(refused, at_home):
    refused.decisions.update(delivered_on=None, appeal_until=None)
    client = at_home(refused.applicant)
    assert "收到决定书之日起 60 日内" in client.get(f"/my/applications/{refused.pk}/").content.decode()
    shown = client.get(address(refused)).content.decode()
    assert "期限还没有开始算" in shown and "最晚" not in shown and "None" not in shown


def test_asked_twice_it_is_one(refused, at_home):
    client = at_home(refused.applicant)
    client.post(address(refused), ASKED)
    assert client.post(address(refused), ASKED)["Location"] == f"/my/applications/{refused.pk}/"
    assert Appeal.objects.count() == 1


@pytest.mark.parametrize("left_out, words", [("body", "Fill this in"), ("grounds", "Fill this in")])
def test_what_is_left_out_is_told_at_its_box_in_english_too(refused, at_home, left_out, words):
    client = at_home(refused.applicant)
    client.cookies["language"] = "en"
    answer = client.post(address(refused), ASKED | {left_out: " "})
    assert answer.status_code == 422 and words in answer.content.decode() and list(answer.context["form"].errors) == [left_out]
    assert not Appeal.objects.exists()


def test_a_day_later_it_says_so_and_what_is_left(refused, at_home, day):
    day(date(2025, 12, 30))
    client = at_home(refused.applicant)
    assert "复议期限过了" in client.get(f"/my/applications/{refused.pk}/").content.decode()
    for answer in (client.get(address(refused)), client.post(address(refused), ASKED)):
        shown = answer.content.decode()
        assert "2025-12-29" in shown and "已经过了" in shown and "向人民法院起诉" in shown and "12345" in shown and "<textarea" not in shown
    assert not Appeal.objects.exists()


def test_what_came_of_it_stands_on_the_case_also_when_the_case_is_open_again(refused, at_home, office):
    client, page = at_home(refused.applicant), f"/my/applications/{refused.pk}/"
    client.post(address(refused), ASKED)
    asked = apply.answer_appeal(appeal=Appeal.objects.get(), state="quashed", ruling=uuid4(), ruled_on=LAST, by=office["street"], on=LAST)
    assert "撤销原决定" not in client.get(page).content.decode(), "not before a second person has read the ruling"
    apply.confirm_ruling(appeal=asked, by=office["head"], on=LAST)
    shown = client.get(page).content.decode()
    assert "撤销原决定" in shown and "有了结果" in shown and address(refused) not in shown
    assert client.get(address(refused))["Location"] == page


def test_before_a_decision_and_for_others_there_is_nothing(district, office, family, refused, at_home):
    other = make_person("王五", district.community, refused.applicant.birth_date, serial=9)
    assert at_home(other).post(address(refused), ASKED).status_code == 404
    undecided = apply.draft(
        matter="old_age_allowance", applicant=refused.applicant, household=None, place=district.community, channel="portal", by=office["street"], on=LAST
    )
    assert at_home(refused.applicant).get(address(undecided))["Location"] == f"/my/applications/{undecided.pk}/"
    assert not Appeal.objects.exists()
