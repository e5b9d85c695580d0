"""An appeal on screen and what a ruling does: set aside, the case is open again in a new round and what the decision did is taken back."""

from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from minsheng.applications import actions as apply
from minsheng.applications.catalogue import missing, sheets
from minsheng.applications.gradual import Exit
from minsheng.applications.models import Appeal, Application
from minsheng.base.actor import Actor
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.benefits.models import Award
from tests.applications.conftest import DECIDED, announced, heard, user_of, visited
from tests.pages import signed_in
from tests.scenario import to_notice
from tests.spine import make_person

pytestmark = pytest.mark.django_db
DAY = date(2025, 12, 2)


@pytest.fixture
def refused(district, office, family):
    case = to_notice(district, office, family)
    apply.take_down(application=case, by=office["street"], on=date(2025, 10, 27))
    return apply.decide(application=case, outcome="refused", reason="名下有商铺", by=office["head"], on=DECIDED)


def photo():
    out = BytesIO()
    Image.new("RGB", (30, 20), "white").save(out, "JPEG")
    return SimpleUploadedFile("ruling.jpg", out.getvalue(), "image/jpeg")


def resident(person) -> Actor:
    return Actor(None, person.name, "resident", None, person=person.pk)


def appealed(decision, office, on=date(2025, 11, 10)):
    return apply.appeal(decision=decision, body="深圳市人民政府", grounds="商铺早已转让", by=office["street"], on=on)


def answered(appeal, office, state="quashed", on=date(2025, 12, 10), by="street", **given):
    paper = {"ruling": uuid4(), "ruled_on": on} | given
    return apply.answer_appeal(appeal=appeal, state=state, **paper, by=office[by], on=on)


def ruled(decision, office, state="quashed", on=date(2025, 12, 10)):
    """Asked for, answered and, where it sets the decision aside, confirmed by the head of the district."""
    appeal = answered(appealed(decision, office, DAY if decision.decided_on == DAY else date(2025, 11, 10)), office, state, on)
    return apply.confirm_ruling(appeal=appeal, by=office["head"], on=on) if state == "quashed" else appeal


# --- asking for it ------------------------------------------------------------------------------------------------------------------


def test_the_family_appeals_within_sixty_days_and_says_why(refused, family, district, office):
    apply.deliver(application=refused.application, manner="hand", delivered_on=DECIDED, by=office["street"], on=DECIDED)
    refused.refresh_from_db()
    given = {"decision": refused, "body": "深圳市人民政府"}
    with pytest.raises(Refused, match="2025-12-29"):
        apply.appeal(grounds="x", by=resident(family[0]), on=date(2025, 12, 30), **given)
    with pytest.raises(Refused, match="为什么不同意"):
        apply.appeal(grounds=" ", by=resident(family[0]), on=date(2025, 12, 27), **given)
    with pytest.raises(NotAllowed):
        apply.appeal(grounds="x", by=resident(make_person("王五", district.community, date(1980, 1, 1), serial=9)), on=date(2025, 12, 1), **given)
    apply.appeal(grounds="x", by=resident(family[0]), on=date(2025, 12, 27), **given)
    with pytest.raises(Refused, match="正在办理"):
        apply.appeal(grounds="y", by=resident(family[0]), on=date(2025, 12, 27), **given)


def test_the_sixty_days_run_from_the_delivery_and_a_last_day_off_moves(refused, office, family):
    assert (refused.delivered_on, refused.appeal_until) == (None, None), "nobody knows of it yet: no last day is promised"
    apply.deliver(application=refused.application, manner="post", delivered_on=date(2025, 11, 20), by=office["street"], on=date(2025, 11, 21))
    refused.refresh_from_db()
    assert (refused.delivered_on, refused.appeal_until) == (date(2025, 11, 20), date(2026, 1, 19))
    apply.appeal(decision=refused, body="深圳市人民政府", grounds="x", by=resident(family[0]), on=date(2026, 1, 19))


def test_until_it_is_delivered_no_request_is_late(refused, family):
    apply.appeal(decision=refused, body="深圳市人民政府", grounds="x", by=resident(family[0]), on=date(2026, 6, 1))


def test_the_database_knows_no_last_day_before_a_delivery(refused):
    for wrong in ({"appeal_until": date(2025, 12, 27)}, {"delivered_on": DECIDED}, {"delivered_on": date(2025, 10, 27), "appeal_until": date(2025, 12, 27)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            type(refused).objects.filter(pk=refused.pk).update(**wrong)


@pytest.mark.parametrize("state", ["upheld", "withdrawn"])
def test_upheld_or_taken_back_the_decision_stands(refused, office, state):
    ruled(refused, office, state)
    refused.application.refresh_from_db()
    assert refused.application.state == "refused" and not refused.application.tasks.filter(state="open", step="check").exists()


def test_a_ruling_is_recorded_once(refused, office):
    appeal = ruled(refused, office, "upheld")
    with pytest.raises(AlreadyDone):
        answered(appeal, office)
    other = appealed(refused, office, DAY)
    with pytest.raises(Refused, match="请选择复议结果"):
        answered(other, office, "perhaps")


def test_a_result_rests_on_a_paper_and_its_day(refused, office):
    asked = appealed(refused, office)
    with pytest.raises(Refused, match="请上传") as no:
        answered(asked, office, "upheld", ruling=None)
    assert no.value.field == "ruling"
    for wrong in (date(2025, 11, 9), date(2025, 12, 11)):
        with pytest.raises(Refused, match="文书的日期"):
            answered(asked, office, "upheld", ruled_on=wrong)


# --- two people ---------------------------------------------------------------------------------------------------------------------


def test_one_officer_alone_sets_nothing_aside(refused, office, district, actor):
    asked = answered(appealed(refused, office), office)
    refused.application.refresh_from_db()
    assert asked.state == "ruled" and refused.application.state == "refused", "it waits"
    with pytest.raises(NotAllowed, match="不能做这件事"):
        apply.confirm_ruling(appeal=asked, by=office["street_2"], on=DAY)
    for hand in ("entered_by", "answered_by"):
        Appeal.objects.update(**{hand: office["approver"].user})
        with pytest.raises(NotAllowed, match="另一位审批人员"):
            apply.confirm_ruling(appeal=asked, by=office["approver"], on=DAY)
        Appeal.objects.update(**{hand: office["street"].user})
    with pytest.raises(NotAllowed, match="辖区"):
        apply.confirm_ruling(appeal=asked, by=actor("approver", district.other_street), on=DAY)
    with pytest.raises(Refused, match="正在办理"):
        appealed(refused, office)
    apply.confirm_ruling(appeal=asked, by=office["approver"], on=DAY)
    with pytest.raises(AlreadyDone):
        apply.confirm_ruling(appeal=asked, by=office["head"], on=DAY)


def test_a_result_that_the_paper_does_not_bear_goes_back(refused, office):
    asked = answered(appealed(refused, office), office)
    with pytest.raises(Refused, match="哪里不对"):
        apply.return_ruling(appeal=asked, reason=" ", by=office["head"], on=DAY)
    apply.return_ruling(appeal=asked, reason="文书写的是维持", by=office["head"], on=DAY)
    asked.refresh_from_db()
    assert (asked.state, asked.ruling, asked.answered_by, asked.returned_why) == ("open", None, None, "文书写的是维持")
    assert answered(asked, office, "upheld").state == "upheld"


def test_the_database_knows_no_ruling_by_one_person(refused, office):
    asked = answered(appealed(refused, office), office)
    one = office["street"].user
    for wrong in ({"state": "quashed"}, {"state": "quashed", "confirmed_by": one}, {"confirmed_by": office["head"].user}, {"ruling": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Appeal.objects.filter(pk=asked.pk).update(**wrong)


# --- set aside ----------------------------------------------------------------------------------------------------------------------


def test_set_aside_the_case_goes_its_way_again_by_other_hands(refused, office, district, actor):
    case = refused.application
    ruled(refused, office)
    case.refresh_from_db()
    assert (case.state, case.decided_on) == ("open", None) and case.due_on == date(2026, 1, 22), (
        "thirty working days from the ruling; Sunday 4 January is worked"
    )
    assert {(t.step, t.round) for t in case.tasks.filter(state="open")} == {("check", 2), ("survey", 2)}
    assert case.decisions.get() == refused and refused.appeals.get().state == "quashed", "the old decision stays, linked to its ruling"
    office |= {"new": actor("street", district.street), "new_2": actor("street", district.street)}
    day = date(2025, 12, 11)
    report = apply.check(application=case, by=office["new"], on=day)
    apply.report_check(report=report, conclusion="conforms", by=office["new"], on=day)
    visited(case, office, on=day, first="new", second="new_2")
    apply.opine(application=case, agree=True, words="", by=office["new"], on=day)
    apply.publish(application=case, places_shown="公示栏", phone="x", by=office["new"], on=day)
    apply.take_down(application=case, by=office["new"], on=date(2025, 12, 19))
    apply.decide(application=case, outcome="granted", by=office["head"], on=date(2025, 12, 22))
    assert Award.objects.get().application == case and case.decisions.count() == 2


def test_an_end_that_is_set_aside_is_paid_again(review, granted, office):
    case = review(900000)
    heard(case, office, DAY)
    decision = apply.decide(application=case, outcome="stopped", reason="收入超过", by=office["head"], on=DAY)
    assert Award.objects.get().state == "stopped"
    ruled(decision, office)
    award = Award.objects.get()
    assert (award.state, award.stopped_from, award.stop_code, award.reopen_from) == ("active", None, "", date(2026, 1, 1)), "arrears come with the next run"
    assert case.tasks.filter(state="open").count() == 2


@pytest.mark.parametrize("outcome", ["changed", "grace"])
def test_a_change_or_a_gradual_exit_that_is_set_aside_pays_what_was_paid_before(review, granted, office, outcome):
    case = review(200000 if outcome == "changed" else 900000)
    heard(case, office, DAY)
    decision = apply.decide(application=case, outcome=outcome, reason="收入增加", leaving=Exit(3, "halved", "（示例）"), by=office["head"], on=DAY)
    assert decision.fen < 199600
    ruled(decision, office)
    running = granted.award.spans.filter(replaced_on=None, from_month__gte=date(2026, 1, 1))
    assert sum(s.fen for s in running) == 199600 and not running.exclude(until_month=None).exists()
    assert {s.why for s in running} == {"resumed"} and {s.decision for s in running} == {granted.case.decisions.get()}


def test_it_is_not_reopened_beside_another_open_case(refused, office, family):
    man, _, home = family
    appeal = answered(appealed(refused, office), office)
    apply.open_by_office(matter="dibao", applicant=man, household=home, channel="office", by=office["street"], on=date(2025, 11, 12))
    with pytest.raises(Refused, match="已有一件在办"):
        apply.confirm_ruling(appeal=appeal, by=office["head"], on=DAY)
    assert Appeal.objects.get().state == "ruled" and Application.objects.filter(state="refused").exists(), "nothing half done"


def test_appeal_and_ruling_are_acts_on_the_case_page(refused, office, settings):
    settings.STANDING_STILL_ON = date(2025, 11, 10)
    case, client = refused.application, signed_in(user_of(office["street"]))
    page = f"/desk/applications/{case.pk}/"
    assert "登记行政复议" in client.get(page).content.decode()
    assert client.post(f"{page}do/appeal/", {"appeal-body": "市政府", "appeal-grounds": "商铺早已转让"}).status_code == 302
    shown = client.get(page).content.decode()
    assert "do/answer-appeal/" in shown and "do/appeal/" not in shown
    given = {"answer-appeal-state": "quashed", "answer-appeal-ruled_on": "2025-11-10"}
    without = client.post(f"{page}do/answer-appeal/", given)
    assert without.status_code == 422 and "请上传复议机关的文书" in without.content.decode()
    assert client.post(f"{page}do/answer-appeal/", given | {"answer-appeal-ruling": photo()}).status_code == 302
    shown = client.get(page).content.decode()
    assert "待复核" in shown and "do/confirm-ruling/" not in shown, "the street waits for a second person"
    file = Appeal.objects.get().ruling
    assert f"files/{file}/" in shown and client.get(f"{page}files/{file}/").status_code == 200
    head = signed_in(user_of(office["head"]))
    assert "do/return-ruling/" in head.get(page).content.decode()
    asked = head.post(f"{page}do/confirm-ruling/").content.decode()
    assert "2025-11-10" in asked and "王知行" in asked and Appeal.objects.get().state == "ruled", "read first, then done"
    assert head.post(f"{page}do/confirm-ruling/", {"confirmed": "1"}).status_code == 302
    shown = client.get(page).content.decode()
    assert "撤销原决定" in shown and "商铺早已转让" in shown and "办理中" in shown


# --- closing the file ---------------------------------------------------------------------------------------------------------------


def test_a_file_is_closed_when_every_page_is_there(granted, office, length):
    case = granted.case
    length("dibao_published_days", 7)
    announced(case, office)
    with pytest.raises(Refused, match="步骤没有办完"):
        apply.close_file(application=case, by=office["street"], on=date(2025, 10, 30))
    apply.deliver(application=case, manner="hand", delivered_on=DECIDED, by=office["street"], on=date(2025, 10, 30))
    case.checks.update(reported_on=None)
    with pytest.raises(Refused, match="案卷还缺：信息核对报告"):
        apply.close_file(application=case, by=office["street"], on=date(2025, 10, 30))
    case.checks.update(reported_on=date(2025, 10, 13))
    assert apply.close_file(application=case, by=office["street"], on=date(2025, 10, 30)).filed_on == date(2025, 10, 30)
    with pytest.raises(AlreadyDone):
        apply.close_file(application=case, by=office["street"], on=date(2025, 10, 30))


def test_a_file_is_not_closed_before_the_decision(district, office, family):
    with pytest.raises(Refused, match="还没有办结"):
        apply.close_file(application=to_notice(district, office, family), by=office["street"], on=DAY)


def test_what_came_after_a_grant_stands_in_its_file(review, granted, office):
    case = review(153500)
    apply.decide(application=case, outcome="kept", by=office["head"], on=DAY)
    granted.case.refresh_from_db()
    from_catalogue = {s.key: s for s in sheets(granted.case)}
    assert from_catalogue["review"].note == case.number
    assert [s.number for s in sheets(granted.case)] == list(range(1, len(from_catalogue) + 1))


def test_the_page_of_a_closed_file_says_so(granted, office, length):
    length("dibao_published_days", 7)
    announced(granted.case, office)
    apply.deliver(application=granted.case, manner="hand", delivered_on=DECIDED, by=office["street"], on=date(2025, 10, 30))
    client = signed_in(user_of(office["street"]))
    page = f"/desk/applications/{granted.case.pk}/"
    assert "归档" in client.get(page).content.decode()
    assert client.post(f"{page}do/file/").status_code == 302
    assert "已归档" in client.get(page).content.decode()
    assert missing(granted.case) == []
