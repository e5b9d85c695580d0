"""What if: the same people under the law and under a changed law; who wins, who loses, what it costs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from . import figures as fig
from .answers import Status
from .batch import STATUSES, Population, Results, sweep
from .figures import FOREVER, Entry, Figure
from .problems import InputProblems, Problem, UnknownName
from .types import day

AGE_BANDS = (0, 3, 7, 18, 35, 60, 70, 80, 90)


def replaced(book: Any, changes: dict[str, Any], overlay: dict[str, Figure] | None = None, place: str = "全国", on: Any = "1900-01-01") -> dict[str, Figure]:
    """An overlay in which some figures have other values, marked as a demonstration: nothing of it is ever paid. `changes`: figure → value in
    its unit (a number, or a mapping by option or band). They hold at `place` and everywhere below, from `on`. Raises UnknownName, InputProblems."""
    out = dict(overlay or {})
    for name, value in changes.items():
        if name not in book.figures:
            raise UnknownName(f"没有叫 {name} 的标准 / no figure is called {name}; perhaps {book.nearest(name)}")
        figure = book.figures[name]
        what = cells(figure, value)
        inside = [
            code
            for code in book.places.by_code
            if book.places.find(place).code in book.places.path(code) and code in {*figure.series, *(out[name].series if name in out else ())}
        ]
        series = {code: [supposed(start, what) for start in starts(figure, code, day(on))] for code in {book.places.find(place).code, *inside}}
        out[name] = Figure(**{**figure.__dict__, "series": {**(out[name].series if name in out else {}), **series}})
    return out


def starts(figure: Figure, code: str, first: int) -> list[int]:
    """The supposed value begins on the first day and again wherever the book would change it: otherwise the later entry would hold."""
    return [first, *sorted({e.in_force for e in figure.series.get(code, []) if e.in_force > first})]


def supposed(start: int, what: dict[str, list[tuple[int, int]]]) -> Entry:
    return Entry(start, 0, True, what, "假设 / what if", "demonstration", FOREVER, "what-if")


def cells(figure: Figure, value: Any) -> dict[str, list[tuple[int, int]]]:
    reader = fig.Reader(Path("what-if"), None)
    try:
        return reader.cells(figure, value)
    except fig.BookError as e:
        raise InputProblems(
            [Problem(figure.name, f"“{figure.zh}”不能改成 {value}（单位：{figure.unit}）", f"{figure.en} cannot become {value} ({figure.unit})", "", e.instead)]
        ) from None


@dataclass
class Comparison:
    """Before and after. Amounts are fen for one period of each benefit; gains and losses are counted by person or group."""

    book: Any
    population: Population
    before: Results
    after: Results
    on: int

    def cost(self) -> dict[str, tuple[int, int]]:
        """Benefit → (fen before, fen after), over answers that are certain."""
        return {k: (total(self.before[k]), total(self.after[k])) for k in self.before if self.before[k].benefit.amount}

    def people(self, key: str) -> dict[str, int]:
        """How many win, lose, or stay as they are with one benefit; how many enter and leave it."""
        a, b = certain(self.before[key]), certain(self.after[key])
        return {
            "winners": int((b > a).sum()), "losers": int((b < a).sum()), "same": int((b == a).sum()),
            "enter": int(((a == 0) & (b > 0)).sum()), "leave": int(((a > 0) & (b == 0)).sum()),
        }  # fmt: skip

    def by_group(self) -> tuple[np.ndarray, np.ndarray]:
        """All monthly money of each group (its own and its members') before and after, in the order of `after.group_ids`."""
        return self._by_group(self.before), self._by_group(self.after)

    def _by_group(self, results: Results) -> np.ndarray:
        out = np.zeros(len(results.group_ids), np.int64)
        index = self._index(results)
        for r in results.values():
            if r.benefit.amount and r.benefit.period == "month":
                money = certain(r)
                if r.benefit.entity.members is None:
                    np.add.at(out, index, money)
                else:
                    out += money
        return out

    def _index(self, results: Results) -> np.ndarray:
        sorter = np.argsort(results.group_ids, kind="stable")
        return sorter[np.searchsorted(results.group_ids, self.population.person_group, sorter=sorter)]

    def by_place(self) -> dict[str, tuple[int, int]]:
        """Place code → (fen before, fen after) a month."""
        before, after = self.by_group()
        place = self.population.place
        codes = np.full(len(before), str(place)) if place is None or isinstance(place, str) else np.asarray(place, str)
        return {str(c): (int(before[codes == c].sum()), int(after[codes == c].sum())) for c in np.unique(codes)}

    def by_age(self, birth: str = "birth_date", bands: tuple[int, ...] = AGE_BANDS) -> dict[int, tuple[int, int]]:
        """First age of the band → (fen before, fen after) a month; what a group receives is shared equally among its members."""
        dates = np.asarray(self.population.person.get(birth, np.zeros(len(self.population), np.int64)), np.int64)
        known = dates > 0
        age = np.where(known, (self.on - dates) // 10000, 0)
        band = np.searchsorted(np.array(bands), age, side="right") - 1
        a, b = self._per_person(self.before), self._per_person(self.after)
        return {lower: (round(float(a[known & (band == i)].sum())), round(float(b[known & (band == i)].sum()))) for i, lower in enumerate(bands)}

    def _per_person(self, results: Results) -> np.ndarray:
        index = self._index(results)
        size = np.bincount(index, minlength=len(results.group_ids))
        out = np.zeros(len(self.population))
        for r in results.values():
            if r.benefit.amount and r.benefit.period == "month":
                money = certain(r)
                out += money if r.benefit.entity.members is None else (money / np.maximum(size, 1))[index]
        return out


def certain(r: Any) -> np.ndarray:
    """Fen of each answer that is entitled with a certain amount, 0 for all others."""
    return np.where(r.status == STATUSES.index(Status.YES), r.amount, 0)


def total(r: Any) -> int:
    return int(certain(r).sum())


def simulate(book: Any, population: Population, changes: dict[str, Any] | None = None, *, on: Any, known: Any, figures: Any = None,
             place: str = "全国", reform: Any = None, benefits: list[str] | None = None, level: int = fig.INDICATIVE) -> Comparison:  # fmt: skip
    """The population under the law (with the overlay `figures`) and under the same with `changes` to figures, or under another book
    `reform` with other rules. Raises UnknownName, InputProblems."""
    overlay = book.overlay(figures) if figures is not None and not isinstance(figures, dict) else figures
    after_book = reform or book
    after_overlay = replaced(after_book, changes, overlay, place) if changes else overlay
    before = sweep(book, population, on=on, known=known, figures=overlay, benefits=benefits, level=level)
    after = sweep(after_book, population, on=on, known=known, figures=after_overlay, benefits=benefits, level=level)
    return Comparison(book, population, before, after, day(on))
