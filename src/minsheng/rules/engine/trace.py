"""Evaluates rules for one case over what is known. Every value is (lo, hi, missing): what it can still be, and, while that is
not one value, the unknown facts and figures that keep it open, as a bit set."""

from __future__ import annotations

from typing import Any

from . import intervals, ir
from .declare import Fact, Rule
from .figures import STRICT, Figure

Value = tuple[int, int, int]


def opened(lo: int, hi: int, missing: int) -> Value:
    """Once only one value is left, nothing is missing."""
    return (lo, hi, missing) if lo != hi else (lo, hi, 0)


def open_span(figure: Figure) -> tuple[int, int]:
    """What an unconfirmed figure can still be; its first band, too, is not known, and below it stands 0."""
    return (min(0, figure.lo) if figure.bands else figure.lo), figure.hi


class Evaluator:
    """Walks a tree. Subclasses say what a name is worth and who the members are."""

    def name(self, node: ir.Ref, m: int | None) -> Value:
        raise NotImplementedError

    def cells(self, figure: Figure, key: str) -> tuple[list[tuple[int, int]] | None, int]:
        raise NotImplementedError

    members: range

    def value(self, node: ir.Node, m: int | None = None) -> Value:
        return _EVALUATE[node.__class__](self, node, m)

    def const(self, node: ir.Const, m: int | None) -> Value:
        return int(node.value), int(node.value), 0

    def lookup(self, node: ir.Lookup, m: int | None) -> Value:
        figure: Figure = node.figure.target
        missing, band, options = 0, (0, 0), [""]
        if node.choice is not None:
            lo, hi, missing = self.value(node.choice, m)
            options = node.choice.type.keys[lo : hi + 1]
        if node.band is not None:
            blo, bhi, more = self.value(node.band, m)
            band, missing = (blo, bhi), missing | more
        spans = []
        for option in options:
            cells, unknown = self.cells(figure, option)
            missing |= unknown
            spans.append(open_span(figure) if cells is None else intervals.lookup(cells, band))
        return opened(min(s[0] for s in spans), max(s[1] for s in spans), missing)

    def not_(self, node: ir.Not, m: int | None) -> Value:
        lo, hi, missing = self.value(node.item, m)
        return 1 - hi, 1 - lo, missing

    def and_(self, node: ir.And, m: int | None) -> Value:
        lo, hi, missing = 1, 1, 0
        for item in node.items:
            a, b, c = self.value(item, m)
            lo, hi, missing = lo & a, hi & b, missing | c
        return (lo, hi, missing) if lo != hi else (lo, hi, 0)

    def or_(self, node: ir.Or, m: int | None) -> Value:
        lo, hi, missing = 0, 0, 0
        for item in node.items:
            a, b, c = self.value(item, m)
            lo, hi, missing = lo | a, hi | b, missing | c
        return (lo, hi, missing) if lo != hi else (lo, hi, 0)

    def compare(self, node: ir.Compare, m: int | None) -> Value:
        a, b = self.value(node.left, m), self.value(node.right, m)
        lo, hi = intervals.COMPARE[node.op](a, b)
        return (lo, hi, a[2] | b[2]) if lo != hi else (lo, hi, 0)

    def in_(self, node: ir.In, m: int | None) -> Value:
        lo, hi, missing = self.value(node.item, m)
        options = {int(o.value) for o in node.options}
        inside = sum(lo <= o <= hi for o in options)
        return opened(int(inside == hi - lo + 1), int(inside > 0), missing)

    def arith(self, node: ir.Arith, m: int | None) -> Value:
        a, b = self.value(node.left, m), self.value(node.right, m)
        lo, hi = intervals.ARITH[node.op](a, b)
        return (lo, hi, a[2] | b[2]) if lo != hi else (lo, hi, 0)

    def minmax(self, node: ir.MinMax, m: int | None) -> Value:
        pick = min if node.op == "min" else max
        first, *rest = [self.value(i, m) for i in node.items]
        for v in rest:  # one after the other, as the kernel does: what another item hides is not missing
            first = opened(pick(first[0], v[0]), pick(first[1], v[1]), first[2] | v[2])
        return first

    def if_(self, node: ir.If, m: int | None) -> Value:
        lo, hi, missing = self.value(node.test, m)
        if lo == hi:
            return self.value(node.then if lo else node.other, m)
        a, b = self.value(node.then, m), self.value(node.other, m)
        return opened(min(a[0], b[0]), max(a[1], b[1]), missing | a[2] | b[2])

    def call(self, node: ir.Call, m: int | None) -> Value:
        vs = [self.value(a, m) for a in node.args]
        missing = 0
        for v in vs:
            missing |= v[2]
        lo, hi = intervals.call(node.name, [v[:2] for v in vs])
        return opened(lo, hi, missing)

    def round(self, node: ir.Round, m: int | None) -> Value:
        a, b, c = self.value(node.num, m), self.value(node.den, m), self.value(node.step, m)
        lo, hi = intervals.rounded(node.name, a[:2], b[:2], c[:2])
        return opened(lo, hi, a[2] | b[2] | c[2])

    def over(self, node: ir.Over, m: int | None) -> Value:
        if node.op == "len":
            return len(self.members), len(self.members), 0
        rows = []
        for i in self.members:
            where = self.value(node.where, i) if node.where else (1, 1, 0)
            if where[1]:
                rows.append((where, self.value(node.item, i)))  # type: ignore[arg-type]
        if node.op in ("min", "max"):
            return extreme(node.op, rows, node.default)
        lo, hi, missing = FOLD[node.op][0]
        for where, item in rows:
            lo, hi, missing = FOLD[node.op][1]((lo, hi, missing), PART[node.op](where, item))
        return lo, hi, missing


def both(a: Value, b: Value) -> Value:
    return opened(a[0] & b[0], a[1] & b[1], a[2] | b[2])


def either(a: Value, b: Value) -> Value:
    return opened(a[0] | b[0], a[1] | b[1], a[2] | b[2])


def plus(a: Value, b: Value) -> Value:
    return opened(a[0] + b[0], a[1] + b[1], a[2] | b[2])


def unless(where: Value, item: Value) -> Value:
    return either((1 - where[1], 1 - where[0], where[2]), item)


def perhaps(where: Value, item: Value) -> Value:
    """A number that counts only if its member does."""
    return item if where[0] else opened(min(0, item[0]), max(0, item[1]), where[2] | item[2])


# what one member adds to a loop, and how the parts are put together
PART = {"any": both, "count": both, "all": unless, "sum": perhaps}
FOLD: dict[str, tuple[Value, Any]] = {"any": ((0, 0, 0), either), "all": ((1, 1, 0), both), "count": ((0, 0, 0), plus), "sum": ((0, 0, 0), plus)}


def extreme(op: str, rows: list[tuple[Value, Value]], default: int) -> Value:
    """Smallest or largest; without a certain member the default is possible too."""
    sign = 1 if op == "max" else -1
    spans = [(w[0], *sorted((sign * x[0], sign * x[1]))) for w, x in rows]
    certain, default = [s[1] for s in spans if s[0]], sign * default
    lo = max(certain) if certain else min([default, *(s[1] for s in spans)])
    hi = max([*(s[2] for s in spans), *([] if certain else [default])])
    missing = 0
    for w, x in rows:
        missing |= w[2] | x[2]
    lo, hi = (lo, hi) if sign == 1 else (-hi, -lo)
    return opened(lo, hi, missing)


_EVALUATE: dict[type, Any] = {
    ir.Const: Evaluator.const,
    ir.Ref: lambda self, node, m: self.name(node, m),
    ir.Lookup: lambda self, node, m: self.lookup(node, m),
    ir.Not: Evaluator.not_,
    ir.And: Evaluator.and_,
    ir.Or: Evaluator.or_,
    ir.Compare: Evaluator.compare,
    ir.In: Evaluator.in_,
    ir.Arith: Evaluator.arith,
    ir.MinMax: Evaluator.minmax,
    ir.If: Evaluator.if_,
    ir.Call: Evaluator.call,
    ir.Round: Evaluator.round,
    ir.Over: lambda self, node, m: self.over(node, m),
}


class Run(Evaluator):
    """One case under one law. Each rule is worked out once for each person or group."""

    def __init__(self, law: Any, case: Any, level: int = STRICT):
        self.law, self.case, self.level = law, case, level
        self.members = range(len(case.members))
        self.memo: dict[Any, Value] = {}
        self.explainer: Any = None  # made when a reason is first asked for

    def name(self, node: ir.Ref, m: int | None) -> Value:
        key = (node.name, m) if node.person else node.name
        found = self.memo.get(key)
        if found is None:
            found = self.memo[key] = self.work_out(node.target, m)
        return found

    def of(self, target: Rule | Fact, m: int | None) -> Value:
        """The value of a rule or fact for one member, or for the group (m is then ignored)."""
        group = target.entity.members is not None
        key = target.name if group else (target.name, m)
        found = self.memo.get(key)
        if found is None:
            found = self.memo[key] = self.work_out(target, None if group else m)
        return found

    def work_out(self, target: Any, m: int | None) -> Value:
        if isinstance(target, Rule):
            return self.rule(target, m)
        if isinstance(target, Fact):
            return self.fact(target, m if target.entity.members is None else None)
        if target is None:
            return self.law.on, self.law.on, 0
        cells, missing = self.cells(target, "")
        return (target.lo, target.hi, missing) if cells is None else (cells[0][1], cells[0][1], 0)

    def rule(self, rule: Rule, m: int | None) -> Value:
        version = self.law.versions[rule.name]
        return (0, 0, 0) if version is None else self.value(version.tree, m if version.entity.members is None else None)

    def fact(self, fact: Fact, m: int | None) -> Value:
        known = (self.case.facts if m is None else self.case.members[m]).get(fact.name, fact.silence)
        if known is None:
            return fact.type.lo, fact.type.hi, self.law.bit(fact.name, m)
        return known, known, 0

    def cells(self, figure: Figure, key: str) -> tuple[list[tuple[int, int]] | None, int]:
        found = self.law.values[figure.name].cell(key, self.level)
        return (found, 0) if found is not None else (None, self.law.bit(figure.name, None))
