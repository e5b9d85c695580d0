"""Dated figures: which entry holds where and when, on what it rests, and what is refused in the file."""

from __future__ import annotations

import pytest

from minsheng.rules.engine import BookError, NotPayable
from minsheng.rules.engine.figures import INDICATIVE
from tests.rules.engine.asking import case
from tests.rules.engine.making import FIGURES, make_book
from tests.rules.engine.small import DEMONSTRATION, load

LATER = "2030-01-01"
FAMILY = ({"local": 1, "assets": 0}, {"income": 100_000}, {"income": 0}, {"income": 0})


def asked(place, on, known=LATER, figures=None, benefit="aid"):
    book = load()
    return book.at(place, on, known, figures=figures).assess(case(book, *FAMILY)).answer(benefit)


def used(place, on, known=LATER, name="standard"):
    return load().at(place, on, known).values[name]


def test_one_notice_two_effective_dates_and_the_arrears():
    """The standard holds from January but was published in June: March as known in March, and as known in July."""
    then, afterwards = asked("深圳市", "2022-03-01", "2022-03-15"), asked("深圳市", "2022-03-01", "2022-07-01")
    assert then.amount.lo == 3 * 130_000 - 100_000
    assert afterwards.amount.lo == 3 * 136_500 - 100_000
    assert afterwards.amount.lo - then.amount.lo == 3 * 6_500  # arrears of March


def test_a_figure_of_the_same_notice_that_holds_only_from_june(tmp_path):
    figures = FIGURES.replace(
        "{in_force: 2020-01-01, value: 2,", "{in_force: 2022-06-01, known: 2022-06-10, value: 3, source: 测试, grade: A}, {in_force: 2020-01-01, value: 2,"
    )
    book = make_book(tmp_path, "", figures)
    march, june = (book.at("甲市", on, "2022-07-01").values["f"].cell("", 0)[0][1] for on in ("2022-03-01", "2022-06-01"))
    assert (march, june) == (2, 3)
    assert book.at("甲市", "2022-06-05", "2022-06-09").values["f"].cell("", 0)[0][1] == 2


@pytest.mark.parametrize("known, value", [("2025-05-31", 136_500), ("2025-06-01", 153_500)])
def test_a_figure_is_known_from_the_day_it_was_published(known, value):
    assert used("深圳市", "2025-03-01", known).cell("", INDICATIVE)[0][1] == value


@pytest.mark.parametrize("place, at", [("南山区", "440300"), ("深圳市", "440300"), ("惠州市", "441300"), ("广东省", "440000")])
def test_the_nearest_place_upwards_holds(place, at):
    assert used(place, "2020-06-01", name="heating").place == at


def test_no_value_anywhere_is_not_found():
    value = used("广东省", "2025-01-01")
    assert (value.standing, value.place, value.entry) == ("not_found", "", None)
    assert used("深圳市", "2025-01-01", "2020-01-01").standing == "not_found"


@pytest.mark.parametrize("hukou, rooms, yuan", [(0, 0, 30.55), (0, 1, 30.55), (0, 2, 41.5), (0, 9, 60), (1, 0, 0), (1, 1, 20), (1, 3, 33.33)])
def test_urban_and_rural_and_bands(hukou, rooms, yuan):
    book = load()
    law = book.at("深圳市", "2025-01-01", LATER)
    looked_up = law.versions["heating_amount"].tree.left.num.left  # heating[hukou_kind, rooms]
    found = law.run(case(book, {"hukou_kind": hukou, "rooms": rooms}, {})).value(looked_up)
    assert found[:2] == (round(yuan * 100), round(yuan * 100))


def test_after_confirmed_through_a_threshold_cannot_be_decided_and_the_last_value_is_indicative():
    answer = asked("深圳市", "2026-01-01")
    assert answer.status == "standard_not_confirmed" and answer.missing_figures == ["standard"] and not answer.payable
    assert answer.indicative.status == "yes" and answer.indicative.amount.lo == 3 * 153_500 - 100_000
    assert not answer.indicative.payable
    with pytest.raises(NotPayable):
        answer.indicative.require_payable()
    assert asked("深圳市", "2025-12-31").status == "yes"


def test_after_confirmed_through_an_amount_is_not_confirmed(tmp_path):
    text = """
@rule(Household, "够", "Yes", clause="一", grade="A")
def yes(b):
    return b


@rule(Household, "钱", "Money", clause="一", grade="A", unit="元")
def paid(n, c):
    return n[c, 2]


X = benefit("x", "户", "X", entity=Household, eligible="yes", amount="paid")
"""
    book = make_book(
        tmp_path,
        text,
        FIGURES.replace(
            "{zh: 数, en: number}, confirmed_through: until_replaced,\n   values: {全国: [{in_force: 2020-01-01, value: {x: {",
            "{zh: 数, en: number}, confirmed_through: 2024-12,\n   values: {全国: [{in_force: 2020-01-01, value: {x: {",
        ),
    )
    answer = book.at("甲市", "2025-01-01", LATER).assess(case(book, {"b": 1, "c": 0}, {})).answer("x")
    assert answer.status == "amount_not_confirmed" and (answer.amount.lo, answer.amount.hi) == (0, 900)
    assert answer.indicative.status == "yes" and answer.indicative.amount.lo == 500
    with pytest.raises(NotPayable):
        answer.require_payable()
    before = book.at("甲市", "2024-12-31", LATER).assess(case(book, {"b": 1, "c": 0}, {})).answer("x")
    assert before.require_payable().lo == 500


def test_grade_d_is_only_indicative():
    answer = asked("惠州市", "2025-01-01")
    assert used("惠州市", "2025-01-01").standing == "undocumented"
    assert answer.status == "standard_not_confirmed"
    assert answer.indicative.status == "yes" and answer.indicative.amount.lo == 3 * 93_200 - 100_000


def test_an_unknown_figure_can_be_anything_in_its_range():
    law = load().at("广东省", "2025-01-01", LATER)
    rich = case(load(), {"local": 1, "assets": 0}, {"income": 2_000_000})  # 20,000 yuan is the most the standard can be
    assert law.assess(rich).answer("aid").status == "no"
    poor = case(load(), {"local": 1, "assets": 0}, {"income": 99})  # below 1 yuan, the least
    answer = law.assess(poor).answer("aid")
    assert answer.status == "amount_not_confirmed" and answer.amount.lo == 1 and answer.indicative is None


def test_a_value_that_changed_and_was_not_found_is_unknown_and_the_last_one_indicative():
    value = used("惠州市", "2025-06-01", name="youth")
    assert value.standing == "not_found" and value.place == "441300"
    share = used("深圳市", "2026-06-01", name="kind_share")
    assert share.cell("urban", INDICATIVE) is None and share.cell("rural", 0)[0][1] == 130  # only the one option is unknown


OFFICE = "overlay: {{name: 区民政局, kind: {kind}, by: 张三}}\nstandard: {{values: {{深圳市: [{{in_force: 2026-01-01, value: 1600, source: 区文件}}]}}}}\n"


@pytest.mark.parametrize("kind, payable", [("office", True), ("demonstration", False)])
def test_an_overlay_decides_and_only_that_of_an_office_pays(tmp_path, kind, payable):
    path = tmp_path / "local.yaml"
    path.write_text(OFFICE.format(kind=kind), encoding="utf-8")
    answer = asked("深圳市", "2026-01-01", figures=path)
    assert answer.status == "yes" and answer.amount.lo == 3 * 160_000 - 100_000
    assert answer.payable is payable
    if payable:
        assert answer.require_payable().lo == answer.amount.lo
    else:
        with pytest.raises(NotPayable):
            answer.require_payable()


def test_a_demonstration_set_that_touches_nothing_the_answer_rests_on_leaves_it_payable(tmp_path):
    assert asked("深圳市", "2025-09-01", figures=DEMONSTRATION).payable
    assert not asked("惠州市", "2025-09-01", figures=DEMONSTRATION).payable


def test_a_later_entry_of_the_book_goes_before_an_older_overlay(tmp_path):
    path = tmp_path / "local.yaml"
    path.write_text(OFFICE.format(kind="office").replace("2026-01-01", "2024-01-01"), encoding="utf-8")
    assert asked("深圳市", "2024-06-01", figures=path).amount.lo == 3 * 160_000 - 100_000
    assert asked("深圳市", "2025-06-01", figures=path).amount.lo == 3 * 153_500 - 100_000


ENTRY = "{in_force: 2020-01-01, value: 2, source: 测试, grade: A}"
LABEL = "f: {label: {zh: 己, en: F}, unit: 个, range: [1, 3], confirmed_through: until_replaced, "
GOOD = LABEL + "values: {全国: [" + ENTRY + "]}}"
BROKEN = {
    "the same key twice": ("f: {unit: 个, unit: 元}", "stands twice"),
    "a tab": ("f:\n\tunit: 个", "not readable YAML"),
    "half a bracket": ("f: [", "not readable YAML"),
    "no label": (GOOD.replace("label: {zh: 己, en: F}, ", ""), "label or unit is missing"),
    "a label in one language": (GOOD.replace(", en: F", ""), "label or unit is missing"),
    "no unit": (GOOD.replace("unit: 个, ", ""), "label or unit is missing"),
    "no source": (GOOD.replace("source: 测试, ", ""), "has no source"),
    "no day": (GOOD.replace("in_force: 2020-01-01, ", ""), "has no in_force"),
    "no value": (GOOD.replace("value: 2, ", ""), "has no value"),
    "grade K": (GOOD.replace("grade: A", "grade: K"), "cannot be shipped"),
    "no grade": (GOOD.replace(", grade: A", ""), "cannot be shipped"),
    "a qualifier nobody knows": (GOOD.replace(", grade: A", ", qualifier: 左右, grade: A"), "qualifier"),
    "a value out of its range": (GOOD.replace("value: 2", "value: 4"), "outside its range"),
    "a float for per cent": (GOOD.replace("value: 2", "value: 1.5"), "not a whole number"),
    "infinite": (GOOD.replace("value: 2", "value: .inf"), "not a number"),
    "text": (GOOD.replace("value: 2", "value: two"), "not a number"),
    "true": (GOOD.replace("value: 2", "value: true"), "not a whole number"),
    "three decimals of a yuan": (GOOD.replace("unit: 个", "unit: 元").replace("value: 2", "value: 1.505"), "not a number"),
    "a day that does not exist": (GOOD.replace("2020-01-01", "'2020-02-30'"), "not a day that exists"),
    "a month that does not exist": (GOOD.replace("until_replaced", "2025-13"), "confirmed_through"),
    "no confirmed_through": (GOOD.replace("confirmed_through: until_replaced, ", ""), "confirmed_through is missing"),
    "no confirmed_through for one place": (GOOD.replace("until_replaced", "{甲市: 2025-12}"), "confirmed_through is missing for 全国"),
    "bands that are not declared": (GOOD.replace("value: 2", "value: {70: 2}"), "not a number"),
    "no bands": (GOOD.replace("unit: 个", "unit: 个, bands: {zh: 数, en: n}"), "has no bands"),
    "an option that is not declared": (GOOD.replace("unit: 个", "unit: 个, by: [x, y]").replace("value: 2", "value: {x: 1, w: 2}"), "does not fit"),
    "one value for options": (GOOD.replace("unit: 个", "unit: 个, by: [x, y]"), "does not fit"),
    "the same day twice": (GOOD.replace(ENTRY, f"{ENTRY}, {ENTRY}"), "two entries"),
    "a range of three": (GOOD.replace("[1, 3]", "[1, 2, 3]"), "not the form of a figure"),
    "a range turned round": (GOOD.replace("[1, 3]", "[3, 1]"), "not the form of a figure"),
    "a place nobody knows": (GOOD.replace("全国", "丙市"), "丙市"),
    "a list": ("f: [1, 2]", "not the form of a figure"),
    "no mapping at all": ("- 1", "not a mapping"),
}


@pytest.mark.parametrize("case_", BROKEN)
def test_a_broken_file_of_figures_says_where_and_what(tmp_path, case_):
    text, said = BROKEN[case_]
    with pytest.raises(BookError) as caught:
        make_book(tmp_path, "", text)
    assert "one/figures.yaml" in caught.value.where and said in str(caught.value)


def test_the_good_file_is_good(tmp_path):
    assert make_book(tmp_path, "", GOOD).figures["f"].series["0"][0].cells == {"": [(-(2**62), 2)]}


@pytest.mark.parametrize("text, said", [
    ("standard: {values: {}}", "head of the overlay is missing"), ("overlay: {name: x, kind: mine}", "head of the overlay"), ("- 1", "head of the overlay"),
    ("overlay: {name: x, kind: office}\nstandart: {values: {}}", "no figure is called standart"),
    ("overlay: {name: x, kind: office}\nstandard: {values: {深圳市: [{in_force: 2026-01-01, value: 30000, source: x}]}}", "outside its range"),
])  # fmt: skip
def test_a_broken_overlay_is_refused(tmp_path, text, said):
    path = tmp_path / "local.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BookError, match=said):
        load().overlay(path)
