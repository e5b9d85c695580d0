"""From the phone of a resident to the desk, and the same from the telephone of an officer."""

import pytest

from minsheng.base.masks import mask_name
from minsheng.base.models import AuditEntry
from minsheng.booking.models import Appointment
from minsheng.divisions.actions import set_counter
from tests.booking.conftest import HALF_PAST, MONDAY, NINE, TUESDAY, WEDNESDAY

pytestmark = pytest.mark.django_db
NEW, DESK = "/my/appointments/new/", "/desk/appointments/new/"


@pytest.fixture(autouse=True)
def on_tuesday(day):
    day(TUESDAY)


def text(answer) -> str:
    return answer.content.decode()


def test_a_resident_books_moves_and_gives_back(window, people, at_home, officer):
    set_counter(place=window, phone="0755-10000001", address="演示路 1 号", by=officer, on=MONDAY)
    client, at = at_home(people[0]), f"topic=dibao&at=window-{window.pk}"
    assert "预约一个时间" in text(client.get("/my/appointments/")) and "请选一项" in text(client.get(f"{NEW}?asked=topic"))
    assert window.name in text(client.get(f"{NEW}?topic=dibao")) and f"{at.replace('&', '&amp;')}&amp;day={WEDNESDAY}" in text(client.get(f"{NEW}?{at}"))
    assert client.post(f"{NEW}?{at}&day={WEDNESDAY}", {}).status_code == 422
    page = text(client.post(f"{NEW}?{at}&day={WEDNESDAY}", {"slot": NINE}, follow=True))
    made = Appointment.objects.get()
    assert (made.person, made.channel, made.slot) == (people[0], "portal", NINE)
    for words in ("10 月 29 日 周三 09:00", "身份证件（一样就够）", "一证一书", "0755-10000001", "演示路 1 号", "改期", "取消"):
        assert words in page, words
    assert "10 月 29 日 周三 09:00" in text(client.get("/my/")) and "09:00–09:30" in text(client.get(f"/my/appointments/{made.pk}/slip/"))
    assert "已经约在" in text(client.post(f"{NEW}?{at}&day={WEDNESDAY}", {"slot": HALF_PAST}, follow=True))
    client.post(f"/my/appointments/{made.pk}/move/?day={WEDNESDAY}", {"slot": HALF_PAST})
    new = Appointment.objects.get(state="booked")
    assert new.moved_from == made and "已改期" in text(client.get(f"/my/appointments/{made.pk}/"))
    assert "取消以后" in text(client.post(f"/my/appointments/{new.pk}/cancel/"))  # asked first
    client.post(f"/my/appointments/{new.pk}/cancel/", {"confirmed": "1"})
    assert not Appointment.objects.filter(state="booked").exists()


def test_where_nothing_is_open_it_says_whom_to_ask(district, people, at_home, officer):
    set_counter(place=district.community, phone="0755-10000001", by=officer, on=MONDAY)
    page = text(at_home(people[0]).get(f"{NEW}?topic=dibao"))
    assert "还没有开放预约" in page and "0755-10000001" in page and "12345" in page


def test_today_it_is_the_telephone(book, people, at_home):
    made = book(people[0], day=TUESDAY)
    page = text(at_home(people[0]).get(f"/my/appointments/{made.pk}/"))
    assert "来不了请打" in page and "/move/" not in page


def test_nobody_sees_anothers(book, people, at_home):
    made = book(people[0])
    for end in ("", "slip/", "move/", "cancel/"):
        assert at_home(people[1]).get(f"/my/appointments/{made.pk}/{end}").status_code == 404


def test_the_officer_books_for_a_caller_and_the_number_is_shown_only_on_a_purpose(window, at_desk):
    at = f"?topic=dibao&at=home-{window.pk}&day={WEDNESDAY}"
    form = {"name": "王小演", "phone": "10000000009", "address": "香岭社区演示路 9 号", "slot": NINE}
    answer = at_desk.post(DESK + at, form, follow=True)
    made = Appointment.objects.get()
    assert made.caller == {"name": "王小演", "phone": "10000000009"} and made.home and answer.status_code == 200
    page = text(answer)
    assert "王小演" in page and "100****0009" in page and "10000000009" not in page and "演示路" not in page
    shown = at_desk.post(f"/desk/appointments/{made.pk}/reveal/", {"purpose": "contact"})
    assert "10000000009" in text(shown) and "演示路 9 号" in text(shown) and "no-store" in shown["Cache-Control"]
    assert AuditEntry.objects.filter(act="file.looked").latest("pk").details["purpose"] == "reveal.contact"


def test_a_refusal_stands_at_its_field_with_what_was_entered(window, at_desk):
    answer = at_desk.post(f"{DESK}?topic=dibao&at=window-{window.pk}&day={WEDNESDAY}", {"name": "王小演", "phone": "12", "slot": NINE})
    assert answer.status_code == 422 and "电话号码不对" in text(answer) and "王小演" in text(answer)


def test_the_list_is_today_in_the_order_of_time_and_leaves_as_a_file_on_record(book, people, at_desk):
    book(people[0], day=TUESDAY, slot=HALF_PAST)
    book(people[1], day=TUESDAY, slot=NINE)
    book(people[2])
    page = text(at_desk.get("/desk/appointments/"))
    assert page.index(mask_name(people[1].name)) < page.index(mask_name(people[0].name)) and mask_name(people[2].name) not in page
    assert mask_name(people[2].name) in text(at_desk.get("/desk/appointments/?when=coming"))
    file = b"".join(at_desk.get("/desk/appointments/?export=csv")).decode()
    assert file.splitlines()[1].startswith("2025-10-28 09:00,李*演")
    assert AuditEntry.objects.get(act="booking.export").details["rows"] == 2


def test_many_are_recorded_at_once_and_shown_before(book, people, at_desk):
    here, tomorrow = book(people[0], day=TUESDAY), book(people[1])
    form = {"row": [here.pk, tomorrow.pk]}
    asked = text(at_desk.post("/desk/appointments/many/miss/", form))
    assert mask_name(people[0].name) in asked and "不是今天的" in asked
    at_desk.post("/desk/appointments/many/miss/", form | {"confirmed": "1"})
    assert set(Appointment.objects.values_list("person", "state")) == {(people[0].pk, "missed"), (people[1].pk, "booked")}


def test_from_the_desk_to_the_application(book, people, at_desk, district, officer):
    made = book(people[0], day=TUESDAY, topic="old_age_allowance")
    one = f"/desk/appointments/{made.pk}/"
    assert f'action="{one}begin/"' in text(at_desk.get(one))
    at_desk.post(f"{one}do/arrive/")
    answer = at_desk.post(f"{one}begin/")
    made.refresh_from_db()
    assert answer["Location"] == f"/desk/applications/{made.application_id}/intake/" and made.state == "arrived"
    assert f'href="/desk/applications/{made.application_id}/"' in text(at_desk.get(one)) and "begin/" not in text(at_desk.get(one))
    assert "按预约（2025-10-28 09:00）开始申请" in text(at_desk.get(f"/desk/people/{people[0].pk}/"))


def test_the_file_of_a_person_shows_what_is_booked_and_the_way_to_book(book, people, at_desk):
    made = book(people[0])
    page = text(at_desk.get(f"/desk/people/{people[0].pk}/"))
    assert f'href="/desk/appointments/{made.pk}/"' in page and f'href="/desk/appointments/new/?person={people[0].pk}"' in page


def test_hours_are_entered_and_ended_on_their_pages(district, at_desk):
    form = {"place": district.street.pk, "kind": "window", "weekdays": [1, 2], "first": "09:00", "end": "12:00", "seats": 3, "since": TUESDAY}
    assert at_desk.post("/desk/appointments/hours/new/", form | {"place": district.other_street.pk}).status_code == 422  # not one of the officer's
    at_desk.post("/desk/appointments/hours/new/", form)
    page = text(at_desk.get("/desk/appointments/hours/"))
    assert "周一、周二" in page and "09:00–12:00" in page
    first = district.street.hours.first()
    at_desk.post(f"/desk/appointments/hours/{first.pk}/end/", {"weekdays": [2], "until": WEDNESDAY})
    assert list(district.street.hours.values_list("weekday", "until")) == [(1, None), (2, WEDNESDAY)]
