"""Messages on their way to phones: the outbox, lists for the office's platform, a provider; each goes out once, and whom none reaches is called."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from minsheng.base import jobs
from minsheng.base.actor import MACHINE
from minsheng.base.crypto import digest
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.base.models import AuditEntry, Job
from minsheng.lines.elderly import offers
from minsheng.notices import jobs as work
from minsheng.notices import words
from minsheng.notices.messages import actions, collecting, handing
from minsheng.notices.messages.provider import Report
from minsheng.notices.models import Handover, Message
from minsheng.registry import actions as registry
from tests.notices.conftest import ASKED, PHONES
from tests.spine import make_person, merged

pytestmark = pytest.mark.django_db
DAY = date(2025, 10, 9)
VALUES = {"until": "2025-11-30", "phone": "12345", "matter": ["高龄津贴", "Old-age allowance"]}


def now_of(message) -> Message:
    return Message.objects.get(pk=message.pk)


def set_aside(office, on=ASKED) -> Handover:
    return handing.set_aside(place=office["where"], by=office["street"], on=on)


@pytest.fixture
def office(office, district):
    return office | {"where": district.street}


# --- the outbox ----------------------------------------------------------------------------------------------------------------------


def test_a_message_is_queued_once_and_whoever_has_no_phone_is_called(queued, district, office):
    assert {name: m.state for name, m in queued.items()} == dict.fromkeys(PHONES, "waiting") | {"孙无号": "call"}
    assert queued["孙无号"].why == "no_phone"
    assert offers.offer(place=district.street, by=office["street"], on=DAY) == 0
    assert Message.objects.count() == 5


def test_the_row_holds_neither_number_nor_words(handed):
    row = Message.objects.filter(pk=handed["林月娥"].pk).values().get()
    assert not [v for v in row.values() if "10000000001" in str(v) or "林" in str(v)]
    assert row["phone_digest"] == digest("phone", "10000000001")


def test_the_words_name_nobody_in_full_and_no_amount_in_every_language(elders):
    said = [words.message("old_age_offer", elders["林月娥"], {"age": 70, "phone": "12345"}, one) for one in ("zh-hans", "zh-hant", "en")]
    assert len(set(said)) == 3 and all("林*娥" in text and "林月娥" not in text and "70" in text and "元" not in text for text in said)
    assert "歲" in said[1] and "reply" in said[2].lower()


def test_who_wants_no_messages_is_called_and_may_change_the_mind(queued, elders, office):
    by = {"by": office["street"], "on": DAY}
    actions.set_wish(person=elders["林月娥"], messages=False, language="zh-hans", **by)
    assert (now_of(queued["林月娥"]).state, now_of(queued["林月娥"]).why) == ("call", "unwilling")
    assert actions.send_message(person=elders["林月娥"], kind="certify", values=VALUES, **by).state == "call"
    actions.set_wish(person=elders["林月娥"], messages=True, language="en", **by)
    assert now_of(queued["林月娥"]).state == "waiting"
    out = handing.fetch(handover=set_aside(office), kind="csv", purpose="send", **by)
    assert any(one.text.startswith("[Civil Affairs]") for one in out)
    with pytest.raises(Refused, match="语言"):
        actions.set_wish(person=elders["林月娥"], messages=True, language="fr", **by)


# --- lists ---------------------------------------------------------------------------------------------------------------------------


def test_a_list_has_ids_numbers_and_words_and_is_recorded_with_its_purpose(queued, office):
    made = set_aside(office)
    assert {m.state for m in made.messages.all()} == {"sending"}
    out = handing.fetch(handover=made, kind="xlsx", purpose="send", by=office["street"], on=DAY)
    in_order = sorted(queued.items(), key=lambda one: one[1].pk)
    assert [(one.id, one.phone) for one in out] == [(f"M{m.pk}", PHONES[name]) for name, m in in_order if PHONES[name]]
    assert now_of(queued["林月娥"]).sent_on == DAY and now_of(queued["林月娥"]).text_digest == digest("message", out[0].text)
    looks = AuditEntry.objects.filter(act="file.looked", details__purpose="messages.send")
    assert looks.count() == 4 and AuditEntry.objects.get(act="notices.fetch_list").details["purpose"] == "send"
    assert set_aside(office) is None, "nothing is listed twice"


def test_a_list_fetched_again_is_the_same_and_hands_nothing_over_again(handed, office):
    made = Handover.objects.get()
    later = handing.fetch(handover=made, kind="csv", purpose="again", by=office["street"], on=DAY + timedelta(days=1))
    assert len(later) == 4 and now_of(handed["林月娥"]).sent_on == ASKED
    with pytest.raises(Refused, match="用途"):
        handing.fetch(handover=made, kind="csv", purpose="", by=office["street"], on=DAY)


def test_lists_are_for_street_and_district_officers_of_the_place(queued, district, office, actor):
    for by in (office["community"], office["approver"], office["auditor"], actor("street", district.foreign_street)):
        with pytest.raises(NotAllowed):
            handing.set_aside(place=district.street, by=by, on=DAY)
    made = set_aside(office)
    with pytest.raises(NotAllowed):
        handing.fetch(handover=made, kind="csv", purpose="send", by=actor("street", district.foreign_street), on=DAY)


def test_a_number_that_changed_after_it_was_set_aside_is_not_written_to(queued, elders, office):
    made = set_aside(office)
    registry.set_contact(person=elders["林月娥"], phones=["10000000009"], by=office["street"], on=DAY)
    out = handing.fetch(handover=made, kind="csv", purpose="send", by=office["street"], on=DAY)
    assert [one.phone for one in out] == ["10000000002", "10000000003", "10000000003"]
    assert (now_of(queued["林月娥"]).state, now_of(queued["林月娥"]).why) == ("failed", "changed")


def test_the_dead_are_not_written_to(queued, elders, office):
    registry.die(person=elders["林月娥"], died_on=ASKED, by=office["street"], on=ASKED)
    assert set_aside(office).count == 3
    assert (now_of(queued["林月娥"]).state, now_of(queued["林月娥"]).why) == ("dropped", "died")


# --- whom to call --------------------------------------------------------------------------------------------------------------------


def test_who_was_called_or_written_to_is_off_the_list(queued, office):
    by = {"by": office["community"], "on": DAY}
    silent = queued["孙无号"]
    for wrong in (
        {"how": "pigeon", "told_on": DAY},
        {"how": "phone", "told_on": DAY + timedelta(days=1)},
        {"how": "phone", "told_on": ASKED - timedelta(days=1)},
    ):
        with pytest.raises(Refused):
            actions.tell_otherwise(message=silent, **wrong, **by)
    actions.tell_otherwise(message=silent, how="phone", told_on=DAY, **by)
    assert (now_of(silent).state, now_of(silent).told_how, now_of(silent).told_on) == ("told", "phone", DAY)
    with pytest.raises(AlreadyDone):
        actions.tell_otherwise(message=silent, how="letter", told_on=DAY, **by)
    with pytest.raises(Refused, match="名单"):
        actions.tell_otherwise(message=queued["林月娥"], how="phone", told_on=DAY, **by)


def test_a_number_put_right_brings_the_message_back_but_never_one_that_went_out(handed, elders, office):
    by = {"by": office["street"], "on": DAY}
    silent = handed["孙无号"]
    with pytest.raises(Refused, match="手机号"):
        actions.queue_again(message=silent, **by)
    registry.set_contact(person=elders["孙无号"], phones=["10000000008"], **by)
    assert actions.queue_again(message=silent, **by).state == "waiting"
    actions.not_reached(message=handed["林月娥"], **by)
    assert now_of(handed["林月娥"]).state == "failed"
    with pytest.raises(Refused, match="不能再发"):
        actions.queue_again(message=handed["林月娥"], **by)


# --- the provider --------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def by_day(monkeypatch):
    monkeypatch.setattr(work, "now", lambda: timezone.make_aware(datetime(2025, 10, 9, 10)))
    monkeypatch.setattr(work, "today", lambda: DAY)


def run(kind: str) -> Job:
    return jobs.run(jobs.start(kind=kind, by=MACHINE, on=DAY))


def test_the_provider_takes_some_and_refuses_some(queued, gateway, by_day):
    gateway.refuses = {"10000000002"}
    assert run("notices.hand_over").state == "done"
    assert {name: now_of(m).state for name, m in queued.items()} == {
        "林月娥": "handed",
        "何春生": "failed",
        "赵桂兰": "handed",
        "钱有福": "handed",
        "孙无号": "call",
    }
    assert now_of(queued["何春生"]).why == "refused" and len(gateway.calls) == 1
    run("notices.hand_over")
    assert len(gateway.calls) == 1, "nothing is left to hand over"


def test_killed_after_the_call_each_phone_rings_once(queued, gateway, by_day, monkeypatch):
    monkeypatch.setattr(handing, "STEP", 3)
    gateway.breaks = "after"
    job = jobs.start(kind="notices.hand_over", by=MACHINE, on=DAY)
    with pytest.raises(KeyboardInterrupt):
        jobs.run(job)
    assert len(gateway.sent) == 3 and {now_of(m).state for m in queued.values()} == {"sending", "waiting", "call"}
    gateway.breaks = ""
    assert jobs.run(job).state == "done"
    first, again = gateway.calls[:2]
    assert first == again, "the same ids, numbers and words: the provider knows them"
    assert [len(call) for call in gateway.calls] == [3, 3, 1] and len(gateway.sent) == 4
    assert [now_of(m).state for m in queued.values()].count("handed") == 4


def test_what_a_silent_provider_left_goes_first_the_next_time_and_by_no_list(queued, gateway, by_day, office):
    gateway.breaks = "before"
    job = run("notices.hand_over")
    assert job.state == "failed" and "TimeoutError" in job.error_en and "10000000001" not in job.error_zh + job.error_en
    with pytest.raises(Refused, match="自动发送"):
        set_aside(office)
    gateway.breaks = ""
    assert run("notices.hand_over").state == "done" and len(gateway.sent) == 4
    assert Handover.objects.count() == 1


def test_nobodys_phone_rings_at_night(queued, gateway, monkeypatch):
    monkeypatch.setattr(work, "now", lambda: timezone.make_aware(datetime(2025, 10, 9, 3)))
    assert run("notices.hand_over").state == "done" and not gateway.calls


def test_without_a_provider_the_job_does_nothing(queued, by_day):
    assert run("notices.hand_over").state == run("notices.collect").state == "done"
    assert {now_of(m).state for m in queued.values()} == {"waiting", "call"}


def test_only_the_machine_calls_the_provider(queued, gateway, office):
    for by in (office["street"], office["district"]):
        with pytest.raises(NotAllowed):
            handing.set_aside(place=None, by=by, on=DAY)


def test_what_did_not_arrive_is_called(queued, gateway, by_day):
    run("notices.hand_over")
    ids = {name: f"M{m.pk}" for name, m in queued.items()}
    gateway.reported = [Report(ids["林月娥"], True), Report(ids["何春生"], False), Report(ids["孙无号"], True), Report("M999999", True), Report("?", False)]
    assert run("notices.collect").state == "done"
    assert [now_of(queued[n]).state for n in ("林月娥", "何春生", "孙无号")] == ["delivered", "failed", "call"]
    assert collecting.take_reports(reports=gateway.reported, by=MACHINE, on=DAY) == 0, "told again, nothing changes"


# --- one file out of two, and what the database refuses --------------------------------------------------------------------------------


def test_merged_files_keep_messages_and_wish(handed, elders, district, office):
    twin = make_person("林月娥", district.community, date(1955, 12, 6), serial=77, phone="10000000007")
    actions.set_wish(person=elders["林月娥"], messages=True, language="en", by=office["street"], on=DAY)
    merged(twin, elders["林月娥"], office["street"], DAY)
    assert now_of(handed["林月娥"]).person == twin and twin.wish.language == "en"
    assert twin not in offers.coming(district.street, ASKED), "nobody is asked a second time"


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "handed"},
        {"state": "delivered", "phone_digest": "x", "text_digest": "x"},
        {"state": "told"},
        {"state": "call"},
        {"state": "answered"},
        {"meaning": "yes"},
    ],
)
def test_the_database_refuses_impossible_messages(queued, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=queued["林月娥"].pk).update(**wrong)
