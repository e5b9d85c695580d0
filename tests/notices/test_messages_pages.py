"""The pages of messages: a list is fetched, answers are brought back, looked at and taken, whoever is not reached is called."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from minsheng.applications.models import Application
from minsheng.base.models import AuditEntry, Job
from minsheng.notices.messages import answer_files
from minsheng.notices.models import Answer, AnswerFile, Handover, Message
from minsheng.registry import actions as registry
from tests.applications.conftest import user_of
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
FILE = "/desk/messages/answers/file/"


@pytest.fixture(autouse=True)
def today(settings):
    settings.STANDING_STILL_ON = date(2025, 10, 10)


@pytest.fixture
def street(office):
    return signed_in(user_of(office["street"]))


@pytest.fixture
def community(office):
    return signed_in(user_of(office["community"]))


def now_of(message) -> Message:
    return Message.objects.get(pk=message.pk)


def upload(client, *lines: str):
    content = "\n".join(["手机号,回复,时间", *lines]).encode()
    return client.post(FILE, {"file": SimpleUploadedFile("answers.csv", content)})


def test_what_waits_is_listed_and_fetched_with_a_purpose(queued, street):
    assert "列出待发的 4 条" in street.get("/desk/messages/").content.decode()
    assert "4 条短信" in street.get("/desk/messages/lists/new/").content.decode() and not Handover.objects.exists()
    page = street.post("/desk/messages/lists/new/", {"confirmed": "1"})
    made = Handover.objects.get()
    assert page["Location"] == f"/desk/messages/lists/{made.pk}/"
    assert street.post(page["Location"], {"csv": "1", "purpose": ""}).status_code == 422 and made.fetched_on is None
    got = street.post(page["Location"], {"csv": "1", "purpose": "send"})
    rows = b"".join(got.streaming_content).decode("utf-8-sig").splitlines()
    assert rows[0] == "编号,手机号,内容" and len(rows) == 5 and "10000000001" in rows[1] and "回复“同意”就是申请" in rows[1]
    assert "no-store" in got["Cache-Control"]
    assert street.post(page["Location"], {"xlsx": "1", "purpose": "again"}).content[:2] == b"PK"
    assert AuditEntry.objects.filter(act="notices.fetch_list").count() == 2
    assert street.get("/desk/messages/lists/new/")["Location"] == "/desk/messages/", "nothing waits any more"


def test_a_number_of_hong_kong_is_written_as_it_is_dialled_and_runs_no_formula(elders, street, district, office):
    registry.set_contact(person=elders["林月娥"], phones=["+85291234567"], by=office["street"], on=date(2025, 10, 10))
    street.post("/desk/messages/old-age/")
    page = street.post("/desk/messages/lists/new/", {"confirmed": "1"})
    rows = b"".join(street.post(page["Location"], {"csv": "1", "purpose": "send"}).streaming_content).decode()
    assert ",0085291234567," in rows and "+852" not in rows


def test_with_a_provider_no_list_is_offered(queued, street, gateway):
    page = street.get("/desk/messages/").content.decode()
    assert "列出待发" not in page and "自动发送" in page
    assert street.get("/desk/messages/lists/new/").status_code == 302


def test_answers_are_shown_row_by_row_before_any_is_taken(handed, street):
    page = upload(street, "10000000001,同意,2025-10-09 14:30", "10000000002,随便,2025-10-09", "10000000009,同意,2025-10-09")
    seen = street.get(page["Location"]).content.decode()
    assert "林*娥" in seen and "100****0001" in seen and "10000000001" not in seen
    assert "同意的 1 条" in seen and "要人看的 1 条" in seen and "对不上的 1 条" in seen and "没有给这个号码发过" in seen
    assert not Answer.objects.exists()
    assert "已登记 2 条回复" in street.post(page["Location"], follow=True).content.decode()
    assert Application.objects.count() == 1 and AnswerFile.objects.get().taken_on
    again = street.get(page["Location"]).content.decode()
    assert "没有要登记的" in again and "早先已经登记的 2 条" in again


def test_a_long_file_becomes_a_job_and_a_wrong_one_says_how_to_mend_it(handed, street, monkeypatch):
    monkeypatch.setattr(answer_files, "LARGE", 1)
    page = upload(street, "10000000001,同意,2025-10-09 14:30", "10000000002,同意,2025-10-09")
    job = Job.objects.filter(kind="notices.take_answers")
    assert street.post(page["Location"])["Location"] == f"/jobs/{job.get().pk}"
    assert street.post(page["Location"])["Location"] == f"/jobs/{job.get().pk}", "the same click twice"
    wrong = street.post(FILE, {"file": SimpleUploadedFile("answers.csv", "电话\n1".encode())})
    assert wrong.status_code == 422 and "缺少" in wrong.content.decode()
    assert street.get(f"{FILE}?file=99999").status_code == street.get(f"{FILE}?file=x").status_code == 404


def test_an_answer_that_is_unclear_is_asked_about_and_settled(handed, street, community):
    page = upload(street, "10000000001,怎么领？,2025-10-09 14:30")
    street.post(page["Location"])
    answer = Answer.objects.get()
    assert "短信回复，要人看" in community.get("/desk/").content.decode()
    seen = community.get(f"/desk/messages/answers/{answer.pk}/").content.decode()
    assert "怎么领？" in seen and AuditEntry.objects.filter(act="file.looked", details__purpose="notices.answer").exists()
    assert community.post(f"/desk/messages/answers/{answer.pk}/", {"said": ""}).status_code == 422
    done = community.post(f"/desk/messages/answers/{answer.pk}/", {"said": "yes"})
    assert done["Location"] == f"/desk/applications/{Application.objects.get().pk}/"
    assert community.post(f"/desk/messages/answers/{answer.pk}/", {"said": "no"}).status_code == 422
    assert "按同意办" in community.get(f"/desk/messages/answers/{answer.pk}/").content.decode()


def test_whom_no_message_reaches_stands_on_the_list_until_told(queued, community):
    silent = queued["孙无号"]
    assert "孙*号" in community.get("/desk/messages/call/").content.decode()
    assert community.post(f"/desk/messages/{silent.pk}/", {"told": "1", "how": "phone", "told_on": "2025-10-01"}).status_code == 422
    community.post(f"/desk/messages/{silent.pk}/", {"told": "1", "how": "visit", "told_on": "2025-10-09"})
    assert (now_of(silent).state, now_of(silent).told_how) == ("told", "visit")
    assert "孙*号" not in community.get("/desk/messages/call/").content.decode()


def test_by_hand_an_answer_is_entered_and_a_message_that_did_not_arrive(handed, community):
    mine, other = handed["林月娥"], handed["何春生"]
    assert community.post(f"/desk/messages/{mine.pk}/", {"answer": "1", "text": "", "day": "2025-10-09"}).status_code == 422
    unclear = community.post(f"/desk/messages/{mine.pk}/", {"answer": "1", "text": "再想想", "day": "2025-10-09"})
    assert unclear["Location"] == f"/desk/messages/answers/{Answer.objects.get().pk}/"
    community.post(f"/desk/messages/{mine.pk}/", {"answer": "1", "text": "同意", "day": "2025-10-10"})
    assert now_of(mine).meaning == "yes" and Application.objects.exists()
    community.post(f"/desk/messages/{other.pk}/", {"lost": "1"})
    assert now_of(other).state == "failed"


def test_on_the_persons_page_it_is_said_whether_messages_may_come(queued, elders, community):
    person = elders["林月娥"]
    assert "可以发短信" in community.get(f"/desk/people/{person.pk}/").content.decode()
    community.post(f"/desk/messages/wish/{person.pk}/", {"messages": "no", "language": "zh-hant"})
    assert "不愿意收短信" in community.get(f"/desk/people/{person.pk}/").content.decode()
    assert now_of(queued["林月娥"]).why == "unwilling"


def test_the_list_of_the_old_age_offers_and_its_button(elders, street):
    assert "列入本月的 5 人" in street.get("/desk/messages/old-age/").content.decode()
    assert "4 条短信已列入待发" in street.post("/desk/messages/old-age/", follow=True).content.decode()
    assert "没有登记手机号" in street.get("/desk/messages/old-age/?state=call").content.decode()
    assert "快满年龄的都已列入" in street.get("/desk/messages/old-age/").content.decode()
