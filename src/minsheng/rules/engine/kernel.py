"""Writes rules out as one loop over households: Python source that Numba compiles. Figures and versions are arguments, so one
kernel serves every place and month. Two forms: `exact` for households of which everything needed is known, `bounds` for the others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from . import ir
from .declare import NEVER, Benefit, Fact, Rule
from .figures import Figure

COLUMNS = ((-(2**7) + 1, 2**7 - 1, "int8"), (-(2**15) + 1, 2**15 - 1, "int16"), (-(2**31) + 1, 2**31 - 1, "int32"))
COMPARE = {"<": "lt", "<=": "le", "==": "eq"}
ARITH = {"+": "add", "-": "sub", "*": "mul", "//": "floordiv"}


def dtype(fact: Fact) -> str:
    """The narrowest column that holds the fact's range and the mark of unknown (the dtype's minimum)."""
    return next((name for lo, hi, name in COLUMNS if lo <= fact.type.lo and fact.type.hi <= hi), "int64")


class Plan:
    """What a set of benefits needs: rules in order, facts, figures with their slots, and in which pass each rule can be worked out."""

    def __init__(self, book: Any, benefits: list[Benefit]):
        self.book, self.benefits = book, benefits
        reach: set[str] = set()
        for b in benefits:
            reach |= book.reach(b.eligible) | (book.reach(b.amount) if b.amount else frozenset())
        self.rules: list[Rule] = [book.rules[n] for n in book.order if n in reach]
        self.facts: list[Fact] = [f for n, f in book.facts.items() if n in reach]
        self.figures: list[Figure] = [f for n, f in book.figures.items() if n in reach]
        self.slots: dict[str, tuple[int, int, int]] = {}  # figure → first slot, bands, options
        at = 0
        for f in self.figures:
            bands = max([1, *(len(v) for s in f.series.values() for e in s for v in (e.cells or {}).values())])
            options = len(f.by or [""])
            self.slots[f.name] = (at, bands, options)
            at += 2 * bands * options
        self.width = at
        self.stage: dict[str, int] = {}
        for r in self.rules:
            self.stage[r.name] = self._stage(r)
        self.row = {r.name: i for i, r in enumerate(r for r in self.rules if person(r) and self._kept(r))}

    def _stage(self, rule: Rule) -> int:
        """Persons are worked out before groups in each pass; what a person, or a loop over persons, needs of the group waits for the next."""
        stage = 0
        for version in rule.versions:
            looped = {n for o in ir.walk(version.tree) if isinstance(o, ir.Over) for n in ir.walk(o)}
            for node in ir.walk(version.tree):
                if isinstance(node, ir.Ref) and isinstance(node.target, Rule):
                    waits = not person(node.target) and (person(rule) or node in looped)
                    stage = max(stage, self.stage[node.name] + (1 if waits else 0))
        return stage

    def _kept(self, rule: Rule) -> bool:
        """Whether a person's value is read again after the pass in which it is worked out."""
        later = any(
            isinstance(n, ir.Ref) and n.name == rule.name and not self._same_loop(rule, r)
            for r in self.rules for v in r.versions for n in ir.walk(v.tree)
        )  # fmt: skip
        return later or any(rule.name in self._told(b) and self.ready(b) > self.stage[rule.name] for b in self.benefits)

    def _told(self, benefit: Benefit) -> set[str | None]:
        """What is read when an answer is written: the two rules, and for its reason what the conditions name."""
        conditions = (n for v in self.book.rules[benefit.eligible].versions for n in ir.walk(v.tree))
        return {benefit.eligible, benefit.amount, *(n.name for n in conditions if isinstance(n, ir.Ref))}

    def _same_loop(self, rule: Rule, reader: Rule) -> bool:
        return self.stage[reader.name] == self.stage[rule.name]

    def ready(self, benefit: Benefit) -> int:
        """The pass after which an answer can be written."""
        return max(self.stage[n] for n in (benefit.eligible, benefit.amount) if n)

    @property
    def passes(self) -> int:
        return max(self.stage.values(), default=0) + 1

    def bit(self, fact: Fact) -> tuple[int, int]:
        """Its bit in the first or second word of what is missing."""
        i = self.facts.index(fact)
        return (1 << i, 0) if i < 62 else (0, 1 << (i - 62))

    def reasons(self, benefit: Benefit) -> list[tuple[str, ir.Node]]:
        """(label rule, condition) by reason code − 1, over all versions of the benefit's condition."""
        rule = self.book.rules[benefit.eligible]
        return [(rule.name, c) for v in rule.versions for c in ir.conditions(v.tree)] if rule.type == "bool" else []


def person(thing: Rule | Fact | Benefit) -> bool:
    return thing.entity.members is None


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
        self.put("i = order[s + j] if shuffled else s + j")

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


class Exact(Form):
    """Plain numbers: for households of which everything needed is known."""

    name = "exact"

    def __init__(self, plan: Plan, reasons: bool):
        super().__init__(plan)
        self.reasons = reasons

    def nothing(self, rule: Rule) -> str:
        return "False" if rule.type == "bool" else "0"

    def version(self, test: str, text: str, other: str) -> str:
        return f"(({text}) if {test} else ({other}))"

    def keep(self, rule: Rule) -> None:
        self.put(f"T[{self.plan.row[rule.name]}, j] = r_{rule.name}")

    def e_Const(self, node: ir.Const) -> str:
        return repr(node.value)

    def e_Ref(self, node: ir.Ref) -> str:
        target = node.target
        if target is None:
            return "on"
        if isinstance(target, Figure):
            return f"F[p, {self.plan.slots[target.name][0] + 1}]"
        if isinstance(target, Fact):
            index = "i" if person(target) else "h"
            return f"(c_{target.name}[{index}] == 1)" if node.type == "bool" else f"np.int64(c_{target.name}[{index}])"
        if not person(target) or target.name in self.here:
            return f"r_{target.name}"
        stored = f"T[{self.plan.row[target.name]}, j]"
        return f"({stored} == 1)" if target.type == "bool" else stored

    def e_Lookup(self, node: ir.Lookup) -> str:
        at, bands, _ = self.plan.slots[node.figure.name]
        base = f"{at} + {2 * bands} * {self.expr(node.choice)}" if node.choice else str(at)
        if node.band is None:
            return f"F[p, {base} + 1]"
        return f"look(F, p, {base}, {bands}, {self.expr(node.band)})"

    def e_Not(self, node: ir.Not) -> str:
        return f"(not {self.expr(node.item)})"

    def e_And(self, node: ir.And) -> str:
        return "(" + " and ".join(self.expr(i) for i in node.items) + ")"

    def e_Or(self, node: ir.Or) -> str:
        return "(" + " or ".join(self.expr(i) for i in node.items) + ")"

    def e_Compare(self, node: ir.Compare) -> str:
        return f"({self.expr(node.left)} {node.op} {self.expr(node.right)})"

    def e_In(self, node: ir.In) -> str:
        item = self.expr(node.item)
        return "(" + " or ".join(f"{item} == {int(o.value)}" for o in node.options) + ")"

    def e_Arith(self, node: ir.Arith) -> str:
        return f"({self.expr(node.left)} {node.op} {self.expr(node.right)})"

    def e_MinMax(self, node: ir.MinMax) -> str:
        text = self.expr(node.items[0])
        for item in node.items[1:]:
            text = f"{node.op}({text}, {self.expr(item)})"
        return text

    def e_If(self, node: ir.If) -> str:
        return f"({self.expr(node.then)} if {self.expr(node.test)} else {self.expr(node.other)})"

    def e_Call(self, node: ir.Call) -> str:
        return f"{node.name}_({', '.join(self.expr(a) for a in node.args)})"

    def e_Round(self, node: ir.Round) -> str:
        return f"{node.name}_({self.expr(node.num)}, {self.expr(node.den)}, {self.expr(node.step)})"

    def e_Over(self, node: ir.Over) -> str:
        return "n" if node.op == "len" else self.loops[node]

    def start(self, node: ir.Over, name: str) -> None:
        self.loops[node] = name
        self.put(f"{name} = " + {"any": "False", "all": "True", "min": str(node.default), "max": str(node.default)}.get(node.op, "0"))
        if node.op in ("min", "max"):
            self.put(f"{name}_none = True")

    def step(self, node: ir.Over) -> None:
        name, item = self.loops[node], self.expr(node.item)  # type: ignore[arg-type]
        if node.where is not None:
            self.put(f"if {self.expr(node.where)}:")
            self.depth += 1
        if node.op in ("min", "max"):
            self.put(f"{name} = {item} if {name}_none else {node.op}({name}, {item})")
            self.put(f"{name}_none = False")
        else:
            self.put({"any": f"{name} = {name} or {item}", "all": f"{name} = {name} and {item}", "count": f"{name} += 1 if {item} else 0"}.get(node.op, f"{name} += {item}"))
        if node.where is not None:
            self.depth -= 1

    def out(self, benefit: Benefit, index: str) -> None:
        rule = self.plan.book.rules[benefit.eligible]
        value = self.e_Ref(ir.Ref(name=rule.name, target=rule, type=rule.type))
        if rule.type != "bool":
            self.put(f"o_{benefit.key}_status[{index}] = 1")
            self.put(f"o_{benefit.key}_amount[{index}] = {value}")
            return
        amount = self.plan.book.rules[benefit.amount] if benefit.amount else None
        paid = self.e_Ref(ir.Ref(name=amount.name, target=amount, type="int")) if amount else "0"
        self.put(f"if {value}:")
        self.put(f"    o_{benefit.key}_status[{index}] = 1")
        self.put(f"    o_{benefit.key}_amount[{index}] = {paid}")
        self.put("else:")
        self.put(f"    o_{benefit.key}_status[{index}] = 0")
        self.put(f"    o_{benefit.key}_amount[{index}] = 0")

    def why(self, node: ir.Node, codes: dict[ir.Node, int]) -> str:
        """The code of the condition that decided: see explain.deciding."""
        match node:
            case ir.And(items=items) | ir.Or(items=items):
                text = self.why(items[-1], codes)
                for item in reversed(items[:-1]):
                    value = self.expr(item)
                    test = f"not {value}" if isinstance(node, ir.And) else value
                    text = f"({self.why(item, codes)} if {test} else {text})"
                return text
            case ir.Not(item=ir.And() | ir.Or() | ir.Not() as item):
                return self.why(item, codes)
            case ir.If():
                branches = [self.why(node.test if isinstance(b, ir.Const) else b, codes) for b in (node.then, node.other)]
                return f"({branches[0]} if {self.expr(node.test)} else {branches[1]})"
        return str(codes.get(node, 0))


class Bounds(Form):
    """Four numbers a value: what it can still be, and what keeps it open."""

    name = "bounds"

    def nothing(self, rule: Rule) -> str:
        return "exactly(0)"

    def version(self, test: str, text: str, other: str) -> str:
        return f"({text} if {test} else {other})"

    def keep(self, rule: Rule) -> None:
        k = self.plan.row[rule.name]
        for word in range(4):
            self.put(f"T[{k}, j, {word}] = r_{rule.name}[{word}]")

    def stored(self, k: int) -> str:
        return "(" + ", ".join(f"T[{k}, j, {word}]" for word in range(4)) + ")"

    def e_Const(self, node: ir.Const) -> str:
        return f"exactly({int(node.value)})"

    def e_Ref(self, node: ir.Ref) -> str:
        target = node.target
        if target is None:
            return "exactly(on)"
        if isinstance(target, Figure):
            at = self.plan.slots[target.name][0] + 1
            return f"cell(FL[p, {at}], FH[p, {at}])"
        if isinstance(target, Fact):
            m, w = self.plan.bit(target)
            index = "i" if person(target) else "h"
            return f"known(np.int64(c_{target.name}[{index}]), {mark(target)}, {target.type.lo}, {target.type.hi}, {m}, {w})"
        return f"r_{target.name}" if not person(target) or target.name in self.here else self.stored(self.plan.row[target.name])

    def e_Lookup(self, node: ir.Lookup) -> str:
        at, bands, _ = self.plan.slots[node.figure.name]
        choice = self.expr(node.choice) if node.choice else "exactly(0)"
        key = self.expr(node.band) if node.band else "exactly(0)"
        return self.temp(f"look_i(FL, FH, p, {at}, {2 * bands}, {bands}, {choice}, {key})")

    def e_Not(self, node: ir.Not) -> str:
        return f"not_({self.expr(node.item)})"

    def fold(self, name: str, parts: Iterable[str]) -> str:
        first, *rest = parts
        for part in rest:
            first = self.temp(f"{name}({first}, {part})")
        return first

    def e_And(self, node: ir.And) -> str:
        return self.fold("and_", (self.expr(i) for i in node.items))

    def e_Or(self, node: ir.Or) -> str:
        return self.fold("or_", (self.expr(i) for i in node.items))

    def e_Compare(self, node: ir.Compare) -> str:
        a, b = self.expr(node.left), self.expr(node.right)
        if node.op == "!=":
            return self.temp(f"not_(eq({a}, {b}))")
        if node.op in (">", ">="):
            return self.temp(f"{'lt' if node.op == '>' else 'le'}({b}, {a})")
        return self.temp(f"{COMPARE[node.op]}({a}, {b})")

    def e_In(self, node: ir.In) -> str:
        options = sorted({int(o.value) for o in node.options})
        return self.temp(f"in_({self.expr(node.item)}, ({', '.join(map(str, options))},))")

    def e_Arith(self, node: ir.Arith) -> str:
        return self.temp(f"{ARITH[node.op]}({self.expr(node.left)}, {self.expr(node.right)})")

    def e_MinMax(self, node: ir.MinMax) -> str:
        return self.fold(f"{node.op}2", (self.expr(i) for i in node.items))

    def e_If(self, node: ir.If) -> str:
        return self.temp(f"if_({self.expr(node.test)}, {self.expr(node.then)}, {self.expr(node.other)})")

    def e_Call(self, node: ir.Call) -> str:
        from .functions import FUNCTIONS

        args, ways = [self.temp(self.expr(a)) for a in node.args], FUNCTIONS[node.name][2]
        low = ", ".join(f"{a}[{0 if up > 0 else 1}]" for a, up in zip(args, ways, strict=True))
        high = ", ".join(f"{a}[{1 if up > 0 else 0}]" for a, up in zip(args, ways, strict=True))
        return self.temp(f"masks({node.name}_({low}), {node.name}_({high}), {args[0]}, {args[-1]})")

    def e_Round(self, node: ir.Round) -> str:
        return self.temp(f"{node.name}_i({self.expr(node.num)}, {self.expr(node.den)}, {self.expr(node.step)})")

    def e_Over(self, node: ir.Over) -> str:
        return "exactly(n)" if node.op == "len" else self.loops[node]

    def start(self, node: ir.Over, name: str) -> None:
        self.loops[node] = name
        if node.op in ("min", "max"):
            self.put(f"{name}_c, {name}_p, {name}_h, {name}_m, {name}_w = -FAR, {self.signed(node)}, -FAR, 0, 0")
        else:
            self.put(f"{name} = exactly({1 if node.op == 'all' else 0})")

    def signed(self, node: ir.Over) -> int:
        return node.default if node.op == "max" else -node.default

    def step(self, node: ir.Over) -> None:
        name, item = self.loops[node], self.temp(self.expr(node.item))  # type: ignore[arg-type]
        where = self.temp(self.expr(node.where)) if node.where is not None else "exactly(1)"
        if node.op in ("any", "count"):
            self.put(f"{name} = {'or_' if node.op == 'any' else 'add'}({name}, and_({where}, {item}))")
        elif node.op == "all":
            self.put(f"{name} = and_({name}, or_(not_({where}), {item}))")
        elif node.op == "sum":
            self.put(f"{name} = add({name}, perhaps({where}, {item}))")
        else:
            lo, hi = (f"{item}[0]", f"{item}[1]") if node.op == "max" else (f"-{item}[1]", f"-{item}[0]")
            where = self.temp(where)
            self.put(f"if {where}[1] == 1:")
            self.put(f"    {name}_c = max({name}_c, {lo}) if {where}[0] == 1 else {name}_c")
            self.put(f"    {name}_p, {name}_h = min({name}_p, {lo}), max({name}_h, {hi})")
            self.put(f"    {name}_m, {name}_w = {name}_m | {where}[2] | {item}[2], {name}_w | {where}[3] | {item}[3]")

    def close(self, node: ir.Over) -> None:
        if node.op not in ("min", "max"):
            return
        name = self.loops[node]
        lo, hi = f"({name}_c if {name}_c > -FAR else {name}_p)", f"({name}_h if {name}_c > -FAR else max({name}_h, {self.signed(node)}))"
        pair = f"{lo}, {hi}" if node.op == "max" else f"-{hi}, -{lo}"
        self.put(f"{name} = opened({pair}, {name}_m, {name}_w)")

    def out(self, benefit: Benefit, index: str) -> None:
        key, rule = benefit.key, self.plan.book.rules[benefit.eligible]
        e = self.temp(self.e_Ref(ir.Ref(name=rule.name, target=rule)))
        amount = self.plan.book.rules[benefit.amount] if benefit.amount else None
        a = self.temp(self.e_Ref(ir.Ref(name=amount.name, target=amount))) if amount else "exactly(0)"
        a = self.temp(a)
        finding = rule.type != "bool"
        self.put(f"o_{key}_status[{index}] = status_of({e}, {a}, {amount is not None}, {finding})")
        lo, hi = (f"{e}[0]", f"{e}[1]") if finding else (f"({a}[0] if {e}[0] == 1 else min(0, {a}[0]))", f"({a}[1] if {e}[0] == 1 else max(0, {a}[1]))")
        alive = "True" if finding else f"{e}[1] == 1"
        self.put(f"o_{key}_amount[{index}], o_{key}_high[{index}] = ({lo}, {hi}) if {alive} else (0, 0)")
        self.put(f"o_{key}_missing[{index}, 0] = {e}[2] | ({a}[2] if {alive} else 0)")
        self.put(f"o_{key}_missing[{index}, 1] = {e}[3] | ({a}[3] if {alive} else 0)")

    def why(self, node: ir.Node, codes: dict[ir.Node, int]) -> str:
        """The code of the condition that decided: see explain.deciding."""
        match node:
            case ir.And(items=items) | ir.Or(items=items):
                values, whole = [self.expr(i) for i in items], self.expr(node)
                settles = 0 if isinstance(node, ir.And) else 1
                parts = [self.temp(self.why(i, codes)) if isinstance(i, ir.And | ir.Or | ir.Not | ir.If) else self.why(i, codes) for i in items]
                last = parts[-1]
                closed, opened = last, last
                for part, v in reversed(list(zip(parts, values, strict=True))):
                    closed = f"({part} if {v}[0] == {settles} and {v}[1] == {settles} else {closed})"
                    opened = f"({part} if {v}[0] != {v}[1] else {opened})"
                return f"({opened} if {whole}[0] != {whole}[1] else ({closed} if {whole}[0] == {settles} else {last}))"
            case ir.Not(item=ir.And() | ir.Or() | ir.Not() as item):
                return self.why(item, codes)
            case ir.If():
                test, asked = self.expr(node.test), self.temp(self.why(node.test, codes))
                branches = [asked if isinstance(b, ir.Const) else self.why(b, codes) for b in (node.then, node.other)]
                return f"({asked} if {test}[0] != {test}[1] else ({branches[0]} if {test}[0] == 1 else {branches[1]}))"
        return str(codes.get(node, 0))


def mark(fact: Fact) -> int:
    """How its column says unknown."""
    return {"int8": -(2**7), "int16": -(2**15), "int32": -(2**31), "int64": -(2**63)}[dtype(fact)]


def outputs(plan: Plan, form: str) -> list[str]:
    fields = {"values": ["status", "amount"], "exact": ["status", "amount", "reason"], "bounds": ["status", "amount", "high", "reason", "missing"]}[form]
    return [f"o_{b.key}_{x}" for b in plan.benefits for x in fields]


HEAD = '''"""Written by minsheng from the book of law. One loop over households; see docs/engine.md. Not to be edited."""

import numpy as np
from numba import njit

from minsheng.rules.engine.kernel_ops import *  # noqa: F403
from minsheng.rules.engine.kernel_ops import FAR, FIGURE, {private}
'''
PRIVATE = "add_months_, add_years_, age_, and_, eq, if_, in_, month_end_, months_between_, month_start_, not_, or_, round_down_, round_half_up_, round_up_"


def source(plan: Plan, form: str) -> str:
    """The text of one kernel: `values` (status and amount), `exact` (with reasons) or `bounds`."""
    writer: Form = Bounds(plan) if form == "bounds" else Exact(plan, form == "exact")
    columns = [f"c_{f.name}" for f in plan.facts]
    figures = "FL, FH" if form == "bounds" else "F"
    scratch = f"({len(plan.row)}, most, 4)" if form == "bounds" else f"({len(plan.row)}, most)"
    writer.lines = [
        HEAD.format(private=PRIVATE),
        "",
        '@njit(cache=True, nogil=True, error_model="numpy")',
        f"def {form}(households, start, order, shuffled, most, place, on, {figures}, V, {', '.join(columns + outputs(plan, form))}):",
        f"    T = np.empty({scratch}, np.int64)",
        "    for h in households:",
        "        s = start[h]",
        "        n = start[h + 1] - s",
        "        p = place[h]",
    ]
    writer.depth = 2
    writer.body()
    return "\n".join(writer.lines) + "\n"


