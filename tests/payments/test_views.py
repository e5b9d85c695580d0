"""Finance's pages: shown before done, constant in queries, every look that leaves the house on record."""

import csv
import io
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minsheng.accounts.models import User
from minsheng.base.models import AuditEntry
from minsheng.payments import actions as pay
from minsheng.payments.models import Batch, Entry, Payable, Recovery, ResultFile
from minsheng.payments.views import overview, paper
from tests.pages import signed_in
from tests.payments.conftest import LINE, MONTH, balances, free, states
from tests.spine import DAY, card

pytestmark = pytest.mark.django_db
ENTRIES = "/desk/payments/entries/"


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR = tmp_path


@pytest.fixture
def client(paid_office):
    return signed_in(User.objects.get(pk=paid_office.finance.user))


@pytest.fixture
def second(paid_office):
    return signed_in(User.objects.get(pk=paid_office.second.user))


def computed(office, *fens) -> Batch:
    for fen in fens or (30_000,):
        office.owe(office.person(), fen)
    return office.compute()


def text(response) -> str:
    return re.sub(r"<[^>]+>", " ", response.content.decode())


def test_a_batch_from_the_form_to_the_bank_and_back(paid_office, client, second):
    paid_office.owe(paid_office.person())
    paid_office.owe(paid_office.person(account=False))
    response = client.post("/desk/payments/compute/", {"compute-line": LINE, "compute-month": "2025-10"})
    batch = Batch.objects.get()
    page = f"/desk/payments/{batch.pk}/"
    assert response["Location"] == page
    shown = second.post(f"{page}do/approve/", {"approve-pay_on": "2025-10-15"})
    assert batch.payments.filter(state="held").count() == 1 and Batch.objects.get().state == "computed"
    assert "“区级”出 300.00 元，还剩 999,700.00 元" in text(shown) and "1 人的账户还不能用" in text(shown)
    second.post(f"{page}do/approve/", {"approve-pay_on": "2025-10-15", "confirmed": "1"})
    batch.refresh_from_db()
    assert (batch.state, batch.pay_on) == ("approved", date(2025, 10, 15))
    assert "还没有下载过" in text(client.post(f"{page}do/send/"))
    download = client.get(f"{page}file/csv/")
    assert download["Cache-Control"] == "no-store" and f"{batch.number}.csv" in download["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(download.content.decode("utf-8-sig"))))
    assert [(r["序号"], r["金额"], r["账号"]) for r in rows] == [("1", "300.00", card(1))]
    assert Batch.objects.get().state == "approved"
    client.post(f"{page}do/send/", {"confirmed": "1"})
    assert states(batch) == {1: "sent", 2: "dropped"}

    upload = SimpleUploadedFile("回盘.csv", "序号,金额,结果\n1,300.00,成功\n9,1.00,成功\n".encode())
    looked = client.post(f"{page}result/", {"file": upload, "take": "1"}, follow=True)
    assert "没有序号为“9”的发放" in text(looked) and states(batch)[1] == "sent", "what is doubtful is shown, not taken"
    client.post(f"{page}result/?file={ResultFile.objects.get().pk}")
    assert states(batch)[1] == "paid" and balances(batch).paid == 30_000
    batch.refresh_from_db()
    assert batch.state == "reconciled"


def test_a_result_is_looked_at_first_and_taken_at_once_only_when_nothing_is_doubtful(paid_office, client):
    batch = paid_office.sent(paid_office.person(), paid_office.person())
    page = f"/desk/payments/{batch.pk}/result/"

    def load(content, **more):
        return client.post(page, {"file": SimpleUploadedFile("a.csv", content.encode()), **more}, follow=True)

    assert "新到账 1 笔" in text(load("序号,金额,结果\n1,300.00,成功\n", look="1")) and states(batch)[1] == "sent"
    load("序号,金额,结果\n2,300.00,失败\n", take="1")
    assert states(batch) == {1: "sent", 2: "returned"}
    assert "早先已经登记、不再重复的 1 笔" in text(load("序号,金额,结果\n2,300.00,失败\n", look="1"))
    assert load("姓名\n甲\n").status_code == 422
    other = paid_office.sent(paid_office.person(), month=date(2025, 11, 1))
    assert client.get(f"/desk/payments/{other.pk}/result/?file={ResultFile.objects.first().pk}").status_code == 404


def test_what_is_refused_is_said_on_the_page(paid_office, client, second):
    batch = computed(paid_office)
    page = f"/desk/payments/{batch.pk}/"
    client.post(f"{page}do/send/", {"confirmed": "1"})
    assert "没有复核的批次不能送银行" in text(client.get(page))
    second.post(f"{page}do/approve/", {"approve-pay_on": "2025-13-45"})
    assert "填写的不对" in text(second.get(page))
    assert client.post(f"{page}do/approve/", {"confirmed": "1"}).status_code == 302
    assert Batch.objects.get().state == "computed"
    pay.approve(batch=batch, by=paid_office.second, on=DAY)
    client.get(f"{page}file/csv/")
    second.post(f"{page}do/cancel/", {"cancel-why": " "})
    assert Batch.objects.get().state == "approved"
    shown = second.post(f"{page}do/cancel/", {"cancel-why": "没有送"})
    assert "button-danger" in shown.content.decode() and 'value="没有送"' in shown.content.decode()
    second.post(f"{page}do/cancel/", {"cancel-why": "没有送", "confirmed": "1"})
    batch.refresh_from_db()
    assert (batch.state, batch.cancelled_why) == ("cancelled", "没有送") and Payable.objects.get().batch is None
    assert client.post(f"{page}do/none/").status_code == 302 and client.get(f"{page}do/send/").status_code == 405


def test_what_lacks_is_shown_before_the_approval(office):
    budget = office.budget(fen=10_000)
    batch = computed(office)
    shown = signed_in(User.objects.get(pk=office.second.user)).post(f"/desk/payments/{batch.pk}/do/approve/")
    assert "还差 200.00 元" in text(shown) and free(budget) == [10_000]


PAGES = ["/desk/payments/", "/desk/payments/budgets/", "/desk/payments/returned/", "/desk/payments/recoveries/", "{batch}", "{batch}list/", "{batch}result/"]


def test_more_rows_need_no_more_queries(paid_office, client):
    o = paid_office
    batch = o.sent(*[o.person() for _ in range(3)])
    o.answer(batch, back=[1])
    home = f"/desk/payments/{batch.pk}/"
    client.post(f"{home}result/", {"file": SimpleUploadedFile("a.csv", "序号,金额,结果\n2,300.00,成功\n".encode())})

    def more(n):
        person = o.person()
        batch.payments.create(number=10 + n, payee=person, place=person.place, fen=1, state="returned", settled_on=DAY)
        given = {"payee": person, "place": person.place, "line": LINE, "reason": "change", "months": "x", "fen": 1, "proposed_on": DAY, "about": "x"}
        Recovery.objects.create(number=f"R{n}", key=f"k{n}", **given)
        o.budget(year=2030 + n)

    def counts() -> dict[str, int]:
        found = {}
        for address in PAGES:
            address = address.format(batch=home)
            client.get(address)
            with CaptureQueriesContext(connection) as caught:
                assert client.get(address).status_code == 200
            found[address] = len(caught)
        return found

    more(0)
    before = counts()
    for n in range(1, 7):
        more(n)
    after = counts()
    batch.payments.filter(number__gte=10).delete()  # lines without payables: for the pages only
    assert after == before


@pytest.mark.parametrize("address", ["/desk/payments/", "/desk/payments/{}/", "/desk/payments/recoveries/", "/desk/payments/returned/"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_exported_is_on_record(paid_office, client, address, kind):
    batch = paid_office.sent(paid_office.person("林玉兰"))
    paid_office.answer(batch, back=[1])
    response = client.get(f"{address.format(batch.pk)}?export={kind}")
    assert response.status_code == 200 and "attachment" in response["Content-Disposition"]
    b"".join(response.streaming_content) if response.streaming else response.content
    assert AuditEntry.objects.filter(act="payments.export", user_id=paid_office.finance.user).exists()


def test_an_export_shows_accounts_masked(paid_office, client):
    batch = paid_office.sent(paid_office.person("林玉兰"))
    response = client.get(f"/desk/payments/{batch.pk}/?export=csv")
    content = (b"".join(response.streaming_content) if response.streaming else response.content).decode("utf-8-sig")
    assert "林*兰" in content and card(1) not in content and card(1)[-4:] in content


def test_the_pay_list_has_capitals_four_signatures_sources_and_masked_accounts(paid_office, client):
    batch = paid_office.sent(paid_office.person("林玉兰"), paid_office.person(), fen=99_800)
    page = text(client.get(f"/desk/payments/{batch.pk}/list/"))
    for words in ("壹仟玖佰玖拾陆元整", "制表：", "审核：", "分管：", "主管：", "（盖章）", "区级", "1,996.00", "林玉兰"):
        assert words in page
    assert card(1) not in page and card(1)[-4:] in page
    assert AuditEntry.objects.filter(act="payments.print").count() == 1


def test_a_long_list_is_split_by_place_and_the_parts_make_the_whole(paid_office, client, monkeypatch):
    monkeypatch.setattr(paper, "MOST", 2)
    o = paid_office
    for where in (o.at.community, o.at.community, o.at.community_2, o.at.other_community):
        o.owe(o.person(where=where), 100)
    batch = o.compute()
    home = f"/desk/payments/{batch.pk}/list/"
    page = client.get(home)
    assert {p["place"]: (p["n"], p["fen"]) for p in page.context["parts"]} == {o.at.street: (3, 300), o.at.other_street: (1, 100)}
    street = client.get(f"{home}?place={o.at.street.pk}")
    assert {p["place"]: p["n"] for p in street.context["parts"]} == {o.at.community: 2, o.at.community_2: 1}
    part = client.get(f"{home}?place={o.at.community.pk}")
    assert "贰元整" in text(part) and len(part.context["rows"]) == 2 and o.at.community.name in text(part)
    assert client.get(f"{home}?place={o.at.foreign.pk}").context["n"] == 0


def test_a_recovery_from_hearing_to_the_last_instalment(paid_office, client, second):
    person = paid_office.person()
    given = {
        "key": "benefits.award:1/0",
        "about": "benefits.award:1",
        "payee_id": person.pk,
        "place_id": person.place_id,
        "line": LINE,
        "reason": "death",
        "months": "2025-10",
    }
    recovery = pay.propose_recovery(**given, parts=[["2025-10", "allowance", 0, 10_001]], by=paid_office.finance, on=DAY)
    page = f"/desk/payments/recoveries/{recovery.pk}/"
    assert "等另一位同事" in text(client.get(page))
    assert second.post(page, {"decide-heard": "", "decide-instalments": "2", "open": "1"}).status_code == 422
    second.post(page, {"decide-heard": "同意分两次", "decide-instalments": "2", "open": "1"})
    assert "50.01" in text(client.get(page)) and "同意分两次" in text(client.get(page))
    assert client.post(page, {"repay-fen": "100.02", "repay-receipt": "R1", "repay-on": "2025-10-20", "repay": "1"}).status_code == 422
    client.post(page, {"repay-fen": "100.01", "repay-receipt": "R1", "repay-on": "2025-10-20", "repay": "1"})
    recovery.refresh_from_db()
    assert recovery.state == "open" and "等另一位同事复核" in text(client.get(page)), "one clerk's receipt does not count yet"
    row = {"row": [recovery.entries.get().pk]}
    assert "您自己登记的" in text(client.post(ENTRIES + "confirm/", row))
    client.post(ENTRIES + "confirm/", row | {"confirmed": "1"})
    recovery.refresh_from_db()
    assert recovery.state == "open"
    shown = text(second.post(ENTRIES + "confirm/", row))
    assert "请先看收据" in shown and "R1" in shown
    second.post(ENTRIES + "confirm/", row | {"confirmed": "1"})
    recovery.refresh_from_db()
    assert recovery.state == "closed" and "已复核" in text(client.get(ENTRIES))


def test_returned_payments_are_shown_before_they_are_paid_again_or_given_back(paid_office, client, second):
    batch = paid_office.sent(paid_office.person("林玉兰"), paid_office.person("陈秀英"))
    paid_office.answer(batch, back=[1, 2])
    one, other = batch.payments.order_by("number")
    paid_office.account(one.payee, 70)
    rows = {"row": [one.pk, other.pk]}
    shown = client.post("/desk/payments/returned/again/", rows)
    assert "账户还没有更正并复核" in text(shown) and set(states(batch).values()) == {"returned"}
    client.post("/desk/payments/returned/again/", rows | {"confirmed": "1"})
    assert states(batch) == {1: "replaced", 2: "returned"}
    second.post("/desk/payments/returned/back/", {"row": [other.pk]})
    assert states(batch)[2] == "returned"
    assert second.post("/desk/payments/returned/back/", {"row": [other.pk], "confirmed": "1", "why": ""}).status_code == 422
    second.post("/desk/payments/returned/back/", {"row": [other.pk], "confirmed": "1", "why": "已死亡"})
    assert states(batch)[2] == "returned" and Entry.objects.get().words == "已死亡", "a colleague confirms it"
    client.post(ENTRIES + "confirm/", {"row": [Entry.objects.get().pk], "confirmed": "1"})
    assert states(batch)[2] == "given_back"


@pytest.mark.parametrize("address", ["/desk/payments/budget/", "/desk/payments/cut-off/", "/desk/payments/compute/"])
def test_an_empty_form_says_where_it_is_wrong(client, address):
    response = client.post(address, {"x": ""})
    assert response.status_code == 422 and "error" in response.content.decode()


def test_a_large_batch_is_computed_in_the_background(paid_office, client, monkeypatch):
    monkeypatch.setattr(overview, "LARGE", 1)
    for _ in range(2):
        paid_office.owe(paid_office.person())
    first, again = (client.post("/desk/payments/compute/", {"compute-line": LINE, "compute-month": f"{MONTH:%Y-%m}"})["Location"] for _ in range(2))
    assert first == again and first.startswith("/jobs/")
