"""Every way in which a partly known household can turn out, and what the answer is then."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from minsheng.rules.engine.cases import Case

Pair = tuple[int | None, str]


def unknowns(book: Any, case: Case) -> list[Pair]:
    group = [(None, n) for n, f in book.facts.items() if f.entity is case.entity and n not in case.facts and f.silence is None]
    persons = [n for n, f in book.facts.items() if f.entity is case.entity.members]
    return group + [(i, n) for i, m in enumerate(case.members) for n in persons if n not in m and book.facts[n].silence is None]


def filled_in(case: Case, values: dict[Pair, int]) -> Case:
    members = [dict(m) for m in case.members]
    facts = dict(case.facts)
    for (member, name), value in values.items():
        (facts if member is None else members[member])[name] = value
    return Case(case.entity, facts, members, case.names)


def completions(book: Any, case: Case, most: int) -> Iterator[dict[Pair, int]]:
    """All of them, for facts of few values. Nothing where there are more than `most`."""
    open_ = unknowns(book, case)
    ranges = [range(book.facts[n].type.lo, book.facts[n].type.hi + 1) for _, n in open_]
    size = 1
    for r in ranges:
        size *= len(r)
    if size <= most:
        yield from (dict(zip(open_, values, strict=True)) for values in itertools.product(*ranges))


def matters(answers: dict[tuple, Any], pairs: list[Pair]) -> set[Pair]:
    """The facts of which a change alone can change the answer. `answers`: by the values of all pairs, in their order."""
    out = set()
    for i, pair in enumerate(pairs):
        seen: dict[tuple, Any] = {}
        for values, answer in answers.items():
            if seen.setdefault(values[:i] + values[i + 1 :], answer) != answer:
                out.add(pair)
                break
    return out
