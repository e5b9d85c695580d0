"""A decision waits with whoever decides it today, whatever has begun or been declared since the step was opened."""

from datetime import date
from types import SimpleNamespace

import pytest

from minsheng.applications import actions as apply
from minsheng.applications import queries
from minsheng.applications.jobs import follow_some
from minsheng.base.actor import MACHINE
from minsheng.base.models import AuditEntry
from minsheng.places.models import Delegation
from tests.applications.conftest import user_of
from tests.applications.test_recusal import MOTHER, declare
from tests.pages import signed_in
from tests.scenario import to_notice

pytestmark = pytest.mark.django_db
DAY, LATER = date(2025, 10, 28), date(2025, 11, 3)


@pytest.fixture
def case(district, office, family):
    """Waits for its decision with the district."""
    case = to_notice(district, office, family)
    apply.take_down(application=case, by=office["street"], on=date(2025, 10, 27))
    return case


def delegate(district, since=date(2025, 11, 1), until=None):
    Delegation.objects.create(
        matter="dibao", district=district.district, street=district.street, since=since, until=until, document="x", provincial_document="y"
    )


def where(case):
    return case.tasks.get(step="decide").place


def follow(case, on=LATER):
    return apply.follow(application=case, by=MACHINE, on=on)


def test_a_delegation_that_begins_takes_it_to_the_street_and_its_end_back(case, district, office):
    delegate(district, until=date(2025, 12, 1))
    assert follow(case, DAY) == [] and where(case) == district.district, "not in force yet"
    assert len(follow(case)) == 1 and where(case) == district.street
    assert [t.step for t in queries.queue(office["approver"])] == ["decide"] and not queries.queue(office["head"])
    assert follow(case) == [], "again, nothing moves and nothing is recorded"
    assert AuditEntry.objects.filter(act="applications.follow").count() == 1
    follow(case, date(2025, 12, 1))
    assert where(case) == district.district


def test_a_relative_declared_afterwards_takes_it_up(case, district, office):
    delegate(district)
    follow(case)
    declare(office["street_2"], MOTHER, on=LATER)
    follow(case)
    assert where(case) == district.district


def test_the_nightly_job_finds_them_all_some_a_step(case, district, monkeypatch, settings):
    settings.STANDING_STILL_ON = LATER
    monkeypatch.setattr("minsheng.applications.jobs.STEP", 1)
    delegate(district)
    cursor = follow_some(SimpleNamespace(), None)
    assert cursor is not None and where(case) == district.street
    assert follow_some(SimpleNamespace(), cursor) is None


def test_looking_at_the_case_is_enough(case, district, office, settings):
    settings.STANDING_STILL_ON = LATER
    delegate(district)
    assert signed_in(user_of(office["street"])).get(f"/desk/applications/{case.pk}/").status_code == 200
    assert where(case) == district.street
