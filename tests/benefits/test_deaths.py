"""A death found late: held at once, confirmed by an officer, and only what was paid too much is asked back."""

from datetime import date

import pytest

from minsheng.base.actor import MACHINE
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.benefits import actions, terms
from minsheng.benefits.models import Award, Finding
from minsheng.payments.models import Recovery
from minsheng.registry import actions as registry
from minsheng.standards.actions import approve_standard, enter_standard
from tests.benefits.conftest import OLD_AGE, give, handed_in
from tests.spine import make_person

pytestmark = pytest.mark.django_db
MAY, JUN, JUL = date(2025, 5, 1), date(2025, 6, 1), date(2025, 7, 1)


@pytest.fixture
def officer(district, actor):
    return actor("street", district.street)


@pytest.fixture
def reported(award, settle, pay_out):
    """Paid to June; in July a register says that she died on 10 April."""
    settle(JUN)
    pay_out(award, JUN)
    (finding,) = actions.report_death(person=award.person, died_on=date(2025, 4, 10), source=("殡葬登记", "funeral register"), by=MACHINE, on=date(2025, 7, 3))
    return finding


def test_a_report_holds_and_asks_nothing_back_yet(award, reported, settle):
    assert settle(JUL).payables == 0 and not Recovery.objects.exists()
    award.refresh_from_db()
    assert award.state == "held" and reported.state == "open" and reported.day == date(2025, 4, 10)


def test_reported_again_it_finds_what_is_there_and_an_earlier_day_moves_the_hold(award, reported):
    assert actions.report_death(person=award.person, died_on=date(2025, 3, 30), source=("公安", "police"), by=MACHINE, on=date(2025, 7, 4)) == [reported]
    assert award.holds.get().from_month == date(2025, 3, 1)
    reported.refresh_from_db()
    assert reported.day == date(2025, 3, 30)


def test_confirmed_it_ends_and_the_months_after_the_month_of_death_are_proposed(award, reported, settle, officer):
    actions.confirm_death(finding=reported, evidence="殡葬证明 演-1", from_month=MAY, by=officer, on=date(2025, 7, 5))
    award.refresh_from_db()
    assert (award.state, award.stopped_from, award.stop_code) == ("stopped", MAY, "death")
    settle(JUL, date(2025, 7, 6))
    recovery = Recovery.objects.get()
    assert (recovery.months, recovery.fen, recovery.reason) == ("2025-05、2025-06", 60000, "death")
    award.person.refresh_from_db()
    assert award.person.died_on == date(2025, 4, 10)
    with pytest.raises(AlreadyDone):
        actions.confirm_death(finding=reported, evidence="x", by=officer, on=date(2025, 7, 7))


def test_only_an_officer_confirms_and_with_a_proof(reported, officer):
    with pytest.raises(NotAllowed):
        actions.confirm_death(finding=reported, evidence="x", by=MACHINE, on=date(2025, 7, 5))
    with pytest.raises(Refused):
        actions.confirm_death(finding=reported, evidence=" ", by=officer, on=date(2025, 7, 5))


def test_refuted_everything_held_is_paid_back(award, reported, settle, officer):
    settle(JUL)
    actions.refute_death(finding=reported, why="上门见到本人", by=officer, on=date(2025, 7, 8))
    settle(JUL, date(2025, 7, 9))
    assert handed_in(award)[JUL] == 30000 and not Recovery.objects.exists()
    award.refresh_from_db()
    assert award.state == "active" and Finding.objects.get().state == "closed"


def test_a_household_that_goes_on_is_paid_on(district, officer, settle):
    head = make_person("王大海", district.community, date(1960, 1, 1), serial=3)
    wife = make_person("李小河", district.community, date(1962, 1, 1), serial=4)
    home = registry.form_household(head=head, members=[(wife, "spouse")], place=district.community, since=date(2020, 1, 1), by=officer, on=date(2025, 1, 1))
    award = give(head, household=home)
    (finding,) = actions.report_death(person=head, died_on=date(2025, 4, 10), source=("公安", "police"), by=MACHINE, on=MAY)
    assert not award.holds.exists() and finding.award == award
    actions.confirm_death(finding=finding, evidence="死亡证明", by=officer, on=MAY)
    assert Award.objects.get(pk=award.pk).state == "active", "the rest of the family lives on it: a change is opened"
    actions.report_death(person=wife, died_on=date(2025, 5, 2), source=("公安", "police"), by=MACHINE, on=date(2025, 5, 5))
    assert award.holds.get().from_month == MAY, "the last member; whether the month of death is due is for an officer to say"


def test_the_month_of_death_is_due_and_said_to_be_not_confirmed(district):
    found = terms.month_of_death(OLD_AGE, district.community, MAY, known=MAY)
    assert found.due and not found.confirmed
    assert terms.first_month_not_due(OLD_AGE, district.community, date(2025, 4, 30), known=MAY) == MAY
    assert terms.held_after(OLD_AGE, district.community, date(2025, 4, 30), known=MAY) == date(2025, 4, 1), "held until somebody has said"


@pytest.fixture
def entered(district, actor):
    """entered(benefit, due, on): a city's own document about the month of death, in force from January."""

    def enter(benefit: str, due: bool, on: date) -> None:
        one, other = actor("city", district.city), actor("city", district.city)
        made = enter_standard(
            figure=f"{benefit}_month_of_death", place=district.city, in_force=date(2025, 1, 1), known=date(2025, 1, 1), confirmed_through=date(2026, 12, 1),
            value=due, document="演示〔2025〕8号", by=one, on=on,
        )  # fmt: skip
        approve_standard(standard=made, by=other, on=on)

    return enter


@pytest.mark.parametrize(("due", "held"), [(True, MAY), (False, date(2025, 4, 1))])
def test_what_an_office_has_confirmed_about_the_month_of_death_holds_from_then_on(district, award, entered, due, held):
    entered(OLD_AGE, due, date(2025, 5, 8))
    found = terms.month_of_death(OLD_AGE, district.community, date(2025, 4, 30), known=date(2025, 5, 8))
    assert (found.due, found.clause, found.confirmed) == (due, "演示〔2025〕8号", True)
    assert terms.first_month_not_due(OLD_AGE, district.community, date(2025, 4, 30), known=date(2025, 5, 8)) == held
    assert not terms.month_of_death(OLD_AGE, district.community, date(2024, 12, 31), known=date(2025, 5, 8)).confirmed, "before it is in force"
    assert not terms.month_of_death(OLD_AGE, district.community, date(2025, 4, 30), known=date(2025, 5, 7)).confirmed, "before it was approved"
    assert not terms.month_of_death("dibao", district.community, date(2025, 4, 30), known=date(2025, 5, 8)).confirmed, "another benefit"
    actions.report_death(person=award.person, died_on=date(2025, 4, 10), source=("公安", "police"), by=MACHINE, on=date(2025, 5, 9))
    assert award.holds.get().from_month == held


def test_once_the_office_has_said_the_officer_is_not_asked_and_what_was_held_follows_it(award, reported, entered, settle, officer):
    """Held from April while nobody had said; a document then says that April is due."""
    entered(OLD_AGE, True, date(2025, 7, 4))
    actions.confirm_death(finding=reported, evidence="殡葬证明", from_month=date(2025, 4, 1), by=officer, on=date(2025, 7, 5))
    award.refresh_from_db()
    assert award.stopped_from == MAY
    settle(JUL, date(2025, 7, 6))
    assert Recovery.objects.get().months == "2025-05、2025-06"


def test_the_month_of_death_is_not_due_by_a_document_of_the_office(award, reported, entered, settle, officer):
    entered(OLD_AGE, False, date(2025, 7, 4))
    actions.confirm_death(finding=reported, evidence="殡葬证明", by=officer, on=date(2025, 7, 5))
    settle(JUL, date(2025, 7, 6))
    assert Recovery.objects.get().months == "2025-04、2025-05、2025-06"
