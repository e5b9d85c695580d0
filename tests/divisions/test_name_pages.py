"""The pages of place names: each step is shown before it is done, what is late stands out, the public sees what is approved."""

from datetime import date

import pytest

from minsheng.accounts.models import User
from minsheng.divisions import actions
from minsheng.divisions.models import Toponym
from minsheng.divisions.naming import ASSURED
from tests.divisions.conftest import DAY
from tests.promises.test_access import signed_in

SENT = {
    "place": "福田区香蜜湖街道", "kind": "road", "name": "香岭东路", "pinyin": "", "meaning": "在香岭东边", "extent": "北起甲路", "applicant": "街道办事处", "application": "演示〔2025〕3号",
    "assured": list(ASSURED), "explained": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _today(settings):
    settings.STANDING_STILL_ON = DAY


@pytest.fixture
def officer(district, actor):
    return client_of(actor("district", district.district))


@pytest.fixture
def approver(head):
    return client_of(head)


def client_of(by):
    return signed_in(User.objects.get(pk=by.user))


def html(response) -> str:
    return response.content.decode()


def test_a_name_goes_all_the_way_on_screen(officer, approver, client):
    shown = html(officer.post("/desk/names/propose/", SENT))
    assert "拼写 Xiangling Donglu" in shown and "深圳市范围内" in shown and not Toponym.objects.exists()
    assert officer.post("/desk/names/propose/", SENT | {"confirmed": "1"}).status_code == 302
    name = Toponym.objects.get()
    address = f"/desk/names/{name.pk}/"
    assert name.assured == sorted(ASSURED) and "等另一位同事" in html(officer.get(address)) and "do/approve/" not in html(officer.get(address))
    assert "香岭东路" not in html(client.get("/place-names"))
    approval = {"approved_on": "2025-09-10", "authority": "深圳市人民政府", "approval": "演示〔2025〕4号"}
    assert "是标准地名" in html(approver.post(f"{address}do/approve/", approval))
    assert approver.post(f"{address}do/approve/", approval | {"confirmed": "1"}).status_code == 302
    assert "地名，备案或公告超期" in html(approver.get("/desk/"))
    assert "备案超期 14 天" in html(officer.get("/desk/names/?late=1")) and "香岭东路" in html(client.get("/place-names?q=xldl"))
    assert officer.post(f"{address}do/file/", {"filed_on": "2025-10-08", "filed_with": "深圳市", "confirmed": "1"}).status_code == 302
    assert officer.post(f"{address}do/announce/", {"announced_on": "2025-10-09", "announced_where": "网站", "confirmed": "1"}).status_code == 302
    assert officer.get(f"{address}do/announce/").status_code == 404
    assert "Xiangling Donglu" in html(officer.get(f"{address}form/"))


def test_what_is_found_is_said_on_the_form(officer):
    assert officer.post("/desk/names/propose/", SENT | {"confirmed": "1"}).status_code == 302
    for change, reason in (
        ({}, "不能重名"),
        ({"name": "乡领东路"}, "同音"),
        ({"name": "新路", "assured": ["healthy"]}, "勾选"),
        ({"place": "南山区"}, "没有这个地方"),
    ):
        response = officer.post("/desk/names/propose/", SENT | change)
        assert response.status_code == 422 and reason in html(response), change


def test_a_new_name_leads_from_the_old_one(district, officer, approver, actor, head, client):
    given = {key: value for key, value in SENT.items() if key not in ("place", "pinyin", "explained")}
    old = actions.propose_name(place=district.street, **given, by=actor("district", district.district), on=DAY)
    actions.approve_name(toponym=old, approved_on=date(2025, 10, 1), authority="市政府", approval="演示", by=head, on=DAY)
    sent = {key: value for key, value in SENT.items() if key not in ("place", "kind")} | {"name": "香竹路"}
    assert "拟改称" in html(officer.post(f"/desk/names/{old.pk}/rename/", sent))
    assert officer.post(f"/desk/names/{old.pk}/rename/", sent | {"confirmed": "1"}).status_code == 302
    new = Toponym.objects.get(name="香竹路")
    approval = {"approved_on": "2025-10-05", "authority": "深圳市人民政府", "approval": "演示〔2025〕5号", "confirmed": "1"}
    assert "现名" not in html(client.get("/place-names?q=香岭"))
    approver.post(f"/desk/names/{new.pk}/do/approve/", approval)
    assert "现名" in html(client.get("/place-names?q=香岭")) and "原名 香岭东路" in html(client.get("/place-names?q=香竹"))
    assert "这个地方的名称" in html(officer.get(f"/desk/names/{new.pk}/"))


def test_only_who_may_takes_a_step(district, actor, officer, approver):
    officer.post("/desk/names/propose/", SENT | {"confirmed": "1"})
    name = Toponym.objects.get()
    assert officer.get(f"/desk/names/{name.pk}/do/approve/").status_code == 403
    auditor = client_of(actor("auditor", district.district))
    assert auditor.get("/desk/names/propose/").status_code == 403 and auditor.get(f"/desk/names/{name.pk}/").status_code == 200
    assert client_of(actor("district", district.foreign)).get(f"/desk/names/{name.pk}/").status_code == 404
    assert approver.post(f"/desk/names/{name.pk}/do/refuse/", {"why": "另议", "confirmed": "1"}).status_code == 302
    assert "另议" in html(officer.get(f"/desk/names/{name.pk}/"))
