"""Facts in the reader's words: an officer never reads a code."""

import re

import pytest
from django.utils import translation

from minsheng.registry.words import shown
from minsheng.rules.engine import Bool, Choice, Date, Int, Money

BARE = re.compile(r"[\d.,\s-]*")


def values(kind) -> list:
    """Every value of a coded fact, and the ends of a number, as the registry keeps them."""
    if isinstance(kind, Bool):
        return [True, False]
    return list(kind.options) if isinstance(kind, Choice) else sorted({kind.lo, *range(max(kind.lo, 0), min(kind.hi, 10) + 1), kind.hi})


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_no_coded_value_of_the_vocabulary_is_shown_as_a_bare_number_or_its_key(book, language):
    coded = {key: fact.type for key, fact in book.facts.items() if not isinstance(fact.type, Money | Date)}
    assert len(coded) > 100 and {type(kind) for kind in coded.values()} == {Bool, Choice, Int}
    with translation.override(language):
        bare = [(key, value) for key, kind in coded.items() for value in values(kind) if BARE.fullmatch(shown(key, value)) or shown(key, value) == value]
    assert not bare


@pytest.mark.parametrize(
    ("key", "value", "zh", "en"),
    [
        ("disability_grade", 0, "没有残疾证", "No certificate"), ("disability_grade", 2, "2 级", "Grade 2"), ("dwellings", 0, "0 套", "Number: 0"),
        ("motor_vehicle", "none", "没有", "None"), ("monthly_income", 153500, "1,535.00", "1,535.00"), ("serious_illness", None, "—", "—"),
    ],
)  # fmt: skip
def test_values_in_words(key, value, zh, en):
    assert shown(key, value) == zh
    with translation.override("en"):
        assert shown(key, value) == en
