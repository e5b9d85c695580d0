"""What pages and refusals cite is the law of the day: nothing before it is in force."""

from datetime import date

import pytest

from minsheng.applications.paperwork import statements
from minsheng.rules.book import citations

BEFORE, FIRST = date(2026, 6, 30), date(2026, 7, 1)


@pytest.mark.parametrize("key", sorted(citations.load()))
def test_the_social_assistance_law_is_cited_from_its_first_day_and_not_before(key):
    assert "社会救助法" in citations.cited(key, FIRST)[0] and "社会救助法" not in "".join(citations.cited(key, BEFORE))


@pytest.mark.parametrize("key", sorted(citations.load()))
def test_every_citation_is_in_both_languages_and_graded(key):
    for one in citations.load()[key]:
        assert one.zh.startswith("《") and one.en.isascii() and one.grade[0] in "ABK"


def test_where_nothing_was_in_force_a_sentence_stands_without_brackets():
    assert citations.bracketed("hearing", BEFORE) == ("", "") and citations.led("delegation", BEFORE) == ("", "")
    assert citations.bracketed("fraud", BEFORE)[0] == "（《社会救助暂行办法》第六十八条）" and citations.cited("fraud", date(2014, 4, 30)) == ("", "")


def test_the_promises_of_the_family_cite_what_holds_on_the_day():
    before, after = statements(BEFORE), statements(FIRST)
    assert before[3][0].endswith("（《社会救助暂行办法》第六十八条）。") and after[3][1].endswith("(Social Assistance Law, art. 73).")
    assert before[4][0].endswith("不要求提供。") and "第六十二条" in after[4][0]
