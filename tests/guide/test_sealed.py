import json
import time

import pytest


def test_what_is_sealed_comes_back():
    from minsheng.base import sealed

    content = {"w": ["我", "母亲"], "g": [["monthly_income", 0, "767.50"]]}
    assert sealed.unseal(sealed.seal(content)) == content


def test_the_seal_shows_nothing_of_the_content():
    from minsheng.base import sealed

    token = sealed.seal({"income": "767.50", "name": "mother"})
    assert "767" not in token and "mother" not in token and "income" not in token


@pytest.mark.parametrize("token", ["", "nonsense", "é", "gAAAAABm" + "A" * 80])
def test_a_foreign_cookie_is_nothing(token):
    from minsheng.base import sealed

    assert sealed.unseal(token) is None


def test_a_changed_cookie_is_nothing():
    from minsheng.base import sealed

    token = sealed.seal({"a": 1})
    assert sealed.unseal(token[:-6] + ("A" if token[-6] != "A" else "B") + token[-5:]) is None


def test_after_an_hour_it_is_nothing(monkeypatch):
    from minsheng.base import sealed

    token, now = sealed.seal({"a": 1}), time.time()
    monkeypatch.setattr(time, "time", lambda: now + sealed.HOUR - 5)
    assert sealed.unseal(token) == {"a": 1}
    monkeypatch.setattr(time, "time", lambda: now + sealed.HOUR + 5)
    assert sealed.unseal(token) is None


def test_too_much_is_refused_not_cut():
    from minsheng.base import sealed

    with pytest.raises(sealed.TooMuch):
        sealed.seal([f"{i * 7919 % 104729:x}" for i in range(4000)])


def test_a_large_family_fits_into_one_cookie():
    """Twenty people with thirty answers each, as compact as they come."""
    from minsheng.base import sealed
    from minsheng.guide import topics
    from minsheng.guide.answers import Answers, Given

    given = [Given(f"some_fact_number_{f}", m, ("yes", "no", "1950-03-01", None, "1200")[f * m % 5]) for m in range(20) for f in range(30)]
    answers = Answers("440304", None, list(topics.DEFAULT), [f"第{i}人" for i in range(20)], given)
    token = sealed.seal(answers.pack())
    assert len(token) < 4000 and Answers.unpack(json.loads(json.dumps(sealed.unseal(token)))) == answers
