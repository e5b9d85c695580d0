"""The bank's answer: read in any of its shapes, shown before it is taken, taken once; what does not fit is left out and said."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from minsheng.accounts.models import User
from minsheng.base import files, jobs
from minsheng.base.errors import Refused
from minsheng.base.jobs import pieces
from minsheng.base.models import Job
from minsheng.payments import actions as pay
from minsheng.payments import ledger, results
from minsheng.payments.actions import bank
from minsheng.payments.jobs import take, take_later
from minsheng.payments.models import Payment, ResultFile, Transfer
from minsheng.payments.results import Line
from tests.payments.conftest import balances, states
from tests.promises.test_access import signed_in
from tests.spine import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR = tmp_path


@pytest.fixture
def batch(paid_office):
    """Three lines at the bank: 300, 300.01 and 300.02 yuan."""
    for n in range(3):
        paid_office.owe(paid_office.person(), 30_000 + n)
    return pay.send(batch=paid_office.approve(paid_office.compute()), by=paid_office.finance, on=DAY)


def table(*rows, head=("序号", "金额", "结果", "原因", "日期", "批次号"), encoding="utf-8", end="\r\n") -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator=end).writerows([head, *rows])
    return text.getvalue().encode(encoding)


def load(office, batch, content: bytes, name="回盘.csv", on=DAY) -> ResultFile:
    return pay.load_result(batch=batch, upload=SimpleUploadedFile(name, content), by=office.finance, on=on)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_read_in_every_encoding_and_with_every_end_of_line(batch, encoding, end):
    content = table((1, "300.00", "成功", "", "2025-10-20", batch.number), (2, "300.01", "失败", "户名不符", "", ""), ("", "", ""), encoding=encoding, end=end)
    found = results.read(batch, content, DAY)
    assert not found.problems and found.waiting == 1
    assert found.lines == [Line(1, 30_000, "paid", "", date(2025, 10, 20)), Line(2, 30_001, "returned", "户名不符", DAY)]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("4", "300.00", "成功"), "没有序号为“4”"),
        (("1.0", "300.00", "成功"), "没有序号为“1.0”"),
        (("", "300.00", "成功"), "没有序号为“”"),
        (("1", "300.01", "成功"), "应为 300.00"),
        (("1", "-300.00", "成功"), "应为 300.00"),
        (("1", "三百", "成功"), "应为 300.00"),
        (("1", "300.000", "成功"), "应为 300.00"),
        (("1", "300.00", "好了"), "结果“好了”不认识"),
        (("1", "300.00", ""), "结果“”不认识"),
        (("1", "300.00", "成功", "", "2025-02-30"), "日期“2025-02-30”不对"),
        (("1", "300.00", "成功", "", "", "FF-202509-00001"), "属于另一批"),
    ],
)
def test_a_line_that_does_not_fit_is_named_and_left_out(paid_office, batch, row, said):
    content = table(row, ("2", "300.01", "成功"))
    found = results.read(batch, content, DAY)
    assert [(at, zh) for at, (zh, _) in found.problems if said in zh] and len(found.problems) == 1 and found.problems[0][0] == 2
    assert [line.number for line in found.lines] == [2]
    pay.take_file(result=load(paid_office, batch, content), by=paid_office.finance, on=DAY)
    assert states(batch) == {1: "sent", 2: "paid", 3: "sent"}


@pytest.mark.parametrize("text", ["300", "300.0", "300.00", " 300.00 ", "0,300.00"])
def test_an_amount_may_be_written_in_several_ways(batch, text):
    assert [line.fen for line in results.read(batch, table(("1", text, "成功")), DAY).lines] == [30_000]


@pytest.mark.parametrize("text", ["2025-10-20", "2025/10/20", "20251020", "2025年10月20日", "2025-10-20 "])
def test_a_date_may_be_written_in_several_ways(batch, text):
    assert results.read(batch, table(("1", "300.00", "成功", "", text)), DAY).lines[0].on == date(2025, 10, 20)


def test_a_number_told_twice_counts_once(batch):
    found = results.read(batch, table(("1", "300.00", "成功"), ("1", "300.00", "失败")), DAY)
    assert [line.status for line in found.lines] == ["paid"] and "两次" in found.problems[0][1][0]


@pytest.mark.parametrize(
    "content",
    [b"", b"\r\n", "序号,金额\n1,300.00\n".encode(), "姓名;金额;结果\n".encode("gb18030"), b"\x00" * 50, b'"' + b"x" * 200_000],
    ids=["empty", "blank", "a column is missing", "other signs", "zeros", "a cell without end"],
)
def test_what_is_no_such_table_is_refused_at_once_and_kept_nowhere(paid_office, batch, content):
    with pytest.raises(Refused):
        load(paid_office, batch, content)
    assert not ResultFile.objects.exists() and set(states(batch).values()) == {"sent"}


def test_shown_before_taken_and_taken_once(paid_office, batch):
    content = table(("1", "300.00", "成功"), ("2", "300.01", "失败", "账号不存在"))
    result = load(paid_office, batch, content)
    assert set(states(batch).values()) == {"sent"} and not ledger.balance(f"batch:{batch.pk}/paid") and result.taken_on is None
    for _ in range(2):
        pay.take_file(result=result, by=paid_office.finance, on=DAY)
    assert load(paid_office, batch, content).pk == result.pk and ResultFile.objects.count() == 1
    assert states(batch) == {1: "paid", 2: "returned", 3: "sent"}
    assert vars(balances(batch)) == {"committed": 0, "bank": 30_002, "paid": 30_000, "returned": 30_001}
    found = results.read(batch, content, DAY)
    assert (found.lines, found.known, found.waiting) == ([], 2, 1)
    batch.refresh_from_db()
    assert batch.state == "sent"


def test_in_several_files_and_reconciled_when_the_last_has_come(paid_office, batch):
    for rows in ([("3", "300.02", "成功")], [("1", "300.00", "成功"), ("3", "300.02", "成功")], [("2", "300.01", "RJCT")]):
        pay.take_file(result=load(paid_office, batch, table(*rows)), by=paid_office.finance, on=DAY)
    batch.refresh_from_db()
    assert batch.state == "reconciled" and states(batch) == {1: "paid", 2: "returned", 3: "paid"}


def test_a_large_file_is_taken_in_steps_each_once(paid_office, batch, monkeypatch):
    monkeypatch.setattr(bank, "STEP", 1)
    result = load(paid_office, batch, table(("1", "300.00", "成功"), ("2", "300.01", "成功"), ("3", "300.02", "失败")))
    preview = results.read(batch, files.read(result.file), DAY)
    assert bank.take_some(result=result, preview=preview, after=0, by=paid_office.finance, on=DAY) == 1
    assert list(states(batch).values()).count("sent") == 2
    pay.take_file(result=result, by=paid_office.finance, on=DAY)
    assert states(batch) == {1: "paid", 2: "paid", 3: "returned"}
    result.refresh_from_db()
    assert result.taken_on == DAY


def test_a_job_reads_a_large_file_once_takes_it_in_steps_and_reads_it_again_after_a_kill(paid_office, batch, monkeypatch):
    monkeypatch.setattr(bank, "STEP", 1)
    monkeypatch.setattr(results, "CHUNK", 2)
    rows = [("3", "300.02", "失败"), ("1", "300.00", "成功"), ("2", "300.01", "成功")]
    result, read, cursor, seen = load(paid_office, batch, table(*rows)), [], None, []
    real = results.compared
    monkeypatch.setattr(results, "compared", lambda *given: read.append(1) or real(*given))
    job = take_later(result=result, by=paid_office.finance, on=DAY)
    for _ in range(9):
        cursor = take(job, cursor)
        seen.append((cursor, job.done, job.total))
        if len(seen) == 3:
            pieces.forget()  # another process
        if cursor is None:
            break
    assert seen == [([0], 0, None), ([0], 0, None), ([1], 1, 3), ([1], 1, 3), ([1], 1, 3), ([2], 2, 3), (None, 3, 3)] and len(read) == 2
    assert states(batch) == {1: "paid", 2: "paid", 3: "returned"}
    assert take_later(result=result, by=paid_office.finance, on=DAY) == job, "the same click twice"


def test_a_large_file_is_shown_first_and_taken_by_a_job(paid_office, batch, monkeypatch):
    monkeypatch.setattr(results, "LARGE", 2)
    client = signed_in(User.objects.get(pk=paid_office.finance.user))
    content = table(("1", "300.00", "成功"), ("2", "300.01", "成功"), ("3", "300.02", "失败"))
    address = client.post(f"/desk/payments/{batch.pk}/result/", {"file": SimpleUploadedFile("a.csv", content), "take": "1"}).url
    assert "新到账 2 笔" in client.get(address).content.decode() and not Job.objects.exists()
    assert client.post(address).url == f"/jobs/{Job.objects.get().pk}"
    assert jobs.run(Job.objects.get()).state == "done" and states(batch) == {1: "paid", 2: "paid", 3: "returned"}


def test_weeks_after_it_was_paid_it_comes_back_and_is_told_apart(paid_office, batch):
    paid_office.answer(batch)
    late = DAY + timedelta(days=40)
    content = table(("2", "300.01", "退汇", "销户", "2025-11-18"))
    found = results.read(batch, content, late)
    assert found.late == found.lines == [Line(2, 30_001, "returned", "销户", date(2025, 11, 18))]
    result = load(paid_office, batch, content, on=late)
    for _ in range(2):
        pay.take_file(result=result, by=paid_office.finance, on=late)
    assert set(states(batch).values()) == {"paid"} and balances(batch).returned == 0, "one clerk's word moves nothing"
    assert results.read(batch, content, late).known == 1, "it waits for a second person, and is not entered twice"
    paid_office.confirm()
    assert states(batch) == {1: "paid", 2: "returned", 3: "paid"}
    assert (balances(batch).paid, balances(batch).returned) == (60_002, 30_001)
    again = results.read(batch, table(("2", "300.01", "成功")), late)
    assert not again.lines and "不会再改" in again.problems[0][1][0]


def test_a_late_return_after_it_was_paid_again_changes_nothing(paid_office, batch):
    paid_office.answer(batch, back=[2])
    payment = batch.payments.get(number=2)
    paid_office.account(payment.payee, 80)
    pay.pay_again(payments=[payment], by=paid_office.finance, on=DAY)
    found = results.read(batch, table(("2", "300.01", "失败")), DAY)
    assert (found.known, found.lines, found.problems) == (1, [], [])
    pay.take_result(batch=batch, lines=[Line(2, 30_001, "returned", "", DAY), Line(2, 30_001, "paid", "", DAY)], by=paid_office.finance, on=DAY)
    assert states(batch)[2] == "replaced"


def test_the_action_itself_takes_no_other_amount_and_no_unknown_line(paid_office, batch):
    pay.take_result(batch=batch, lines=[Line(1, 29_999, "paid", "", DAY), Line(9, 30_000, "paid", "", DAY)], by=paid_office.finance, on=DAY)
    assert set(states(batch).values()) == {"sent"} and not Transfer.objects.filter(kind="paid").exists()


def test_before_it_was_sent_there_is_no_answer(paid_office):
    paid_office.owe(paid_office.person())
    batch = paid_office.approve(paid_office.compute())
    with pytest.raises(Refused):
        pay.take_result(batch=batch, lines=[Line(1, 30_000, "paid", "", DAY)], by=paid_office.finance, on=DAY)


def test_a_long_reason_is_cut_not_refused(paid_office, batch):
    content = table(("1", "300.00", "失败", "很长" * 200))
    pay.take_file(result=load(paid_office, batch, content), by=paid_office.finance, on=DAY)
    assert len(Payment.objects.get(number=1).reason) == 100
