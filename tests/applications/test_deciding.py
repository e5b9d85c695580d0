"""Heard before less, decided in the right name, told whole, looked at again after six or twelve months."""

from datetime import date

import pytest
from django.db import transaction

from minsheng.applications import actions as apply
from minsheng.applications import way
from minsheng.applications.gradual import Exit
from minsheng.applications.models import Application, Decision
from minsheng.base.actor import MACHINE
from minsheng.base.crypto import open_sealed
from minsheng.base.errors import AlreadyDone, NotAllowed, Refused
from minsheng.base.months import each
from minsheng.benefits.actions import change_band
from minsheng.divisions import actions as divisions
from minsheng.notices.models import Letter
from minsheng.places.models import Delegation
from minsheng.registry import actions as registry
from tests.applications.conftest import DECIDED, heard, told
from tests.scenario import to_notice

pytestmark = pytest.mark.django_db
DAY = date(2025, 12, 2)
KEPT, LOWER, HIGHER, ABOVE = 153500, 200000, 100000, 900000  # what the man earns a month, in fen


def said(kind: str, lang="zh") -> str:
    letter = Letter.objects.filter(kind=kind).latest("pk")
    return "\n".join(open_sealed(bytes(letter.sealed), f"notices.letter:{letter.number}")[lang])


def ready(district, office, family):
    case = to_notice(district, office, family)
    apply.take_down(application=case, by=office["street"], on=date(2025, 10, 27))
    return case


# --- the hearing --------------------------------------------------------------------------------------------------------------------


def monthly(award) -> dict[date, int]:
    spans = list(award.spans.filter(replaced_on=None))
    paid = lambda m: sum(s.fen for s in spans if s.from_month <= m and (s.until_month is None or m < s.until_month))  # noqa: E731
    award.refresh_from_db()
    return {m: 0 if award.stopped_from and m >= award.stopped_from else paid(m) for m in each(date(2025, 11, 1), date(2027, 12, 1))}


def skip_to_decision(case) -> None:
    """As if the hearing's step had been closed without a hearing."""
    case.tasks.filter(step="hearing").update(state="done", done_on=DAY)
    way.open_ready(case, DAY)


def test_no_way_leads_to_less_without_a_hearing(review, granted, office):
    """Every kind, every income, every outcome: whatever is decided without a hearing leaves no month with less than before."""
    award, passed, refused = granted.award, 0, 0
    before = monthly(award)
    for kind, reason in (("review", "due"), ("change", "income_up"), ("stop", "income")):
        for income in (KEPT, LOWER, HIGHER, ABOVE):
            for outcome in Decision.OUTCOMES:
                with transaction.atomic():
                    case = _opened(review, granted, office, kind, reason, income)
                    skip_to_decision(case)
                    try:
                        apply.decide(application=case, outcome=outcome, reason="理由", leaving=Exit(6, "kept", "示例"), by=office["head"], on=DAY)
                        passed += 1
                    except Refused:
                        refused += 1
                    after = monthly(award)
                    assert all(after[m] >= before[m] for m in before), (kind, income, outcome)
                    transaction.set_rollback(True)
                award.refresh_from_db()
    assert passed >= 12 and refused >= 20


def _opened(review, granted, office, kind, reason, income):
    if kind != "stop":
        return review(income, kind=kind, reason=reason)
    registry.learn(
        subject=granted.man, facts={"monthly_income": income}, source="applicant", since=date(2025, 12, 1), by=office["street"], on=date(2025, 12, 1)
    )
    return apply.open_about(
        award=f"benefits.award:{granted.award.pk}",
        matter="dibao",
        kind="stop",
        applicant=granted.man,
        household=granted.home,
        reason=reason,
        by=office["street"],
        on=DAY,
    )


def test_by_itself_an_award_only_rises(granted):
    lines = [{"component": "gap", "person": None, "fen": 100}]
    with pytest.raises(Refused, match="只能调高"):
        change_band(award=granted.award, from_month=date(2026, 1, 1), lines=lines, receipt={}, by=MACHINE, on=DAY)


def test_a_hearing_has_its_day_its_manner_and_what_was_made_of_it(review, office):
    case = review(LOWER)
    told(case, office, DAY)
    given = {"heard_on": DAY, "manner": "phone", "said": "", "considered": "已考虑"}
    for wrong, field in (
        ({"manner": "dream"}, "manner"),
        ({"heard_on": date(2025, 12, 1)}, "heard_on"),
        ({"heard_on": date(2025, 12, 3)}, "heard_on"),
        ({"considered": " "}, "considered"),
    ):
        with pytest.raises(Refused) as no:
            apply.hear(application=case, by=office["street"], on=DAY, **given | wrong)
        assert no.value.field == field
    apply.hear(application=case, by=office["street"], on=DAY, **given)
    with pytest.raises(AlreadyDone):
        apply.hear(application=case, by=office["street"], on=DAY, **given)


def test_the_family_is_told_both_amounts_before_and_after(review, office):
    case = review(LOWER)
    heard(case, office, DAY)
    for words in ("现在每月 1,996.00 元", "拟调整为每月 1,531.00 元", "听听您的意见", "《社会救助暂行办法》"):
        assert words in said("hearing")
    apply.decide(application=case, outcome="changed", reason="收入增加", by=office["head"], on=DAY)
    for words in ("由每月 1,996.00 元变更为每月 1,531.00 元", "2026 年 1 月", "收入增加", "行政复议", "人民法院"):
        assert words in said("changed")


# --- the decision -------------------------------------------------------------------------------------------------------------------


def test_a_grant_says_amount_month_clause_review_remedy_and_authority_in_both_languages(district, office, family):
    apply.decide(application=ready(district, office, family), outcome="granted", by=office["head"], on=DECIDED)
    for words in (
        "每月 1,996.00 元",
        "从 2025 年 11 月 起",
        "《社会救助暂行办法》",
        "2026 年 4 月",
        "自收到这份通知之日起 60 日内可以申请行政复议，6 个月内也可以向人民法院起诉",
        "福田区",
        "2025 年 10 月 28 日",
    ):
        assert words in said("granted")
    for words in ("1,996.00 yuan a month", "November 2025", "administrative review within 60 days of receiving this letter", "within 6 months"):
        assert words in said("granted", "en")


def test_the_letter_names_the_department_that_has_the_function_and_keeps_it(district, office, family):
    """A function that moves later changes no letter that was written."""
    given = {"place": district.district, "function": "assistance", "document": "演示", "by": office["head"], "on": DECIDED}
    divisions.move_function(**given, kind="civil", name="福田区民政局", since=date(2020, 1, 1))
    apply.decide(application=ready(district, office, family), outcome="granted", by=office["head"], on=DECIDED)
    divisions.move_function(**given, kind="other", name="福田区民生局", since=date(2025, 11, 1))
    assert "福田区民政局" in said("granted") and "福田区民生局" not in said("granted")


def test_a_refusal_and_an_end_say_why(district, office, family):
    case = ready(district, office, family)
    with pytest.raises(Refused, match="必须写明理由"):
        apply.decide(application=case, outcome="refused", reason=" ", by=office["head"], on=DECIDED)
    apply.decide(application=case, outcome="refused", reason="名下有商铺", by=office["head"], on=DECIDED)
    assert "不予确认。理由：名下有商铺" in said("refused") and "行政复议" in said("refused")


def test_what_the_rule_book_does_not_say_is_not_granted(district, office, family):
    case = ready(district, office, family)
    registry.learn(subject=family[0], facts={"monthly_income": ABOVE}, source="check", since=date(2025, 10, 1), by=office["street"], on=DECIDED)
    with pytest.raises(Refused, match="不是“符合”"):
        apply.decide(application=case, outcome="granted", by=office["head"], on=DECIDED)


def test_an_outcome_of_another_kind_is_refused_and_a_decision_is_made_once(district, office, family):
    case = ready(district, office, family)
    with pytest.raises(Refused, match="请选择决定"):
        apply.decide(application=case, outcome="stopped", reason="x", by=office["head"], on=DECIDED)
    apply.decide(application=case, outcome="granted", by=office["head"], on=DECIDED)
    with pytest.raises(AlreadyDone):
        apply.decide(application=case, outcome="granted", by=office["head"], on=DECIDED)
    assert Decision.objects.count() == 1


def test_the_street_decides_only_where_the_district_has_delegated_and_the_letter_names_it(district, office, family):
    case = ready(district, office, family)
    with pytest.raises(NotAllowed, match="福田区"):
        apply.decide(application=case, outcome="granted", by=office["approver"], on=DECIDED)
    Delegation.objects.create(
        matter="dibao",
        district=district.district,
        street=district.street,
        document="（示例）福田民〔2025〕1号",
        provincial_document="（示例）粤民〔2025〕1号",
        since=date(2025, 1, 1),
    )
    with pytest.raises(NotAllowed, match="香蜜湖街道"):
        apply.decide(application=case, outcome="granted", by=office["head"], on=DECIDED)
    decision = apply.decide(application=case, outcome="granted", by=office["approver"], on=DECIDED)
    assert decision.authority == district.street and "香蜜湖街道办事处（委托依据：（示例）福田民〔2025〕1号；（示例）粤民〔2025〕1号）" in said("granted")


def test_a_family_without_anybody_who_could_work_is_looked_at_again_after_twelve_months(district, office, family):
    case = ready(district, office, family)
    registry.learn(
        subject=family[0],
        facts={"work_ability": "none"},
        source="officer",
        since=date(2025, 10, 1),
        officer="王知行",
        evidence="鉴定",
        by=office["street"],
        on=DECIDED,
    )
    decision = apply.decide(application=case, outcome="granted", by=office["head"], on=DECIDED)
    assert decision.review_on == date(2026, 10, 1), "six months where somebody could work (see the spine), else twelve"


def test_kept_falls_due_again_and_pays_on(review, granted, office):
    case = review(KEPT)
    decision = apply.decide(application=case, outcome="kept", by=office["head"], on=DAY)
    granted.award.refresh_from_db()
    assert granted.award.review_on == decision.review_on == date(2026, 6, 1) and monthly(granted.award)[date(2026, 6, 1)] == 199600
    assert not Letter.objects.filter(about=f"applications.application:{case.pk}", kind="kept").exists()


def test_delivered_once_between_the_letter_and_today(granted, office):
    given = {"application": granted.case, "by": office["street"], "on": date(2025, 10, 30)}
    for wrong, field in (
        ({"manner": "pigeon", "delivered_on": DECIDED}, "manner"),
        ({"manner": "hand", "delivered_on": date(2025, 10, 27)}, "delivered_on"),
        ({"manner": "hand", "delivered_on": date(2025, 10, 31)}, "delivered_on"),
    ):
        with pytest.raises(Refused) as no:
            apply.deliver(**given, **wrong)
        assert no.value.field == field
    assert apply.deliver(manner="hand", delivered_on=DECIDED, **given).delivered_on == DECIDED
    with pytest.raises(AlreadyDone):
        apply.deliver(manner="hand", delivered_on=DECIDED, **given)


# --- opened about an award ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "reason", "field"),
    [("review", "death", "reason"), ("change", "due", "reason"), ("stop", "", "reason"), ("stop", "death", "reason"), ("party", "due", "kind")],
)
def test_a_case_about_an_award_has_a_listed_reason(granted, office, kind, reason, field):
    with pytest.raises(Refused) as no:
        apply.open_about(
            award=f"benefits.award:{granted.award.pk}",
            matter="dibao",
            kind=kind,
            applicant=granted.man,
            household=granted.home,
            reason=reason,
            by=office["street"],
            on=DAY,
        )
    assert no.value.field == field and not Application.objects.exclude(kind="new").exists()


def test_one_case_about_an_award_at_a_time(review, granted, office):
    first = review(KEPT)
    with pytest.raises(AlreadyDone, match=first.number):
        review(KEPT, kind="change", reason="income_up")
