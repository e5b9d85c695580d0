"""The desk's first page: what is urgent, what waits elsewhere for this role, and nothing that it may not do."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minsheng.accounts.models import User
from minsheng.applications import queries
from minsheng.applications.models import Pause, Task
from minsheng.base import clock
from minsheng.base.masks import mask_name
from minsheng.registry import actions as registry
from tests.pages import signed_in
from tests.scenario import make_world
from tests.spine import card

pytestmark = pytest.mark.django_db
DAY = date(2025, 10, 28)


@pytest.fixture
def world(district, actor, settings):
    settings.STANDING_STILL_ON = DAY
    return make_world(district, actor)


def browser(world, role):
    return signed_in(User.objects.get(pk=world.office[role].user))


def cards(text: str) -> dict[str, int]:
    """{title: number} of the cards on a page."""
    return {t: int(n) for t, n in re.findall(r'stat-title">(.*?)</span> <span class="stat-number num">(\d+)<', text)}


def badge(text: str) -> int:
    return int(found[1]) if (found := re.search(r"，(\d+) 件要赶紧办", text)) else 0


def test_the_badge_is_the_late_and_the_soon_together_on_every_page(world):
    step = Task.objects.filter(state="open", application=world.pending).first()
    assert clock.today() == DAY
    for due, late, soon in ((DAY - timedelta(days=1), 1, 0), (DAY, 0, 1), (date(2025, 10, 31), 0, 1), (date(2025, 11, 3), 0, 0), (None, 0, 0)):
        Task.objects.filter(state="open").exclude(pk=step.pk).update(due_on=None)
        Task.objects.filter(pk=step.pk).update(due_on=due)
        client = browser(world, "street")
        page = client.get("/desk/").content.decode()
        assert (cards(page)["已超期"], cards(page)["三天内到期"]) == (late, soon), due
        assert badge(page) == badge(client.get("/desk/people/").content.decode()) == late + soon
    Task.objects.filter(pk=step.pk).update(due_on=DAY - timedelta(days=1))
    Pause.objects.create(application=world.pending, since=DAY, reason="演示")
    assert badge(browser(world, "street").get("/desk/").content.decode()) == 0, "nothing is late while the clock is stopped"


def test_who_has_no_queue_is_not_asked_about_it(world):
    with CaptureQueriesContext(connection) as caught:
        assert [queries.urgent(world.office[role], DAY) for role in ("city", "auditor", "finance", "admin")] == [0, 0, 0, 0]
    assert not caught.captured_queries


def test_a_role_sees_cards_of_what_it_may_do_and_never_more_than_six(world):
    entered = registry.enter_account(person=world.man, number=card(9), bank="演示银行", holder=world.man.name, by=world.office["street"], on=DAY)
    seen = {
        role: cards(browser(world, role).get("/desk/", follow=True).content.decode()) for role in world.office if role not in ("head", "street_2", "finance_2")
    }
    assert all(len(found) <= (7 if role == "finance" else 6) for role, found in seen.items()), seen
    assert seen["street"]["主动发现，待联系"] == seen["community"]["主动发现，待联系"] == 1
    assert {role for role in seen if "收款账户，待复核" in seen[role]} == {"approver", "district_head", "finance"}
    assert {role for role in seen if "有异议待答复" in seen[role]} == {"street", "district"}
    assert seen["auditor"] == seen["admin"] == {}
    assert "待听取意见（拟减停）" not in seen["approver"] and "接入名单，待确认" in seen["district_head"]
    assert not entered.since


def test_what_one_has_entered_waits_for_somebody_else(world, actor):
    """The city's officer has entered the standard and the district's the index table: of the two the one does not see the own."""
    other = signed_in(User.objects.get(pk=actor("city", world.district.city).user))
    assert cards(browser(world, "city").get("/desk/applications/").content.decode()) == {"标准，待批准": 1}
    page = other.get("/desk/applications/").content.decode()
    assert cards(page) == {"标准，待批准": 2} and "其中指标表 1" in page


def test_the_card_of_findings_leads_to_those_to_be_contacted(world):
    client = browser(world, "street")
    page = client.get("/desk/").content.decode()
    address = re.search(r'href="(/desk/benefits/findings/[^"]*)"', page)[1].replace("&amp;", "&")
    assert mask_name(world.grandmother.name) in client.get(address).content.decode() and "名单上共 1 人" in page
    world.finding.contact, world.finding.contacted_on = "phone", DAY
    world.finding.save()
    assert cards(client.get("/desk/").content.decode())["主动发现，待联系"] == 0
    assert mask_name(world.grandmother.name) not in client.get(address).content.decode()


def test_finance_finds_and_approves_an_account_without_opening_a_file(world):
    made = registry.enter_account(person=world.man, number=card(9), bank="演示银行", holder=world.man.name, by=world.office["street"], on=DAY)
    client = browser(world, "finance")
    page = client.get("/desk/payments/").content.decode()
    assert cards(page)["收款账户，待复核"] == 1 and 'action="/desk/search"' not in page
    assert client.get("/desk/search?q=1").status_code == 403
    text = client.get("/desk/people/accounts/").content.decode()
    assert world.man.name in text and card(9) not in text and card(9)[-4:] in text
    asked = client.get(f"/desk/people/accounts/{made.pk}/approve/").content.decode()
    assert "一致，启用" in asked and card(9) not in asked
    assert client.post(f"/desk/people/accounts/{made.pk}/approve/", {"confirmed": "1"})["Location"] == "/desk/people/accounts/"
    made.refresh_from_db()
    assert made.approved_by_id == world.office["finance"].user
    assert world.man.name not in client.get("/desk/people/accounts/").content.decode()
    assert "已经启用" in client.get(f"/desk/people/accounts/{made.pk}/approve/").content.decode()
