"""A filter under a name of one's own: found again as a chip, at most eight a list, nothing in it that was searched for."""

import logging
import re
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from minsheng.accounts import actions
from minsheng.accounts.models import KeptFilter, User
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.base.models import AuditEntry
from minsheng.base.ui.kept import MOST
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
DAY = date(2025, 10, 28)
ADDRESS = "/desk/filters/"


@pytest.fixture
def street(district, actor):
    return actor("street", district.street)


@pytest.fixture
def client(street):
    return signed_in(User.objects.get(pk=street.user))


def listed(text: str) -> str:
    return re.search(r'name="list" value="([^"]+)"', text)[1]


def keep(client, address: str, name: str):
    return client.post(ADDRESS, {"list": listed(client.get(address).content.decode()), "name": name})


def test_what_is_set_is_kept_and_found_again(client):
    answer = keep(client, "/desk/?when=late&matter=dibao&page=1", "急的低保")
    assert answer["Location"] == "/desk/?when=late&matter=dibao"
    text = client.get("/desk/").content.decode()
    assert re.search(r'href="/desk/\?when=late&amp;matter=dibao"[^>]*>急的低保</a>', text) and ">保存为常用<" not in text
    now = client.get("/desk/?matter=dibao&when=late").content.decode()
    assert re.search(r'aria-current="true"[^>]*>急的低保</a>', now) and ">保存为常用<" not in now, "in whatever order the address says it"
    assert "急的低保" not in client.get("/desk/applications/").content.decode(), "of another list"


def test_a_text_that_was_searched_for_is_kept_nowhere(client, caplog):
    caplog.set_level(logging.DEBUG)
    assert ">保存为常用<" not in client.get("/desk/applications/?q=欧阳").content.decode()
    address = "/desk/applications/?q=欧阳&state=open&sort=due&page=2&export=&state2=欧阳"
    assert keep(client, address, "在办")["Location"] == "/desk/applications/?state=open&sort=due"
    kept = KeptFilter.objects.get()
    assert kept.query == "state=open&sort=due"
    said = caplog.text + str(list(AuditEntry.objects.values()))
    assert "欧阳" not in said and "在办" not in said and "accounts.keep_filter" in said


def test_what_is_not_offered_is_not_kept(client):
    assert ">保存为常用<" not in client.get("/desk/?when=欧阳&matter=x").content.decode()
    keep(client, "/desk/benefits/findings/?month_from=2025-10-01&month_to=欧阳&untold=1", "十月")
    assert KeptFilter.objects.get().query == "month_from=2025-10-01&untold=1"


def test_it_is_removed_by_who_kept_it_and_nobody_else(client, district, actor):
    keep(client, "/desk/?when=late", "急")
    row = KeptFilter.objects.get()
    other = signed_in(User.objects.get(pk=actor("street", district.street).user))
    assert "急</a>" not in other.get("/desk/").content.decode()
    other.post(ADDRESS, {"list": listed(other.get("/desk/?when=late").content.decode()), "drop": row.pk})
    assert KeptFilter.objects.exists()
    page = client.get("/desk/?when=late").content.decode()
    for wrong in ("x", "9" * 30, "-1", "²"):
        assert client.post(ADDRESS, {"list": listed(page), "drop": wrong}).status_code == 302
    assert client.post(ADDRESS, {"list": listed(page), "drop": row.pk})["Location"] == "/desk/?when=late"
    assert not KeptFilter.objects.exists()


def test_only_a_list_of_ours_is_kept(client):
    for wrong in ("", "x", "eyJ0YWJsZSI6InF1ZXVlIn0:1abc:sig"):
        assert client.post(ADDRESS, {"list": wrong, "name": "急"}).status_code == 302
    assert not KeptFilter.objects.exists()


def test_eight_a_list_each_with_a_name_of_its_own(street):
    make = lambda name, query="when=late": actions.keep_filter(table="queue", name=name, query=query, by=street, on=DAY)  # noqa: E731
    for wrong in ("", "   ", "长" * 21, "440304199001011234", "电话13800000000"):
        with pytest.raises(Refused):
            make(wrong)
    with pytest.raises(Refused):
        make("空", "")
    for n in range(MOST):
        make(f"第 {n} 个")
    for name in ("第 0 个", "第九个"):
        with pytest.raises(Refused):
            make(name)
    first = KeptFilter.objects.get(slot=1)
    actions.drop_filter(table="queue", number=str(first.pk), by=street, on=DAY)
    with pytest.raises(AlreadyDone):
        actions.drop_filter(table="queue", number=str(first.pk), by=street, on=DAY)
    assert make("第九个").slot == 1


def test_the_database_refuses_a_ninth(street):
    kept = {"user_id": street.user, "table": "queue", "name": "a", "query": "b=c"}
    for wrong in ({"slot": MOST + 1}, {"slot": 0}, {"slot": 1, "name": ""}, {"slot": 1, "query": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            KeptFilter.objects.create(**kept | wrong)
