"""What was asked for is brought to the counter: seen, scanned or both, in one go or in two; the desk is told when papers have come."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from minsheng.applications import actions as apply
from minsheng.applications import catalogue
from minsheng.applications.models import Paper
from minsheng.base.models import AuditEntry, StoredFile
from minsheng.registry.models import BankAccount
from tests.applications.conftest import ACCEPTED, APPLIED, begun, user_of
from tests.pages import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def lacking(district, office, family, settings):
    """A household that has been told once: the diagnosis and the card are missing."""
    settings.STANDING_STILL_ON = ACCEPTED
    case = begun(district, office, family)
    apply.submit(application=case, by=office["street"], on=APPLIED)
    BankAccount.objects.filter(person=case.applicant).delete()
    return apply.ask_correction(application=case, wanted=["illness_proof", "account"], note="", by=office["street"], on=ACCEPTED)


@pytest.fixture
def client(office):
    return signed_in(user_of(office["street"]))


def picture(name="a.jpg"):
    out = BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def page(case):
    return f"/desk/applications/{case.pk}/"


def bring(client, case, **given):
    return client.post(f"{page(case)}do/brought/", {f"brought-{key}": value for key, value in given.items()}, follow=True)


def test_the_page_says_what_was_asked_for_and_offers_to_note_it(lacking, client):
    shown = client.get(page(lacking)).content.decode()
    for words in ("等家里补材料", f"{ACCEPTED} 告知", "还缺 2 样", "看补正告知书", "登记带来的材料", "重病诊断：看过原件", "社保卡或银行卡：扫描件"):
        assert words in shown, words


def test_one_seen_and_the_other_later_then_it_can_be_accepted(lacking, client, office):
    shown = bring(client, lacking, seen_illness_proof="on").content.decode()
    lacking.refresh_from_db()
    assert lacking.state == "correction" and "还缺：社保卡或银行卡" in shown and "已经补来" in shown
    assert "重病诊断：看过原件" not in shown, "what has been brought is not asked for again"
    shown = bring(client, lacking, account=[picture(), picture("b.jpg")]).content.decode()
    lacking.refresh_from_db()
    assert lacking.state == "submitted" and "材料齐了，可以受理" in shown and "补正材料已到" in shown
    assert apply.accept(application=lacking, by=office["street"], on=ACCEPTED).state == "open"
    assert "补正材料已到" not in client.get(page(lacking)).content.decode(), "it is no news any more"
    assert AuditEntry.objects.filter(act="applications.correct").count() == 2


def test_the_file_says_who_saw_the_original_and_keeps_the_scan(lacking, client, office):
    bring(client, lacking, seen_illness_proof="on", seen_account="on", account=[picture()])
    seen, of_card, scan = Paper.objects.filter(state="given").order_by("-key", "pk")
    assert (seen.file, seen.pages, seen.taken_by_id, seen.added_on) == (None, 0, office["street"].user, ACCEPTED)
    assert (of_card.key, of_card.file, scan.key, scan.pages) == ("account", None, "account", 1) and scan.file
    sheets = {s.key: s for s in catalogue.sheets(lacking)}
    assert (sheets["proof"].pages, sheets["proof"].first_page, sheets["proof"].note) == (0, 0, f"窗口看过原件 王知行 {ACCEPTED}")
    assert sheets["account"].pages == 1 and not sheets["account"].missing
    for address in (page(lacking), f"{page(lacking)}catalogue/"):
        assert f"窗口看过原件 王知行 {ACCEPTED}" in client.get(address).content.decode()


def test_nothing_noted_and_a_file_that_cannot_be_taken_are_told_and_nothing_is_kept(lacking, client):
    answer = bring(client, lacking)
    assert answer.status_code == 422 and "还没有登记带来了什么" in answer.content.decode()
    answer = bring(client, lacking, seen_illness_proof="on", account=SimpleUploadedFile("a.csv", "姓名,年龄\n".encode()))
    assert answer.status_code == 422 and "这里只收照片" in answer.content.decode() and "a.csv" in answer.content.decode()
    assert not Paper.objects.filter(state="given").exists() and not StoredFile.objects.exists()


def test_what_has_reached_the_file_meanwhile_need_not_be_brought(lacking, client):
    bring(client, lacking, seen_illness_proof="on")
    BankAccount.objects.create(person=lacking.applicant, digest="x", sealed=b"x", entered_on=ACCEPTED, since=ACCEPTED)
    assert "要的材料都有了" in client.get(page(lacking)).content.decode()
    bring(client, lacking)
    lacking.refresh_from_db()
    assert lacking.state == "submitted"


def test_the_community_may_note_papers_but_not_accept(lacking, office):
    client = signed_in(user_of(office["community"]))
    assert bring(client, lacking, seen_illness_proof="on", seen_account="on").status_code == 200
    lacking.refresh_from_db()
    assert lacking.state == "submitted"
    assert client.post(f"{page(lacking)}do/accept/").status_code == 403
    assert signed_in(user_of(office["auditor"])).post(f"{page(lacking)}do/brought/").status_code == 403


def test_the_queue_says_whether_papers_have_come(lacking, client):
    assert "等家里补材料" in client.get("/desk/").content.decode()
    bring(client, lacking, seen_illness_proof="on")
    assert "补来一部分 10-10" in client.get("/desk/").content.decode()
    bring(client, lacking, seen_account="on")
    assert "补正材料已到 10-10" in client.get("/desk/").content.decode()


def test_it_is_taken_back_only_when_the_family_wishes(lacking, client):
    address = f"{page(lacking)}do/withdraw/"
    assert client.post(address).status_code == 422
    assert client.post(address, {"withdraw-wish": "on"}).status_code == 302
    lacking.refresh_from_db()
    assert lacking.state == "withdrawn" and address not in client.get(page(lacking)).content.decode()


def test_a_paper_given_was_sent_or_seen_by_somebody(lacking):
    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.create(application=lacking, key="account", state="given", added_on=ACCEPTED)
