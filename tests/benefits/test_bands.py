"""The next age band comes by itself, with or without an application of ours, by the real figures of two cities."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minsheng.applications.models import Application
from minsheng.base import jobs
from minsheng.base.actor import MACHINE
from minsheng.benefits import actions
from minsheng.benefits.actions.awards import put
from minsheng.benefits.actions.telling import tell_some
from minsheng.benefits.bands import raise_bands, raise_some
from minsheng.benefits.models import Award, OpeningImport
from minsheng.lines.elderly.propose import ask
from minsheng.places.models import Place
from minsheng.registry import actions as registry
from tests.benefits.conftest import OLD_AGE, give, handed_in
from tests.spine import make_person, place

pytestmark = pytest.mark.django_db
AGREED = {"hukou": "here", "old_age_opt_in": True}


@pytest.fixture
def huizhou(district) -> Place:
    city = place("惠州市", "city", district.province, "441300")
    huicheng = place("惠城区", "district", city, "441302")
    street = place("桥东街道", "street", huicheng, "441302001")
    return place("桥东社区居委会", "community", street)


def pays(award, month) -> int:
    return sum(s.fen for s in award.spans.filter(replaced_on=None, from_month__lte=month).exclude(until_month__lte=month))


# figures.md 6: Shenzhen 70–79 200, 80–89 300, 90–99 500, 100+ 1,000; Huizhou 80–89 100, 90–99 200, 100+ 500
@pytest.mark.parametrize(("age", "before", "after"), [(80, 20000, 30000), (90, 30000, 50000), (100, 50000, 100000)])
def test_shenzhen_rises_the_month_after_the_birthday(district, age, before, after):
    award = give(make_person("演一", district.community, date(2025 - age, 10, 20), facts=AGREED), fen=before, opening=None)
    october, november = date(2025, 10, 1), date(2025, 11, 1)
    assert award.application is None
    assert raise_bands(place=district.district, benefit=OLD_AGE, month=october, by=MACHINE, on=date(2025, 10, 28)) == 0  # which month was not found
    assert raise_bands(place=district.district, benefit=OLD_AGE, month=november, by=MACHINE, on=date(2025, 11, 3)) == 1
    award.refresh_from_db()
    assert (pays(award, october), pays(award, november), award.reopen_from) == (before, after, november)
    assert award.spans.get(from_month=november, replaced_on=None).receipt["figures"]
    assert raise_bands(place=district.district, benefit=OLD_AGE, month=november, by=MACHINE, on=date(2025, 11, 4)) == 0


@pytest.mark.parametrize(("age", "before", "after"), [(90, 10000, 20000), (100, 20000, 50000)])
def test_huizhou_rises_by_its_own_bands_and_asks_for_no_reply(huizhou, age, before, after):
    person = make_person("演二", huizhou, date(2023 - age, 9, 20))
    registry.learn(subject=person, facts={"hukou": "here"}, source="register", since=date(2020, 1, 1), by=MACHINE, on=date(2023, 1, 1))
    award = give(person, fen=before, from_month=date(2022, 1, 1))
    assert raise_bands(place=huizhou, benefit=OLD_AGE, month=date(2023, 10, 1), by=MACHINE, on=date(2023, 10, 9)) == 1
    assert pays(award, date(2023, 10, 1)) == after


def test_huizhou_pays_nothing_more_at_seventy(huizhou):
    person = make_person("演三", huizhou, date(1953, 9, 20))
    registry.learn(subject=person, facts={"hukou": "here"}, source="register", since=date(2020, 1, 1), by=MACHINE, on=date(2023, 1, 1))
    assert str(ask(person, date(2023, 10, 1), date(2023, 10, 9))[0].status) == "no"
    give(person, fen=1, from_month=date(2022, 1, 1))
    assert raise_bands(place=huizhou, benefit=OLD_AGE, month=date(2023, 10, 1), by=MACHINE, on=date(2023, 10, 9)) == 0


def test_who_has_an_application_rises_the_same_and_what_the_file_is_silent_about_is_not_guessed(district):
    known = make_person("演四", district.community, date(1945, 9, 20), serial=1, facts=AGREED)
    case = Application.objects.create(matter=OLD_AGE, unit="person", channel="portal", applicant=known, place=known.place, created_on=date(2025, 1, 1))
    rising = give(known, fen=20000, application=case)
    silent = give(make_person("演五", district.community, date(1945, 9, 20), serial=2), fen=20000)
    assert raise_bands(place=district.district, benefit=OLD_AGE, month=date(2025, 10, 1), by=MACHINE, on=date(2025, 10, 9)) == 1
    assert (pays(rising, date(2025, 10, 1)), pays(silent, date(2025, 10, 1))) == (30000, 20000)


def test_steps_come_to_the_same(district, monkeypatch):
    monkeypatch.setattr("minsheng.benefits.bands.STEP", 2)
    for n in range(5):
        give(make_person("演六", district.community, date(1945, 9, 20), serial=n, facts=AGREED), fen=20000)
    counts, after = [], 0
    while after is not None:
        count, after = raise_some(place=district.district, benefit=OLD_AGE, month=date(2025, 10, 1), after=after, by=MACHINE, on=date(2025, 10, 9))
        counts.append(count)
    assert counts == [2, 2, 1]


def test_the_nightly_job_goes_through_every_district_in_small_steps(district, monkeypatch, settings):
    monkeypatch.setattr("minsheng.benefits.bands.STEP", 1)
    settings.STANDING_STILL_ON = date(2025, 10, 9)
    awards = [give(make_person("演七", p, date(1945, 9, 20), serial=n, facts=AGREED), fen=20000) for n, p in enumerate([district.community, district.community_2, district.foreign_community])]  # fmt: skip
    assert jobs.run(jobs.start(kind="elderly.bands", by=MACHINE, on=date(2025, 10, 9))).state == "done"
    assert {pays(a, date(2025, 10, 1)) for a in awards} == {30000}


def test_who_is_held_rises_too_and_is_paid_back_what_was_due(district, settle, actor):
    """90 on 20 July 2025, missed the certification of May, certified on 15 October: 300 in June and July, 500 in August and September."""
    award = give(make_person("演八", district.community, date(1935, 7, 20), facts=AGREED))
    settle(date(2025, 5, 1))
    actions.open_round(place=district.district, benefit=OLD_AGE, month=date(2025, 5, 1), by=MACHINE, on=date(2025, 5, 2))
    tell_some(place=district.district, benefit=OLD_AGE, month=date(2025, 5, 1), by=MACHINE, on=date(2025, 5, 2))
    assert actions.close_round(place=district.district, benefit=OLD_AGE, month=date(2025, 5, 1), by=MACHINE, on=date(2025, 6, 1)) == 1
    assert raise_bands(place=district.district, benefit=OLD_AGE, month=date(2025, 9, 1), by=MACHINE, on=date(2025, 9, 2)) == 1
    actions.certify(award=award, way="visit", by=actor("community", district.community), on=date(2025, 10, 15))
    settle(date(2025, 10, 1), date(2025, 10, 16))
    due = {date(2025, n, 1): 30000 if n < 8 else 50000 for n in range(1, 11)}
    assert handed_in(award) == due


def test_a_run_that_was_missed_is_made_good_from_the_first_certain_month(district):
    """80 in July, nothing ran until November; what a system before paid is left as it was."""
    born = date(1945, 7, 20)
    award = give(make_person("演九", district.community, born, serial=1, facts=AGREED), fen=20000)
    taken = OpeningImport.objects.create(name="演示", place=district.district, month=date(2025, 9, 1), benefit=OLD_AGE, payroll_rows=1, payroll_fen=20000, created_on=date(2025, 10, 9))  # fmt: skip
    brought = give(make_person("演十", district.community, born, serial=2, facts=AGREED), fen=20000, opening=taken)
    assert raise_bands(place=district.district, benefit=OLD_AGE, month=date(2025, 11, 1), by=MACHINE, on=date(2025, 11, 3)) == 2
    assert [pays(award, date(2025, n, 1)) for n in (7, 8, 11)] == [20000, 30000, 30000]
    assert [pays(brought, date(2025, n, 1)) for n in (9, 10)] == [20000, 30000]
    award.refresh_from_db()
    assert award.reopen_from == date(2025, 8, 1)


def test_two_bands_that_were_missed_come_each_from_its_month(district):
    person = make_person("演甲", district.community, date(1935, 3, 20), facts=AGREED)
    award = give(person, fen=20000, from_month=date(2025, 2, 1))
    Award.objects.update(from_month=date(2025, 2, 1))
    raise_bands(place=district.district, benefit=OLD_AGE, month=date(2025, 6, 1), by=MACHINE, on=date(2025, 6, 3))
    assert [pays(award, date(2025, n, 1)) for n in range(2, 7)] == [30000, 30000, 50000, 50000, 50000]


def test_what_was_decided_for_a_later_month_stays(district):
    award = give(make_person("演乙", district.community, date(1945, 9, 20), facts=AGREED), fen=20000)
    put(award, None, date(2025, 11, 1), "change", date(2025, 10, 1), lines=[{"component": "allowance", "person": award.person_id, "fen": 10000}], receipt={})
    raise_bands(place=district.district, benefit=OLD_AGE, month=date(2025, 10, 1), by=MACHINE, on=date(2025, 10, 9))
    assert [pays(award, date(2025, n, 1)) for n in (9, 10, 11)] == [20000, 30000, 10000]


BANDS = {70: 20000, 80: 30000, 90: 50000, 100: 100000}  # figures.md 6


@given(st.dates(date(1924, 1, 1), date(1954, 12, 31)), st.integers(0, 8))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whenever_it_runs_each_month_pays_the_band_that_is_certain(district, born, missed):
    """The birthday's own month stays with the band before: which of the two it pays was not found."""
    with transaction.atomic():
        person = make_person("演丙", district.community, born, facts=AGREED)
        start = date(2025, 1, 1)
        award = give(person, fen=_certain(born, start), from_month=start)
        for n in (2 + missed, 12):
            raise_bands(place=district.district, benefit=OLD_AGE, month=date(2025, min(n, 12), 1), by=MACHINE, on=date(2025, min(n, 12), 5))
        months = [date(2025, n, 1) for n in range(1, 13)]
        assert [pays(award, m) for m in months] == [_certain(born, m) for m in months]
        transaction.set_rollback(True)


def _certain(born: date, month: date) -> int:
    """By the age on the last day of the month before."""
    age = month.year - born.year - (born.month >= month.month)
    return BANDS[age // 10 * 10] if age < 100 else BANDS[100]
