"""From which month the old-age allowance is paid: the month of applying or of age, however long the office takes; and what the birthday's own month pays."""

from datetime import date

import pytest

from minsheng.applications import actions as apply
from minsheng.applications.models import Application
from minsheng.base import jobs
from minsheng.base.actor import MACHINE
from minsheng.benefits.models import Award
from minsheng.lines.elderly.propose import propose
from minsheng.registry import actions as registry
from minsheng.web.my.entitled import may_claim
from tests.benefits.conftest import OLD_AGE
from tests.spine import make_person

pytestmark = pytest.mark.django_db
AGREED = {"hukou": "here", "old_age_opt_in": True}


def applied(person, on: date) -> Application:
    return Application(matter=OLD_AGE, channel="counter", applicant=person, place=person.place, applied_on=on, created_on=on)


# figures.md 6: Shenzhen 70–79 200, 80–89 300; which of the two the birthday's own month pays was not found
@pytest.mark.parametrize(
    ("born", "applied_on", "decided_on", "month", "fen"),
    [
        (date(1955, 10, 12), date(2025, 8, 20), date(2026, 1, 5), date(2025, 11, 1), 20000),  # the office's delay costs no month
        (date(1955, 10, 12), date(2025, 8, 20), date(2025, 8, 25), date(2025, 11, 1), 20000),
        (date(1943, 5, 1), date(2025, 10, 30), date(2025, 11, 4), date(2025, 10, 1), 30000),  # of age long before: the month of applying
        (date(1945, 10, 12), date(2025, 10, 20), date(2025, 10, 20), date(2025, 10, 1), 20000),  # 80 in the month of applying: the lower band at least
        (date(1945, 10, 12), date(2025, 10, 20), date(2025, 12, 20), date(2025, 10, 1), 20000),
        (date(1945, 10, 12), date(2025, 11, 2), date(2025, 11, 3), date(2025, 11, 1), 30000),
    ],
)
def test_the_first_month(district, born, applied_on, decided_on, month, fen):
    found = propose(applied(make_person("演一", district.community, born, facts=AGREED), applied_on), decided_on)
    assert (found.status, found.payable, found.from_month, found.fen) == ("yes", True, month, fen)
    assert bool(found.notes) == (month.month == born.month), "said where the birthday's own month pays the lower band, and nowhere else"
    assert all(zh and en for zh, en in found.notes)


def test_a_month_that_is_over_is_asked_with_what_held_then(district):
    person = make_person("演二", district.community, date(1943, 5, 1), facts={"old_age_opt_in": True})
    registry.learn(subject=person, facts={"hukou": "here"}, source="register", since=date(2025, 10, 1), by=MACHINE, on=date(2025, 10, 9))
    assert propose(applied(person, date(2025, 8, 20)), date(2025, 12, 2)).from_month == date(2025, 10, 1), "hukou came in October"


def test_an_award_looked_at_again_pays_no_month_that_is_not_certain(district):
    person = make_person("演三", district.community, date(1945, 10, 12), facts=AGREED)
    assert propose(applied(person, date(2025, 9, 1)), date(2025, 10, 20), month=date(2025, 10, 1)).from_month == date(2025, 11, 1)


def test_the_lower_band_is_granted_and_the_next_night_brings_the_higher_one(district, office, settings):
    day = date(2025, 10, 20)
    person = make_person("演四", district.community, date(1945, 10, 12), facts=AGREED)
    case = apply.open_by_office(matter=OLD_AGE, applicant=person, household=None, channel="office", by=office["street"], on=day)
    apply.accept(application=case, by=office["street"], on=day)
    report = apply.check(application=case, by=office["street"], on=day)
    apply.report_check(report=report, conclusion="conforms", by=office["street"], on=day)
    apply.decide(application=case, outcome="granted", by=office["approver"], on=date(2026, 1, 5))
    settings.STANDING_STILL_ON = date(2026, 1, 6)
    assert jobs.run(jobs.start(kind="elderly.bands", by=MACHINE, on=date(2026, 1, 6))).state == "done"
    spans = Award.objects.get().spans.filter(replaced_on=None).order_by("from_month")
    assert list(spans.values_list("fen", "from_month", "until_month")) == [(20000, date(2025, 10, 1), date(2025, 11, 1)), (30000, date(2025, 11, 1), None)]


def test_who_has_not_applied_is_told_what_applying_would_bring(district):
    """林月娥, 70 since September: her file does not say that she wants it, and applying says so."""
    her = make_person("林月娥", district.community, date(1955, 9, 6), facts={"hukou": "here"})
    assert [(c.matter, c.fen) for c in may_claim(her, date(2025, 10, 28))] == [("old_age_allowance", 20000)]
    other = make_person("林另一", district.community, date(1955, 9, 6), serial=9, facts={"hukou": "here", "old_age_opt_in": False})
    assert may_claim(other, date(2025, 10, 28)) == [], "who has said no is not asked again"
