"""What the law promises beyond single cases: published figures follow their ratios, one notice has two dates, unknown never decides."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minsheng.rules import book

BOOK = book.load()
LATER = "2030-01-01"  # asked long after: everything published is known
ASSETS = {"financial_assets": 0, "dwellings": 1, "other_real_estate": "no", "motor_vehicle": "none", "business_registration": "none"}
ELDER = {"relation": "applicant", "birth_date": "1950-05-01", "hukou": "here", "hukou_kind": "urban"}


def figure(name: str, place: str, on: str, key: str = "") -> int:
    """The value in force, in fen for money, asked long after."""
    code = BOOK.places.find(place).code
    day = int(on.replace("-", ""))
    entries = [e for e in BOOK.figures[name].series[code] if e.in_force <= day]
    return max(entries, key=lambda e: e.in_force).cells[key][0][1]


def up(fen: int, percent: int) -> int:
    """That share, rounded up to whole yuan."""
    return -(-fen * percent // 10_000) * 100


@pytest.mark.parametrize("on", ["2022-07-01", "2023-07-01", "2024-07-01", "2025-07-01"])
def test_shenzhen_publishes_the_ratios_rounded_up(on):
    dibao = figure("dibao_standard", "深圳市", on)
    assert figure("margin_line", "深圳市", on) == up(dibao, 150)
    assert figure("tekun_held_standard", "深圳市", on, "urban") == up(dibao, 160)
    assert figure("supplement_standard", "深圳市", on, "thirty") == up(dibao, 30)


@pytest.mark.parametrize("on", ["2024-07-01", "2025-07-01"])
def test_shenzhen_publishes_a_fifth_for_spending_households(on):
    assert figure("supplement_standard", "深圳市", on, "twenty") == up(figure("dibao_standard", "深圳市", on), 20)


@pytest.mark.parametrize("on", ["2021-07-01", "2023-07-01", "2024-07-01"])
def test_guangzhou_publishes_the_ratios_rounded_up(on):
    dibao = figure("dibao_standard", "广州市", on)
    assert figure("margin_line", "广州市", on) == up(dibao, 150)
    assert figure("tekun_held_standard", "广州市", on, "urban") == up(dibao, 160)


@pytest.mark.parametrize(
    ("city", "year"), [("深圳市", 2021), ("深圳市", 2023), ("深圳市", 2024), ("广州市", 2021), ("广州市", 2023), ("广州市", 2024), ("惠州市", 2024)]
)
def test_no_city_stands_below_the_provincial_floor(city, year):
    law = BOOK.at(city, date(year, 7, 1), LATER)
    case = BOOK.read_case({"household": {}, "members": [ELDER]})
    assert law.value("standard_reaches_floor", case) == (1, 1)


def assess(household: dict, member: dict, on: str, known: str = LATER, place: str = "深圳市"):
    law = BOOK.at(place, on, known)
    return law.assess(BOOK.read_case({"household": household, "members": [member]}))


def test_one_notice_two_dates():
    """The notice of June 2022 raises dibao from January (arrears for each month), the margin line only from itself."""
    poor, near = ELDER | {"monthly_income": 0}, ELDER | {"monthly_income": 1960}
    for month in ("2022-01-01", "2022-05-01"):
        before = assess(ASSETS, poor, month, known="2022-05-31").answer("dibao", None).amount.lo
        after = assess(ASSETS, poor, month, known="2022-06-30").answer("dibao", None).amount.lo
        assert (before, after - before) == (130_000, 6_500)
        assert assess(ASSETS, near, month, known="2022-06-30").answer("margin", None).status == "no"
    assert assess(ASSETS, near, "2022-06-01", known="2022-06-30").answer("margin", None).status == "yes"


KNOWN = {
    "household": ASSETS | {"yearly_income": 12000, "rigid_expenditure": 0, "sudden_event": "none"},
    "members": [
        ELDER | {"name": "甲", "monthly_income": 1000, "disability_grade": 0, "serious_illness": "no", "supporter": "able", "schooling": "none", "resident_pension": 0},
        {"name": "乙", "relation": "child", "birth_date": "1985-05-01", "hukou": "elsewhere", "lived_with_local_year": "yes", "dependent_adult": "yes",
         "monthly_income": 900, "work_ability": "full", "employment": "unregistered_unemployed", "schooling": "none", "no_work_reason": "none",
         "disability_grade": 0, "serious_illness": "no", "supporter": "able"},
    ],
}  # fmt: skip
ALL = [(None, k) for k in KNOWN["household"]] + [(i, k) for i, m in enumerate(KNOWN["members"]) for k in m if k != "name"]


@settings(max_examples=60, deadline=None)
@given(
    gone=st.sets(st.sampled_from(ALL), max_size=6),
    incomes=st.tuples(st.integers(0, 4000), st.integers(0, 4000)),
    on=st.sampled_from(["2022-09-01", "2025-10-01"]),
)
def test_not_knowing_never_decides_otherwise(gone, incomes, on):
    """With facts missing the answer is the same or open, never the opposite; the amount contains the true one."""
    members = [m | {"monthly_income": income} for m, income in zip(KNOWN["members"], incomes, strict=True)]
    full = {"household": KNOWN["household"], "members": members}
    less = {
        "household": {k: v for k, v in KNOWN["household"].items() if (None, k) not in gone},
        "members": [{k: v for k, v in m.items() if (i, k) not in gone} for i, m in enumerate(members)],
    }
    law = BOOK.at("深圳市", on, LATER)
    sure, unsure = (law.assess(BOOK.read_case(c), benefits=["dibao", "margin", "supplement", "tekun"]) for c in (full, less))
    for a, b in zip(sure.answers, unsure.answers, strict=True):
        assert not {a.status, b.status} >= {"yes", "no"}, (a.benefit.key, a.status, b.status)
        if a.status == "yes" and a.amount and b.amount:
            assert b.amount.lo <= a.amount.lo <= a.amount.hi <= b.amount.hi


@settings(max_examples=60, deadline=None)
@given(incomes=st.lists(st.integers(0, 300_000), min_size=1, max_size=6))
def test_the_gap_lifts_every_household_exactly_to_the_standard(incomes):
    members = [ELDER | {"relation": "applicant" if i == 0 else "sibling", "monthly_income": f"{fen / 100:.2f}"} for i, fen in enumerate(incomes)]
    found = BOOK.at("深圳市", "2025-10-01", LATER).assess(BOOK.read_case({"household": ASSETS, "members": members}), benefits=["dibao"])
    line, answer = 153_500 * len(incomes), found.answers[0]
    assert (answer.status == "yes") == (sum(incomes) < line)
    if answer.status == "yes":
        assert sum(incomes) + answer.amount.lo == line


def office(tmp_path, text: str):
    path = tmp_path / "office.yaml"
    path.write_text("overlay: {name: 示例民政局, kind: office, by: 示例}\n" + text, encoding="utf-8")
    return path


def test_an_office_that_pays_to_the_fen_sets_the_step(tmp_path):
    """1,720 × 2 % = 34.40: 35 yuan where standards are rounded up, 34.40 where the office pays to the fen."""
    overlay = office(tmp_path, "published_step: {values: {惠州市: [{in_force: 2021-01-01, value: 0.01, source: 示例}]}}\n")
    can = {
        k: {"value": "yes", "officer": "示例", "evidence": "示例"}
        for k in ("can_eat", "can_dress", "can_get_up", "can_toilet", "can_walk_indoors", "can_bathe")
    }
    case = BOOK.read_case({"household": {}, "members": [ELDER | can]})
    assert BOOK.at("惠州市", "2022-10-01", LATER).value("tekun_care_floor", case, 0) == (3500, 3500)
    assert BOOK.at("惠州市", "2022-10-01", LATER, figures=overlay).value("tekun_care_floor", case, 0) == (3440, 3440)


def test_an_office_enters_what_was_not_found_and_can_pay(tmp_path):
    overlay = office(tmp_path, "dibao_standard: {values: {广州市: [{in_force: 2025-01-01, value: 1300, source: 示例}]}}\n")
    case = BOOK.read_case({"household": ASSETS, "members": [ELDER | {"monthly_income": 1000}]})
    before, after = (BOOK.at("广州市", "2025-10-01", LATER, figures=f).assess(case).answer("dibao", None) for f in (None, overlay))
    assert before.status == "standard_not_confirmed" and not before.payable
    assert (after.status, after.amount.lo, after.payable) == ("yes", 30_000, True)


@pytest.mark.parametrize(
    ("income", "adjustment", "status", "amount"),
    [
        (1500, None, "yes", 10_000),  # already below the standard of 1,600
        (1600, None, "depends", None),  # from the standard up to the minimum wage the assessment decides
        (2600, None, "depends", None),  # exactly the minimum wage still passes the check
        (1700, -200, "yes", 10_000),
        (1700, -100, "no", None),
        (2601, -2000, "no", None),  # above the minimum wage the check ends it
    ],
)
def test_the_two_gates_of_2026(tmp_path, income, adjustment, status, amount):
    overlay = office(
        tmp_path,
        "dibao_standard: {values: {深圳市: [{in_force: 2026-01-01, value: 1600, source: 示例}]}}\n"
        "minimum_wage: {values: {深圳市: [{in_force: 2026-01-01, value: 2600, source: 示例}]}}\n",
    )
    found = {"second_edition_adjustment": {"value": adjustment, "officer": "示例", "evidence": "示例"}} if adjustment is not None else {}
    case = BOOK.read_case({"household": ASSETS | found, "members": [ELDER | {"monthly_income": income}]})
    answer = BOOK.at("深圳市", "2026-03-01", LATER, figures=overlay).assess(case).answer("dibao", None)
    assert answer.status == status
    if status == "depends":
        assert answer.missing == [(None, "second_edition_adjustment")]
    if amount is not None:
        assert (answer.amount.lo, answer.amount.hi) == (amount, amount)
