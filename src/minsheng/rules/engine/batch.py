"""Whole columns: every household of a city decided in one pass of the compiled kernel, with reasons and what is missing."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from . import figures as fig
from . import inputs
from .answers import Status
from .columns import Grouped, column, figure_table, group_people, one_block, version_table
from .declare import Benefit, Fact
from .ir import Node
from .kernel import compiled
from .kernel import outputs as outputs_of
from .plan import Plan, mark, person, plans
from .problems import InputProblems, MinshengRulesError, Problem
from .say import Speaker
from .types import UNKNOWN, day

STATUSES = list(Status)
THREADS = os.cpu_count() or 1
POOL = ThreadPoolExecutor(THREADS)


@dataclass
class Population:
    """People in groups, as columns. `person_group`: for each person the id of the group (int64, in any order, with any gaps).
    `person` and `groups`: integer columns by fact name, UNKNOWN (or the minimum of the dtype) where not known; a column that is absent is
    unknown throughout (or the fact's assumed value). `group_ids`: the groups in the order of the group columns; default: those
    that people name, ascending. `place`: one place, or one for each group."""

    group: str = "household"
    person_group: np.ndarray = field(default_factory=lambda: np.empty(0, np.int64))
    person: dict[str, np.ndarray] = field(default_factory=dict)
    group_ids: np.ndarray | None = None
    groups: dict[str, np.ndarray] = field(default_factory=dict)
    place: Any = None

    def __len__(self) -> int:
        return len(self.person_group)


@dataclass
class BenefitColumns:
    """The answers to one benefit, aligned with the persons or the groups of the population."""

    benefit: Benefit
    status: np.ndarray  # index into STATUSES
    amount: np.ndarray  # fen, the lower bound while open
    amount_high: np.ndarray
    reason: np.ndarray  # 0: none; n: conditions[n - 1] decided
    missing_bits: np.ndarray | None
    plan: Plan
    unconfirmed: list[list[str]]
    place: np.ndarray | None

    @cached_property
    def conditions(self) -> list[Node]:
        return [c for _, c in self.plan.reasons(self.benefit)]

    @cached_property
    def condition_texts(self) -> list[tuple[str, str]]:
        """(zh, en) by reason code − 1."""
        zh, en = Speaker("zh"), Speaker("en")
        return [(zh.say(c), en.say(c)) for c in self.conditions]

    def missing_names(self, row: int) -> list[str]:
        """The facts that keep this answer open, then the figures nobody confirmed."""
        if self.missing_bits is None:
            return []
        first, second = (int(x) for x in self.missing_bits[row])
        names = [f.name for i, f in enumerate(self.plan.facts) if (first >> i if i < 62 else second >> (i - 62)) & 1]
        if second >> 62 & 1:
            place = 0 if self.place is None else int(self.place[row])
            names += self.unconfirmed[place]
        return names


class Results(dict[str, BenefitColumns]):
    """Answers by benefit key. `group_ids`: the groups in the order of the group-level columns."""

    def __init__(self, found: dict[str, BenefitColumns], group_ids: np.ndarray, grouped: Grouped):
        super().__init__(found)
        self.group_ids, self.grouped = group_ids, grouped


# -- the sweep -------------------------------------------------------------------------------------------------------


def sweep(
    book: Any,
    population: Population,
    *,
    on: Any,
    known: Any,
    figures: Any = None,
    benefits: list[str] | None = None,
    outputs: str = "full",
    level: int = fig.STRICT,
) -> Results:
    """Every benefit for everybody. `outputs`: "full" (status, amount, reason, missing) or "values" (status and amount; everything needed
    must be known). `level`: STRICT, or INDICATIVE for estimates with the last confirmed figures. Raises InputProblems, UnknownName."""
    inputs.check(book, population)
    group = book.entities[population.group]
    chosen = [b for k, b in book.benefits.items() if (benefits is None or k in benefits) and book.world(b) is group]
    missing = set(benefits or ()) - {b.key for b in chosen}
    if missing:
        raise MinshengRulesError(f"not a benefit of a {population.group}: {', '.join(sorted(missing))}")
    overlay = book.overlay(figures) if isinstance(figures, str | Path) else figures
    job = _Job(book, population, day(on), day(known), overlay, level)
    out: dict[str, BenefitColumns] = {}
    wanted = {b.key for b in chosen}
    for plan in plans(book, group):
        if any(b.key in wanted for b in plan.benefits):
            out.update({k: r for k, r in job.run(plan, outputs).items() if k in wanted})
    return Results({b.key: out[b.key] for b in chosen}, job.grouped.ids, job.grouped)


class _Job:
    """One population under the law of its places on one day."""

    def __init__(self, book: Any, population: Population, on: int, known: int, overlay: Any, level: int):
        self.book, self.population, self.level, self.on = book, population, level, on
        self.grouped = group_people(population.person_group, population.group_ids)
        self.n, self.h = len(population), len(self.grouped.ids)
        self.sizes = np.diff(self.grouped.start)
        most = book.entities[population.group].most
        if self.h and int(self.sizes.max()) > most:
            h = int(self.sizes.argmax())
            raise InputProblems(
                [Problem(f"group {self.grouped.ids[h]}", f"一户超过 {most} 人", f"more than {most} members", "请核对户号", "check the group ids")]
            )
        self.most = int(self.sizes.max()) if self.h else 0
        self.place, codes = self._places(population.place)
        self.laws = [book.at(c, on, known, figures=overlay) for c in codes]
        self._columns: dict[str, tuple[np.ndarray, bool]] = {}

    def _places(self, place: Any) -> tuple[np.ndarray, list[str]]:
        if place is None or isinstance(place, str):
            code = self.book.places.find(place or "全国").code
            return np.zeros(self.h, np.int64), [code]
        inputs.one_each(len(place), self.h)
        codes, index = np.unique(np.asarray(place, str), return_inverse=True)
        index = index.astype(np.int64)
        return index, [self.book.places.find(c).code for c in codes]

    def column(self, fact: Fact) -> tuple[np.ndarray, bool]:
        if fact.name not in self._columns:
            table, n = (self.population.person, self.n) if person(fact) else (self.population.groups, self.h)
            values, known = column(fact, table.get(fact.name), n)
            made = (self.grouped.together(values) if person(fact) else values), known
            self._columns[fact.name] = made
        return self._columns[fact.name]

    def run(self, plan: Plan, outputs: str) -> dict[str, BenefitColumns]:
        columns = list(POOL.map(self.column, plan.facts))
        low, high = figure_table(plan, self.laws, self.level)
        open_place = (low != high).any(axis=1)
        open_groups = self._open(plan, columns) | open_place[self.place] if not all(k for _, k in columns) or open_place.any() else None
        if outputs == "values" and open_groups is not None and open_groups.any():
            raise MinshengRulesError('outputs="values" needs every fact and figure known; use "full"')
        rest, uncertain = self._split(open_groups)
        form = "values" if outputs == "values" else "exact"
        made = self._outputs(plan, form, len(uncertain))
        args = ([c for c, _ in columns], version_table(plan, self.laws))
        if len(rest):
            self._call(plan, form, rest, [low], *args, made)
        if len(uncertain):
            self._call(plan, "bounds", uncertain, [low, high], *args, made)
        return {b.key: self._answer(plan, b, made) for b in plan.benefits}

    def _open(self, plan: Plan, columns: list[tuple[np.ndarray, bool]]) -> np.ndarray:
        """Which groups have something unknown among the facts that the plan reads."""
        groups, people = np.zeros(self.h, bool), np.zeros(self.n, bool)
        for fact, (values, known) in zip(plan.facts, columns, strict=True):
            if not known:
                (people if person(fact) else groups).__ior__(values == mark(fact))
        if people.any():
            counts = np.concatenate(([0], np.cumsum(people)))
            groups |= counts[self.grouped.start[1:]] > counts[self.grouped.start[:-1]]
        return groups

    def _split(self, open_groups: np.ndarray | None) -> tuple[np.ndarray, np.ndarray]:
        if open_groups is None:
            return np.arange(self.h), np.empty(0, np.int64)
        return np.flatnonzero(~open_groups), np.flatnonzero(open_groups)

    def _outputs(self, plan: Plan, form: str, uncertain: int) -> dict[str, np.ndarray]:
        sizes = [(b.key, self.n if person(b) else self.h) for b in plan.benefits]
        fields: list[tuple[str, Any, int]] = [(f"o_{k}_{x}", t, size) for k, size in sizes for x, t in (("status", np.int8), ("amount", np.int64))]
        if form != "values":
            fields += [(f"o_{k}_reason", np.int16, size) for k, size in sizes]
        made = one_block(fields, plan.spare)
        for b in plan.benefits:  # what the kernel does not write: a condition's amount, a finding's reason
            finding = self.book.rules[b.eligible].type != "bool"
            name = f"o_{b.key}_reason" if finding else f"o_{b.key}_amount"
            if (finding or not b.amount) and name in made:
                made[name] = np.zeros_like(made[name])
        if uncertain:
            for k, size in sizes:
                made[f"o_{k}_high"] = np.full(size, UNKNOWN, np.int64)
                made[f"o_{k}_missing"] = np.zeros((size, 2), np.int64)
        return made

    def _call(
        self, plan: Plan, form: str, groups: np.ndarray, tables: list[np.ndarray], columns: list[np.ndarray], versions: np.ndarray, made: dict[str, np.ndarray]
    ) -> None:
        g = self.grouped
        outs = [made[name] for name in outputs_of(plan, form)]
        rest = (g.start, self.most, self.place, self.on, *tables, versions, *columns, *outs)
        run = compiled(plan, form)
        run(groups[:1], *rest)  # compiles, or loads what was compiled, before the threads start
        parts = np.array_split(groups, min(len(groups), 8 * THREADS))
        list(POOL.map(lambda part: run(part, *rest), parts))  # it lets go of the interpreter; parallel=True compiled four times as long

    def _answer(self, plan: Plan, b: Benefit, made: dict[str, np.ndarray]) -> BenefitColumns:
        pick = {x: made.get(f"o_{b.key}_{x}") for x in ("status", "amount", "high", "reason", "missing")}
        if pick["high"] is not None:
            pick["high"] = np.where(pick["high"] == UNKNOWN, made[f"o_{b.key}_amount"], pick["high"])
        place = None if len(self.laws) == 1 else self.place
        if person(b):
            pick = dict(zip(pick, POOL.map(lambda v: None if v is None else self.grouped.apart(v), pick.values()), strict=True))
            place = None if place is None else self.grouped.apart(np.repeat(place, self.sizes))
        pick["high"] = pick["amount"] if pick["high"] is None else pick["high"]
        reach = self.book.reach_of(b)
        unconfirmed = [
            [f.name for f in plan.figures if f.name in reach and any(law.values[f.name].cell(k, self.level) is None for k in f.by or [""])] for law in self.laws
        ]
        return BenefitColumns(b, pick["status"], pick["amount"], pick["high"], pick["reason"], pick["missing"], plan, unconfirmed, place)  # type: ignore[arg-type]
