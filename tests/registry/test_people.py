"""Files opened, put right, moved and ended; documents added and ended."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from minsheng.base.actor import MACHINE
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.base.models import AuditEntry
from minsheng.registry import actions as registry
from minsheng.registry.events import line_of_life
from minsheng.registry.identity import make_number
from minsheng.registry.models import Correction, Document, Person
from minsheng.registry.queries import documents_of, search
from tests.spine import DAY, make_person

pytestmark = pytest.mark.django_db
BORN = date(1950, 5, 1)


@pytest.fixture
def officer(district, actor):
    return actor("street", district.street)


def test_a_document_opens_one_file_only(district, officer):
    made = make_person("张启明", district.community, BORN)
    with pytest.raises(AlreadyDone, match="张启明"):
        make_person("张明", district.community_2, BORN)
    assert made.sex == 1 and made.synthetic and made.birth_date == BORN


def test_who_may_not_see_the_other_file_is_not_told_whose_it_is(district, actor):
    make_person("张启明", district.foreign_community, BORN)
    with pytest.raises(AlreadyDone) as no:
        registry.open_file(
            name="张明", place=district.community, documents=[("resident", make_number("440399", BORN, 1))], by=actor("street", district.street), on=DAY
        )
    assert "张启明" not in no.value.zh + no.value.en


def test_somebody_without_any_document_has_a_file(district, officer):
    made = registry.open_file(name="无名（弃婴）", place=district.community, by=officer, on=DAY)
    assert made.pk and not made.documents.exists() and search(officer, "无名") == [made]


def test_the_birthday_has_to_be_that_of_the_number(district, officer):
    with pytest.raises(Refused) as no:
        registry.open_file(
            name="张启明", place=district.community, birth_date=date(1951, 5, 1), documents=[("resident", make_number("440399", BORN, 1))], by=officer, on=DAY
        )
    assert no.value.field == "birth_date"


def test_nobody_opens_a_file_in_another_place(district, officer):
    with pytest.raises(NotAllowed):
        registry.open_file(name="张启明", place=district.foreign_community, by=officer, on=DAY)


# --- put right -----------------------------------------------------------------------------------------------------------------------


def test_a_correction_keeps_what_stood_there_why_and_the_proof(district, officer):
    made = make_person("张起明", district.community, BORN)
    registry.change_person(person=made, name="张启明", why="typing", evidence="户口簿", by=officer, on=DAY)
    row = Correction.objects.get()
    assert (row.field, row.before, row.after, row.why, row.evidence, row.by_id) == ("name", "张起明", "张启明", "typing", "户口簿", officer.user)
    assert search(officer, "启明") == [made] and not search(officer, "起明")
    assert AuditEntry.objects.filter(act="registry.change_person").get().details == {"fields": ["name"], "why": "typing"}
    assert line_of_life(made)[0].kind == "corrected"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": "张启明"}, "name"),
        ({"name": "张明", "why": "because"}, "why"),
        ({"name": "张明", "evidence": " "}, "evidence"),
        ({"birth_date": date(2030, 1, 1)}, "birth_date"),
        ({"birth_date": date(1951, 5, 1)}, "birth_date"),
    ],
)
def test_a_correction_without_change_reason_or_proof_is_refused(district, officer, given, field):
    made = make_person("张启明", district.community, BORN)
    with pytest.raises(Refused) as no:
        registry.change_person(person=made, **{"why": "typing", "evidence": "户口簿", **given}, by=officer, on=DAY)
    made.refresh_from_db()
    assert no.value.field == field and (made.name, made.birth_date) == ("张启明", BORN) and not Correction.objects.exists()


def test_a_birthday_is_corrected_once_the_new_document_is_there(district, officer):
    made, born = make_person("张启明", district.community, BORN), date(1951, 5, 1)
    registry.add_document(person=made, kind="resident", number=make_number("440399", born, 1), by=officer, on=DAY)
    registry.change_person(person=made, birth_date=born, why="register", evidence="户籍证明", by=officer, on=DAY)
    made.refresh_from_db()
    assert made.birth_date == born


def test_a_resident_does_not_correct_the_first_page(district):
    made = make_person("张启明", district.community, BORN)
    with pytest.raises(NotAllowed):
        registry.change_person(person=made, name="张明", why="typing", evidence="x", by=MACHINE.__class__(1, "张启明", "resident", person=made.pk), on=DAY)


# --- documents -----------------------------------------------------------------------------------------------------------------------


def test_a_new_document_of_a_kind_ends_the_old_one_and_both_find_the_file(district, officer):
    made, second = make_person("张启明", district.community, BORN), make_number("440399", BORN, 3)
    registry.add_document(person=made, kind="resident", number=second, since=date(2025, 1, 1), by=officer, on=DAY)
    (new, number), (old, before) = documents_of(made)
    assert (number, before) == (second, make_number("440399", BORN, 1)) and new.current and not old.current and old.until == date(2025, 1, 1)
    assert search(officer, second) == search(officer, before) == [made]


def test_documents_of_several_kinds_stand_side_by_side(district, officer):
    made = make_person("陈安", district.community, BORN)
    registry.add_document(person=made, kind="hm_permit", number="H12345678", by=officer, on=DAY)
    assert made.documents.filter(current=True).count() == 2 and search(officer, "h12345678") == [made]


def test_a_document_is_ended_once_and_not_in_the_future(district, officer):
    made = make_person("张启明", district.community, BORN)
    with pytest.raises(Refused):
        registry.end_document(document=made.documents.get(), until=date(2025, 12, 1), by=officer, on=DAY)
    registry.end_document(document=made.documents.get(), until=DAY, by=officer, on=DAY)
    with pytest.raises(AlreadyDone):
        registry.end_document(document=made.documents.get(), until=DAY, by=officer, on=DAY)
    assert search(officer, make_number("440399", BORN, 1)) == [made]


def test_a_document_that_was_ended_in_one_file_can_be_given_to_its_owner(district, officer):
    wrong, right = make_person("张启明", district.community, BORN), make_person("张明", district.community, date(1960, 1, 1))
    registry.end_document(document=wrong.documents.get(), until=DAY, by=officer, on=DAY)
    registry.add_document(person=right, kind="resident", number=make_number("440399", BORN, 1), by=officer, on=DAY)
    assert right.documents.filter(current=True).count() == 1


def test_a_document_that_has_run_out_is_not_added(district, officer):
    made = make_person("张启明", district.community, BORN)
    with pytest.raises(Refused) as no:
        registry.add_document(person=made, kind="passport", number="E12345678", until=date(2020, 1, 1), by=officer, on=DAY)
    assert no.value.field == "until"


def test_the_database_keeps_one_current_document_to_one_file(district):
    first, second = make_person("张启明", district.community, BORN), make_person("张明", district.community, date(1960, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.create(person=second, kind="resident", digest=first.documents.get().digest)


# --- contact, place, death ------------------------------------------------------------------------------------------------------------


def test_contact_is_changed_by_office_or_person_and_nobody_else(district, officer, actor):
    made = make_person("张启明", district.community, BORN, phone="10000000001")
    registry.set_contact(person=made, phones=["10000000009"], by=MACHINE.__class__(1, "张启明", "resident", person=made.pk), on=DAY)
    assert search(officer, "10000000009") == [made] and not search(officer, "10000000001")
    for by in (MACHINE.__class__(1, "别人", "resident", person=made.pk + 1), actor("street", district.foreign_street)):
        with pytest.raises(NotAllowed):
            registry.set_contact(person=made, phones=[], by=by, on=DAY)


def test_a_file_that_moves_is_found_where_it_went_and_nowhere_else(district, officer, actor):
    made, there = make_person("张启明", district.community, BORN, phone="10000000001"), actor("street", district.foreign_street)
    registry.move(person=made, place=district.foreign_community, by=officer, on=DAY)
    for text in ("张启明", "启明", "zqm", "10000000001", "0001", make_number("440399", BORN, 1)):
        assert search(there, text) == [made] and not search(officer, text)
    with pytest.raises(NotAllowed):
        registry.move(person=made, place=district.community, by=officer, on=DAY)


def test_a_file_moves_to_a_community_and_not_to_where_it_is(district, officer):
    made = make_person("张启明", district.community, BORN)
    with pytest.raises(Refused):
        registry.move(person=made, place=district.other_street, by=officer, on=DAY)
    with pytest.raises(AlreadyDone):
        registry.move(person=made, place=district.community, by=officer, on=DAY)


@pytest.mark.parametrize("day", [date(1950, 4, 30), date(2025, 10, 10)])
def test_nobody_dies_before_birth_or_tomorrow(district, officer, day):
    made = make_person("张启明", district.community, BORN)
    with pytest.raises(Refused):
        registry.die(person=made, died_on=day, by=officer, on=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=made.pk).update(died_on=date(1950, 4, 30))
