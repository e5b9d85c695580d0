"""Many rows and many values at once, on both databases."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from minsheng.base.models_calendar import CalendarDay
from minsheng.base.rows import insert, update
from minsheng.registry.models import Person
from tests.spine import make_person

pytestmark = pytest.mark.django_db
FIELDS = ["day", "kind", "source", "known_from"]
DAYS = [date(2025, 10, n) for n in range(1, 8)]


def rows(days, source="演示"):
    return [(day, "rest", source, date(2024, 11, 12)) for day in days]


def test_rows_are_there_as_they_were_given():
    insert(CalendarDay, FIELDS, rows(DAYS))
    assert list(CalendarDay.objects.order_by("day").values_list(*FIELDS)) == rows(DAYS)


def test_what_is_there_already_is_left_out_and_stays_as_it_was():
    insert(CalendarDay, FIELDS, rows(DAYS[:3], "先"))
    insert(CalendarDay, FIELDS, rows(DAYS, "后"), once=True)
    insert(CalendarDay, FIELDS, rows(DAYS, "再后"), once=True)
    assert list(CalendarDay.objects.order_by("day").values_list("source", flat=True)) == ["先"] * 3 + ["后"] * 4


def test_a_row_that_is_there_is_refused_otherwise():
    insert(CalendarDay, FIELDS, rows(DAYS))
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(CalendarDay, FIELDS, rows(DAYS[:1]))


def test_each_row_gets_its_own_values():
    insert(CalendarDay, FIELDS, rows(DAYS))
    ids = list(CalendarDay.objects.order_by("day").values_list("pk", flat=True))
    update(CalendarDay, ["source"], [(f"第{n}", pk) for n, pk in enumerate(ids)])
    assert list(CalendarDay.objects.order_by("day").values_list("source", flat=True)) == [f"第{n}" for n in range(7)]


def test_what_is_kept_as_json_comes_back_as_it_was_given(district):
    person, facts = make_person("演一", district.community, date(1940, 1, 1)), {"词": "里", "x": [1, None, True]}
    update(Person, ["facts", "name"], [(facts, "演二", person.pk)])
    person.refresh_from_db()
    assert (person.facts, person.name) == (facts, "演二")


@pytest.mark.parametrize("n", [0, 1, 3])
def test_any_finds_what_in_finds_with_one_parameter(n):
    insert(CalendarDay, FIELDS, rows(DAYS, "一") + rows([date(2025, 1, 1)], "O'二\\"))
    ids = list(CalendarDay.objects.order_by("day").values_list("pk", flat=True))[:n]
    found = CalendarDay.objects.filter(pk__any=ids)
    assert set(found.values_list("pk", flat=True)) == set(ids)
    assert len(found.query.get_compiler("default").as_sql()[1]) == 1
    assert CalendarDay.objects.filter(source__any={"O'二\\", "三"}).count() == 1
    assert CalendarDay.objects.exclude(pk__any=ids).count() == 8 - n
