"""Deciding a chunk in whole columns. Array code: imported by who sweeps, while sweeping; ordinary pages stay light."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from minsheng.benefits.sweep.kept_facts import as_kept, facts_of, known
from minsheng.benefits.sweep.profiles import Chunk
from minsheng.matters.declare import Matter
from minsheng.rules import book
from minsheng.rules.engine.batch import STATUSES, BenefitColumns, Population, Results, sweep
from minsheng.rules.engine.types import UNKNOWN
from minsheng.standards.queries import overlay


@dataclass
class Columns:
    """A chunk as the kernel reads it, and what came of it. `rows`: for each group the place of its first member in the columns of persons."""

    population: Population
    results: Results
    rows: list[int]


@dataclass(frozen=True)
class Said:
    """What the book says about one subject. `fen` a month with what is paid beside the main benefit; `sure`: nothing of it hangs on what is not known."""

    status: str
    fen: int
    sure: bool


def columns(chunk: Chunk, matter: Matter) -> Population:
    persons = [(m, g) for g, group in enumerate(chunk.groups) for m in group.members]
    own, shared = {}, {}
    for name, fact in facts_of(matter).items():
        if fact.entity.members is None:
            own[name] = np.array([as_kept(fact, known(m, name, matter)) for m, _ in persons], np.int64)
        else:
            shared[name] = np.array([as_kept(fact, group.facts.get(name)) for group in chunk.groups], np.int64)
    return Population(
        person_group=np.array([g for _, g in persons], np.int64), person=own,
        group_ids=np.arange(len(chunk.groups)), groups=shared, place=[g.law for g in chunk.groups],
    )  # fmt: skip


def decide(chunk: Chunk, matter: Matter, month: date, on: date, figures=None) -> Columns:
    """Every subject of the chunk for a benefit month, as the law was known on a day. `figures`: the overlay, by whoever has read it already."""
    population = columns(chunk, matter)
    found = sweep(book.load(), population, on=month.isoformat(), known=on.isoformat(), figures=figures or overlay(), benefits=[matter.benefit, *matter.also])
    rows = np.concatenate(([0], np.cumsum([len(g.members) for g in chunk.groups])))
    return Columns(population, found, rows.tolist())


def said(chunk: Chunk, made: Columns, matter: Matter) -> Iterator[Said]:
    """One for each subject, in their order."""
    main = made.results[matter.benefit]
    beside = [made.results[key] for key in matter.also]
    for _, _, group, where in chunk.subjects:
        row = group if where is None else made.rows[group] + where
        status = str(STATUSES[main.status[row]])
        if status != "yes":
            yield Said(status, 0, status == "no")
            continue
        whose = range(made.rows[group], made.rows[group] + len(chunk.groups[group].members)) if where is None else [row]
        extra = [_paid(found, whose) for found in beside]
        yield Said(status, int(main.amount[row]) + sum(fen for fen, _ in extra), all(sure for _, sure in extra))


def _paid(found: BenefitColumns, whose: Iterable[int]) -> tuple[int, bool]:
    """What one benefit of somebody, or of everybody in a group, comes to, and whether each answer is certain. `whose`: their rows."""
    statuses = {row: str(STATUSES[found.status[row]]) for row in whose}
    fen = sum(int(found.amount[row]) for row, status in statuses.items() if status == "yes")
    return fen, all(status in ("yes", "no") for status in statuses.values())


def warm(matter: Matter) -> None:
    """Compile, or load what was compiled: one household of which nothing is known and one of which everything is."""
    loaded, wanted = book.load(), facts_of(matter)
    pair = {name: np.array([UNKNOWN, fact.type.lo], np.int64) for name, fact in wanted.items()}
    people = {name: pair[name] for name, fact in wanted.items() if fact.entity.members is None}
    homes = {name: pair[name] for name, fact in wanted.items() if fact.entity.members is not None}
    nobody = Population(person_group=np.array([0, 1]), person=people, groups=homes, place="全国")
    sweep(loaded, nobody, on="2025-01-01", known="2025-01-01", benefits=[matter.benefit, *matter.also])
