"""The demonstration set completes every answer of 2026 for the three cities, says what it is, and never pays."""

from pathlib import Path

import pytest
import yaml

from minsheng.rules import book

OVERLAY = Path(book.__file__).with_name("demonstration.yaml")
FACTS = {
    "hukou": "here", "hukou_kind": "urban", "relation": "applicant", "supporter": "able", "monthly_income": 300, "work_ability": "none", "employment": "unable",
    "schooling": "none", "serious_illness": False, "old_age_opt_in": True, "meal_group": "none", "meal_price": 12, "in_institution": False,
}  # fmt: skip
ELDER = FACTS | {"birth_date": "1925-05-01", "disability_grade": 1, "disability_category": "physical"}
VETERAN = FACTS | {"birth_date": "1990-05-01", "disability_grade": 3, "disability_category": "mental", "disabled_veteran_grade": 4}
ORPHAN = FACTS | {"birth_date": "2015-05-01", "disability_grade": 0, "father": "dead", "mother": "prison", "relation": "grandchild"}
LATE = FACTS | {"birth_date": "1940-05-01", "deceased": True, "burial_form": "other_eco", "disability_grade": 0}
HOUSEHOLD = {
    "recognised_status": "margin",
    "financial_assets": 0,
    "dwellings": 0,
    "other_real_estate": False,
    "motor_vehicle": "none",
    "business_registration": "none",
}


@pytest.mark.parametrize("city", ["深圳市/福田区", "广州市", "惠州市/惠城区"])
def test_no_answer_waits_for_a_figure(city):
    law = book.load().at(city, "2026-10-01", "2026-12-01", figures=OVERLAY)
    case = book.load().read_case(
        {"household": HOUSEHOLD, "members": [{"name": n, **f} for n, f in zip("甲乙丙丁", (ELDER, VETERAN, ORPHAN, LATE), strict=True)]}
    )
    waiting = {a.benefit.key: a.missing_figures for a in law.assess(case).answers if a.missing_figures}
    assert not waiting


def test_what_rests_on_it_is_not_paid():
    law = book.load().at("深圳市", "2026-10-01", "2026-12-01", figures=OVERLAY)
    case = book.load().read_case({"household": HOUSEHOLD, "members": [{"name": "甲", **ELDER}]})
    living = law.assess(case).answer("disability_living_subsidy", 0)
    assert living.status == "yes" and living.amount.certain and not living.payable


def test_it_says_what_it_is():
    head = yaml.safe_load(OVERLAY.read_text("utf-8"))["overlay"]
    assert head["kind"] == "demonstration" and "演示" in head["name"] and "Demonstration" in head["name"]
