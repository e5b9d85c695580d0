"""Page views: counted without knowing who reads, never at the price of a page, the same sum however it is written."""

import threading
from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from minsheng.portal import counting
from minsheng.portal.models import PageViews
from tests.applications.conftest import user_of
from tests.pages import signed_in
from tests.portal.conftest import DAY

PERSON = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36"
BACK = timedelta(days=1)


@pytest.fixture
def reader():
    return Client(SERVER_NAME="localhost", headers={"user-agent": PERSON})


def times(page: str) -> int:
    found = counting.read(page)
    return found[0] if found else 0


def test_a_page_says_how_often_it_was_read_and_since_when_without_a_database(reader):
    """No database mark: a query would fail this test."""
    reader.get("/rules/dibao")
    page = reader.get("/rules/dibao?place=440300").content.decode()
    assert "浏览 1 次（从 2025 年 10 月 9 日 起" in page and times("/rules/dibao") == 2
    assert set(reader.cookies) <= {"csrftoken"}, "and leaves nothing with the reader but what guards the forms"


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": "Mozilla/5.0 (compatible; Baiduspider/2.0)"},
        {"user-agent": "curl/8"},
        {"user-agent": ""},
        {"user-agent": PERSON, "sec-purpose": "prefetch;prerender"},
    ],
)
def test_programs_and_pages_fetched_in_advance_do_not_count(headers):
    Client(SERVER_NAME="localhost", headers=headers).get("/about")
    assert times("/about") == 0


def test_what_is_no_page_does_not_count(reader):
    reader.get("/rules/no-such-benefit")
    reader.get("/finder/place")
    reader.head("/about")
    reader.post("/about")
    assert counting.read("/rules/no-such-benefit") is counting.read("/finder/place") is counting.read("/about") is None


@pytest.mark.django_db
def test_staff_do_not_count(keeper):
    signed_in(user_of(keeper)).get("/about", headers={"user-agent": PERSON})
    assert times("/about") == 0


@pytest.mark.django_db(transaction=True)
@given(st.lists(st.lists(st.tuples(st.sampled_from(["/", "/about", "/rules"]), st.integers(0, 3)), max_size=6), max_size=5))
def test_however_it_is_written_the_sum_is_the_same(rounds):
    PageViews.objects.all().delete()
    counting.forget()
    wanted, since = Counter(), {}
    for batch in rounds:
        for page, ago in batch:
            counting.add(page, DAY - ago * BACK)
            wanted[page] += 1
            since[page] = min(since.get(page, DAY), DAY - ago * BACK)
            assert counting.read(page) == (wanted[page], since[page]), "with what is not written yet"
        assert counting.write()
    assert all(counting.read(page) == (n, since[page]) for page, n in wanted.items())
    assert {v.page: 0 for v in PageViews.objects.all()}.keys() == wanted.keys() and sum(v.count for v in PageViews.objects.all()) == wanted.total()


@pytest.mark.django_db
def test_what_cannot_be_written_waits_and_the_page_is_served(reader, monkeypatch):
    def locked(taken):
        raise OperationalError("database is locked")

    reader.get("/about")
    with monkeypatch.context() as patch:
        patch.setattr(counting, "_keep", locked)
        assert not counting.write()
    assert reader.get("/about").status_code == 200 and times("/about") == 2
    assert counting.write() and PageViews.objects.get().count == 2 and times("/about") == 2


@pytest.mark.django_db(transaction=True)
def test_the_servers_thread_writes_by_itself_and_stops():
    counting.add("/about", DAY)
    before = set(threading.enumerate())
    stop = counting.start(every=0.01)
    (thread,) = set(threading.enumerate()) - before
    while not PageViews.objects.filter(page="/about", count=1).exists():
        connection.close() if connection.vendor == "sqlite" else None
    stop.set()
    thread.join(10)
    assert not thread.is_alive()


@pytest.mark.django_db
def test_the_desk_lists_pages_by_times_and_days(keeper):
    for page, day, n in (("/about", DAY, 3), ("/rules", DAY, 1), ("/rules", date(2025, 9, 1), 9)):
        for _ in range(n):
            counting.add(page, day)
    counting.write()
    desk = signed_in(user_of(keeper))
    page = desk.get("/desk/portal/views/").content.decode()
    assert page.index("/rules") < page.index("/about") and "2025-09-01" in page and page.count('<th scope="row"') == 2, "a line a page, however many days"
    other = desk.get("/desk/portal/views/?sort=page&day_from=2025-09-01&day_to=2025-09-30").content.decode()
    assert other.count('<th scope="row"') == 1 and "2025-09-01" in other
    lines = b"".join(desk.get("/desk/portal/views/?export=csv&day_from=2025-10-01")).decode().splitlines()
    assert lines[1].startswith("/about,3,"), lines
