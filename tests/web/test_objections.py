"""Objecting to a notice from outside: anybody may, but not without end, as each keeps the notice up until it is answered. Everybody is invented."""

from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client

from minsheng.applications.models import Objection
from minsheng.web import public
from tests.scenario import notice_of, to_notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice(district, office, family, day):
    day(date(2025, 10, 20))
    cache.clear()
    yield notice_of(to_notice(district, office, family))
    cache.clear()


def test_one_address_cannot_keep_a_notice_up_by_objecting_without_end(notice, monkeypatch):
    monkeypatch.setattr(public, "MOST", 2)
    said = {"who": "", "text": "他家有车"}
    answers = [Client(SERVER_NAME="localhost").post(f"/notices/{notice.pk}/object", said) for _ in range(3)]
    assert [a.status_code for a in answers] == [302, 302, 422] and "请打电话" in answers[2].content.decode()
    assert Objection.objects.count() == 2
    other = Client(SERVER_NAME="localhost", REMOTE_ADDR="10.0.0.9")
    assert other.post(f"/notices/{notice.pk}/object", said).status_code == 302
