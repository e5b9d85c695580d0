"""Columns whose words are sealed at rest and plain in the program."""

import pytest
from django.db import IntegrityError, connection, transaction

from minsheng.applications import actions as apply
from minsheng.applications.models import Decision, Found, Visit
from minsheng.base.crypto import Unreadable
from tests.applications.conftest import checked, taken_in, visited

pytestmark = pytest.mark.django_db


def stored(model, column, pk) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {model._meta.db_table} WHERE id = %s", [pk])
        return bytes(cursor.fetchone()[0])


def test_what_an_officer_noted_is_not_legible_in_the_database_and_reads_as_before(district, office, family):
    case = taken_in(district, office, family)
    checked(case, office)
    visit = visited(case, office, form={"area": 48, "causes": "长期患病"})
    assert Visit.objects.get(pk=visit.pk).form == {"area": 48, "causes": "长期患病"}
    kept = stored(Visit, "form", visit.pk)
    assert len(kept) > 30 and "长期患病".encode() not in kept and b"area" not in kept


def test_nothing_said_is_nothing_kept_and_can_be_asked_for(district, office, family):
    case = taken_in(district, office, family)
    report = apply.check(application=case, by=office["street"], on=case.accepted_on)
    line = report.found.first()
    assert report.found.filter(explained="").count() == report.found.count() and stored(type(line), "explained", line.pk) == b""
    type(line).objects.filter(pk=line.pk).update(explained="已核实")
    line.refresh_from_db()
    assert line.explained == "已核实" and report.found.exclude(explained="").get() == line


def test_a_refusal_without_a_reason_is_refused_by_the_database(granted):
    decision = Decision.objects.latest("pk")
    for reason in ("", "家庭收入高于标准"):
        try:
            with transaction.atomic():
                Decision.objects.filter(pk=decision.pk).update(outcome="refused", reason=reason)
        except IntegrityError:
            assert not reason
        else:
            assert reason and Decision.objects.get(pk=decision.pk).reason == reason


def test_words_moved_to_another_column_do_not_open(district, office, family):
    case = taken_in(district, office, family)
    checked(case, office)
    visit = visited(case, office, form={"area": 48})
    with connection.cursor() as cursor:
        cursor.execute("UPDATE applications_found SET explained = %s", [stored(Visit, "form", visit.pk)])
    with pytest.raises(Unreadable):
        list(Found.objects.all())
