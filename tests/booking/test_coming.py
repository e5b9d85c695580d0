"""The day itself, and the case that comes of it."""

import pytest

from minsheng.applications import actions as apply
from minsheng.applications.models import Application
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.booking import actions, queries
from minsheng.registry import actions as registry
from minsheng.registry.events import line_of_life
from minsheng.registry.identity import make_number
from tests.booking.conftest import HALF_PAST, MONDAY, TUESDAY, WEDNESDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_home_together(people, district, officer):
    return registry.form_household(head=people[0], members=[(people[1], "spouse")], place=district.community, since=MONDAY, by=officer, on=MONDAY)


def test_here_then_done_and_a_slip_of_the_finger_is_taken_back_the_same_day(book, people, officer):
    one = book(people[0])
    with pytest.raises(Refused, match="还没有到"):
        actions.arrive(appointment=one, by=officer, on=TUESDAY)
    actions.miss(appointment=one, by=officer, on=WEDNESDAY)
    assert (one.state, one.handled_by_id) == ("missed", officer.user)
    actions.put_back(appointment=one, by=officer, on=WEDNESDAY)
    actions.arrive(appointment=one, by=officer, on=WEDNESDAY)
    with pytest.raises(AlreadyDone):
        actions.arrive(appointment=one, by=officer, on=WEDNESDAY)
    actions.finish(appointment=one, by=officer, on=WEDNESDAY)
    with pytest.raises(Refused):
        actions.miss(appointment=one, by=officer, on=WEDNESDAY)
    with pytest.raises(Refused, match="当天"):
        actions.put_back(appointment=one, by=officer, on=WEDNESDAY.replace(day=30))


def test_the_case_knows_the_appointment_it_came_from(book, people, officer, at_home_together):
    one = book(people[0], topic="dibao")
    case = actions.begin(appointment=one, by=officer, on=WEDNESDAY)
    one.refresh_from_db()
    assert (case.state, case.channel, case.applicant, case.household) == ("draft", "counter", people[0], at_home_together)
    assert (one.state, one.application, queries.led_to(case)) == ("arrived", case, one)
    assert [e.words for e in line_of_life(people[0], about=f"applications.application:{case.pk}")] == ["按预约（2025-10-29 09:00）开始申请"]
    assert actions.begin(appointment=one, by=officer, on=WEDNESDAY) == case and Application.objects.count() == 1


def test_what_is_under_way_already_is_not_begun_again_and_nothing_is_recorded(book, people, officer, district, at_home_together):
    case = apply.draft(matter="dibao", applicant=people[1], household=at_home_together, place=district.community, channel="counter", by=officer, on=MONDAY)
    Application.objects.filter(pk=case.pk).update(state="submitted", number="X", applied_on=MONDAY)
    one = book(people[0], topic="dibao")
    with pytest.raises(AlreadyDone):
        actions.begin(appointment=one, by=officer, on=WEDNESDAY)
    one.refresh_from_db()
    assert one.state == "booked" and one.application is None


def test_a_question_leads_to_no_application(book, people, officer):
    with pytest.raises(Refused, match="不是来申请"):
        actions.begin(appointment=book(people[0]), by=officer, on=WEDNESDAY)


def test_a_caller_is_put_into_the_file_and_what_was_sealed_is_gone(book, people, officer, at_home_together):
    one = book(caller={"name": "张一演", "phone": "10000000009"}, topic="dibao")
    with pytest.raises(Refused, match="建档"):
        actions.begin(appointment=one, by=officer, on=WEDNESDAY)
    assert queries.with_document(officer, make_number("440399", people[0].birth_date, 1)) == people[0]
    actions.identify(appointment=one, person=people[0], by=officer, on=WEDNESDAY)
    one.refresh_from_db()
    assert (one.person, one.caller) == (people[0], {})
    with pytest.raises(AlreadyDone):
        actions.identify(appointment=one, person=people[1], by=officer, on=WEDNESDAY)
    assert actions.begin(appointment=one, by=officer, on=WEDNESDAY).applicant == people[0]


def test_somebody_who_has_booked_the_same_is_not_put_there_a_second_time(book, people, officer):
    book(people[0])
    with pytest.raises(AlreadyDone):
        actions.identify(appointment=book(caller={"name": "张一演", "phone": "10000000009"}, slot=HALF_PAST), person=people[0], by=officer, on=TUESDAY)


def test_only_whoever_takes_in_records_it(book, people, actor, district):
    one = book(people[0])
    for role, where in (("approver", district.street), ("auditor", district.district), ("street", district.other_street)):
        with pytest.raises(NotAllowed):
            actions.arrive(appointment=one, by=actor(role, where), on=WEDNESDAY)
