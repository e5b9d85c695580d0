"""The arithmetic of what is due: the month after month of spans and holds, and the difference that the run hands in."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from minsheng.base.months import each, later
from minsheng.benefits.due import HoldOf, SpanOf, differences, due, to_settle

START = date(2025, 1, 1)
months = st.integers(0, 23).map(lambda n: later(START, n))
spans = st.builds(
    lambda c, p, fen, a, n: SpanOf(c, p, fen, a, later(a, n) if n else None),
    st.sampled_from(["gap", "supplement"]),
    st.integers(0, 2),
    st.integers(0, 500_000),
    months,
    st.integers(0, 12),
)
holds = st.builds(lambda a, n, back: HoldOf(a, later(a, n) if n else None, back), months, st.integers(0, 6), st.booleans())


def test_a_span_is_due_from_its_month_to_the_month_before_its_end():
    one = SpanOf("gap", 0, 100, date(2025, 3, 1), date(2025, 5, 1))
    assert [sum(due([one], [], m).values()) for m in each(date(2025, 2, 1), date(2025, 5, 1))] == [0, 100, 100, 0]


def test_a_hold_keeps_its_months_until_they_are_paid_back():
    span, held = SpanOf("allowance", 7, 300, START), HoldOf(date(2025, 6, 1), date(2025, 8, 1))
    assert due([span], [held], date(2025, 7, 1)) == {}
    assert due([span], [HoldOf(date(2025, 6, 1), date(2025, 8, 1), paid_back=True)], date(2025, 7, 1)) == {("allowance", 7): 300}


def test_nothing_is_due_once_it_has_ended():
    assert due([SpanOf("gap", 0, 100, START)], [], date(2025, 4, 1), stopped_from=date(2025, 4, 1)) == {}


@given(st.lists(spans, max_size=5), st.lists(holds, max_size=3), months)
def test_what_is_due_is_never_negative_and_never_more_than_all_spans(all_spans, all_holds, month):
    found = due(all_spans, all_holds, month)
    assert all(fen > 0 for fen in found.values())
    assert sum(found.values()) <= sum(s.fen for s in all_spans)


@given(st.lists(spans, max_size=4), st.lists(holds, max_size=2), st.lists(spans, max_size=4), st.lists(holds, max_size=2))
def test_whatever_changes_what_was_handed_in_becomes_what_is_due(before, held, after, held_after):
    """Run once, change everything, run again: the sum of all differences is what is due now; a third run finds nothing."""
    span = list(each(START, later(START, 23)))
    handed: dict = {}
    for state, holds_now in ((before, held), (after, held_after)):
        for d in differences({m: due(state, holds_now, m) for m in span}, handed):
            key = (d.month, d.component, d.person)
            handed[key] = handed.get(key, 0) + d.fen
    wanted = {(m, c, p): fen for m in span for (c, p), fen in due(after, held_after, m).items()}
    assert {k: v for k, v in handed.items() if v} == wanted
    assert differences({m: due(after, held_after, m) for m in span}, handed) == []


def test_the_run_looks_at_new_months_and_at_those_reopened():
    assert to_settle(START, None, None, date(2025, 2, 1)) == [date(2025, 1, 1), date(2025, 2, 1)]
    assert to_settle(START, date(2025, 5, 1), None, date(2025, 5, 1)) == []
    assert to_settle(START, date(2025, 5, 1), date(2025, 3, 1), date(2025, 6, 1))[0] == date(2025, 3, 1)
