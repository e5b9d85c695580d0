"""A program that asks: without a sign-in, with one, with a token."""

import json
from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client

from minsheng.lines.elderly import offers
from minsheng.notices.messages import handing
from minsheng.notices.models import Message
from tests.payments.conftest import Office
from tests.spine import make_person


@pytest.fixture(autouse=True)
def _fresh_limits():
    """What other tests have asked does not count here."""
    cache.clear()


class Program:
    """Asks and is answered with JSON. `token`: the secret it carries."""

    def __init__(self, token: str = ""):
        self.client = Client(SERVER_NAME="localhost", headers={"Authorization": f"Bearer {token}"} if token else {})

    def get(self, path: str, **more):
        return self.client.get(f"/api/v1{path}", **more)

    def post(self, path: str, body, **more):
        return self.client.post(f"/api/v1{path}", body if isinstance(body, str | bytes) else json.dumps(body), content_type="application/json", **more)


@pytest.fixture
def program():
    return Program()


@pytest.fixture
def sent_batch(district):
    """One line that is at the bank."""
    finance = Office(district)
    finance.budget()
    finance.owe(finance.person())
    return finance.sent()


@pytest.fixture
def asked(district, office):
    """A message that asks an old person, gone out on a list."""
    make_person("林月娥", district.community, date(1955, 12, 6), phone="10000000001", facts={"hukou": "here"})
    offers.offer(place=district.street, by=office["street"], on=date(2025, 10, 8))
    made = handing.set_aside(place=district.street, by=office["street"], on=date(2025, 10, 8))
    handing.fetch(handover=made, kind="csv", purpose="send", by=office["street"], on=date(2025, 10, 8))
    return Message.objects.get()
