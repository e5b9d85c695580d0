"""What a family looks at, and how many questions that costs. On the real book."""

import pytest

from minsheng.guide import awaited, topics
from minsheng.rules import book
from tests.guide.walking import begin, result, walk

ALL = ("hardship", "elders", "disability", "children")
SETTLED = {
    "hukou": "here", "financial_assets": "60000", "motor_vehicle": "none", "dwellings": "1", "other_real_estate": "no", "business_registration": "none",
    "sudden_event": "none", "yearly_income": "42000", "rigid_expenditure": "0", "disability_grade": "0", "serious_illness": "no", "schooling": "none",
    "old_age_opt_in": "yes", "supporter": "able", "assessed_level": "none_yet", "meal_group": "none", "lived_with_local_year": "yes", "dependent_adult": "no",
    "work_ability": "full", "employment": {"0": "flexible", "1": "unregistered_unemployed"}, "no_work_reason": "seeking", "father": "able", "mother": "able",
    "resident_pension": "0", "meal_price": "12", "parents_cannot_care": "no", "hukou_kind": "urban", "in_institution": "no",
}  # fmt: skip


def alone(client, month, chosen=ALL, income="3500"):
    at = begin(client, ("我",), *month, topics=chosen)
    return walk(client, at, SETTLED | {"monthly_income": income}, born=("1953-03-01",))


def test_every_benefit_belongs_to_a_topic():
    chosen = list(topics.BY_KEY)
    told = topics.benefits(chosen) + [b.key for b in topics.to_read(chosen)]
    assert sorted(told) == sorted(book.load().benefits), "each once"


def test_registrations_and_findings_are_off_unless_asked_for():
    usual = set(topics.benefits(topics.DEFAULT))
    assert not usual & {"adoption", "marriage_registration", "eco_burial_reward", "elder_ability"} and {"dibao", "old_age_allowance", "meal_subsidy"} <= usual


@pytest.mark.parametrize("month", [("2025", "10"), ("2026", "11")])
def test_an_old_person_alone_meets_few_questions(client, month):
    order = alone(client, month)
    assert 6 <= len(order) <= 12
    assert not {"schooling", "father", "mother", "parents_cannot_care", "care_bill", "employment"} & {fact for fact, _ in order}
    client.cookies.clear()
    assert len(alone(client, month, ("elders",))) < len(order)


@pytest.mark.parametrize("month", [("2025", "10"), ("2026", "11")])
def test_a_family_of_two_is_asked_once_for_both(client, month):
    at = begin(client, ("我", "母亲"), *month)
    order = walk(client, at, SETTLED | {"monthly_income": {"0": "1200", "1": "1000"}}, born=("1980-03-01", "1932-03-01"))
    assert len(order) <= 18 and order[0] == ("birth_date", ("0", "1"))
    asked = [fact for fact, _ in order]
    assert len(asked) == len(set(asked)) and asked.index("birth_date") < asked.index("employment")


def test_a_family_that_asks_about_dibao_only(client):
    at = begin(client, ("我", "配偶", "儿子"), "2026", "11", topics=("hardship",))
    order = walk(client, at, SETTLED | {"monthly_income": {"0": "1200", "1": "0", "2": "0"}}, born=("1980-03-01", "1982-03-01", "2015-03-01"))
    assert len(order) <= 17 and not {"father", "old_age_opt_in", "assessed_level", "schooling"} & {fact for fact, _ in order}


def test_the_result_speaks_of_the_topics_chosen_and_offers_the_others(client):
    alone(client, ("2025", "10"), ("elders",))
    page = result(client)
    assert "高龄津贴" in page and "重度残疾人护理补贴" not in page and "生活有困难" in page and "再看看其他方面" in page
    assert client.post("/finder/topics", {"topic": ALL})["Location"] == "/finder/next"
    assert client.get("/finder/next")["Location"].startswith("/finder/question/")
    assert "重度残疾人护理补贴" in result(client)


def test_what_is_only_told_needs_no_question(client):
    assert begin(client, ("我",), topics=("errands",)) == "/finder/check"
    page = result(client)
    assert all(words in page for words in ("结婚登记", "节地生态安葬奖励", "老年人能力评估")) and "没有查到您家可以领取" not in page


def test_who_asks_about_adoption_has_applied_to_adopt(client):
    at = begin(client, ("我",), topics=("adoption",))
    order = walk(
        client,
        at,
        {"marital_status": "single", "sex": "female", "own_children": "0", "adopts_now": "1", "adopter_tie": "none", "adoptee": "orphan"},
        born=("1980-03-01",),
    )
    assert {"birth_date", "adoptee"} <= {fact for fact, _ in order}


def test_a_missing_assessment_is_named_as_a_whole(client):
    """The voucher waits for the 26 items of the assessment: the page says so, and asks nothing more for it."""
    order = alone(client, ("2026", "11"), ("elders",))
    assert not {"care_bill", "care_service", "service_in_province"} & {fact for fact, _ in order}
    page = result(client)
    assert page.count("先做一次老年人能力评估") == 1 and "平地行走" not in page


def test_awaited_facts_belong_to_rules_of_the_book():
    held = book.load()
    for group in awaited.AWAITED:
        assert group.rule in held.rules and group.about in held.benefits and (not group.unless or held.facts[group.unless].ask)
    whole, rest = awaited.sort_out([(0, "eating"), (0, "stairs"), (0, "hukou")])
    assert [(m, g.rule) for m, g in whole] == [(0, "ability_level")] and rest == [(0, "hukou")]
    assert awaited.waits([(0, "eating")]) and not awaited.waits([(0, "eating"), (0, "assessed_level")])
