"""渐退: above the standard through work; paid on for months a human decides, then ended by itself; never without a hearing."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minsheng.applications import actions as apply
from minsheng.applications.gradual import Exit, lines
from minsheng.applications.models import Decision
from minsheng.base.actor import MACHINE
from minsheng.base.crypto import open_sealed
from minsheng.base.errors import Refused
from minsheng.benefits import monthly
from minsheng.benefits.actions import end_grace
from minsheng.benefits.queries import leaving
from minsheng.lines.assistance.jobs import exits
from minsheng.notices.models import Letter
from minsheng.payments.models import Payable
from minsheng.web.my.progress import story
from tests.applications.conftest import heard

pytestmark = pytest.mark.django_db
ABOVE = 900000  # earns 9,000 a month now: 4,500 a head
SIX = Exit(6, "kept", "（示例）渐退办法")
DAY = date(2025, 12, 2)


def let_go(case, office, leaving=SIX, on=DAY):
    heard(case, office, on)
    return apply.decide(application=case, outcome="grace", reason="本人 11 月起就业", leaving=leaving, by=office["head"], on=on)


def test_the_award_goes_on_until_the_month_decided_and_ends_by_itself(review, granted, office, district, settings):
    case = review(ABOVE)
    decision = let_go(case, office)
    assert (decision.from_month, decision.until_month, decision.fen) == (date(2026, 1, 1), date(2026, 7, 1), 199600)
    case.refresh_from_db()
    granted.award.refresh_from_db()
    assert (case.state, granted.award.state, granted.award.review_on) == ("grace", "active", None), "no new survey falls due"

    for month in (date(2025, 11, 1), *(date(2026, m, 1) for m in range(1, 9))):
        monthly.run(place=district.district, benefit="dibao", month=month, by=MACHINE, on=month)
    assert max(Payable.objects.values_list("month", flat=True)) == date(2026, 6, 1), "six months after the decision's month, and none after"

    with pytest.raises(Refused, match="2026-07"):
        end_grace(award=granted.award, by=MACHINE, on=date(2026, 6, 30))
    settings.STANDING_STILL_ON = date(2026, 7, 1)
    assert exits(None, None) == granted.award.pk and exits(None, None) is None, "closed once"
    granted.award.refresh_from_db()
    assert (granted.award.state, granted.award.stopped_from, granted.award.stop_code) == ("stopped", date(2026, 7, 1), "grace")


def test_half_is_paid_where_the_local_rule_halves(review, granted, office):
    decision = let_go(review(ABOVE), office, Exit(3, "halved", "（示例）"))
    assert decision.fen == 99800 and sum(line["fen"] for line in decision.lines) == 99800
    assert sorted(granted.award.spans.filter(replaced_on=None, why="grace").values_list("fen", flat=True)) == [23050, 76750]


def test_the_letter_says_both_the_months_and_the_end(review, office):
    let_go(review(ABOVE), office)
    letter = Letter.objects.get(kind="grace")
    said = "".join(open_sealed(bytes(letter.sealed), f"notices.letter:{letter.number}")["zh"])
    for words in ("2026 年 1 月", "2026 年 6 月 为止", "2026 年 7 月 起不再发放", "不再调查", "（示例）渐退办法", "本人 11 月起就业", "行政复议", "1,996.00"):
        assert words in said


def test_the_family_reads_until_when_it_is_paid(review, office):
    case = review(ABOVE)
    let_go(case, office)
    case.refresh_from_db()
    assert story(case, DAY).sentence[0] == "收入已经超过标准，发到 2026-06 为止，到时自动停发。"


def test_it_needs_a_hearing(review, office):
    case = review(ABOVE)
    with pytest.raises(Refused, match="还没有轮到"):
        apply.decide(application=case, outcome="grace", reason="就业", leaving=SIX, by=office["head"], on=DAY)
    assert not Decision.objects.filter(outcome="grace").exists()


@pytest.mark.parametrize(
    ("leaving", "reason", "field"),
    [
        (None, "就业", "months"), (Exit(0, "kept", "示例"), "就业", "months"), (Exit(13, "kept", "示例"), "就业", "months"), (Exit(6, "double", "示例"), "就业", "share"),
        (Exit(6, "kept", " "), "就业", "document"), (SIX, " ", "reason"),
    ],
)  # fmt: skip
def test_what_is_not_said_is_asked_for(review, office, leaving, reason, field):
    case = review(ABOVE)
    heard(case, office, DAY)
    with pytest.raises(Refused) as no:
        apply.decide(application=case, outcome="grace", reason=reason, leaving=leaving, by=office["head"], on=DAY)
    assert no.value.field == field


def test_who_still_qualifies_is_not_let_go(review, office):
    case = review()
    with pytest.raises(Refused, match="渐退只用于"):
        apply.decide(application=case, outcome="grace", reason="就业", leaving=SIX, by=office["head"], on=DAY)


def test_the_database_refuses_an_exit_without_its_end(granted):
    for wrong in ({"outcome": "grace"}, {"until_month": date(2026, 7, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.filter(application=granted.case).update(reason="x", **wrong)


def test_hard_again_before_the_end_and_the_full_amount_returns(review, granted, office):
    let_go(review(ABOVE), office, Exit(6, "halved", "（示例）"))
    again = review(153500, on=date(2025, 12, 15), kind="change", reason="income_down")
    apply.decide(application=again, outcome="changed", by=office["head"], on=date(2025, 12, 17))
    running = granted.award.spans.filter(replaced_on=None, from_month__gte=date(2026, 1, 1))
    assert sum(s.fen for s in running) == 199600 and not running.exclude(until_month=None).exists(), "the exit is over: paid on without an end"
    assert not leaving().exists()


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_half_is_never_less_than_half(amounts):
    paid = [{"component": "gap", "person": None, "fen": fen} for fen in amounts]
    halves = [line["fen"] for line in lines(paid, "halved")]
    assert all(fen <= 2 * half <= fen + 1 for fen, half in zip(amounts, halves, strict=True))
    assert [line["fen"] for line in lines(paid, "kept")] == amounts
