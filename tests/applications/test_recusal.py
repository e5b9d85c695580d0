"""Who keeps out: a declared near relative does nothing and sends the decision up; whoever has had a hand in it does not decide."""

from datetime import date

import pytest

from minsheng.accounts import actions as accounts
from minsheng.accounts.models import Post
from minsheng.applications import actions as apply
from minsheng.applications.recusal import related, staff_related
from minsheng.applications.way import authority_of
from minsheng.base.errors import NotAllowed
from minsheng.benefits.actions import certify, hold, release
from minsheng.benefits.models import Certification
from minsheng.places.models import Delegation
from minsheng.registry import actions as registry
from minsheng.registry.identity import make_number
from minsheng.registry.models import Account
from tests.benefits.conftest import give
from tests.scenario import notice_of, to_notice
from tests.spine import LONG_AGO

DAY = date(2025, 10, 28)
MOTHER = make_number("440399", date(1932, 5, 1), 1)  # the mother of the family of the scenario


def declare(by, *numbers, on=date(2025, 10, 9)):
    accounts.declare_relatives(relatives=[{"relation": "parent", "name": "演示", "number": n} for n in numbers], by=by, on=on)


@pytest.fixture
def delegated(district):
    return Delegation.objects.create(
        matter="dibao", district=district.district, street=district.street, since=LONG_AGO, authority="区政府（演示）", document="x", provincial_document="y"
    )


@pytest.fixture
def case(district, office, family):
    """At the notice; it rests on the board until the 27th."""
    return to_notice(district, office, family)


def test_a_relative_in_the_household_keeps_the_officer_out_of_every_step(district, office, family, actor):
    declare(office["street"], MOTHER)
    man, _mother, home = family
    case = apply.draft(matter="dibao", applicant=man, household=home, place=district.community, channel="counter", by=office["street_2"], on=date(2025, 10, 9))
    assert related(office["street"].user, case, DAY) and not related(office["street_2"].user, case, DAY)
    with pytest.raises(NotAllowed, match="回避"):
        apply.accept(application=case, by=office["street"], on=date(2025, 10, 10))


def test_nor_does_the_officer_take_it_in_or_back_or_stop_its_clock(district, office, family, case):
    declare(office["street"], MOTHER)
    _man, mother, home = family
    kept_out = [
        lambda by: apply.draft(matter="old_age_allowance", applicant=mother, household=None, place=district.community, channel="counter", by=by, on=DAY),
        lambda by: apply.open_by_office(matter="old_age_allowance", applicant=mother, household=home, channel="office", by=by, on=DAY),
        lambda by: apply.withdraw(application=case, by=by, on=DAY),
        lambda by: apply.pause(application=case, reason="等协查", by=by, on=DAY),
        lambda by: apply.take_down(application=case, by=by, on=DAY),
    ]
    for run in kept_out:
        with pytest.raises(NotAllowed, match="回避"):
            run(office["street"])


def test_nor_certifies_or_releases_what_the_relative_receives(district, office, family, actor):
    _man, mother, _home = family
    award, worker = give(mother), office["community"]
    Certification.objects.create(award=award, round=date(2025, 5, 1))
    held = hold(award=award, reason="check", from_month=date(2025, 11, 1), by=office["street"], on=DAY)
    declare(worker, MOTHER)
    declare(office["street"], MOTHER)
    for run in (lambda: certify(award=award, way="visit", by=worker, on=DAY), lambda: release(held=held, paid_back=True, by=office["street"], on=DAY)):
        with pytest.raises(NotAllowed, match="回避"):
            run()
    assert certify(award=award, way="visit", by=office["street_2"], on=DAY).done_by_id == office["street_2"].user


def test_nobody_works_on_the_case_of_the_own_household(district, office, family, case):
    Account.objects.create(user_id=office["street"].user, person=family[1], since=DAY)
    assert related(office["street"].user, case, DAY)
    with pytest.raises(NotAllowed, match="本人"):
        apply.take_down(application=case, by=office["street"], on=DAY)


def test_whoever_has_recorded_a_fact_about_the_family_does_not_decide(district, office, case, family, actor):
    second = actor("district_head", district.district)
    registry.learn(subject=family[0], facts={"marital_status": "single"}, source="officer", since=date(2025, 10, 1), by=second, on=date(2025, 10, 20))
    apply.take_down(application=case, by=office["street"], on=date(2025, 10, 27))
    with pytest.raises(NotAllowed, match="经办过"):
        apply.decide(application=case, outcome="granted", by=second, on=DAY)
    apply.decide(application=case, outcome="granted", by=office["head"], on=DAY)


def test_a_relative_on_the_staff_of_the_street_sends_the_decision_to_the_district(district, office, case, delegated):
    assert authority_of(case, DAY) == (district.street, delegated)
    declare(office["street_2"], MOTHER)
    assert staff_related(case, district.street, DAY)
    assert authority_of(case, DAY) == (district.district, None)


def test_a_relative_in_another_street_changes_nothing(district, office, case, delegated, actor):
    declare(actor("street", district.other_street), MOTHER)
    assert authority_of(case, DAY) == (district.street, delegated)


def test_whose_post_has_ended_routes_nothing(district, office, case, delegated, actor):
    declare(office["street_2"], MOTHER)
    Post.objects.filter(pk=office["street_2"].post).update(until=DAY)
    assert authority_of(case, date(2025, 10, 27)) == (district.district, None)
    assert authority_of(case, DAY) == (district.street, delegated)


def test_last_years_relative_counts_until_this_years_is_declared(district, office, case, delegated):
    declare(office["street_2"], MOTHER, on=date(2024, 5, 1))
    assert authority_of(case, DAY)[0] == district.district
    declare(office["street_2"])
    assert authority_of(case, DAY)[0] == district.street


def test_the_routed_case_is_decided_by_the_district_and_not_by_the_relative(district, office, case, delegated):
    declare(office["approver"], MOTHER)
    apply.take_down(application=case, by=office["street"], on=date(2025, 10, 27))
    assert case.tasks.get(step="decide", state="open").place == district.district
    with pytest.raises(NotAllowed):
        apply.decide(application=case, outcome="granted", by=office["approver"], on=DAY)
    apply.decide(application=case, outcome="granted", by=office["head"], on=DAY)
    case.refresh_from_db()
    assert case.state == "granted" and notice_of(case)


def test_a_head_who_is_a_relative_does_not_decide(district, office, case):
    declare(office["head"], MOTHER)
    apply.take_down(application=case, by=office["street"], on=date(2025, 10, 27))
    with pytest.raises(NotAllowed, match="回避"):
        apply.decide(application=case, outcome="granted", by=office["head"], on=DAY)
