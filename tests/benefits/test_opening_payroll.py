"""List against payroll, to the fen: the arithmetic, and person by person."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.base.errors import Refused
from minsheng.benefits.models import OpeningImport
from minsheng.benefits.opening.reconciling import differences, summed
from tests.benefits.openings import line, number, old, payroll, why

ANYBODY = st.dictionaries(st.integers(0, 30), st.integers(0, 10**9), max_size=20)


# --- the arithmetic ----------------------------------------------------------------------------------------------------------------


@given(ANYBODY, ANYBODY)
def test_what_differs_adds_up_to_what_the_sums_differ_by(listed, paid):
    found = differences(listed, paid)
    assert sum(d.fen for d in found.values()) == sum(listed.values()) - sum(paid.values())
    assert not found if listed == paid else found
    assert all(listed.get(who) == paid.get(who) for who in (listed.keys() | paid.keys()) - found.keys())


@given(ANYBODY, st.integers(0, 30), st.integers(0, 30), st.integers(1, 10**6))
def test_two_wrongs_that_cancel_out_in_the_sum_are_both_named(paid, one, other, fen):
    listed = dict(paid)
    if one == other or one not in paid or other not in paid:
        return
    listed[one], listed[other] = listed[one] + fen, listed[other] - fen
    assert sum(listed.values()) == sum(paid.values()) and differences(listed, paid).keys() == {one, other}


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 10**9))))
def test_several_lines_about_one_person_are_one_sum(rows):
    found = summed(rows)
    assert sum(found.values()) == sum(fen for _, fen in rows) and found.keys() == {who for who, _ in rows}


# --- the payroll -------------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_each_difference_to_the_payroll_is_named_to_the_fen(bring, district):
    for n in range(1, 5):
        old(n, district.community)
    paid = payroll([(number(1), "300"), (number(2), "299.99"), (number(3), "200.00"), (number(3), "100.01"), (number(8), "55.50")])
    opening = bring([line(n) for n in range(1, 5)], payroll=paid)
    assert [r.state for r in opening.lines.order_by("number")] == ["good", "bad", "bad", "bad"]
    assert "多 0.01 元" in why(opening, 3)[0][1] and "少 0.01 元" in why(opening, 4)[0][1] and "没有此人" in why(opening, 5)[0][1]
    assert (opening.compared, opening.payroll_rows, opening.payroll_fen, opening.unlisted) == (True, 4, 95550, [[6, 5550]])


@pytest.mark.django_db
def test_a_line_that_stands_twice_is_one_mistake_not_two(bring, district):
    old(1, district.community)
    opening = bring([line(1), line(1)], payroll=payroll([(number(1), "300")]))
    assert [r.state for r in opening.lines.order_by("number")] == ["good", "bad"] and opening.fen == 60000


@pytest.mark.django_db
def test_differences_that_cancel_out_do_not_pass(bring, district):
    old(1, district.community)
    old(2, district.community)
    opening = bring([line(1), line(2)], payroll=payroll([(number(1), "200"), (number(2), "400")]))
    assert (opening.rows, opening.fen) == (opening.payroll_rows, opening.payroll_fen) and opening.bad == 2 and not opening.reconciled


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rows", "more", "words"),
    [
        ([(number(1), "三百")], {}, "第 2 行"),
        ([(number(1), "300"), ("", "300")], {}, "合计行请删去"),
        ([(number(1), "300")], {"payroll_rows": 2}, "发放表里有 1 人"),
        ([(number(1), "300")], {"payroll_fen": 29999}, "发放表合计 300.00"),
    ],
)
def test_a_payroll_that_cannot_be_read_or_is_not_what_was_said_is_refused(bring, rows, more, words):
    with pytest.raises(Refused, match=words) as no:
        bring([line(1)], payroll=payroll(rows), **more)
    assert no.value.field.startswith("payroll") and not OpeningImport.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"payroll_rows": None}, "payroll_rows"),
        ({"payroll_fen": None}, "payroll_fen"),
        ({"month": date(2025, 12, 1)}, "month"),
        ({"benefit": "nothing"}, "benefit"),
    ],
)
def test_what_is_missing_around_the_list_is_refused_at_its_field(bring, more, field):
    with pytest.raises(Refused) as no:
        bring([line(1)], **more)
    assert no.value.field == field
