"""The pages of the tree: as on a day, a form, what it will do, then the change."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minsheng.accounts.models import User
from minsheng.divisions import actions
from minsheng.divisions.models import Holding
from minsheng.places.models import Delegation, Place, PlaceChange, PlaceCode
from tests.divisions.conftest import DAY
from tests.promises.test_access import signed_in
from tests.spine import make_person


@pytest.fixture(autouse=True)
def _today(settings):
    settings.STANDING_STILL_ON = DAY


@pytest.fixture
def desk(admin):
    return signed_in(User.objects.get(pk=admin.user))


def client_of(by):
    return signed_in(User.objects.get(pk=by.user))


def html(response) -> str:
    return response.content.decode()


def test_a_merger_is_shown_before_it_is_done(district, actor, desk):
    make_person("林月娥", district.community, date(1950, 1, 1))
    actor("street", district.street)
    address = f"/desk/places/{district.street.pk}/merge/"
    sent = {"place": "福田区南园街道", "since": "2025-10-01", "document": "演示〔2025〕1号"}
    shown = html(desk.post(address, sent))
    assert "并入南园街道" in shown and "村居 2 个" in shown and "档案 1 份" in shown and "1 个岗位" in shown
    assert not PlaceChange.objects.exists() and Place.objects.get(pk=district.street.pk).until is None
    done = desk.post(address, sent | {"confirmed": "1"}, follow=True)
    assert "2025-10-01 起撤销" in html(done) and "演示〔2025〕1号" in html(done)
    assert "接管" in html(desk.get(f"/desk/places/{district.other_street.pk}/"))


@pytest.mark.parametrize(
    ("key", "sent", "reason"),
    [
        ("move", {"place": "没有这里"}, "没有这个地方"),
        ("move", {"place": "香岭社区居委会"}, "自己下面"),
        ("merge", {"place": "南山区"}, "同一级"),
        ("end", {}, "下面还有地方"),
        ("rename", {"name": "南园街道"}, "已经有"),
        ("found", {"name": "香岭社区居委会", "level": "community"}, "已经有"),
        ("code", {"system": "civil", "code": "12", "as_of": "2025-01-01"}, "6、9"),
    ],
)
def test_what_cannot_be_is_said_on_the_form(district, desk, key, sent, reason):
    response = desk.post(f"/desk/places/{district.street.pk}/{key}/", {"since": "2025-10-01", "document": "x"} | sent)
    assert response.status_code == 422 and reason in html(response)
    assert not PlaceChange.objects.exists()


def test_every_change_can_be_made_on_screen(district, desk):
    base = {"since": "2025-10-01", "document": "x", "confirmed": "1"}
    street = f"/desk/places/{district.street.pk}/"
    for key, sent in (("rename", {"name": "新街道"}), ("found", {"name": "新社区", "level": "community"}), ("move", {"place": "南山区"})):
        assert desk.post(f"{street}{key}/", base | sent).status_code == 302, key
    made = Place.objects.get(name="新社区")
    assert desk.post(f"/desk/places/{made.pk}/end/", base | {"since": "2025-10-05"}).status_code == 302
    assert desk.post(f"{street}code/", {"system": "civil", "code": "440305009", "as_of": "2025-10-01", "document": "x", "confirmed": "1"}).status_code == 302
    code = PlaceCode.objects.get()
    assert "440305009" in html(desk.get(street))
    assert desk.post(f"/desk/places/codes/{code.pk}/end/", {"until": "2025-10-08", "confirmed": "1"}).status_code == 302
    assert list(PlaceChange.objects.order_by("pk").values_list("kind", flat=True)) == ["rename", "found", "move", "end"]


def test_the_tree_is_shown_as_on_the_chosen_day(district, admin, desk):
    actions.rename(place=district.street, name="新街道", since=date(2025, 10, 1), document="x", by=admin, on=DAY)
    today, then = html(desk.get("/desk/places/?level=street")), html(desk.get("/desk/places/?level=street&day=2025-09-30"))
    assert "新街道" in today and "香蜜湖街道" not in today
    assert "香蜜湖街道" in then and "新街道" not in then and "不是今天的" in then
    page = html(desk.get(f"/desk/places/{district.community.pk}/?day=2025-09-30"))
    assert "香蜜湖街道" in page
    assert "这一天没有这个地方" in html(desk.get(f"/desk/places/{district.community.pk}/?day=1980-01-01"))


def test_search_level_and_code_narrow_the_list(district, desk):
    PlaceCode.objects.create(place=district.street, system="civil", code="440304006", as_of=DAY)
    rows = lambda query: {r.name for r in desk.get(f"/desk/places/?{query}", follow=True).context["table"].all}  # noqa: E731
    assert rows("q=香蜜湖") == rows("q=440304006") == {"香蜜湖街道"}
    assert rows("level=district") == {"福田区", "南山区"}
    assert rows("") == {"全国", "广东省", "深圳市", "福田区", "南山区"}, "without a filter, one level below"
    assert "香蜜湖街道" in b"".join(desk.get("/desk/places/?level=street&export=csv").streaming_content).decode("utf-8-sig")


def test_an_officer_looks_and_changes_nothing(district, actor):
    officer = client_of(actor("street", district.street))
    page = html(officer.get(f"/desk/places/{district.street.pk}/"))
    assert "香岭社区居委会" in page and "/rename/" not in page and "/delegate/" not in page
    assert officer.get(f"/desk/places/{district.district.pk}/").status_code == 200
    assert officer.get(f"/desk/places/{district.other_street.pk}/").status_code == 404
    assert "南园街道" not in html(officer.get("/desk/places/"))


def test_the_other_place_that_has_the_same_digits_is_named(district, desk):
    PlaceCode.objects.create(place=district.street, system="civil", code="440304006", as_of=DAY)
    PlaceCode.objects.create(place=district.other_street, system="statistical", code="440304006", as_of=DAY)
    page = html(desk.get(f"/desk/places/{district.street.pk}/"))
    assert "在另一套代码里" in page and "南园街道" in page


def test_a_delegation_from_the_form_to_its_end(district, head):
    desk = client_of(head)
    sent = {"matter": "dibao", "since": "2025-10-09", "authority": "审核确认", "document": "区文", "provincial_document": ""}
    address = f"/desk/places/{district.street.pk}/delegate/"
    assert desk.post(address, sent).status_code == 422
    assert "由香蜜湖街道决定" in html(desk.post(address, sent | {"provincial_document": "省文"}))
    assert desk.post(address, sent | {"provincial_document": "省文", "confirmed": "1"}).status_code == 302
    made = Delegation.objects.get()
    assert "省文" in html(desk.get("/desk/places/delegations/?state=now&matter=dibao&q=香蜜"))
    assert desk.post(f"/desk/places/delegations/{made.pk}/end/", {"until": "2025-10-10", "confirmed": "1"}).status_code == 302
    assert desk.get("/desk/places/delegations/?state=past").context["table"].page.total == 0
    made.refresh_from_db()
    assert made.until == date(2025, 10, 10)


@pytest.mark.parametrize("address", ["/desk/places/?level=street", "/desk/places/delegations/", "/desk/places/{street}/"])
def test_a_list_of_fifty_needs_no_more_queries_than_a_list_of_one(district, admin, desk, address):
    address = address.format(street=district.street.pk)

    def queries():
        desk.get(address)
        with CaptureQueriesContext(connection) as caught:
            assert desk.get(address).status_code == 200
        return len(caught)

    def one_more(n):
        made = actions.found(above=district.district, name=f"街{n}", level="street", since=DAY, document="x", by=admin, on=DAY)
        actions.found(above=district.street, name=f"社{n}", level="community", since=DAY, document="x", by=admin, on=DAY)
        Delegation.objects.create(matter="dibao", district=district.district, street=made, since=DAY, authority="x", document="x", provincial_document="x")

    one_more(0)
    before = queries()
    for n in range(1, 50):
        one_more(n)
    assert queries() <= before


def test_moving_a_function_is_shown_before_it_is_done(district, head):
    desk = client_of(head)
    address = f"/desk/departments/{district.district.pk}/volunteering/"
    sent = {"kind": "party_social_work", "name": "福田区委社会工作部", "since": "2025-06-01", "document": "演示〔2025〕2号"}
    shown = html(desk.post(f"{address}move/", sent))
    assert "归福田区委社会工作部" in shown and "在这以前是福田区党委社会工作部门" in shown and not Holding.objects.exists()
    assert "福田区委社会工作部" in html(desk.post(f"{address}move/", sent | {"confirmed": "1"}, follow=True))
    assert "本地登记" in html(desk.get("/desk/departments/")) and "福田区委社会工作部" in html(desk.get("/departments?place=福田区香蜜湖街道"))
    assert "福田区委社会工作部" not in html(desk.get("/desk/departments/?day=2025-05-31")).partition("<h2>")[0]
    row = Holding.objects.get()
    struck = html(desk.post(f"/desk/departments/entries/{row.pk}/strike/", {"why": "名称写错", "confirmed": "1"}, follow=True))
    assert "名称写错" in struck and "福田区党委社会工作部门" in struck


def test_an_officer_sees_departments_and_moves_none(district, actor):
    officer = client_of(actor("street", district.street))
    assert "福田区民政部门" in html(officer.get("/desk/departments/"))
    address = f"/desk/departments/{district.district.pk}/assistance/"
    assert "/move/" not in html(officer.get(address)) and officer.get(f"{address}move/").status_code == 403
    assert officer.get(f"/desk/departments/{district.foreign.pk}/assistance/").status_code == 404
    assert officer.get(f"/desk/departments/{district.district.pk}/unknown/").status_code == 404


def test_the_public_page_says_what_is_not_found(district, client):
    assert "<table" not in html(client.get("/departments"))
    wrong = client.get("/departments?place=没有这里")
    assert wrong.status_code == 422 and "没有这个地方" in html(wrong)
