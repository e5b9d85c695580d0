"""The walk through one household that both forms of the kernel share: passes over persons and groups, loops, reasons."""

from __future__ import annotations

from . import ir
from .declare import NEVER, Benefit, Rule
from .plan import Plan, person


class Form:
    """One way of writing expressions. `here`: the rules whose value is a local variable in the loop being written."""

    name = ""

    def __init__(self, plan: Plan):
        self.plan = plan
        self.lines: list[str] = []
        self.depth = 0
        self.here: set[str] = set()
        self.temps = 0
        self.loops: dict[ir.Node, str] = {}
        self.bound: dict[ir.Node, str] = {}  # conditions of the rule being written that have a variable of their own

    def put(self, line: str) -> None:
        self.lines.append("    " * self.depth + line)

    def temp(self, text: str) -> str:
        self.temps += 1
        self.put(f"x{self.temps} = {text}")
        return f"x{self.temps}"

    def expr(self, node: ir.Node) -> str:
        text: str = self.bound.get(node) or getattr(self, "e_" + type(node).__name__)(node)
        return text

    def bind(self, node: ir.Node) -> None:
        """Give every condition of a bool tree a variable, so that the reason can be told from the same values."""
        parts = {ir.And: "items", ir.Or: "items"}.get(type(node))
        for child in getattr(node, parts) if parts else ir.children(node) if isinstance(node, ir.Not | ir.If) else []:
            self.bind(child)
        self.bound[node] = self.temp(self.expr(node))

    def e_Over(self, node: ir.Over) -> str:
        return self.loops[node]

    # -- the body of one household -----------------------------------------------------------------------------------

    def body(self) -> None:
        for stage in range(self.plan.passes):
            self.persons(stage)
            self.groups(stage)
        for b in self.plan.benefits:
            if not person(b):
                self.out(b, "h")

    def wanted(self, stage: int, of_person: bool) -> list[Rule]:
        return [r for r in self.plan.rules if person(r) == of_person and self.plan.stage[r.name] == stage]

    def persons(self, stage: int) -> None:
        rules, loops = self.wanted(stage, True), self.overs(stage)
        for n, node in enumerate(loops):
            self.start(node, f"a{stage}_{n}")
        if not rules and not loops:
            return
        self.each()
        for rule in rules:
            self.define(rule)
            if rule.name in self.plan.row:
                self.keep(rule)
        for node in loops:
            self.step(node)
        for b in self.plan.benefits:
            if person(b) and self.plan.ready(b) == stage:
                self.out(b, "i")
        self.depth -= 1
        self.here -= {r.name for r in rules}
        for node in loops:
            self.close(node)

    def overs(self, stage: int) -> list[ir.Over]:
        """The loops over members that the group rules of this pass need; the middle of `0 < x <= 9` stands in the tree twice."""
        found = (n for r in self.wanted(stage, False) for v in r.versions for n in ir.walk(v.tree))
        return list(dict.fromkeys(n for n in found if isinstance(n, ir.Over) and n.op != "len"))

    def groups(self, stage: int) -> None:
        for rule in self.wanted(stage, False):
            self.define(rule)

    def each(self) -> None:
        self.put("for j in range(n):")
        self.depth += 1
        self.put("i = np.uintp(s + j)  # unsigned: no look whether an index counts from the end")

    def define(self, rule: Rule) -> None:
        k = self.plan.rules.index(rule)
        told = [b for b in self.plan.benefits if b.eligible == rule.name and rule.type == "bool"] if self.reasons else []
        always = rule.versions[0]
        if len(rule.versions) == 1 and always.since == 0 and always.until >= NEVER and not self.plan.book.places.by_code[always.place_code].parent:
            self.bound = {}
            if told:
                self.bind(always.tree)
            text = self.expr(always.tree)
            code = self.why(always.tree, self.codes(rule)) if told else ""
        else:
            text, code = self.nothing(rule), "0"
            for i, version in enumerate(rule.versions):
                self.bound = {}
                if told:
                    self.bind(version.tree)
                text = self.version(f"V[p, {k}] == {i}", self.expr(version.tree), text)
                if told:
                    code = f"({self.why(version.tree, self.codes(rule))} if V[p, {k}] == {i} else {code})"
        self.bound = {}
        self.put(f"r_{rule.name} = {text}")
        self.here.add(rule.name)
        for b in told:
            self.put(f"o_{b.key}_reason[{'i' if person(rule) else 'h'}] = {code}")

    def codes(self, rule: Rule) -> dict[ir.Node, int]:
        """The reason code of every condition, over all versions of the rule."""
        return {c: n + 1 for n, c in enumerate(c for v in rule.versions for c in ir.conditions(v.tree))}

    reasons = True

    def why(self, node: ir.Node, codes: dict[ir.Node, int]) -> str: ...  # type: ignore[empty-body]

    # what the two forms write differently
    def nothing(self, rule: Rule) -> str: ...  # type: ignore[empty-body]
    def version(self, test: str, text: str, other: str) -> str: ...  # type: ignore[empty-body]
    def keep(self, rule: Rule) -> None: ...
    def start(self, node: ir.Over, name: str) -> None: ...
    def step(self, node: ir.Over) -> None: ...
    def close(self, node: ir.Over) -> None: ...
    def out(self, benefit: Benefit, index: str) -> None: ...
