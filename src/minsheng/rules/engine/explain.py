"""The tree of reasons behind an answer: every condition with both numbers, the figure with since-when and document, the clause,
and the one that decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from . import ir
from .declare import Fact, Rule
from .figures import Figure
from .say import SIGN, Speaker, show, unit_en
from .trace import Run, Value
from .types import Date

ZH, EN = Speaker("zh"), Speaker("en")


@dataclass(frozen=True)
class FigureUse:
    """A figure as it stood: value in its unit, since when, known since when, document, grade, and what it rests on."""

    name: str
    zh: str
    en: str
    value: str
    unit: str
    since: str
    known: str
    source: str
    grade: str
    standing: str

    @property
    def unit_en(self) -> str:
        return unit_en(self.unit)


@dataclass
class Reason:
    """One line of an explanation. `state`: yes, no, unknown, or value (a number or an option)."""

    zh: str
    en: str
    state: str
    left: str = ""
    op: str = ""
    right: str = ""
    left_en: str = ""
    right_en: str = ""
    unit: str = ""
    rule: str = ""
    member: int | None = None
    clause: str = ""
    grade: str = ""
    decided: bool = False
    figures: list[FigureUse] = field(default_factory=list)
    kids: list[Reason] = field(default_factory=list)
    node: Any = None

    def walk(self) -> Any:
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        out = {k: v for k, v in self.__dict__.items() if k not in ("node", "kids", "figures") and v not in ("", None, False)}
        if self.figures:
            out["figures"] = [f.__dict__ for f in self.figures]
        if self.kids:
            out["kids"] = [k.plain() for k in self.kids]
        return out


def state(value: Value, is_bool: bool) -> str:
    if not is_bool:
        return "value" if value[0] == value[1] else "unknown"
    return "unknown" if value[0] != value[1] else "yes" if value[0] else "no"


def rule(run: Run, name: str, m: int | None) -> Reason:
    """Everything behind the value of one rule."""
    return Explainer(run).rule(run.law.book.rules[name], m)


def decided(root: Reason) -> Reason:
    """The line that decided; the root itself where there is no single condition."""
    return next((r for r in root.walk() if r.decided), root)


def deciding(run: Run, node: ir.Node, m: int | None) -> ir.Node:
    """The single condition that made a bool tree what it is. The compiled kernel follows the same order."""
    match node:
        case ir.And(items=items) | ir.Or(items=items):
            settles = 0 if isinstance(node, ir.And) else 1
            values = [run.value(i, m) for i in items]
            lo, hi, _ = run.value(node, m)
            for item, v in zip(items, values, strict=True):
                if (lo == hi == settles and v[0] == v[1] == settles) or (lo != hi and v[0] != v[1]):
                    return deciding(run, item, m)
            return deciding(run, items[-1], m)
        case ir.Not(item=ir.And() | ir.Or() | ir.Not() as item):
            return deciding(run, item, m)
        case ir.If():
            lo, hi, _ = run.value(node.test, m)
            branch = node.then if lo else node.other
            return deciding(run, node.test if lo != hi or isinstance(branch, ir.Const) else branch, m)
    return node


class Explainer:
    def __init__(self, run: Run):
        self.run = run
        self.told: set[tuple[str, int | None]] = set()

    def rule(self, rule: Rule, m: int | None) -> Reason:
        m = None if rule.entity.members is not None else m
        version, value = self.run.law.versions[rule.name], self.run.of(rule, m)
        out = Reason(rule.zh, rule.en, state(value, rule.type == "bool"), rule=rule.name, member=m, unit=rule.unit)
        if rule.type != "bool":
            out.left, out.left_en = show(rule, *value[:2], "zh"), show(rule, *value[:2], "en")
        if version is None:
            out.zh, out.en = f"{rule.zh}：此时此地没有这项规定", f"{rule.en}: no such rule is in force here and then"
            out.decided = True
            return out
        out.clause, out.grade = version.clause, version.grade
        if (rule.name, m) in self.told:
            return out
        self.told.add((rule.name, m))
        out.kids = self.parts(version.tree, m)
        self.mark(out, version.tree, m)
        return out

    def mark(self, out: Reason, tree: ir.Node, m: int | None) -> None:
        node = deciding(self.run, tree, m) if tree.type == "bool" else None
        for kid in out.kids:
            for r in kid.walk():
                if r.node is node and node is not None and r.member in (None, m):
                    r.decided = True
                    return

    def parts(self, node: ir.Node, m: int | None) -> list[Reason]:
        """The lines under a rule: its conditions, or what its number is made of."""
        if isinstance(node, ir.And | ir.Or):
            return [self.condition(i, m) for i in node.items]
        if isinstance(node, ir.If):
            lo, hi, _ = self.run.value(node.test, m)
            rest = [node.then if lo else node.other] if lo == hi else [node.then, node.other]
            return [self.condition(node.test, m), *(r for n in rest for r in self.parts(n, m))]
        if isinstance(node, ir.Const):
            return []
        if node.type == "bool":
            return [self.condition(node, m)]
        return self.sources(node, m)

    def condition(self, node: ir.Node, m: int | None) -> Reason:
        value = self.run.value(node, m)
        out = Reason(ZH.say(node), EN.say(node), state(value, True), node=node, member=m)
        inner = node.item if isinstance(node, ir.Not) and node.item is not None else node
        if isinstance(inner, ir.And | ir.Or | ir.If):
            out.kids = self.parts(inner, m)
        elif isinstance(inner, ir.Compare):
            self.compared(out, inner, m)
        elif isinstance(inner, ir.Ref):
            self.referred(out, inner, m)
        elif isinstance(inner, ir.In):
            out.left, out.left_en = self.shown(inner.item, m)
            out.kids = self.sources(inner.item, m)
        elif isinstance(inner, ir.Over):
            out.kids = self.over(inner)
        return out

    def referred(self, out: Reason, node: ir.Ref, m: int | None) -> None:
        if isinstance(node.target, Rule):
            below = self.rule(node.target, m)
            out.kids, out.clause, out.grade, out.rule = below.kids, below.clause, below.grade, below.rule
            for r in out.kids:
                for x in r.walk():
                    x.decided = False

    def compared(self, out: Reason, node: ir.Compare, m: int | None) -> None:
        out.left, out.left_en = self.shown(node.left, m)
        out.right, out.right_en = self.shown(node.right, m)
        out.op = SIGN[node.op]
        out.figures = self.figures(node)
        out.kids = [r for side in (node.left, node.right) for r in self.sources(side, m) if not r.figures]

    def shown(self, node: ir.Node, m: int | None) -> tuple[str, str]:
        lo, hi, _ = self.run.value(node, m)
        target = self.speaks_for(node)
        return show(target, lo, hi, "zh"), show(target, lo, hi, "en")

    def speaks_for(self, node: ir.Node) -> Any:
        """The fact, rule or figure whose unit a number has."""
        refs = [n for n in ir.walk(node) if isinstance(n, ir.Ref) and n.target is not None]
        money = [r.target for r in refs if getattr(r.target, "money", False)]
        if isinstance(node, ir.Call | ir.Over) and node.type != "bool" and not (isinstance(node, ir.Over) and node.op in ("sum", "min", "max")):
            return None
        return money[0] if money else refs[0].target if refs else _Typed(node.type)

    def over(self, node: ir.Over) -> list[Reason]:
        """Each member's part, by name; those that a filter leaves out are left out here."""
        out = []
        for i in self.run.members:
            if node.where is not None and not self.run.value(node.where, i)[1]:
                continue
            if node.item is None:
                continue
            name = self.run.case.names[i]
            if node.item.type == "bool":
                r = self.condition(node.item, i)
                r.zh, r.en = f"{name}：{r.zh}", f"{name}: {r.en}"
            else:
                left, left_en = self.shown(node.item, i)
                r = Reason(f"{name}：{ZH.say(node.item)}", f"{name}: {EN.say(node.item)}", state(self.run.value(node.item, i), False), left, left_en=left_en, node=node, member=i)
                r.kids = [k for s in self.sources(node.item, i) for k in s.kids]
            out.append(r)
        return out

    def sources(self, node: ir.Node, m: int | None) -> list[Reason]:
        """What a number is made of: each rule, fact and figure in it, once."""
        out: list[Reason] = []
        if isinstance(node, ir.Over):
            return self.over(node)
        if isinstance(node, ir.If):
            return self.parts(node, m)
        if isinstance(node, ir.Ref):
            return [self.source(node, m)] if node.target is not None else []
        if isinstance(node, ir.Lookup):
            left, left_en = self.shown(node, m)
            out.append(Reason(ZH.say(node), EN.say(node), state(self.run.value(node, m), False), left, left_en=left_en, unit=node.figure.target.unit, figures=self.figures(node)))
            return out + [r for k in node.keys for r in self.sources(k, m)]
        if node.type == "bool":
            return [self.condition(node, m)]
        return [r for child in ir.children(node) for r in self.sources(child, m)]

    def source(self, node: ir.Ref, m: int | None) -> Reason:
        target = node.target
        if isinstance(target, Rule):
            return self.rule(target, m)
        left, left_en = self.shown(node, m)
        what = state(self.run.value(node, m), False)
        if isinstance(target, Figure):
            return Reason(target.zh, target.en, what, left, left_en=left_en, unit=target.unit, figures=self.figures(node))
        assert isinstance(target, Fact)
        person = m if target.entity.members is None else None
        return Reason(target.zh, target.en, what, left, left_en=left_en, unit=target.unit, clause=target.clause, member=person)

    def figures(self, node: ir.Node) -> list[FigureUse]:
        found = {n.name: n.target for n in ir.walk(node) if isinstance(n, ir.Ref) and isinstance(n.target, Figure)}
        law = self.run.law
        return [law.uses.get(n) or law.uses.setdefault(n, use(law, f)) for n, f in found.items()]


class _Typed:
    """A constant's type, where nothing names a unit."""

    money = False
    unit = ""

    def __init__(self, type: Any):
        self.type = type


def use(law: Any, figure: Figure) -> FigureUse:
    value = law.values[figure.name]
    entry = value.entry
    cells = (entry.cells or {}) if entry else {}
    texts = []
    for key, bands in cells.items():
        parts = [figure.show(v) if lower < -(2**60) else f"{lower}: {figure.show(v)}" for lower, v in bands]
        texts.append((f"{key} " if key else "") + "，".join(parts))
    day = Date().show
    return FigureUse(
        figure.name, figure.zh, figure.en, "；".join(texts), figure.unit, day(entry.in_force) if entry else "",
        day(entry.known) if entry and entry.known_seen else "", entry.source if entry else "", entry.grade if entry else "", value.standing,
    )  # fmt: skip
