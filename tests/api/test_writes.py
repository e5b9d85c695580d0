"""What programs bring: the bank's result and answers to messages, each through the action that a page uses, and once however often it is sent."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from minsheng.accounts import tokens
from minsheng.accounts.models import Post
from minsheng.api import payments
from minsheng.base.clock import today
from minsheng.base.jobs import running
from minsheng.base.models import AuditEntry, Job
from minsheng.notices.models import Answer, Message
from minsheng.payments.models import Payment
from tests.api.conftest import Program
from tests.spine import make_actor

pytestmark = pytest.mark.django_db


def holder(district, role: str, where, scopes: list[str]) -> Program:
    """A program with a token in a post of its own."""
    post = Post.objects.get(pk=make_actor(role, where).post)
    asked, secret = tokens.ask(
        post=post, name="演示系统", scopes=scopes, until=today() + timedelta(days=9), document="演示", by=make_actor("admin", district.city), on=today()
    )
    tokens.confirm(token=asked, by=make_actor("admin", district.city), on=today())
    return Program(secret)


@pytest.fixture
def bank(district):
    return holder(district, "finance", district.district, ["payments.bank", "payments.see"])


def bring(bank, batch, text: str, key: str, **form):
    upload = SimpleUploadedFile("result.csv", text.encode())
    return bank.client.post(f"/api/v1/batches/{batch.pk}/results", {"file": upload, **form}, headers={"Idempotency-Key": key})


def states(batch) -> list[str]:
    return list(batch.payments.order_by("number").values_list("state", flat=True))


def test_a_result_is_taken_once_however_often_it_is_sent(sent_batch, bank):
    text = f"序号,金额,结果\n1,{sent_batch.payments.get(number=1).fen / 100:.2f},成功\n"
    first = bring(bank, sent_batch, text, "result-001", take=True)
    assert first.status_code == 200 and first.json()["paid"] == 1 and first.json()["taken"] is True, first.content.decode()
    assert states(sent_batch) == ["paid"]
    again = bring(bank, sent_batch, text, "result-001", take=True).json()
    assert again["id"] == first.json()["id"] and (again["paid"], again["known"]) == (0, 1)
    trail = AuditEntry.objects.filter(act="payments.take_result")
    assert trail.count() == 2 and trail.first().details["token"] and trail.last().details["paid"] == 0
    assert Payment.objects.get(batch=sent_batch).state == "paid"


def test_a_doubtful_result_is_kept_and_not_taken(sent_batch, bank):
    answer = bring(bank, sent_batch, "序号,金额,结果\n1,0.01,成功\n", "result-002", take=True).json()
    assert answer["taken"] is False and answer["doubts"][0]["line"] == 2 and answer["doubts"][0]["zh"] and states(sent_batch) == ["sent"]
    assert sent_batch.results.count() == 1


def test_without_being_told_to_it_is_only_kept(sent_batch, bank):
    text = f"序号,金额,结果\n1,{sent_batch.payments.get(number=1).fen / 100:.2f},成功\n"
    assert bring(bank, sent_batch, text, "result-003").json()["taken"] is False and states(sent_batch) == ["sent"]


def test_a_large_result_is_taken_in_the_background_by_the_same_token(sent_batch, bank, monkeypatch):
    monkeypatch.setattr(payments, "LARGE_RESULT", 0)
    text = f"序号,金额,结果\n1,{sent_batch.payments.get(number=1).fen / 100:.2f},成功\n"
    told = bring(bank, sent_batch, text, "result-007", take=True).json()
    assert told["taken"] is False and states(sent_batch) == ["sent"]
    running.run(Job.objects.get(pk=told["job"]))
    assert states(sent_batch) == ["paid"] and AuditEntry.objects.filter(act="payments.take_result").latest("pk").details["token"]


def test_a_key_is_for_one_content(sent_batch, bank):
    assert bring(bank, sent_batch, "序号,金额,结果\n1,0.01,成功\n", "result-004").status_code == 200
    other = bring(bank, sent_batch, "序号,金额,结果\n1,0.02,成功\n", "result-004")
    assert other.status_code == 422 and other.json()["errors"][0]["where"] == "Idempotency-Key"
    assert bank.client.post(f"/api/v1/batches/{sent_batch.pk}/results", {"file": SimpleUploadedFile("x.csv", b"x")}).status_code == 422


def test_what_is_no_result_is_refused(sent_batch, bank):
    answer = bring(bank, sent_batch, "姓名\n演示\n", "result-005")
    assert answer.status_code == 422 and "序号" in answer.json()["errors"][0]["zh"] and not sent_batch.results.exists()


def test_a_file_that_is_too_large_is_not_read(sent_batch, bank, monkeypatch):
    monkeypatch.setattr(payments, "LARGEST", 10)
    assert bring(bank, sent_batch, "序号,金额,结果\n", "result-006").status_code == 413 and not AuditEntry.objects.filter(act="files.store").exists()


@pytest.fixture
def gateway(district):
    return holder(district, "street", district.street, ["notices.send"])


def answered(gateway, key: str, *answers):
    sent = {"answers": [{"phone": phone, "text": text, "at": f"{day}T09:00:00+08:00", "ref": ref} for phone, text, day, ref in answers]}
    return gateway.post("/messages/answers", sent, headers={"Idempotency-Key": key})


def test_answers_are_weighed_and_taken_once(asked, gateway):
    sent = [("10000000001", "同意", "2025-10-09", ""), ("10000000001", "这是什么", "2025-10-09", ""), ("10000000077", "同意", "2025-10-09", "")]
    first = answered(gateway, "answers-01", *sent)
    assert [a["outcome"]["key"] for a in first.json()] == ["taken", "look", "unfit"] and first.json()[2]["zh"], first.content.decode()
    message = Message.objects.get(pk=asked.pk)
    assert message.meaning == "yes" and Answer.objects.filter(message=message).count() == 2
    again = answered(gateway, "answers-02", *sent)
    assert [a["outcome"]["key"] for a in again.json()] == ["known", "known", "unfit"] and Answer.objects.count() == 2


def test_an_answer_from_the_future_fits_nothing(asked, gateway):
    day = today() + timedelta(days=2)
    assert answered(gateway, "answers-03", ("10000000001", "1", day, "")).json()[0]["outcome"]["key"] == "unfit"
