"""The questionnaire: which fact to ask next, and when nothing can change any more."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from .declare import Fact


@dataclass(frozen=True)
class Question:
    """A fact to ask, of whom (member index, None: of the household), and how many questions there can be at most, this one included."""

    fact: Fact
    member: int | None
    at_most: int


def next_question(
    law: Any, case: Any, skip: frozenset[tuple[int | None, str]] = frozenset(), benefits: list[str] | None = None, found: Any = None
) -> Question | None:
    """The fact that matters most: each open answer shares one vote among the facts that keep it open, so a fact that alone can
    settle an answer, or that many answers wait for, comes first; ties go in the order of the vocabulary. `skip`: pairs the
    resident could not answer. None when no askable fact can change anything. At most: facts only ever leave the open set."""
    found = found or law.assess(case, benefits)
    votes: dict[tuple[int | None, str], float] = defaultdict(float)
    open_facts: set[tuple[int | None, str]] = set()
    facts = law.book.facts
    for answer in found.answers:
        best = answer.indicative or answer
        pairs = [p for p in best.missing if facts[p[1]].ask and p not in skip]
        open_facts.update(pairs)
        if skip.isdisjoint(best.missing):  # else it waits for something the resident does not know: more questions would not settle it
            for pair in pairs:
                votes[pair] += 1 / len(best.missing)
    if not votes:
        return None
    order = {name: i for i, name in enumerate(facts)}
    member, name = max(votes, key=lambda p: (votes[p], -order[p[1]], -(p[0] if p[0] is not None else -1)))
    return Question(facts[name], member, len(open_facts))
