"""The tree of reasons behind an answer: every condition with both numbers, the figure with since-when and document, the clause,
and the one that decided."""

from __future__ import annotations

from typing import Any

from . import ir
from .declare import Rule
from .figures import Figure
from .reasons import FigureUse, Reason, Shown, structure, use
from .say import SIGN, Speaker
from .trace import Run, Value

ZH, EN = Speaker("zh"), Speaker("en")
FLIPPED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}  # what holds when the condition under a `not` fails


def state(value: Value, is_bool: bool) -> str:
    if not is_bool:
        return "value" if value[0] == value[1] else "unknown"
    return "unknown" if value[0] != value[1] else "yes" if value[0] else "no"


def rule(run: Run, name: str, m: int | None) -> Reason:
    """Everything behind the value of one rule, each rule below told once."""
    return shared(run, name, m).once(set())


def shared(run: Run, name: str, m: int | None) -> Reason:
    """The same, resting on lines that all answers to the case share."""
    if run.explainer is None:
        run.explainer = Explainer(run)
    found: Reason = run.explainer.rule(run.law.book.rules[name], m)
    return found


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
        self.lines: dict[tuple[str, int | None], list[Reason]] = {}

    def rule(self, rule: Rule, m: int | None) -> Reason:
        m = None if rule.entity.members is not None else m
        version, value = self.run.law.versions[rule.name], self.run.of(rule, m)
        out = Reason(rule.zh, rule.en, state(value, rule.type == "bool"), rule=rule.name, member=m, unit=rule.unit)
        if rule.type != "bool":
            out._left = (rule, value[0], value[1])
        if version is None:
            out.zh, out.en = f"{rule.zh}：此时此地没有这项规定", f"{rule.en}: no such rule is in force here and then"
            return out
        out.clause, out.grade = version.clause, version.grade
        out._kids = lambda: self.below(rule, version.tree, m)
        return out

    def below(self, rule: Rule, tree: ir.Node, m: int | None) -> list[Reason]:
        """The lines under a rule, worked out once for a case."""
        lines = self.lines.get((rule.name, m))
        if lines is None:
            lines = self.lines[rule.name, m] = self.parts(tree, m)
            if tree.type == "bool":
                mark(lines, deciding(self.run, tree, m))
        return lines

    def parts(self, node: ir.Node, m: int | None) -> list[Reason]:
        """The lines under a rule: its conditions, or what its number is made of."""
        node = structure(node) if isinstance(structure(node), ir.And | ir.Or | ir.If) else node
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
        out = Reason(ZH.say(node), EN.say(node), state(self.run.value(node, m), True), node=node, member=m)
        inner = structure(node)
        if isinstance(inner, ir.And | ir.Or | ir.If):
            out._kids = lambda: self.parts(inner, m)
        elif isinstance(inner, ir.Compare):
            self.compared(out, inner, m, FLIPPED[inner.op] if inner is not node else inner.op)
        elif isinstance(inner, ir.Ref) and isinstance(inner.target, Rule):
            below = self.rule(inner.target, m)
            out._kids, out.clause, out.grade, out.rule, out.member = below._kids, below.clause, below.grade, below.rule, below.member
        elif isinstance(inner, ir.In):
            out._left = self.shown(inner.item, m)
            out._kids = lambda: self.sources(inner.item, m)
        elif isinstance(inner, ir.Over):
            out._kids = lambda: self.over(inner)
        return out

    def compared(self, out: Reason, node: ir.Compare, m: int | None, op: str) -> None:
        out._left, out._right, out.op = self.shown(node.left, m), self.shown(node.right, m), SIGN[op]
        out._figures = lambda: self.figures(node)
        out._kids = lambda: [r for side in (node.left, node.right) for r in self.sources(side, m) if not r.figures]

    def shown(self, node: ir.Node, m: int | None) -> Shown:
        lo, hi, _ = self.run.value(node, m)
        return self.speaks_for(node), lo, hi

    def speaks_for(self, node: ir.Node) -> Any:
        """The fact, rule or figure whose unit a number has."""
        if node.speaks is None:
            node.speaks = speaker_of(node)
        return node.speaks

    def over(self, node: ir.Over) -> list[Reason]:
        """Each member's part, by name; those that a filter leaves out are left out here."""
        if node.item is None:
            return []
        return [self.part(node.item, i) for i in self.run.members if node.where is None or self.run.value(node.where, i)[1]]

    def part(self, item: ir.Node, i: int) -> Reason:
        name = self.run.case.names[i]
        if item.type == "bool":
            r = self.condition(item, i)
            r.zh, r.en = f"{name}：{r.zh}", f"{name}: {r.en}"
            return r
        what = state(self.run.value(item, i), False)
        return Reason(f"{name}：{ZH.say(item)}", f"{name}: {EN.say(item)}", what, node=item, member=i, left=self.shown(item, i),
                      kids=lambda: [k for s in self.sources(item, i) for k in s.kids])  # fmt: skip

    def sources(self, node: ir.Node, m: int | None) -> list[Reason]:
        """What a number is made of: each rule, fact and figure in it, once."""
        if isinstance(node, ir.Over):
            return self.over(node)
        if isinstance(node, ir.If):
            return self.parts(node, m)
        if isinstance(node, ir.Ref):
            return [self.source(node, m)] if node.target is not None else []
        if isinstance(node, ir.Lookup):
            looked = Reason(ZH.say(node), EN.say(node), state(self.run.value(node, m), False), left=self.shown(node, m),
                            unit=node.figure.target.unit, figures=lambda: self.figures(node))  # fmt: skip
            return [looked, *(r for k in node.keys for r in self.sources(k, m))]
        if node.type == "bool":
            return [self.condition(node, m)]
        return [r for child in ir.children(node) for r in self.sources(child, m)]

    def source(self, node: ir.Ref, m: int | None) -> Reason:
        target = node.target
        if isinstance(target, Rule):
            return self.rule(target, m)
        what = state(self.run.value(node, m), False)
        if isinstance(target, Figure):
            return Reason(target.zh, target.en, what, left=self.shown(node, m), unit=target.unit, figures=lambda: self.figures(node))
        person = m if node.person else None
        return Reason(target.zh, target.en, what, left=self.shown(node, m), unit=target.unit, clause=target.clause, member=person)

    def figures(self, node: ir.Node) -> list[FigureUse]:
        found = {n.name: n.target for n in ir.walk(node) if isinstance(n, ir.Ref) and isinstance(n.target, Figure)}
        law = self.run.law
        return [law.uses.get(n) or law.uses.setdefault(n, use(law, f)) for n, f in found.items()]


def speaker_of(node: ir.Node) -> Any:
    if isinstance(node, ir.Call) or (isinstance(node, ir.Over) and node.op in ("count", "len")):
        return _Typed("int")
    targets = [n.target for n in ir.walk(node) if isinstance(n, ir.Ref) and n.target is not None]
    money = [t for t in targets if getattr(t, "money", False)]
    return money[0] if money else targets[0] if targets else _Typed(node.type)


def mark(lines: list[Reason], node: ir.Node) -> None:
    """Mark the line of the condition that decided."""
    for line in lines:
        if line.node is node:
            line.decided = True
        elif isinstance(structure(line.node), ir.And | ir.Or | ir.If):
            mark(line.kids, node)


class _Typed:
    """A constant's type, where nothing names a unit."""

    money = False
    unit = ""

    def __init__(self, type: Any):
        self.type = type
