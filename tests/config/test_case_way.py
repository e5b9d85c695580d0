"""The whole way of a case on its page: six steps from the appointment to the money, each the way to its page."""

from datetime import date, time

import pytest
from django.test import RequestFactory

from minsheng.accounts.models import User
from minsheng.applications.models import Application
from minsheng.booking import actions as booking
from minsheng.config.case_way import way
from tests.applications.conftest import begun, taken_in
from tests.pages import signed_in
from tests.scenario import make_world

pytestmark = pytest.mark.django_db
STEPS = ["预约", "申请", "受理", "审核", "审批", "资金发放"]


def shown(case: Application, may=lambda permission: True) -> list[tuple[str, str, str]]:
    request = RequestFactory().get("/")
    request.may = may
    return [(label[0], href, mark.words[0]) for label, _, href, mark in way(request, case)["rows"]]


def test_a_case_taken_in_is_under_review(district, office, family):
    case = taken_in(district, office, family)
    rows = shown(case)
    assert [label for label, _, _ in rows] == STEPS
    assert [mark for _, _, mark in rows] == ["没有预约，直接办的", "已办", "已办", "在办", "还没到", "还没到"]
    assert rows[2][1].startswith("/desk/letters/")


def test_what_is_withdrawn_needs_nothing_more(district, office, family):
    case = begun(district, office, family)
    Application.objects.filter(pk=case.pk).update(state="withdrawn")
    case.refresh_from_db()
    assert [mark for _, _, mark in shown(case)][2:] == ["不办了"] * 4


def test_paid_it_is_whole_and_leads_to_the_payment(district, actor):
    world = make_world(district, actor)
    rows = shown(world.case)
    assert [mark for _, _, mark in rows] == ["没有预约，直接办的", "已办", "已办", "已办", "已办", "已办"]
    assert rows[4][1].startswith("/desk/letters/") and rows[5][1] == f"/desk/payments/payment/{world.payment.pk}/"
    assert shown(world.case, may=lambda permission: False)[5][1] == ""  # who may not see payments reads the month only


def test_from_an_appointment_the_page_leads_back_to_it(district, office, family, settings):
    day = settings.STANDING_STILL_ON = date(2025, 10, 9)
    street = {"by": office["street"], "on": day}
    booking.set_hours(place=district.community, home=False, weekdays=[4], first=time(9), end=time(10), seats=1, since=day, **street)
    booked = booking.book(place=district.community, home=False, day=day, slot=18, topic="dibao", person=family[0], channel="counter", **street)
    case = booking.begin(appointment=booked, **street)
    assert shown(case)[:2] == [("预约", f"/desk/appointments/{booked.pk}/", "已办"), ("申请", "", "在办")]
    Application.objects.filter(pk=case.pk).update(state="submitted", number="X", applied_on=day)
    page = signed_in(User.objects.get(pk=office["street"].user)).get(f"/desk/applications/{case.pk}/").content.decode()
    assert "全程" in page and f'href="/desk/appointments/{booked.pk}/"' in page and "按预约（2025-10-09 09:00）开始申请" in page
