"""Two files become one: nothing is lost, nothing is paid twice, nothing is asked again."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from minsheng.accounts.models import User
from minsheng.applications import actions as apply
from minsheng.base.clock import now
from minsheng.base.crypto import open_sealed
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.benefits.models import Award
from minsheng.notices.actions import write_letter
from minsheng.payments.accounts_in_use import find as accounts_in_use
from minsheng.registry import actions as registry
from minsheng.registry.actions.merging import free
from minsheng.registry.events import line_of_life
from minsheng.registry.identity import make_number
from minsheng.registry.models import Pair
from minsheng.registry.queries import fold, home_of, members, opened, search
from tests.pages import signed_in
from tests.spine import DAY, card, make_actor, make_person, merged

pytestmark = pytest.mark.django_db
BORN = date(1950, 5, 1)


@pytest.fixture
def officer(district, actor):
    return actor("street", district.street)


@pytest.fixture
def two(district, actor):
    keep = make_person("张启明", district.community, BORN, phone="13800000001", facts={"hukou": "here"})
    drop = make_person(
        "张启明", district.community_2, BORN, serial=3, phone="13800000002", facts={"hukou": "same_province", "monthly_income": 100}, account=2, approver=actor("approver", district.street)
    )  # fmt: skip
    return keep, drop


def merge(keep, drop, by, why="同一人"):
    done = merged(keep, drop, by, why=why)
    keep.refresh_from_db()
    drop.refresh_from_db()
    return done


def test_documents_telephones_and_both_histories_are_in_the_kept_file(officer, two):
    keep, drop = two
    merge(keep, drop, officer)
    for text in ("13800000001", "13800000002", make_number("440399", BORN, 1), make_number("440399", BORN, 3), "张启明"):
        assert search(officer, text) == [keep], text
    assert len(opened(keep)["documents"]) == 2 and drop.merged_into == keep
    assert {e.kind for e in line_of_life(keep)} >= {"merged", "account", "account_approved"}


def test_its_own_facts_go_before_and_what_only_the_other_knew_is_added(officer, two):
    keep, drop = two
    before = (fold(keep, DAY), fold(drop, DAY), now())
    merge(keep, drop, officer)
    assert keep.facts == fold(keep, DAY) == {"hukou": "here", "monthly_income": 100}
    assert (fold(keep, DAY, before[2]), fold(drop, DAY)) == before[:2]  # what was decided on either can be worked out again


def test_the_account_is_paid_to_and_opens_under_the_kept_file(officer, two):
    keep, drop = two
    merge(keep, drop, officer)
    account = keep.accounts.get()
    assert open_sealed(account.sealed, f"registry.account:{keep.pk}")["holder"] == "张启明" and account.since == DAY
    found = accounts_in_use([keep.pk, drop.pk])
    assert set(found.usable) == {keep.pk, drop.pk} and not found.held


def test_an_award_goes_on_under_the_kept_file(officer, two):
    keep, drop = two
    award = Award.objects.create(
        number="B1", benefit="old_age_allowance", matter="old_age_allowance", person=drop, payee=drop, place=drop.place, from_month=date(2025, 1, 1)
    )
    merge(keep, drop, officer)
    award.refresh_from_db()
    assert (award.person, award.payee) == (keep, keep)


def test_who_receives_twice_is_first_ended_once(officer, two):
    for n, person in enumerate(two):
        Award.objects.create(
            number=f"B{n}",
            benefit="old_age_allowance",
            matter="old_age_allowance",
            person=person,
            payee=person,
            place=person.place,
            from_month=date(2025, 1, 1),
        )
    with pytest.raises(Refused, match="停发"):
        merge(*two, officer)
    two[1].refresh_from_db()
    assert two[1].merged_into is None and two[1].documents.exists()


def test_an_open_application_goes_on_and_two_of_a_kind_do_not(officer, two):
    keep, drop = two
    theirs = apply.draft(matter="old_age_allowance", applicant=drop, place=drop.place, household=None, channel="counter", by=officer, on=DAY)
    mine = apply.draft(matter="old_age_allowance", applicant=keep, place=keep.place, household=None, channel="counter", by=officer, on=DAY)
    with pytest.raises(Refused, match="撤回"):
        merge(keep, drop, officer)
    type(mine).objects.filter(pk=mine.pk).delete()
    merge(keep, drop, officer)
    theirs.refresh_from_db()
    assert theirs.applicant == keep


def test_the_household_of_the_dropped_file_is_the_kept_ones(district, officer, two):
    keep, drop = two
    child = make_person("张小明", district.community, date(2012, 1, 1), serial=5)
    home = registry.form_household(head=drop, members=[(child, "child")], place=district.community, since=date(2020, 1, 1), by=officer, on=DAY)
    merge(keep, drop, officer)
    assert home_of(keep) == home and members(home, DAY) == [keep, child] == members(home, date(2021, 1, 1))


def test_a_head_of_another_household_hands_over_first(district, officer, two):
    keep, drop = two
    child = make_person("张小明", district.community, date(2012, 1, 1), serial=5)
    registry.form_household(head=keep, members=[], place=district.community, since=date(2020, 1, 1), by=officer, on=DAY)
    registry.form_household(head=drop, members=[(child, "child")], place=district.community, since=date(2020, 1, 1), by=officer, on=DAY)
    with pytest.raises(Refused, match="户主"):
        merge(keep, drop, officer)


def test_kin_signatures_and_agents_come_along_once(district, officer, two):
    keep, drop = two
    sister = make_person("张秀兰", district.community, date(1955, 1, 1), serial=6)
    for person in two:
        registry.relate(person=person, relative=sister, relation="sibling", by=officer, on=DAY)
    registry.relate(person=keep, relative=drop, relation="other", by=officer, on=DAY)
    registry.represent(person=drop, agent=sister, kind="agent", since=DAY, document="委托书", by=officer, on=DAY)
    registry.consent(person=drop, signed_by=drop, kind="check", purpose="低保", to="街道", manner="paper", since=DAY, by=officer, on=DAY)
    merge(keep, drop, officer)
    assert [(k.relative, k.relation) for k in keep.kin.all()] == [(sister, "sibling")]
    assert keep.represented_by.get().agent == sister and keep.consents.get().signed_by == keep


def test_a_merge_is_once_between_two_in_the_own_place_with_a_reason_where_birthdays_differ(district, officer, actor, two):
    keep, drop = two
    other = make_person("张启明", district.community, date(1951, 5, 1), serial=7)
    with pytest.raises(NotAllowed):
        merge(keep, drop, actor("community", district.community))
    with pytest.raises(Refused) as no:
        registry.merge(keep_file=keep, drop=other, why=" ", by=officer, on=DAY)
    assert no.value.field == "why"
    with pytest.raises(AlreadyDone):
        merge(keep, keep, officer)
    merge(keep, drop, officer)
    with pytest.raises(AlreadyDone):
        merge(keep, drop, officer)
    elsewhere = make_person("张启明", district.foreign_community, BORN, serial=9)
    with pytest.raises(NotAllowed):
        merge(keep, elsewhere, officer)


# --- two people -----------------------------------------------------------------------------------------------------------------------


def awarded(person):
    return Award.objects.create(
        number=f"B{person.pk}",
        benefit="old_age_allowance",
        matter="old_age_allowance",
        person=person,
        payee=person,
        place=person.place,
        from_month=date(2025, 1, 1),
    )


def alone(keep, drop, by):
    return registry.merge(keep_file=keep, drop=drop, why="同一人", by=by, on=DAY)


@pytest.fixture
def bare(district):
    """Two files with nothing on them."""
    return make_person("李安", district.community, BORN, serial=11), make_person("李安", district.community, BORN, serial=13)


@pytest.mark.parametrize("what", ["award", "payee", "household", "case", "account"])
@pytest.mark.parametrize("side", [0, 1], ids=["kept", "dropped"])
def test_where_money_hangs_on_either_file_one_proposes_and_another_merges(district, officer, bare, what, side):
    one, colleague = bare[side], make_actor("street", district.street)
    if what == "award":
        awarded(one)
    elif what == "payee":
        Award.objects.filter(pk=awarded(make_person("王五", district.community, BORN, serial=15)).pk).update(payee=one)
    elif what == "household":
        home = registry.form_household(head=one, members=[], place=district.community, since=date(2020, 1, 1), by=officer, on=DAY)
        Award.objects.filter(pk=awarded(make_person("王五", district.community, BORN, serial=15)).pk).update(household=home)
    elif what == "case":
        apply.open_by_office(matter="old_age_allowance", applicant=one, household=None, channel="counter", by=officer, on=DAY)
    else:
        account = registry.enter_account(person=one, number=card(7), bank="演示银行", holder="李安", by=officer, on=DAY)
        registry.approve_account(account=account, by=make_actor("approver", district.street), on=DAY)
    with pytest.raises(NotAllowed, match="另一位同事"):
        alone(*bare, officer)
    registry.propose_merge(keep_file=bare[0], drop=bare[1], why="同一证件", by=officer, on=DAY)
    with pytest.raises(NotAllowed):
        alone(*bare, officer)
    with pytest.raises(NotAllowed):
        alone(bare[1], bare[0], colleague)  # the other way round was not proposed
    alone(*bare, colleague)
    pair = Pair.objects.get()
    assert (pair.state, pair.proposed_by_id, pair.settled_by_id) == ("merged", officer.user, colleague.user)


def test_where_nothing_hangs_on_them_one_person_merges_also_after_proposing(officer, bare):
    registry.propose_merge(keep_file=bare[0], drop=bare[1], why="同一证件", by=officer, on=DAY)
    alone(*bare, officer)
    assert Pair.objects.get().state == "merged"


def test_what_is_proposed_can_be_judged_to_be_two_and_is_not_proposed_again(officer, bare):
    with pytest.raises(Refused, match="为什么"):
        registry.propose_merge(keep_file=bare[0], drop=bare[1], why=" ", by=officer, on=DAY)
    pair = registry.propose_merge(keep_file=bare[0], drop=bare[1], why="同一证件", by=officer, on=DAY)
    assert Pair.objects.get().why == "同一证件"
    registry.set_different(pair=pair, by=officer, on=DAY)
    with pytest.raises(AlreadyDone):
        registry.propose_merge(keep_file=bare[0], drop=bare[1], why="同一证件", by=officer, on=DAY)


def test_the_database_knows_no_merge_by_whoever_proposed_it(officer, bare):
    pair = registry.propose_merge(keep_file=bare[0], drop=bare[1], why="同一证件", by=officer, on=DAY)
    for wrong in ({"state": "merged", "settled_by": officer.user}, {"proposed_by": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Pair.objects.filter(pk=pair.pk).update(**wrong)


def test_paid_to_two_accounts_nothing_is_paid_until_the_kept_one_is_approved_again(district, officer, two):
    keep, drop = two
    approver, other = make_actor("approver", district.street), make_actor("approver", district.street)
    entered = registry.enter_account(person=keep, number=card(5), bank="演示银行", holder="张启明", by=officer, on=DAY)
    registry.approve_account(account=entered, by=approver, on=DAY)
    merge(keep, drop, officer)
    assert accounts_in_use([keep.pk]).held == {keep.pk: "not_approved"}
    waits = keep.accounts.get(since=None, until=None)
    with pytest.raises(NotAllowed):
        registry.approve_account(account=waits, by=officer, on=DAY)
    registry.approve_account(account=waits, by=other, on=DAY)
    assert accounts_in_use([keep.pk]).usable[keep.pk][1]["number"] == card(5)


def test_on_the_page_one_proposes_and_the_colleague_sees_why(district, officer, two):
    pair = Pair.objects.create(one=min(two, key=lambda p: p.pk), other=max(two, key=lambda p: p.pk), reason="name_birth", found_on=DAY)
    mine, theirs = (signed_in(User.objects.get(pk=one.user)) for one in (officer, make_actor("street", district.street)))
    page = f"/desk/people/pairs/{pair.pk}/"
    assert "另一位同事看过再合并" in mine.get(page).content.decode()
    assert mine.post(page, {"keep": "one", "why": "同一证件"}).status_code == 302
    two[1].refresh_from_db()
    assert two[1].merged_into is None
    shown = theirs.get(page).content.decode()
    assert "保留第一份" in shown and "同一证件" in shown and "等另一位同事合并" in theirs.get("/desk/people/pairs/").content.decode()
    assert theirs.post(page, {"keep": "one", "why": "证件看过"}).status_code == 302
    two[1].refresh_from_db()
    assert two[1].merged_into == two[0]


def test_pairs_of_the_dropped_file_are_settled(officer, two):
    keep, drop = two
    pair = Pair.objects.create(one=min(two, key=lambda p: p.pk), other=max(two, key=lambda p: p.pk), reason="name_birth", found_on=DAY)
    merge(keep, drop, officer)
    pair.refresh_from_db()
    assert (pair.state, pair.settled_by_id) == ("merged", officer.user)


days = st.dates(date(2025, 1, 1), date(2025, 2, 10))
spans = st.tuples(days, st.one_of(st.none(), days)).filter(lambda s: s[1] is None or s[0] < s[1])


@given(spans, st.lists(spans, max_size=4))
def test_the_free_parts_of_a_span_are_the_days_nobody_else_has(span, taken):
    def holds(s, day):
        return s[0] <= day and (s[1] is None or day < s[1])

    parts = free(*span, taken)
    for n in range(60):
        day = date.fromordinal(date(2025, 1, 1).toordinal() + n)
        assert sum(holds(p, day) for p in parts) == (holds(span, day) and not any(holds(t, day) for t in taken))


def test_letters_to_the_dropped_file_are_found_in_the_kept_one_and_can_be_read(officer, two, district):
    keep, drop = two
    values = {"figure": ("低保标准", "Dibao standard"), "from_month": date(2025, 10, 1), "document": "演示", "before": 100, "after": 200}
    letter = write_letter(kind="standard", person=drop, place=district.community, about="benefits.award:1", by=officer, on=DAY, values=values)
    merge(keep, drop, officer)
    assert list(keep.letters.all()) == [letter] and not drop.letters.exists()
    assert "低保标准" in "".join(open_sealed(keep.letters.get().sealed, f"notices.letter:{letter.number}")["zh"])
