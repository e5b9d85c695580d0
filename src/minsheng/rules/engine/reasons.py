"""One line of an explanation, and a figure as it stood."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass
from typing import Any

from . import ir
from .figures import Figure
from .say import show, unit_en
from .types import Date

Shown = tuple[Any, int, int]  # what a value belongs to, and what it can be


@dataclass(frozen=True)
class FigureUse:
    """A figure as it stood: value in its unit, since when, known since when, document, grade, and what it rests on."""

    name: str
    zh: str
    en: str
    value: str
    value_en: str
    unit: str
    since: str
    known: str
    source: str
    grade: str
    standing: str

    @property
    def unit_en(self) -> str:
        return unit_en(self.unit)


class Reason:
    """One line of an explanation. `state`: yes, no, unknown, or value (a number or an option). `decided`: this condition made the rule
    above it what it is. Texts of values and the lines below are worked out when they are read; a rule already told above is not told again."""

    __slots__ = ("_figures", "_kids", "_left", "_right", "clause", "decided", "en", "grade", "member", "node", "op", "rule", "state", "unit", "zh")

    def __init__(self, zh: str, en: str, state: str, *, node: Any = None, member: int | None = None, left: Shown | None = None, op: str = "",
                 right: Shown | None = None, unit: str = "", rule: str = "", clause: str = "", grade: str = "",
                 figures: Callable[[], list[FigureUse]] | None = None, kids: Callable[[], list[Reason]] | None = None):  # fmt: skip
        self.zh, self.en, self.state, self.node, self.member = zh, en, state, node, member
        self._left, self.op, self._right, self.unit = left, op, right, unit
        self.rule, self.clause, self.grade, self.decided = rule, clause, grade, False
        self._figures: Any = figures
        self._kids: Any = kids

    @property
    def left(self) -> str:
        return show(*self._left, "zh") if self._left else ""

    @property
    def left_en(self) -> str:
        return show(*self._left, "en") if self._left else ""

    @property
    def right(self) -> str:
        return show(*self._right, "zh") if self._right else ""

    @property
    def right_en(self) -> str:
        return show(*self._right, "en") if self._right else ""

    @property
    def figures(self) -> list[FigureUse]:
        if not isinstance(self._figures, list):
            self._figures = self._figures() if self._figures else []
        return self._figures

    @property
    def kids(self) -> list[Reason]:
        if not isinstance(self._kids, list):
            self._kids = self._kids() if self._kids else []
        return self._kids

    def once(self, told: set[tuple[str, int | None]], deciding: bool = True) -> Reason:
        """The same line over a tree in which what stands in `told` is not told again: a rule's lines are worked out once for a case and
        shared by all that rest on it, and told again and again they would bury the answer. Only what decided this answer stays marked."""
        out = copy(self)
        out.decided = self.decided and deciding
        out._kids = lambda: [kid.once(told, deciding and (kid.decided or isinstance(structure(kid.node), ir.And | ir.Or | ir.If))) for kid in self.untold(told)]
        return out

    def untold(self, told: set[tuple[str, int | None]]) -> list[Reason]:
        key = (self.rule, self.member)
        if self.rule and key in told:
            return []
        told.add(key)
        return self.kids

    def walk(self, told: set[tuple[str, int | None]] | None = None) -> Iterator[Reason]:
        """This line and all below, each rule once."""
        told = set() if told is None else told
        yield self
        for kid in self.untold(told):
            yield from kid.walk(told)

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        names = ("zh", "en", "state", "left", "op", "right", "left_en", "right_en", "unit", "rule", "member", "clause", "grade", "decided")
        out: dict[str, Any] = {k: v for k in names if (v := getattr(self, k)) not in ("", None, False)}
        if self.figures:
            out["figures"] = [f.__dict__ for f in self.figures]
        if self.kids:
            out["kids"] = [k.plain() for k in self.kids]
        return out


def decided(root: Reason) -> Reason:
    """The line that decided; the root itself where there is no single condition."""
    for kid in root.kids:
        if kid.decided:
            return kid
        if isinstance(structure(kid.node), ir.And | ir.Or | ir.If) and (found := decided(kid)) is not kid:
            return found
    return root


def structure(node: Any) -> Any:
    """Past the `not`s in front of a condition."""
    while isinstance(node, ir.Not):
        node = node.item
    return node


def use(law: Any, figure: Figure) -> FigureUse:
    value = law.values[figure.name]
    entry, day = value.entry, Date().show
    if entry is None:
        return FigureUse(figure.name, figure.zh, figure.en, "", "", figure.unit, "", "", "", "", value.standing)
    cells = entry.cells or {}
    return FigureUse(
        figure.name, figure.zh, figure.en, values(figure, cells, "zh"), values(figure, cells, "en"), figure.unit, day(entry.in_force),
        day(entry.known) if entry.known_seen else "", entry.source, entry.grade, value.standing,
    )  # fmt: skip


def values(figure: Figure, cells: dict[str, list[tuple[int, int]]], lang: str) -> str:
    """Every value of an entry, by option and band, for people."""
    texts = []
    for key, bands in cells.items():
        option = figure.options.show(figure.options.keys.index(key), lang) + " " if key and figure.options else ""
        texts.append(option + "，".join(figure.show(v, lang) if lower < -(2**60) else f"{lower}: {figure.show(v, lang)}" for lower, v in bands))
    return "；".join(texts)
