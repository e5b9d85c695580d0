"""A rehearsal gives what the action gives, and leaves nothing."""

from datetime import date

import pytest

from minsheng.base import calendar
from minsheng.base.actor import Actor
from minsheng.base.errors import Refused
from minsheng.base.models import AuditEntry
from minsheng.base.models_calendar import CalendarDay
from minsheng.base.rehearsal import rehearsed

pytestmark = pytest.mark.django_db


DAY = date(2025, 10, 28)
BY = Actor(None, "演示", "admin", "")


def entered(how, **given):
    return how(days={DAY: "rest"}, by=BY, on=DAY, **given)


def test_it_gives_what_the_action_gives_and_leaves_nothing():
    assert entered(lambda **g: rehearsed(calendar.set_days, **g), source="演示文件") == 1
    assert not CalendarDay.objects.exists() and not AuditEntry.objects.exists()
    assert entered(calendar.set_days, source="演示文件") == 1 and CalendarDay.objects.count() == AuditEntry.objects.count() == 1


def test_it_refuses_what_the_action_refuses():
    with pytest.raises(Refused):
        entered(lambda **g: rehearsed(calendar.set_days, **g), source=" ")
    assert not CalendarDay.objects.exists()
