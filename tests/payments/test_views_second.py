"""What a second person does on finance's pages: entries that go back, and those who are left out before the bank."""

import re

import pytest

from minsheng.accounts.models import User
from minsheng.base.actor import MACHINE
from minsheng.payments import actions as pay
from minsheng.payments.models import Entry
from tests.pages import signed_in
from tests.payments.conftest import MONTH, states
from tests.spine import DAY

pytestmark = pytest.mark.django_db
ENTRIES = "/desk/payments/entries/"


@pytest.fixture
def client(paid_office):
    return signed_in(User.objects.get(pk=paid_office.finance.user))


@pytest.fixture
def second(paid_office):
    return signed_in(User.objects.get(pk=paid_office.second.user))


def text(response) -> str:
    return re.sub(r"<[^>]+>", " ", response.content.decode())


def test_an_entry_that_is_wrong_goes_back_with_the_reason(paid_office, client, second):
    batch = paid_office.sent(paid_office.person("林玉兰"))
    paid_office.answer(batch, back=[1])
    pay.give_back(payments=list(batch.payments.all()), why="无人领取", by=paid_office.finance, on=DAY)
    assert "退回财政，待复核" in text(client.get("/desk/payments/returned/"))
    row = {"row": [Entry.objects.get().pk]}
    assert second.post(ENTRIES + "back/", row | {"confirmed": "1", "why": ""}).status_code == 422
    second.post(ENTRIES + "back/", row | {"confirmed": "1", "why": "本人在世"})
    shown = text(client.get(ENTRIES))
    assert "已退回" in shown and "本人在世" in shown and states(batch) == {1: "returned"}


def test_who_must_not_be_paid_is_left_out_in_one_click_and_the_file_fetched_again(paid_office, client):
    woman, man = paid_office.person("林玉兰"), paid_office.person("陈大文")
    for person in (woman, man):
        paid_office.owe(person)
    batch = paid_office.approve(paid_office.compute())
    page = f"/desk/payments/{batch.pk}/"
    client.get(f"{page}file/csv/")
    pay.pause(about=f"test:{woman.pk}", months=[MONTH], by=MACHINE, on=DAY)
    shown = text(client.get(page))
    assert "不能照原样送银行" in shown and "待遇已暂停" in shown and "do/send/" not in shown
    client.post(f"{page}do/send/", {"confirmed": "1"})
    assert "林*兰" in text(client.get(page)) and states(batch) == {1: "ready", 2: "ready"}
    assert "林*兰" in text(client.post(f"{page}do/leave-out/"))
    client.post(f"{page}do/leave-out/", {"confirmed": "1"})
    assert states(batch) == {1: "dropped", 2: "ready"} and "要重新下载银行文件" in text(client.get(page))
    client.post(f"{page}do/send/", {"confirmed": "1"})
    assert states(batch) == {1: "dropped", 2: "ready"}, "the file that was fetched still has her"
    assert "林玉兰" not in client.get(f"{page}file/csv/").content.decode("utf-8-sig")
    client.post(f"{page}do/send/", {"confirmed": "1"})
    assert states(batch) == {1: "dropped", 2: "sent"}
