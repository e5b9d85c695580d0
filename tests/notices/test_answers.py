"""Answers: a plain yes to one open message is the application, once; a plain no declines; all else waits for a human. What was answered stays as proof."""

import unicodedata
from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import assume, given
from hypothesis import strategies as st

from minsheng.applications.models import Application
from minsheng.base import jobs
from minsheng.base.actor import MACHINE
from minsheng.base.crypto import digest
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.base.models import AuditEntry
from minsheng.benefits.models import Award
from minsheng.lines.elderly import offers
from minsheng.notices import jobs as work
from minsheng.notices.messages import answer_files, answers
from minsheng.notices.messages.meaning import NO, YES, meaning
from minsheng.notices.messages.provider import Came
from minsheng.notices.messages.weighing import dialled
from minsheng.notices.models import Answer, Message
from minsheng.registry import actions as registry
from minsheng.registry.models import Consent
from tests.notices.conftest import ASKED
from tests.spine import make_person, merged

pytestmark = pytest.mark.django_db
DAY = date(2025, 10, 10)
HEADER = "手机号,回复,时间"


def brought(district, office, *lines: str, header: str = HEADER, by: str = "street", name="answers.csv"):
    upload = SimpleUploadedFile(name, "\n".join([header, *lines]).encode(), "text/csv")
    return answer_files.load(upload=upload, place=district.street, by=office[by], on=DAY)


def took(district, office, *lines: str, **more):
    found = brought(district, office, *lines, **more)
    answer_files.take(found=found, by=office["street"], on=DAY)
    return found


def now_of(message) -> Message:
    return Message.objects.get(pk=message.pk)


# --- what an answer means ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["同意", "同意。", " 同意 ", "“同意”", "１", "1", "y", "Yes!", "同 意", "我同意"])
def test_plain_words_agree(text):
    assert meaning(text) == "yes"


@pytest.mark.parametrize("text", ["不同意", "不同意。", "2", "n", "No", "２"])
def test_plain_words_decline(text):
    assert meaning(text) == "no"


@pytest.mark.parametrize("text", ["同意吗？", "同意?", "不", "怎么不同意", "同意，但是我已经搬走了", "12", "收到", "TD", "谢谢", ""])
def test_all_else_is_for_a_human(text):
    assert meaning(text) == "unclear"


@given(st.sampled_from(sorted(YES | NO)), st.characters(categories=["Lo", "Sm"]), st.integers(0, 3))
def test_one_more_sign_and_a_human_reads_it(word, sign, at):
    assume(unicodedata.normalize("NFKC", sign) not in "不同意我")
    assert meaning(word[:at] + sign + word[at:]) == "unclear"


@given(st.sampled_from(sorted(YES)), st.text(' 。.!！“”"（）()', max_size=4), st.text(' 。.!！“”"（）()', max_size=4))
def test_signs_around_a_yes_do_not_matter(word, before, after):
    assert meaning(before + word.lower() + after) == "yes"


# --- one answer ----------------------------------------------------------------------------------------------------------------------


def test_a_yes_is_the_application_with_its_consent_and_its_proof(handed, elders, district, office):
    took(district, office, "10000000001,同意。,2025-10-09 14:30")
    case = Application.objects.get()
    assert (case.applicant, case.channel, case.state, case.matter) == (elders["林月娥"], "message", "submitted", "old_age_allowance")
    consent = Consent.objects.get()
    assert (consent.kind, consent.manner, consent.since, consent.about) == ("message", "message", date(2025, 10, 9), f"notices.message:{handed['林月娥'].pk}")
    answer = Answer.objects.get()
    assert (answer.meaning, answer.state, answer.way, answer.led_to) == ("yes", "done", "file", f"applications.application:{case.pk}")
    assert (str(answer.answered_on), str(answer.answered_at), answer.phone_digest) == ("2025-10-09", "14:30:00", digest("phone", "10000000001"))
    assert answers.words_of(answer)["text"] == "同意。" and "同意".encode() not in bytes(answer.sealed)
    assert AuditEntry.objects.get(act="notices.take_answer").details["number"] == digest("phone", "10000000001")
    assert not Award.objects.exists(), "nothing is granted by a machine"


def test_a_no_declines_and_a_later_yes_still_applies(handed, elders, district, office):
    took(district, office, "10000000001,不同意,2025-10-09 14:30")
    assert (now_of(handed["林月娥"]).state, now_of(handed["林月娥"]).meaning) == ("answered", "no") and not Application.objects.exists()
    took(district, office, "10000000001,同意,2025-10-10 08:00")
    assert now_of(handed["林月娥"]).meaning == "yes" and Application.objects.count() == 1


def test_the_same_file_and_overlapping_files_change_nothing_twice(handed, district, office):
    lines = ("10000000001,同意,2025-10-09 14:30", "10000000002,不同意,2025-10-09 15:00")
    first = took(district, office, *lines)
    assert took(district, office, *lines) == first
    took(district, office, *lines, "10000000001,同意,2025-10-09 14:30", "")
    assert Answer.objects.count() == 2 and Application.objects.count() == 1
    took(district, office, "10000000001,好的同意,2025-10-09 18:00", "10000000001,同意,2025-10-09 19:00")
    assert Application.objects.count() == 1 and now_of(handed["林月娥"]).meaning == "yes", "a second yes is kept and opens nothing"


def test_what_is_unclear_waits_for_a_human_who_decides_after_asking(handed, elders, district, office, actor):
    took(district, office, "10000000001,同意吗？,2025-10-09", "10000000002,退订,2025-10-09")
    first, second = Answer.objects.order_by("pk")
    assert {first.state, second.state} == {"look"} and not Application.objects.exists()
    with pytest.raises(NotAllowed):
        answers.settle(answer=first, said="yes", by=actor("street", district.foreign_street), on=DAY)
    with pytest.raises(Refused):
        answers.settle(answer=first, said="perhaps", by=office["street"], on=DAY)
    answers.settle(answer=first, said="yes", by=office["community"], on=DAY)
    assert Application.objects.get().applicant == elders["林月娥"] and now_of(handed["林月娥"]).meaning == "yes"
    answers.settle(answer=second, said="no", by=office["street"], on=DAY)
    assert now_of(handed["何春生"]).meaning == "no"
    with pytest.raises(AlreadyDone):
        answers.settle(answer=second, said="none", by=office["street"], on=DAY)
    assert Answer.objects.get(pk=first.pk).meaning == "unclear", "what came is not rewritten by what was made of it"


def test_two_old_people_with_one_phone_are_told_apart_by_a_human_or_by_the_id(handed, elders, district, office):
    took(district, office, "10000000003,同意,2025-10-09 09:00")
    mine = [handed["赵桂兰"], handed["钱有福"]]
    assert [a.why for a in Answer.objects.filter(message__in=mine)] == ["shared", "shared"] and not Application.objects.exists()
    assert {now_of(m).state for m in mine} == {"handed"}, "neither has answered yet"
    took(district, office, f"10000000003,同意,2025-10-09 10:00,M{mine[1].pk}", header=f"{HEADER},编号")
    assert Application.objects.get().applicant == elders["钱有福"]
    took(district, office, "10000000003,同意,2025-10-09 11:00")
    assert Application.objects.filter(applicant=elders["赵桂兰"]).exists(), "one message is left open at this number"


def test_a_no_after_a_yes_is_brought_to_an_officer_and_takes_nothing_back(handed, district, office):
    took(district, office, "10000000001,同意,2025-10-09 14:30")
    took(district, office, "10000000001,不同意,2025-10-10 07:00")
    answer = Answer.objects.get(why="after")
    assert answer.state == "look" and now_of(handed["林月娥"]).meaning == "yes"
    with pytest.raises(Refused, match="撤回申请"):
        answers.settle(answer=answer, said="no", by=office["street"], on=DAY)
    answers.settle(answer=answer, said="none", by=office["street"], on=DAY)


def test_a_yes_that_cannot_be_done_is_kept_for_an_officer_with_the_reason(handed, elders, district, office):
    registry.die(person=elders["林月娥"], died_on=date(2025, 10, 9), by=office["street"], on=DAY)
    offers.open_by_office(matter="old_age_allowance", applicant=elders["何春生"], household=None, channel="counter", by=office["street"], on=DAY)
    took(district, office, "10000000001,同意,2025-10-09", "10000000002,同意,2025-10-09")
    first, second = Answer.objects.order_by("pk")
    assert (first.why, second.why) == ("refused", "refused") and Application.objects.count() == 1
    assert "去世" in answers.words_of(first)["zh"] and "under way" in answers.words_of(second)["en"]
    assert not Consent.objects.exists(), "what could not be done whole is not done in part"


def test_an_officer_enters_an_answer_by_hand_as_before(handed, elders, office):
    with pytest.raises(Refused) as no:
        offers.reply(message=handed["林月娥"], text=" ", by=office["community"], on=DAY)
    assert no.value.field == "text"
    assert offers.reply(message=handed["林月娥"], text="不用", by=office["community"], on=DAY) is None
    assert offers.reply(message=handed["林月娥"], text="同意  ", by=office["community"], on=DAY).applicant == elders["林月娥"]
    with pytest.raises(Refused, match="日期"):
        answers.take(message=handed["何春生"], came=answers.Came("", "同意", ASKED - timedelta(days=1)), way="officer", by=office["street"], on=DAY)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("8610000000001", "10000000001"),
        ("+86 100 0000 0001", "10000000001"),
        ("008610000000001", "10000000001"),
        ("10000000001.0", "10000000001"),
        ("0085291234567", "+85291234567"),
    ],
)
def test_a_number_is_known_however_the_platform_writes_it(written, kept):
    assert dialled(written) == kept


def test_one_person_with_two_messages_is_not_taken_for_two(handed, elders, district, office):
    twin = make_person("林月娥", district.community, date(1955, 12, 6), serial=78, phone="10000000001")
    Message.objects.filter(pk=handed["何春生"].pk).update(person=twin, phone_digest=digest("phone", "10000000001"))
    merged(elders["林月娥"], twin, office["street"], DAY)
    took(district, office, "10000000001,同意,2025-10-09")
    assert Application.objects.get().applicant == elders["林月娥"]


# --- files ---------------------------------------------------------------------------------------------------------------------------


def test_a_preview_says_of_every_row_what_it_is_or_why_it_fits_nowhere(handed, district, office):
    found = brought(
        district, office, "10000000001,同意,2025-10-09 14:30", "10000000009,同意,2025-10-09", "123,同意,2025-10-09", "10000000002,,2025-10-09",
        "10000000002,同意,昨天", "10000000002,同意,2025-10-01", "10000000002,同意,2026-01-01", "10000000003,Y,2025/10/9 8:05:09",
    )  # fmt: skip
    rows = answer_files.preview(found, office["street"], DAY)
    assert [(row.given.at, row.open) for row in rows] == [(2, True), *((n, False) for n in range(3, 9)), (9, True)]
    assert [row.problem and row.problem[0][:4] for row in rows] == [None, "没有给这", "电话号码", "没有回复", "时间要写", "回复比短", "时间在今", None]
    assert rows[-1].shared and rows[-1].meaning == "yes"
    assert not Answer.objects.exists(), "a look changes nothing"


def test_excel_is_read_as_well_and_other_columns_do_not_matter(handed, district, office):
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["序号", "回复时间", "号码", "上行内容"])
    sheet.write_row(1, 0, [1, "", 10000000001, "同意"])
    sheet.write_datetime(1, 1, datetime(2025, 10, 9, 14, 30), book.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
    book.close()
    upload = SimpleUploadedFile("上行.xlsx", out.getvalue())
    found = answer_files.load(upload=upload, place=district.street, by=office["street"], on=DAY)
    answer_files.take(found=found, by=office["street"], on=DAY)
    assert str(Answer.objects.get().answered_at) == "14:30:00" and Application.objects.exists()


@pytest.mark.parametrize(("header", "name"), [("手机号,回复", "a.csv"), (HEADER, "a.txt"), ("谁,说,何时", "a.csv")])
def test_a_file_that_is_no_such_table_is_refused_and_not_kept(handed, district, office, header, name):
    with pytest.raises(Refused) as no:
        brought(district, office, "10000000001,同意", header=header, name=name)
    assert no.value.field == "file" and not answer_files.AnswerFile.objects.exists()


def test_another_streets_messages_are_out_of_reach(handed, district, office, actor):
    stranger = actor("street", district.other_street)
    upload = SimpleUploadedFile("a.csv", f"{HEADER}\n10000000001,同意,2025-10-09".encode())
    found = answer_files.load(upload=upload, place=district.other_street, by=stranger, on=DAY)
    assert not answer_files.preview(found, stranger, DAY)[0].messages
    with pytest.raises(NotAllowed):
        answer_files.load(upload=upload, place=district.street, by=stranger, on=DAY)
    with pytest.raises(NotAllowed):
        brought(district, office, "10000000001,同意,2025-10-09", by="community")


def test_a_long_file_is_a_job_in_small_steps(handed, district, office, monkeypatch):
    monkeypatch.setattr("minsheng.notices.messages.weighing.STEP", 1)
    found = brought(district, office, "10000000001,同意,2025-10-09", "10000000002,同意,2025-10-09", "10000000009,同意,2025-10-09")
    job = jobs.run(jobs.start(kind="notices.take_answers", arguments={"file": found.pk}, by=office["street"], on=DAY))
    assert job.state == "done" and Application.objects.count() == 2
    assert answer_files.AnswerFile.objects.get().taken_on == DAY


# --- the provider --------------------------------------------------------------------------------------------------------------------


def test_answers_that_the_provider_collects_do_the_same(handed, elders, gateway, monkeypatch):
    moment = timezone.make_aware(datetime(2025, 10, 9, 23, 30))
    monkeypatch.setattr(work, "today", lambda: DAY)
    gateway.came = [Came("10000000001", "同意", moment), Came("10000000002", "你是谁", moment), Came("19999999999", "同意", moment)]
    for _ in range(2):
        assert jobs.run(jobs.start(kind="notices.collect", by=MACHINE, on=DAY)).state == "done"
    assert Application.objects.get().applicant == elders["林月娥"] and Answer.objects.count() == 2
    assert {a.way for a in Answer.objects.all()} == {"provider"} and Answer.objects.get(why="unclear").message == handed["何春生"]
    gateway.breaks = "before"
    job = jobs.run(jobs.start(kind="notices.collect", by=MACHINE, on=DAY))
    assert job.state == "failed" and "TimeoutError" in job.error_en


@pytest.mark.parametrize("wrong", [{"phone_digest": ""}, {"state": "look"}, {"state": "settled"}, {"settled_as": "yes"}])
def test_the_database_refuses_impossible_answers(handed, district, office, wrong):
    took(district, office, "10000000001,同意,2025-10-09")
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.update(**wrong)
