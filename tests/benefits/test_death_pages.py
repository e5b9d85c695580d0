"""A death on screen: recorded in the file, found on the list, shown what it means, confirmed or refuted; in three languages."""

import re
from datetime import date

import pytest

from minsheng.accounts.models import User
from minsheng.benefits.models import Finding
from minsheng.payments.models import Recovery
from minsheng.registry import actions as registry
from tests.benefits.conftest import give
from tests.promises.test_access import signed_in
from tests.spine import make_actor, make_person

pytestmark = pytest.mark.django_db
DAY, DIED = date(2025, 10, 28), date(2025, 8, 3)
CONFIRM = {"died_on": "2025-08-03", "month_due": "yes", "evidence": "死亡证明 演-1"}


@pytest.fixture(autouse=True)
def standing_still(settings):
    settings.STANDING_STILL_ON = DAY


@pytest.fixture
def client(district):
    return signed_in(User.objects.get(pk=make_actor("street", district.street).user))


@pytest.fixture
def award(grandmother, settle, pay_out):
    """Paid from August to October."""
    made = give(grandmother, from_month=date(2025, 8, 1))
    settle(date(2025, 10, 1))
    pay_out(made, date(2025, 10, 1))
    return made


@pytest.fixture
def finding(client, award):
    """Recorded on the file's page."""
    client.post(f"/desk/people/{award.person_id}/change/died/", {"died-died_on": "2025-08-03"})
    return Finding.objects.get()


def page(found, what="") -> str:
    return f"/desk/benefits/findings/{found.pk}/{what}"


def test_recorded_in_the_file_it_is_on_the_list_held_and_waits_for_somebody(client, finding, award):
    award.refresh_from_db()
    assert award.state == "held" and f'href="{page(finding)}"' in client.get("/desk/benefits/findings/").content.decode()
    text = client.get(page(finding)).content.decode()
    assert "从 2025 年 8 月 起已经暂停" in text and "尚未确认" in text and "登记已联系" not in text


def test_first_what_it_means_then_it_is_done(client, finding, award):
    shown = client.post(page(finding, "confirm/"), CONFIRM)
    text = shown.content.decode()
    assert "从 2025-09 起停发" in text and "已经发出的 2025-09、2025-10 共 600.00 元提出追缴" in text
    assert Finding.objects.get().state == "open" and not Recovery.objects.exists()
    assert client.post(page(finding, "confirm/"), CONFIRM | {"confirmed": "1"}).url == f"/desk/benefits/{award.pk}/"
    award.refresh_from_db()
    assert (award.state, award.stopped_from, Recovery.objects.get().fen) == ("stopped", date(2025, 9, 1), 60000)
    assert "已经处理" in client.get(page(finding)).content.decode()


def test_the_month_and_the_proof_are_asked_for(client, finding):
    for lacking in ("month_due", "evidence"):
        answer = client.post(page(finding, "confirm/"), CONFIRM | {lacking: ""})
        assert answer.status_code == 422 and f"id_{lacking}" in answer.content.decode()
    late = client.post(page(finding, "confirm/"), CONFIRM | {"died_on": "2025-12-01"})
    assert late.status_code == 422 and "今天以前" in late.content.decode()


def test_refuted_on_screen(client, finding, award):
    assert client.post(page(finding, "refute/"), {"why": ""}).status_code == 422
    client.post(page(finding, "refute/"), {"why": "上门见到本人"})
    award.refresh_from_db()
    award.person.refresh_from_db()
    assert (award.state, award.person.died_on, Finding.objects.get().state) == ("active", None, "closed")


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_in_every_language(client, finding, language):
    client.get(page(finding))  # what was said in Chinese is read
    client.cookies["language"] = language
    text = client.get(page(finding)).content.decode()
    assert {"zh-hans": "去世当月还发不发", "zh-hant": "去世當月還發不發", "en": "Is the month of death still due?"}[language] in text
    if language == "en":
        for name in (finding.person.name, finding.person.place.name):
            text = text.replace(name, "")
        assert not re.search("[\u4e00-\u9fff]", text.split("<main")[1].split("</main>")[0])


def test_somebody_of_another_street_may_not(district, finding):
    other = signed_in(User.objects.get(pk=make_actor("street", district.other_street).user))
    assert other.post(page(finding, "confirm/"), CONFIRM).status_code == 403 and Finding.objects.get().state == "open"


def test_others_live_on_in_the_household_so_no_month_is_asked(district, client, actor):
    officer = actor("street", district.street)
    head, wife = (make_person(name, district.community, date(1960, 1, 1), serial=n) for n, name in ((3, "王大海"), (4, "李小河")))
    home = registry.form_household(head=head, members=[(wife, "spouse")], place=district.community, since=date(2020, 1, 1), by=officer, on=DAY)
    give(head, household=home)
    registry.die(person=wife, died_on=DIED, by=officer, on=DAY)
    found = Finding.objects.get()
    text = client.get(page(found)).content.decode()
    assert "这一户还有人生活" in text and "month_due" not in text
    assert (
        "待遇不停" not in text and "不停：请办变更" in client.post(page(found, "confirm/"), {"died_on": "2025-08-03", "evidence": "死亡证明"}).content.decode()
    )
