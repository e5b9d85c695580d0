from datetime import date

from minsheng.guide.answers import Answers, Given


def full():
    return Answers("440304", date(2025, 10, 1), ["elders"], ["我", "母亲"], [Given("hukou", 0, "here"), Given("hukou", 1, None), Given("dwellings", None, "1")])


def test_answers_travel_unchanged():
    assert Answers.unpack(full().pack()) == full()


def test_nothing_or_another_form_is_an_empty_start():
    assert Answers.unpack(None) == Answers.unpack({"x": 1}) == Answers.unpack({"p": "1", "m": "no date", "w": [], "g": []}) == Answers()


def test_what_is_not_known_is_left_out_of_the_case():
    case = full().case()
    assert case["household"] == {"dwellings": "1"}
    assert case["members"] == [{"name": "我", "relation": "applicant", "hukou": "here"}, {"name": "母亲", "relation": "parent"}]


def test_who_leaves_the_household_takes_the_answers_along():
    answers = full()
    answers.name_people(["我"])
    assert [(g.fact, g.member) for g in answers.given] == [("hukou", 0), ("dwellings", None)]


def test_a_changed_answer_keeps_its_place():
    answers = full()
    answers.put([Given("hukou", 0, "elsewhere"), Given("hukou", 1, "here"), Given("dwellings", None, "2")])
    assert [(g.fact, g.value) for g in answers.given] == [("hukou", "elsewhere"), ("hukou", "here"), ("dwellings", "2")]


def test_who_works_is_not_asked_about_school():
    answers = full()
    answers.put([Given("employment", 0, "employed"), Given("employment", 1, "unable")])
    first, second = answers.case()["members"]
    assert first["schooling"] == "none" and "schooling" not in second
    answers.put([Given("schooling", 0, "college")])
    assert answers.case()["members"][0]["schooling"] == "college", "what was said itself stands"


def test_a_topic_can_say_something_of_the_one_who_applies():
    first, second = full().case({"wants_to_adopt": "yes"})["members"]
    assert first["wants_to_adopt"] == "yes" and "wants_to_adopt" not in second
