"""Two who click at once: each has loaded the case before the other was done. The second is told, and nothing is done twice or undone."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minsheng.applications import actions as apply
from minsheng.applications import way
from minsheng.applications.models import Appeal, Application, Objection
from minsheng.base.actions import locked
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.benefits.models import Award
from tests.applications.conftest import ACCEPTED, APPLIED, DECIDED, begun, taken_in, user_of
from tests.pages import signed_in
from tests.scenario import notice_of, to_notice

pytestmark = pytest.mark.django_db
LATER = date(2025, 11, 10)


def as_loaded(row):
    """What another request has loaded of it by now."""
    return type(row).objects.get(pk=row.pk)


def test_sent_twice_it_keeps_its_number_and_its_steps(district, office, family):
    case = begun(district, office, family)
    other = as_loaded(case)
    apply.submit(application=case, by=office["street"], on=APPLIED)
    with pytest.raises(AlreadyDone, match=case.number):
        apply.submit(application=other, by=office["street"], on=APPLIED)
    assert as_loaded(case).number == case.number and case.tasks.count() == 1


def test_an_application_decided_meanwhile_is_not_taken_back(district, office, family):
    case = to_notice(district, office, family)
    apply.take_down(application=case, by=office["street"], on=date(2025, 10, 27))
    other = as_loaded(case)
    apply.decide(application=case, outcome="granted", by=office["head"], on=DECIDED)
    with pytest.raises(Refused, match="已经决定"):
        apply.withdraw(application=other, by=office["street"], on=DECIDED)
    assert as_loaded(case).state == "granted" and Award.objects.get().state == "active"


def test_answers_do_not_change_what_was_sent_meanwhile(district, office, family):
    case = begun(district, office, family)
    other = as_loaded(case)
    apply.submit(application=case, by=office["street"], on=APPLIED)
    with pytest.raises(Refused, match="已经提交"):
        apply.answer(application=other, answers={"household": {"dwellings": 3}}, by=office["street"], on=APPLIED)


def test_the_time_is_extended_once(district, office, family):
    case = taken_in(district, office, family)
    other = as_loaded(case)
    apply.extend(application=case, reason="外地协查", by=office["head"], on=ACCEPTED)
    due = as_loaded(case).due_on
    with pytest.raises(AlreadyDone):
        apply.extend(application=other, reason="外地协查", by=office["head"], on=ACCEPTED)
    assert as_loaded(case).due_on == due


def test_a_decision_is_set_aside_once(granted, office):
    appeal = apply.appeal(decision=granted.case.decisions.get(), body="市政府", grounds="金额少", by=office["street"], on=LATER)
    other = as_loaded(appeal)
    asked = as_loaded(apply.answer_appeal(appeal=appeal, state="quashed", ruling=uuid4(), ruled_on=LATER, by=office["street"], on=LATER))
    apply.confirm_ruling(appeal=asked, by=office["head"], on=LATER)
    rounds = granted.case.tasks.count()
    with pytest.raises(AlreadyDone):
        apply.answer_appeal(appeal=other, state="quashed", ruling=uuid4(), ruled_on=LATER, by=office["street"], on=LATER)
    with pytest.raises(AlreadyDone):
        apply.confirm_ruling(appeal=other, by=office["head"], on=LATER)
    assert granted.case.tasks.count() == rounds and Appeal.objects.get().state == "quashed"


def test_an_objection_is_answered_once(district, office, family, actor):
    case = to_notice(district, office, family)
    made = apply.object_to(notice=notice_of(case), manner="phone", who="", text="有商铺", by=office["street"], on=date(2025, 10, 20))
    other, looker = as_loaded(made), actor("street", district.street)
    apply.answer_objection(objection=made, upheld=False, finding="商铺已转让", by=looker, on=date(2025, 10, 21))
    with pytest.raises(AlreadyDone):
        apply.answer_objection(objection=other, upheld=True, finding="商铺还在", by=looker, on=date(2025, 10, 21))
    assert as_loaded(made).state == "rejected"


def test_several_objections_are_answered_one_after_the_other_on_screen(district, office, family, actor, settings):
    settings.STANDING_STILL_ON = date(2025, 10, 21)
    case = to_notice(district, office, family)
    for text in ("有商铺", "有车"):
        apply.object_to(notice=notice_of(case), manner="net", who="", text=text, by=office["street"], on=date(2025, 10, 20))
    client = signed_in(user_of(actor("street", district.street)))
    for left in (1, 0):
        answer = {"answer-objection-upheld": "0", "answer-objection-finding": "不属实"}
        assert client.post(f"/desk/applications/{case.pk}/do/answer-objection/", answer).status_code == 302
        assert Objection.objects.filter(state="open").count() == left


def test_there_is_one_open_case_about_an_award(granted, office):
    given = {"award": f"benefits.award:{granted.award.pk}", "matter": "dibao", "household": granted.home, "by": office["street"], "on": LATER}
    apply.open_about(kind="review", reason="due", applicant=granted.man, **given)
    with pytest.raises(AlreadyDone):
        apply.open_about(kind="stop", reason="income", applicant=granted.man, **given)
    assert Application.objects.filter(about=given["award"]).count() == 1


def test_whoever_does_a_step_holds_the_case(district, office, family):
    case = taken_in(district, office, family)
    with CaptureQueriesContext(connection) as asked:
        way.current(case, "check")
    if connection.vendor == "postgresql":
        assert "FOR UPDATE" in asked[0]["sql"]
    other = as_loaded(case)
    Application.objects.filter(pk=case.pk).update(reason="x")
    assert locked(other).reason == "x"
