"""Every act that anything writes to the trail has words."""

import re

from minsheng.oversight.acts import ACTS


def test_every_act_in_the_code_has_words_in_both_languages(root):
    found = set()
    for file in (root / "src" / "minsheng").rglob("*.py"):
        found |= set(re.findall(r'\bact="([a-z_]+\.[a-z_.]+)"', file.read_text("utf-8")))
    assert len(found) > 100
    assert not (missing := sorted(found - ACTS.keys())), f"say in oversight/acts.py what these acts are called: {missing}"


def test_words_are_of_their_own():
    assert all(re.search("[\u4e00-\u9fff]", zh) and re.fullmatch("[A-Z][A-Za-z' ,-]+", en) for zh, en in ACTS.values())
    assert len({zh for zh, _ in ACTS.values()}) > len(ACTS) - 3
