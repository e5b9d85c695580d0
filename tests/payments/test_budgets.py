"""Budgets: shares of levels to the fen, documents, years, and money that cannot be committed twice."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.payments import actions as pay
from minsheng.payments import ledger
from minsheng.payments.commitment import split, split_within
from minsheng.payments.models import Budget, BudgetChange, Transfer
from minsheng.payments.queries_money import by_source, use
from minsheng.places import tree
from tests.payments.conftest import LINE, free
from tests.spine import DAY, make_actor


@given(st.integers(0, 10**12), st.lists(st.integers(1, 100), min_size=1, max_size=5))
def test_a_sum_is_split_whole_and_to_within_a_fen_of_each_share(fen, weights):
    parts = split(fen, weights)
    assert sum(parts) == fen and min(parts) >= 0
    largest = weights.index(max(weights))
    for i, (part, weight) in enumerate(zip(parts, weights, strict=True)):
        exact = fen * weight / sum(weights)
        assert part <= exact + (len(weights) if i == largest else 0) + 1e-3 and part > exact - 1 - 1e-3


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=5), st.data())
def test_what_is_given_back_is_whole_and_never_more_than_was_given(most, data):
    whole = sum(most)
    if not whole:
        return
    fen = data.draw(st.integers(1, whole))
    parts = split_within(fen, most)
    assert sum(parts) == fen
    assert all(0 <= part <= m for part, m in zip(parts, most, strict=True))


@pytest.mark.django_db
def test_two_levels_share_an_odd_sum_and_nobody_loses_a_fen(office, district):
    city = make_actor("finance", district.city)
    one = pay.set_budget(place=district.city, year=2025, line=LINE, level="city", source="市级", share=30, fen=10_000, document="演示", by=city, on=DAY)
    other = office.budget(fen=10_000, share=70)
    office.owe(office.person(), 3333)
    batch = office.approve(office.compute())
    assert [(b.pk, fen) for b, fen in by_source(batch)] == [(other.pk, 2334), (one.pk, 999)]
    assert free(one, other) == [9_001, 7_666]
    pay.cancel(batch=batch, by=office.second, on=DAY)
    assert free(one, other) == [10_000, 10_000]


@pytest.mark.django_db
def test_a_year_has_its_own_money(office):
    old, new = office.budget(fen=50_000), office.budget(fen=90_000, year=2026)
    person = office.person()
    office.owe(person, 20_000, month=date(2025, 12, 1))
    office.approve(office.compute(date(2025, 12, 1)))
    office.owe(person, 30_000, month=date(2026, 1, 1))
    office.approve(office.compute(date(2026, 1, 1)))
    assert free(old, new) == [30_000, 60_000]


@pytest.mark.django_db
def test_refused_with_which_budget_lacks_how_much(office):
    one, other = office.budget(fen=10_000, share=30, source="福彩"), office.budget(fen=20_000, share=70)
    office.owe(office.person(), 100_000)
    batch = office.compute()
    with pytest.raises(Refused) as no:
        office.approve(batch)
    assert "“福彩”还差 200.00 元" in no.value.zh and "“区级”还差 500.00 元" in no.value.zh
    assert "lacks 200.00 yuan" in no.value.en and "lacks 500.00 yuan" in no.value.en
    batch.refresh_from_db()
    assert batch.state == "computed" and free(one, other) == [10_000, 20_000]
    assert not Transfer.objects.exclude(kind="budget").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("shares", [[], [60], [60, 30]])
def test_shares_that_do_not_make_the_whole_pay_nobody(office, shares):
    for n, share in enumerate(shares):
        office.budget(share=share, source=f"来源{n}")
    office.owe(office.person())
    with pytest.raises(Refused, match=f"{sum(shares)}%"):
        office.approve(office.compute())


@pytest.mark.django_db
def test_a_budget_changes_by_documents_and_never_below_what_is_committed(office):
    budget = office.budget(fen=50_000, document="一号文")
    office.owe(office.person(), 30_000)
    office.approve(office.compute())
    with pytest.raises(Refused, match=r"300\.00") as no:
        office.budget(fen=29_999)
    assert no.value.field == "fen"
    office.budget(fen=30_000, document="二号文")
    assert free(budget) == [0]
    office.budget(fen=80_000, document="三号文")
    assert free(budget) == [50_000]
    assert list(BudgetChange.objects.order_by("pk").values_list("document", "before_fen", "fen")) == [
        ("一号文", 0, 50_000),
        ("二号文", 50_000, 30_000),
        ("三号文", 30_000, 80_000),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "field"), [({"document": "  "}, "document"), ({"share": 0}, "share"), ({"share": 101}, "share"), ({"level": "x"}, "share"), ({"fen": -1}, "fen")]
)
def test_what_is_not_whole_is_refused_at_its_field(office, wrong, field):
    with pytest.raises(Refused) as no:
        office.budget(**wrong)
    assert no.value.field == field and not Budget.objects.exists()


@pytest.mark.django_db
def test_shares_of_one_place_are_at_most_the_whole(office):
    office.budget(share=60)
    with pytest.raises(Refused, match="60%"):
        office.budget(share=41, source="另一个")


@pytest.mark.django_db
def test_of_another_place_or_another_post_nothing_is_entered(office, district, actor):
    with pytest.raises(NotAllowed):
        office.budget(place=district.foreign)
    office.finance = actor("district", district.district)
    with pytest.raises(NotAllowed):
        office.budget()


@pytest.mark.django_db
@pytest.mark.parametrize("free_fen", [-1, 50_001])
def test_the_database_lets_no_budget_fall_below_zero_or_rise_above_itself(office, free_fen):
    budget = office.budget(fen=50_000)
    with pytest.raises(IntegrityError), transaction.atomic():
        Budget.objects.filter(pk=budget.pk).update(free_fen=free_fen)


@pytest.mark.django_db
def test_use_tells_what_is_committed_and_what_of_it_arrived(office):
    one, other = office.budget(fen=100_000, share=30, source="福彩"), office.budget(fen=100_000, share=70)
    batch = office.sent(office.person(), office.person(), fen=10_001)
    office.answer(batch, back=[2])
    assert free(one, other) == [94_000, 85_998]
    assert use([one, other]) == {one.pk: {"committed": 6000, "paid": 3000}, other.pk: {"committed": 14002, "paid": 7001}}


def merged(office):
    """The foreign district is no more: the office's district has taken it over."""
    tree.merge(office.at.foreign, office.at.district, DAY)
    office.at.foreign.refresh_from_db()
    office.at.foreign_community.refresh_from_db()


@pytest.mark.django_db
def test_the_money_of_a_district_that_was_merged_goes_to_who_took_it_over_by_a_document(office):
    theirs = pay.set_budget(place=office.at.foreign, year=2025, line=LINE, level="district", source="南山区级", share=100, fen=50_000, document="演示",
                            by=make_actor("finance", office.at.foreign), on=DAY)  # fmt: skip
    with pytest.raises(Refused):
        pay.take_over_budget(budget=theirs, document="演示", by=office.finance, on=DAY)
    merged(office)
    theirs.place.refresh_from_db()
    with pytest.raises(Refused, match="请先登记"):
        pay.take_over_budget(budget=theirs, document="演示", by=office.finance, on=DAY)
    ours = office.budget(fen=10_000)
    with pytest.raises(Refused):
        pay.take_over_budget(budget=theirs, document=" ", by=office.finance, on=DAY)
    with pytest.raises(NotAllowed):
        pay.take_over_budget(budget=theirs, document="演示", by=make_actor("finance", office.at.foreign), on=DAY)
    assert pay.take_over_budget(budget=theirs, document="并入的文件", by=office.finance, on=DAY) == ours
    assert free(theirs, ours) == [0, 60_000] and ledger.check() == []
    assert set(BudgetChange.objects.filter(document="并入的文件").values_list("before_fen", "fen")) == {(50_000, 0), (10_000, 60_000)}
    with pytest.raises(AlreadyDone):
        pay.take_over_budget(budget=theirs, document="演示", by=office.finance, on=DAY)


@pytest.mark.django_db
def test_a_batch_that_the_ended_district_had_begun_is_paid_by_who_took_it_over(office):
    finance, office.approver = make_actor("finance", office.at.foreign), make_actor("district_head", office.at.foreign)
    one, other = (office.person(where=office.at.foreign_community) for _ in range(2))
    pay.set_budget(
        place=office.at.foreign, year=2025, line=LINE, level="district", source="南山区级", share=100, fen=50_000, document="演示", by=finance, on=DAY
    )
    ours = office.budget(fen=40_000)
    office.owe(one, 30_000)
    batch = office.compute(place=office.at.foreign, by=finance)
    merged(office)
    batch.refresh_from_db()
    assert [(b.pk, fen) for b, fen in by_source(office.approve(batch))] == [(ours.pk, 30_000)]
    office.owe(other, 5_000)
    assert [(b.pk, fen) for b, fen in by_source(office.approve(office.compute()))] == [(ours.pk, 5_000)]
