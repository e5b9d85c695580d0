"""Awards in payment taken over: loaded in steps that can be killed anywhere, paid on from the month after, accepted by another, taken back whole."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from minsheng.applications.actions import open_about
from minsheng.base import jobs
from minsheng.base.actor import MACHINE
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.benefits import actions as awards
from minsheng.benefits.models import Award, Certification, Finding, Hold, OpeningImport, OpeningRow, Span
from minsheng.benefits.opening.actions import accept, accept_in_background, check, load, load_step, loading, undo
from minsheng.benefits.opening.undoable import blocked
from minsheng.payments.models import Payable, Recovery
from minsheng.registry import actions as registry
from minsheng.registry.models import BankAccount, Event, Person
from tests.benefits.conftest import OLD_AGE, give, handed_in
from tests.benefits.openings import as_csv, line, old

pytestmark = pytest.mark.django_db
SEP, OCT, DAY = date(2025, 9, 1), date(2025, 10, 1), date(2025, 10, 9)


@pytest.fixture
def checked(district, officer):
    """A list of the first n old people at 300 yuan, reconciled; `more` overrides cells of all of them."""

    def run(n: int, **more) -> OpeningImport:
        for i in range(1, n + 1):
            old(i, district.community)
        rows = [line(i, **more) for i in range(1, n + 1)]
        return check(upload=as_csv(rows), benefit=OLD_AGE, month=SEP, place=district.district, payroll_rows=n, payroll_fen=30000 * n, by=officer, on=DAY)

    return run


@pytest.fixture
def taken(checked, head):
    def run(n: int, **more) -> OpeningImport:
        return load(opening=accept(opening=checked(n, **more), by=head, on=DAY), by=head, on=DAY)

    return run


def test_an_award_is_taken_over_with_all_that_its_line_says(taken, district, officer, head):
    opening = taken(2)
    assert (opening.state, opening.rows, opening.fen, opening.loaded, opening.cursor) == ("done", 2, 60000, 2, 2)
    award = Award.objects.get(person__name="演示1")
    assert (award.from_month, award.settled_to, award.state, award.opening, award.application) == (date(2023, 5, 1), SEP, "active", opening, None)
    assert (award.matter, award.payee, award.place) == (OLD_AGE, award.person, district.community) and award.number.startswith("DY-440304-2025-")
    span = award.spans.get()
    assert (span.component, span.person, span.fen, span.from_month, span.why) == ("allowance", award.person, 30000, date(2023, 5, 1), "opening")
    account = award.person.accounts.get()
    assert (account.entered_by_id, account.approved_by_id, account.since) == (officer.user, head.user, DAY)
    told = Event.objects.filter(person=award.person).exclude(kind="opened").values_list("kind", "about", "by_name")
    assert set(told) == {("taken_over", f"benefits.award:{award.pk}", "郑怀民"), ("account_approved", f"benefits.openingimport:{opening.pk}", "郑怀民")}
    assert [bytes(row.sealed) for row in opening.lines.all()] == [b"", b""]


def test_the_first_run_pays_exactly_the_following_month(taken, settle):
    taken(3)
    assert settle(SEP).payables == 0
    found = settle(OCT)
    assert (found.awards, found.payables, found.fen) == (3, 3, 90000)
    assert handed_in(Award.objects.first()) == {OCT: 30000} and settle(OCT).payables == 0


def test_who_brought_the_list_does_not_accept_it_nor_anybody_without_the_right(checked, officer, head, actor, district):
    opening = checked(1)
    for other in (officer, actor("district_head", district.foreign), actor("approver", district.street), actor("finance", district.district), MACHINE):
        with pytest.raises(NotAllowed):
            accept(opening=opening, by=other, on=DAY)
    twice = actor("district_head", district.district)
    OpeningImport.objects.update(entered_by=twice.user)  # the same person in two posts
    with pytest.raises(NotAllowed, match="另一个人"):
        accept(opening=opening, by=twice, on=DAY)
    opening.refresh_from_db()
    accept(opening=opening, by=head, on=DAY)
    with pytest.raises(AlreadyDone):
        accept(opening=opening, by=head, on=DAY)


def test_only_the_office_that_may_brings_a_list_and_only_for_its_own_place(district, actor):
    for by in (actor("street", district.street), actor("district_head", district.district), actor("district", district.foreign), MACHINE):
        with pytest.raises(NotAllowed):
            check(upload=as_csv([line(1)]), benefit=OLD_AGE, month=SEP, place=district.district, payroll_rows=1, payroll_fen=30000, by=by, on=DAY)
    assert not OpeningImport.objects.exists()


def test_a_list_that_does_not_agree_with_the_payroll_is_not_accepted(district, officer, head):
    old(1, district.community)
    for rows, fen in ((2, 30000), (1, 29999), (1, 30001)):
        opening = check(
            upload=as_csv([line(1)], name=f"{rows}-{fen}.csv"), benefit=OLD_AGE, month=SEP, place=district.district, payroll_rows=rows, payroll_fen=fen,
            replaces=OpeningImport.objects.first(), by=officer, on=DAY,
        )  # fmt: skip
        assert not opening.reconciled and opening.bad == 0
        with pytest.raises(Refused, match="对平"):
            accept(opening=opening, by=head, on=DAY)
    assert OpeningImport.objects.count() == 1 and not Award.objects.exists()


def test_the_database_itself_refuses_what_is_not_reconciled_or_approved_by_oneself(checked, head):
    opening = checked(1)
    for wrong in ({"bad": 1}, {"payroll_fen": 1}, {"payroll_rows": 2}, {"approved_by": opening.entered_by_id}, {"approved_by": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OpeningImport.objects.filter(pk=opening.pk).update(**{"state": "loading", "approved_by": head.user} | wrong)


# --- steps -------------------------------------------------------------------------------------------------------------------------


def test_killed_half_way_it_goes_on_and_takes_nobody_twice(checked, head, monkeypatch):
    monkeypatch.setattr(loading, "STEP", 2)
    opening = accept(opening=checked(5), by=head, on=DAY)
    assert load_step(opening=opening, cursor=0, by=head, on=DAY) == 2

    def dies(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(loading.making, "_events", dies)  # in the middle of a step
        with pytest.raises(KeyboardInterrupt):
            load_step(opening=opening, cursor=2, by=head, on=DAY)
    assert Award.objects.count() == Span.objects.count() == BankAccount.objects.count() == 2
    assert load_step(opening=opening, cursor=0, by=head, on=DAY) == 2, "passed already: nothing happens"
    assert Award.objects.count() == 2
    opening = load(opening=opening, by=head, on=DAY)
    assert (opening.state, opening.loaded, Award.objects.count(), Span.objects.count()) == ("done", 5, 5, 5)
    assert load_step(opening=opening, cursor=5, by=head, on=DAY) is None and Award.objects.count() == 5
    assert len(set(Award.objects.values_list("number", flat=True))) == 5


def test_the_job_that_the_acceptance_starts_does_it(checked, head):
    opening = checked(3)
    job = jobs.run(accept_in_background(opening=opening, by=head, on=DAY))
    opening.refresh_from_db()
    assert (job.state, job.done, job.total, opening.state, opening.loaded) == ("done", 3, 3, "done", 3)
    assert set(Event.objects.filter(kind="taken_over").values_list("by_name", flat=True)) == {"郑怀民"}


def test_a_step_needs_no_more_queries_for_more_awards(district, officer, head):
    def queries(first: int, n: int) -> int:
        for i in range(first, first + n):
            old(i, district.community)
        upload = as_csv([line(i) for i in range(first, first + n)])
        opening = check(upload=upload, benefit=OLD_AGE, month=SEP, place=district.district, payroll_rows=n, payroll_fen=30000 * n, by=officer, on=DAY)
        opening = accept(opening=opening, by=head, on=DAY)
        with CaptureQueriesContext(connection) as caught:
            load_step(opening=opening, cursor=0, by=head, on=DAY)
        return len(caught)

    one = queries(1, 2)
    assert queries(10, 30) <= one


def test_checking_needs_as_many_queries_for_many(district, officer):
    def queries(first: int, n: int) -> int:
        for i in range(first, first + n):
            old(i, district.community)
        upload = as_csv([line(i) for i in range(first, first + n)])
        with CaptureQueriesContext(connection) as caught:
            check(upload=upload, benefit=OLD_AGE, month=SEP, place=district.district, payroll_rows=n, payroll_fen=30000 * n, by=officer, on=DAY)
        return len(caught)

    assert queries(1, 2) == queries(10, 30)


# --- what has changed between the check and the end ----------------------------------------------------------------------------------


def granted(n: int, district) -> Award:
    return give(Person.objects.get(name=f"演示{n}"), from_month=OCT)


def test_somebody_granted_it_since_the_check_stops_the_acceptance(checked, head, district):
    opening = checked(2)
    granted(1, district)
    with pytest.raises(Refused, match="有 1 人已经在这里领"):
        accept(opening=opening, by=head, on=DAY)


def test_the_allowance_of_one_does_not_keep_out_another_of_the_household(checked, head, district):
    other = old(9, district.community)
    home = registry.form_household(head=other, members=[], place=district.community, since=date(2020, 1, 1), by=MACHINE, on=DAY)
    give(other, household=home)
    opening = checked(1)
    registry.join(household=home, person=Person.objects.get(name="演示1"), relation="spouse", since=date(2025, 1, 1), by=MACHINE, on=DAY)
    assert load(opening=accept(opening=opening, by=head, on=DAY), by=head, on=DAY).loaded == 1


def test_somebody_granted_it_since_the_acceptance_is_left_out_and_said_so(checked, head, district):
    opening = accept(opening=checked(3), by=head, on=DAY)
    granted(2, district)
    opening = load(opening=opening, by=head, on=DAY)
    assert (opening.state, opening.loaded, Award.objects.filter(opening=opening).count()) == ("done", 2, 2)
    left = opening.lines.get(state="left_out")
    assert left.number == 3 and "已经在这里领" in left.problems[0][1]


def test_somebody_who_has_died_is_taken_over_held_and_found_for_an_officer(district, officer, head, settle, actor):
    person = old(1, district.community)
    person.died_on = date(2025, 8, 20)
    person.save()
    opening = check(upload=as_csv([line(1)]), benefit=OLD_AGE, month=SEP, place=district.district, payroll_rows=1, payroll_fen=30000, by=officer, on=DAY)
    assert opening.lines.get().state == "doubtful" and opening.reconciled
    load(opening=accept(opening=opening, by=head, on=DAY), by=head, on=DAY)
    award, hold, finding = Award.objects.get(), Hold.objects.get(), Finding.objects.get()
    assert (award.state, hold.reason, finding.kind, finding.day) == ("held", "death", "death", date(2025, 8, 20))
    settle(OCT, DAY)
    assert not Payable.objects.exists() and not Recovery.objects.exists(), "held pauses, it asks nothing back"
    awards.confirm_death(finding=finding, evidence="死亡证明", from_month=SEP, by=actor("street", district.street), on=DAY)
    settle(OCT, DAY)
    assert not Payable.objects.exists()
    assert Recovery.objects.get().months == "2025-09", "what the system before has paid too much is asked back"


# --- taking it back -----------------------------------------------------------------------------------------------------------------


def left() -> list[int]:
    return [m.objects.count() for m in (Award, Span, Hold, Certification, Finding, BankAccount)] + [Event.objects.exclude(kind="opened").count()]


def test_taken_back_nothing_is_left_and_the_same_file_comes_again(taken, checked, district, officer, head):
    opening = undo(opening=taken(3), by=head, on=DAY)
    assert (opening.state, opening.loaded) == ("undone", 0) and left() == [0] * 7
    rows = OpeningRow.objects.filter(opening=opening)
    assert {(r.state, r.person, r.award, r.account, bytes(r.sealed)) for r in rows} == {("undone", None, None, None, b"")}
    with pytest.raises(AlreadyDone):
        undo(opening=opening, by=head, on=DAY)
    upload = as_csv([line(i) for i in range(1, 4)])
    again = check(upload=upload, benefit=OLD_AGE, month=SEP, place=district.district, payroll_rows=3, payroll_fen=90000, by=officer, on=DAY)
    assert load(opening=accept(opening=again, by=head, on=DAY), by=head, on=DAY).loaded == 3


def test_half_taken_over_it_is_taken_back_and_its_job_ends(checked, head, monkeypatch):
    monkeypatch.setattr(loading, "STEP", 2)
    opening = accept(opening=checked(5), by=head, on=DAY)
    load_step(opening=opening, cursor=0, by=head, on=DAY)
    undo(opening=opening, by=head, on=DAY)
    assert load_step(opening=opening, cursor=2, by=head, on=DAY) is None and left() == [0] * 7


def test_who_brought_it_gives_up_a_list_that_is_only_checked_and_no_more(checked, officer, head):
    opening = checked(1)
    with pytest.raises(NotAllowed):
        undo(opening=opening, by=head, on=DAY)
    opening = undo(opening=opening, by=officer, on=DAY)
    assert opening.state == "undone"


def change_amount(award, by):
    awards.change_band(award=award, from_month=OCT, lines=[{"component": "allowance", "person": award.person_id, "fen": 50000}], receipt={}, by=MACHINE, on=DAY)


def certify(award, by):
    Certification.objects.create(award=award, round=date(2025, 5, 1), done_on=DAY, way="visit")


def open_case(award, by):
    open_about(award=f"benefits.award:{award.pk}", matter=OLD_AGE, kind="stop", applicant=award.person, household=None, reason="moved", by=by, on=DAY)


def hold(award, by):
    awards.hold(award=award, reason="check", from_month=OCT, by=MACHINE, on=DAY)


@pytest.mark.parametrize(("happens", "words"), [(change_amount, "金额改过"), (certify, "认证"), (open_case, "复核"), (hold, "暂停")])
def test_what_was_decided_since_stands_in_the_way(taken, officer, head, happens, words):
    opening = taken(2)
    happens(Award.objects.get(person__name="演示2"), officer)
    first, n = blocked(opening)
    assert n == 1 and first[0].person.name == "演示2" and any(words in zh for zh, _ in first[0].reasons)
    with pytest.raises(Refused, match="演示2"):
        undo(opening=opening, by=head, on=DAY)
    assert Award.objects.count() == 2


def test_once_a_month_is_handed_in_it_stays(taken, head, settle):
    opening = taken(1)
    settle(OCT)
    with pytest.raises(Refused, match="发放"):
        undo(opening=opening, by=head, on=DAY)


def test_a_round_that_was_opened_does_not_stand_in_the_way(taken, head):
    opening = taken(1)
    Certification.objects.create(award=Award.objects.get(), round=date(2025, 11, 1))
    undo(opening=opening, by=head, on=DAY)
    assert left() == [0] * 7
