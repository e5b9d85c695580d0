"""Taking, moving and giving back a half-hour: never two on one seat, never one person twice."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.base.models import AuditEntry
from minsheng.booking import actions, queries
from minsheng.booking.models import Appointment
from minsheng.registry.events import line_of_life
from tests.booking.conftest import HALF_PAST, NINE, TUESDAY, WEDNESDAY
from tests.spine import make_person, merged

pytestmark = pytest.mark.django_db


def test_seats_are_given_out_one_by_one_and_the_next_is_refused(book, people):
    assert [book(p).seat for p in people[:2]] == [1, 2]
    with pytest.raises(Refused, match="约满") as no:
        book(people[2])
    assert no.value.field == "slot" and Appointment.objects.count() == 2


def test_the_database_refuses_a_seat_taken_twice(book, people):
    one = book(people[0])
    same = {f: getattr(one, f) for f in ("place", "home", "day", "slot", "seat", "seats", "channel", "made_on")}
    for given in (
        {"person": people[1], "topic": "ask"},
        {"person": people[0], "topic": "ask", "seat": 2},
        {"person": people[0], "topic": "certify", "seat": 2},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Appointment.objects.create(**same | given)
    for given in (
        {"seat": 3},
        {"address": "演示路"},
        {"caller": {"name": "甲"}},
        {"state": "done"},
        {"person": None},
        {"made_on": one.day + timedelta(days=1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Appointment.objects.create(**same | {"person": people[1], "topic": "ask", "seat": 2} | given)


def test_the_same_thing_is_booked_once_and_two_things_not_at_one_time(book, people):
    book(people[0])
    with pytest.raises(AlreadyDone, match="2025-10-29 09:00"):
        book(people[0], slot=HALF_PAST)
    with pytest.raises(Refused, match="另一件事"):
        book(people[0], topic="certify")
    book(people[0], slot=HALF_PAST, topic="certify")


@pytest.mark.parametrize(
    "given", [{"slot": 20}, {"day": TUESDAY + timedelta(days=4)}, {"day": TUESDAY - timedelta(days=1)}, {"day": TUESDAY + timedelta(days=31)}]
)
def test_only_open_half_hours_within_the_days_that_can_be_booked(book, people, given):
    with pytest.raises(Refused) as no:
        book(people[0], **given)
    assert no.value.field == "slot"


def test_a_resident_books_for_oneself_at_the_own_windows_and_not_for_today(book, people, resident, district, window):
    own = {"by": resident(people[0]), "channel": "portal"}
    with pytest.raises(NotAllowed):
        book(people[1], **own)
    with pytest.raises(Refused, match="明天"):
        book(people[0], day=TUESDAY, **own)
    stranger = make_person("赵四演", district.other_community, TUESDAY.replace(year=1960), serial=9)
    with pytest.raises(Refused, match="窗口") as no:
        book(stranger, topic="dibao", by=resident(stranger), channel="portal")
    assert no.value.field == "at"
    book(stranger, topic="ask", by=resident(stranger), channel="portal")  # a question is answered at any window of the district
    made = book(people[0], **own)
    assert made.made_by_id == own["by"].user and next(e.kind for e in line_of_life(people[0])) == "booked"


def test_windows_are_the_nearest_first_and_visits_only_from_the_own_office(people, window, district):
    assert queries.windows(people[0], "dibao", TUESDAY) == [(window, False), (window, True)]
    elsewhere = make_person("赵四演", district.other_community, TUESDAY.replace(year=1960), serial=9)
    assert queries.windows(elsewhere, "dibao", TUESDAY) == []
    assert queries.windows(elsewhere, "ask", TUESDAY) == [(window, False)]
    foreign = make_person("赵五演", district.foreign_community, TUESDAY.replace(year=1961), serial=9)
    assert queries.windows(foreign, "ask", TUESDAY) == []


def test_an_officer_of_another_place_books_nothing_here(book, people, actor, district):
    for place in (district.other_street, district.foreign_street):
        with pytest.raises(NotAllowed):
            book(people[0], by=actor("street", place))
    with pytest.raises(NotAllowed):
        book(people[0], by=actor("auditor", district.district))


def test_a_visit_needs_an_address_and_keeps_it_sealed(book, people):
    with pytest.raises(Refused) as no:
        book(people[0], home=True)
    assert no.value.field == "address"
    made = book(people[0], home=True, address="演示路 9 号")
    assert Appointment.objects.get(pk=made.pk).address == "演示路 9 号"
    raw = Appointment.objects.extra(select={"raw": "address"}).get(pk=made.pk).raw
    assert "演示路".encode() not in bytes(raw)
    assert not any("演示路" in str(e.details) for e in AuditEntry.objects.all())


@pytest.mark.parametrize(("caller", "field"), [(None, "name"), ({"name": " ", "phone": "10000000001"}, "name"), ({"name": "甲", "phone": "12"}, "phone")])
def test_a_caller_without_a_file_leaves_name_and_telephone(book, caller, field):
    with pytest.raises(Refused) as no:
        book(caller=caller)
    assert no.value.field == field


def test_moved_it_frees_the_old_seat_and_keeps_the_trace(book, people, officer):
    old = book(people[0])
    new = actions.move(appointment=old, day=WEDNESDAY, slot=HALF_PAST, by=officer, on=TUESDAY)
    old.refresh_from_db()
    assert (old.state, new.moved_from_id, new.state, new.seat) == ("moved", old.pk, "booked", 1)
    assert book(people[1]).seat == 1
    with pytest.raises(AlreadyDone):
        actions.move(appointment=old, day=WEDNESDAY, slot=NINE, by=officer, on=TUESDAY)


def test_a_full_half_hour_leaves_the_appointment_where_it_was(book, people, officer):
    old = book(people[0], slot=HALF_PAST)
    for p in people[1:]:
        book(p)
    with pytest.raises(Refused, match="约满"):
        actions.move(appointment=old, day=WEDNESDAY, slot=NINE, by=officer, on=TUESDAY)
    old.refresh_from_db()
    assert old.state == "booked" and Appointment.objects.count() == 3


def test_a_resident_gives_back_until_the_day_before_and_only_the_own(book, people, resident):
    mine, theirs = book(people[0]), book(people[1])
    with pytest.raises(NotAllowed):
        actions.cancel(appointment=theirs, by=resident(people[0]), on=TUESDAY)
    with pytest.raises(Refused, match="打窗口电话"):
        actions.cancel(appointment=mine, by=resident(people[0]), on=WEDNESDAY)
    actions.cancel(appointment=mine, by=resident(people[0]), on=TUESDAY)
    with pytest.raises(AlreadyDone):
        actions.cancel(appointment=mine, by=resident(people[0]), on=TUESDAY)


def test_of_two_files_made_one_the_kept_ones_appointment_holds(book, people, officer, district):
    kept, dropped = book(people[0]), book(people[1])
    later = book(people[1], slot=HALF_PAST, topic="certify")
    merged(people[0], people[1], by=officer)
    rows = {a.pk: (a.person_id, a.state) for a in Appointment.objects.all()}
    assert rows == {kept.pk: (people[0].pk, "booked"), dropped.pk: (people[0].pk, "cancelled"), later.pk: (people[0].pk, "booked")}


def test_of_two_who_act_at_once_the_second_is_told(book, people, officer):
    """Each has loaded the appointment before the other was done."""
    one = book(people[0])
    other = Appointment.objects.get(pk=one.pk)
    actions.cancel(appointment=one, by=officer, on=TUESDAY)
    for act in (
        lambda: actions.move(appointment=other, day=WEDNESDAY, slot=HALF_PAST, by=officer, on=TUESDAY),
        lambda: actions.cancel(appointment=other, by=officer, on=TUESDAY),
        lambda: actions.arrive(appointment=other, by=officer, on=WEDNESDAY),
    ):
        with pytest.raises((AlreadyDone, Refused)):
            act()
    assert list(Appointment.objects.values_list("state", flat=True)) == ["cancelled"]


def test_a_seat_is_looked_for_with_the_hours_and_the_person_held(book, people):
    """What two at once would both read is kept from the second until the first is done."""
    with CaptureQueriesContext(connection) as caught:
        book(people[0])
    if connection.features.has_select_for_update:
        held = [q["sql"] for q in caught if "FOR UPDATE" in q["sql"] or "FOR NO KEY UPDATE" in q["sql"]]
        assert any("booking_hours" in sql for sql in held) and any("registry_person" in sql for sql in held)
    assert any("booking_hours" in q["sql"] for q in caught)
