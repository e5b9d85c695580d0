"""A take-over on screen: brought, looked at, brought again, accepted by another, gone on with, taken back; as many queries for many lines."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from minsheng.accounts.models import User
from minsheng.base import jobs
from minsheng.base.errors import Refused
from minsheng.base.models import AuditEntry, Job
from minsheng.benefits.models import Award, OpeningImport
from minsheng.benefits.opening.actions import accept, seen
from tests.benefits.openings import as_csv, card, line, number, old, payroll
from tests.promises.test_access import signed_in
from tests.spine import make_actor

pytestmark = pytest.mark.django_db
DAY = date(2025, 10, 28)
LIST = "/desk/benefits/opening/"


@pytest.fixture(autouse=True)
def standing_still(settings):
    settings.STANDING_STILL_ON = DAY


@pytest.fixture
def officer(district, actor) -> Client:
    return signed_in(User.objects.get(pk=actor("district", district.district, "何经办").user))


@pytest.fixture
def head(district, actor) -> Client:
    return signed_in(User.objects.get(pk=actor("district_head", district.district, "郑怀民").user))


def bring(client, rows, to=f"{LIST}new/", **more):
    data = {"benefit": "old_age_allowance", "month": "2025-09-01", "file": as_csv(rows)} | more
    return client.post(to, data)


def text(response) -> str:
    return (response.getvalue() if response.streaming else response.content).decode()


def test_from_the_file_to_the_awards_and_back(district, officer, head):
    for n in (1, 2):
        old(n, district.community)
    paid = [(number(1), "300"), (number(2), "300")]
    page = officer.get(bring(officer, [line(1, **{"part.allowance": "301.50"}), line(2)], payroll=payroll(paid)).url)
    assert "多 1.50 元" in text(page) and "没有对平" in text(page) and card(1) not in text(page) and number(1) not in text(page)
    opening = OpeningImport.objects.get()
    home = f"{LIST}{opening.pk}/"
    assert "确认接入" not in text(head.get(home)), "not before they agree"
    assert bring(officer, [line(1), line(2)], to=f"{home}again/", payroll=payroll(paid)).url == home
    assert "等区民政审批的同事确认" in text(officer.get(home)) and "一分不差" in text(head.get(home))
    assert officer.post(f"{home}accept/").status_code == 403
    assert "2025-10 开始发放" in text(head.post(f"{home}accept/")) and not Job.objects.exists(), "shown first"
    head.post(f"{home}accept/", {"confirmed": "1", "seen": seen(OpeningImport.objects.get())})
    jobs.run(Job.objects.get())
    assert Award.objects.count() == 2 and "从 2025 年 10 月 开始在这里发放" in text(head.get(home)).replace("\n", "")
    assert "2 份待遇和登记的账户都会删除" in text(head.post(f"{home}undo/")) and Award.objects.count() == 2
    head.post(f"{home}undo/", {"confirmed": "1"})
    assert not Award.objects.exists() and "已经撤销" in text(head.get(home))
    assert AuditEntry.objects.filter(act="benefits.look_at_opening", subject=f"benefits.openingimport:{opening.pk}").count() >= 5


def test_a_list_that_was_brought_again_while_the_page_was_open_is_not_accepted_unseen(district, officer, head):
    for n in (1, 2):
        old(n, district.community)
    bring(officer, [line(1), line(2)], payroll_rows="2", payroll_fen="600")
    opening = OpeningImport.objects.get()
    home, shown = f"{LIST}{opening.pk}/", seen(opening)
    assert shown in text(head.post(f"{home}accept/"))
    bring(officer, [line(1), line(2, bank="另一家")], to=f"{home}again/", payroll_rows="2", payroll_fen="600")
    assert "请重新核对" in text(head.post(f"{home}accept/", {"confirmed": "1", "seen": shown}, follow=True))
    with pytest.raises(Refused, match="请重新核对"):
        accept(opening=opening, by=make_actor("district_head", district.district), on=DAY)
    assert OpeningImport.objects.get().state == "checked" and not Job.objects.exists()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "请填上次发放的人数和总额"),
        ({"payroll_rows": "1"}, "请填上次发放的人数和总额"),
        ({"payroll_rows": "1", "payroll_fen": "三百"}, "金额请填数字"),
        ({"payroll_rows": "1", "payroll_fen": "300", "month": "2024-13-01"}, ""),
        ({"payroll_rows": "1", "payroll_fen": "300", "file": ""}, ""),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_nothing_is_kept(district, officer, more, words):
    old(1, district.community)
    response = bring(officer, [line(1)], **more)
    assert response.status_code == 422 and words in text(response) and not OpeningImport.objects.exists()


def test_a_take_over_that_has_stopped_is_gone_on_with_from_the_page(district, officer, head):
    old(1, district.community)
    bring(officer, [line(1)], payroll_rows="1", payroll_fen="300.00")
    home = f"{LIST}{OpeningImport.objects.get().pk}/"
    head.post(f"{home}accept/", {"confirmed": "1", "seen": seen(OpeningImport.objects.get())})
    assert "接着接入" not in text(head.get(home))
    Job.objects.all().delete()
    assert "接着接入" in text(head.get(home))
    head.post(f"{home}carry-on/")
    head.post(f"{home}carry-on/")
    jobs.run(Job.objects.get())
    assert OpeningImport.objects.get().state == "done"


def test_who_stands_in_the_way_of_taking_it_back_is_named_before(district, officer, head):
    old(1, district.community)
    bring(officer, [line(1)], payroll_rows="1", payroll_fen="300")
    home = f"{LIST}{OpeningImport.objects.get().pk}/"
    head.post(f"{home}accept/", {"confirmed": "1", "seen": seen(OpeningImport.objects.get())})
    jobs.run(Job.objects.get())
    Award.objects.update(state="stopped", stopped_from=date(2025, 10, 1))
    page = text(head.post(f"{home}undo/"))
    assert "演*1" in page and "已经停发" in page and "button-danger" not in page


def test_the_page_needs_as_many_queries_for_many_lines_as_for_few(district, officer):
    def queries(first: int, n: int) -> int:
        for i in range(first, first + n):
            old(i, district.community)
        url = bring(officer, [line(i) for i in range(first, first + n)], payroll_rows=str(n), payroll_fen=str(300 * n)).url
        officer.get(url)
        with CaptureQueriesContext(connection) as caught:
            officer.get(url)
        return len(caught)

    assert queries(1, 2) == queries(10, 40)


def test_the_list_is_exported_for_mending_and_the_export_is_on_record(district, officer):
    old(1, district.community)
    url = bring(officer, [line(1, bank="")], payroll_rows="1", payroll_fen="300").url
    file = officer.get(f"{url}?export=csv")
    assert "请填开户行" in text(file) and number(1) not in text(file)
    assert AuditEntry.objects.filter(act="benefits.export", subject="benefits.opening_rows").exists()


def test_templates_are_downloaded_and_what_is_no_benefit_is_not_found(officer):
    assert "证件号码" in officer.get(f"{LIST}template/dibao.csv").content.decode("utf-8-sig")
    assert officer.get(f"{LIST}template/old_age_allowance.xlsx").content[:2] == b"PK"
    assert [officer.get(f"{LIST}template/{name}").status_code for name in ("nothing.csv", "dibao.pdf")] == [404, 404]
