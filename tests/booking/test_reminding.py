"""On the working day before, once, by the ways that somebody can be reached."""

from datetime import date

import pytest

from minsheng.base.actor import MACHINE
from minsheng.booking import actions
from minsheng.booking.jobs import remind
from minsheng.divisions.actions import set_counter
from minsheng.notices import words
from minsheng.notices.messages.actions import set_wish
from minsheng.notices.models import Message
from tests.booking.conftest import MONDAY, TUESDAY, WEDNESDAY

pytestmark = pytest.mark.django_db
FRIDAY, NEXT_MONDAY = date(2025, 10, 31), date(2025, 11, 3)


def test_who_comes_tomorrow_is_reminded_once_with_the_offices_telephone(book, people, officer, window):
    set_counter(place=window, phone="0755-10000001", by=officer, on=MONDAY)
    book(people[0], topic="dibao", on=MONDAY)
    book(people[1], day=date(2025, 10, 30), on=MONDAY)
    book(people[2], on=TUESDAY)  # booked today: they know
    assert [actions.remind_some(by=MACHINE, on=TUESDAY) for _ in range(2)] == [1, 0]
    message = Message.objects.get()
    said = words.message(message.kind, people[0], message.values, "zh-hans")
    assert "张*演" in said and "2025-10-29 09:00" in said and "最低生活保障" in said and "0755-10000001" in said and "张一演" not in said


def test_before_a_weekend_monday_is_reminded_of(book, people):
    book(people[0], day=NEXT_MONDAY)
    assert actions.remind_some(by=MACHINE, on=WEDNESDAY) == 0
    assert actions.remind_some(by=MACHINE, on=FRIDAY) == 1


def test_who_wants_no_messages_is_called(book, people, officer):
    set_wish(person=people[0], messages=False, language="zh-hans", by=officer, on=MONDAY)
    book(people[0], home=True, address="演示路", on=MONDAY)
    actions.remind_some(by=MACHINE, on=TUESDAY)
    assert Message.objects.values_list("kind", "state").get() == ("booking_home", "call")


@pytest.mark.parametrize("what", ["cancel", "move", "arrive"])
def test_a_reminder_that_is_no_longer_needed_is_not_sent(book, people, officer, what):
    one = book(people[0], on=MONDAY)
    actions.remind_some(by=MACHINE, on=TUESDAY)
    if what == "move":
        actions.move(appointment=one, day=FRIDAY, slot=18, by=officer, on=TUESDAY)
    else:
        getattr(actions, what)(appointment=one, by=officer, on=TUESDAY if what == "cancel" else WEDNESDAY)
    assert Message.objects.get().state == "dropped"


def test_what_still_waits_when_the_day_is_over_is_not_sent(book, people):
    book(people[0], on=MONDAY)
    actions.remind_some(by=MACHINE, on=TUESDAY)
    actions.remind_some(by=MACHINE, on=date(2025, 10, 30))
    assert Message.objects.get().state == "dropped"


def test_the_job_goes_on_until_nobody_is_left(book, people, day):
    from types import SimpleNamespace

    day(TUESDAY)
    for person in people[:2]:
        book(person, on=MONDAY)
    job = SimpleNamespace(done=None)
    assert remind(job, None) == 2 and remind(job, 2) is None and Message.objects.count() == 2
