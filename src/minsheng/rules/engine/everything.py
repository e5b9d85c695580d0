"""What a rule can be at all: its text over everything unknown, to prove before it ever runs that nothing can go wrong."""

from __future__ import annotations

from . import ir
from .declare import Fact
from .figures import Figure
from .trace import Evaluator, Value, open_span
from .types import Entity, day

ON = (day("1900-01-01"), day("2100-12-31"))


class Everything(Evaluator):
    """Nothing known, any number of members: what a rule can be at all. Notes the first thing that could go wrong."""

    def __init__(self, entity: Entity):
        self.entity = entity
        self.problem: tuple[ir.Node, str, str] | None = None

    def name(self, node: ir.Ref, m: int | None) -> Value:
        target = node.target
        if target is None:
            return (*ON, 1)
        if isinstance(target, Fact):
            return target.type.lo, target.type.hi, 1
        return target.lo, target.hi, 1

    def cells(self, figure: Figure, key: str) -> tuple[None, int]:
        return None, 1

    def lookup(self, node: ir.Lookup, m: int | None) -> Value:
        super().lookup(node, m)
        return (*open_span(node.figure.target), 1)

    def over(self, node: ir.Over, m: int | None) -> Value:
        most = self.entity.most
        item = self.value(node.item, 0) if node.item else (1, 1, 0)
        if node.where:
            self.value(node.where, 0)
        if node.op in ("any", "all"):
            return 0, 1, 1
        if node.op in ("len", "count"):
            return 0, most, 1
        if node.op == "sum":
            return min(0, item[0] * most), max(0, item[1] * most), 1
        return min(item[0], node.default), max(item[1], node.default), 1

    def value(self, node: ir.Node, m: int | None = None) -> Value:
        self.divisors(node)
        v = super().value(node, m)
        if max(abs(v[0]), abs(v[1]), self.on_the_way(node, m)) >= 2**62 and self.problem is None:
            self.problem = (node, "this could go beyond 64 bits", "narrower ranges of its facts or figures")
        return v

    def on_the_way(self, node: ir.Node, m: int | None) -> int:
        """The largest number that a rounding makes before it divides."""
        if not isinstance(node, ir.Round):
            return 0
        num, den, step = (super(Everything, self).value(part, m) for part in (node.num, node.den, node.step))
        return 2 * max(abs(num[0]), abs(num[1])) + 2 * den[1] * step[1]

    def divisors(self, node: ir.Node) -> None:
        parts = [node.right] if isinstance(node, ir.Arith) and node.op == "//" else [node.den, node.step] if isinstance(node, ir.Round) else []
        for part in parts:
            if super().value(part)[0] < 1:
                self.problem = self.problem or (node, "the divisor could be zero or negative", "max(1, …), or a range that starts at 1")
                raise Stop


class Stop(Exception):
    """Everything has seen a problem that leaves nothing to evaluate."""
