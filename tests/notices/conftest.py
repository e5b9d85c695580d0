"""Four old people who come of age in December 2025: two with a phone, two who share one; and one without."""

from datetime import date

import pytest

from minsheng.lines.elderly import offers
from minsheng.notices.messages import handing
from minsheng.notices.models import Message
from tests.notices.gateway import Gateway
from tests.spine import make_person

BORN = date(1955, 12, 6)
ASKED = date(2025, 10, 8)
PHONES = {"林月娥": "10000000001", "何春生": "10000000002", "赵桂兰": "10000000003", "钱有福": "10000000003", "孙无号": ""}


@pytest.fixture
def elders(district, office):
    """{name: person}"""
    facts = {"hukou": "here"}
    return {name: make_person(name, district.community, BORN, serial=i, phone=phone, facts=facts) for i, (name, phone) in enumerate(PHONES.items(), 1)}


@pytest.fixture
def queued(elders, district, office):
    """{name: message}, after this month's run."""
    offers.offer(place=district.street, by=office["street"], on=ASKED)
    return {m.person.name: m for m in Message.objects.select_related("person")}


@pytest.fixture
def handed(queued, district, office):
    """The same, gone out on a list."""
    made = handing.set_aside(place=district.street, by=office["street"], on=ASKED)
    handing.fetch(handover=made, kind="csv", purpose="send", by=office["street"], on=ASKED)
    return {name: Message.objects.get(pk=m.pk) for name, m in queued.items()}


@pytest.fixture
def gateway(monkeypatch):
    monkeypatch.setenv("MINSHENG_MESSAGES", "tests.notices.gateway.Gateway")
    Gateway.reset()
    return Gateway
