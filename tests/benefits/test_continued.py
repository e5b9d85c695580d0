"""A household goes on under another head: what it receives follows by an officer's decision, and nobody loses a month."""

from datetime import date

import pytest

from minsheng.applications import actions as apply
from minsheng.applications.models import Application
from minsheng.base.actor import MACHINE
from minsheng.base.errors import AlreadyDone, Refused
from minsheng.benefits import monthly
from minsheng.benefits import sweep as sweeping
from minsheng.benefits.actions import confirm_death
from minsheng.benefits.again import ask, asked_of
from minsheng.benefits.continuing import line_of, stood
from minsheng.benefits.models import Finding
from minsheng.payments import actions as pay
from minsheng.payments.models import Payable
from minsheng.registry import actions as registry
from tests.scenario import make_world, paid
from tests.spine import card

pytestmark = pytest.mark.django_db
NOVEMBER, DECEMBER, JANUARY = date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1)
DIED, SINCE, DECIDED = date(2025, 11, 15), date(2025, 11, 16), date(2025, 12, 10)


@pytest.fixture
def world(district, actor):
    found = make_world(district, actor)
    found.recovery.delete()
    return found


def goes_on(world):
    """The man has died; his mother is the head of those who stay."""
    street = world.office["street"]
    registry.die(person=world.man, died_on=DIED, by=street, on=SINCE)
    return registry.continue_household(household=world.home, head=world.mother, relations={}, since=SINCE, by=street, on=SINCE)


def decided(world, case, outcome="changed", on=DECIDED):
    street, second = world.office["street"], world.office["street_2"]
    report = apply.check(application=case, by=street, on=on)
    apply.report_check(report=report, conclusion="conforms", by=street, on=on)
    user = type(world.case.opened_by or world.pending.opened_by).objects.get(pk=second.user)
    apply.visit(application=case, second=user, visited_on=on, met="home", members_found=1, form={}, result="true", signed="signed", notes={}, by=street, on=on)
    return apply.decide(application=case, outcome=outcome, reason="户主去世，由母亲接续", by=world.office["head"], on=on)


def people(proposal) -> int:
    return len(proposal.receipts[0]["inputs"]["members"])


def test_a_change_opens_by_itself_about_the_new_head_and_household(world):
    Application.objects.filter(pk=world.pending.pk).update(state="withdrawn")
    home = goes_on(world)
    case = Application.objects.get(about=f"benefits.award:{world.award.pk}", state="open")
    assert (case.kind, case.reason, case.applicant, case.household, case.opened_by) == ("change", "head", world.mother, home, None)
    world.award.refresh_from_db()
    assert (world.award.person, world.award.household, world.award.state) == (world.man, world.home, "active")


def test_a_case_that_is_open_already_goes_on_with_the_household(world):
    home = goes_on(world)
    case = Application.objects.get(about=f"benefits.award:{world.award.pk}", state="open")
    assert (case.pk, case.applicant, case.household) == (world.pending.pk, world.mother, home)


def test_the_new_head_is_paid_by_the_decision_and_no_month_is_lost(world, district):
    Application.objects.filter(pk=world.pending.pk).update(state="withdrawn")
    home, award, office = goes_on(world), world.award, world.office
    monthly.run(place=district.district, benefit="dibao", month=DECEMBER, by=MACHINE, on=DECEMBER)
    with pytest.raises(Refused):  # what is due after the payee's death waits
        pay.compute(place=district.district, line="dibao", month=DECEMBER, by=office["finance"], on=DECEMBER)
    decided(world, Application.objects.get(about=f"benefits.award:{award.pk}", state="open"))
    award.refresh_from_db()
    assert (award.person, award.payee, award.household, award.state) == (world.mother, world.mother, home, "active")
    entered = registry.enter_account(person=world.mother, number=card(77), bank="演示银行", holder=world.mother.name, by=MACHINE, on=DECIDED)
    registry.approve_account(account=entered, by=office["approver"], on=DECIDED)
    pay.set_budget(
        place=district.district,
        year=2026,
        line="dibao",
        level="district",
        source="区级",
        share=100,
        fen=1_000_000_00,
        document="演示",
        by=office["finance"],
        on=DECIDED,
    )
    batch = paid(district, office, "dibao", JANUARY, date(2026, 1, 2))
    assert {(p.payee, p.state) for p in batch.payments.all()} == {(world.mother, "paid")}
    rows = Payable.objects.filter(about=f"benefits.award:{award.pk}", payment__state="paid")
    assert sorted({p.month for p in rows}) == [NOVEMBER, DECEMBER, JANUARY]
    assert {p.payee for p in rows.filter(month__gte=DECEMBER)} == {world.mother}


def test_what_is_asked_again_is_asked_of_the_household_of_the_month(world):
    Application.objects.filter(pk=world.pending.pk).update(state="withdrawn")
    home, award = goes_on(world), world.award
    assert people(ask(award, NOVEMBER, DECIDED)) == 2  # on the first they were two
    assert people(ask(award, DECEMBER, DECIDED)) == 1
    decided(world, Application.objects.get(about=f"benefits.award:{award.pk}", state="open"))
    award.refresh_from_db()
    assert (asked_of(award).applicant, asked_of(award).household) == (world.mother, home)
    assert people(ask(award, NOVEMBER, DECIDED)) == 2 and people(ask(award, DECEMBER, DECIDED)) == 1
    world.home.refresh_from_db()
    assert (stood(world.home, DECEMBER), stood(home, NOVEMBER), stood(home, date(2019, 1, 1))) == (home, world.home, home)
    assert line_of(home) == [home, world.home] and line_of(None) == []


def test_the_death_of_the_head_confirmed_after_all_ends_nothing(world):
    goes_on(world)
    confirm_death(finding=Finding.objects.get(kind="death"), evidence="死亡证明", by=world.office["district"], on=date(2025, 11, 20))
    world.award.refresh_from_db()
    assert world.award.state == "active"


def test_the_sweep_does_not_take_the_new_household_for_one_that_has_not_asked(world, district):
    goes_on(world)
    sweeping.sweep(place=district.district, matter="dibao", month=NOVEMBER, by=MACHINE, on=date(2025, 11, 20))
    assert not Finding.objects.filter(benefit="dibao", kind="entitled", person=world.mother).exists()


def test_who_receives_it_already_does_not_take_over_a_second_one(world):
    Application.objects.filter(pk=world.pending.pk).update(state="withdrawn")
    goes_on(world)
    type(world.award).objects.create(
        number="T-2", benefit="dibao", matter="dibao", person=world.mother, payee=world.mother, place=world.mother.place, from_month=NOVEMBER
    )
    with pytest.raises(AlreadyDone):
        decided(world, Application.objects.get(about=f"benefits.award:{world.award.pk}", state="open"))


def test_what_leaves_a_batch_after_it_was_handed_over_waits_for_the_new_payee(world, district):
    Application.objects.filter(pk=world.pending.pk).update(state="withdrawn")
    goes_on(world)
    decided(world, Application.objects.get(about=f"benefits.award:{world.award.pk}", state="open"))
    monthly.run(place=district.district, benefit="dibao", month=DECEMBER, by=MACHINE, on=DECIDED)
    Payable.objects.filter(batch=None).update(payee=world.man)
    monthly.run(place=district.district, benefit="dibao", month=JANUARY, by=MACHINE, on=DECIDED)
    assert {p.payee for p in Payable.objects.filter(batch=None)} == {world.mother}
