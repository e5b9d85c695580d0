"""Rules as arithmetic on what a value can still be, for households of which something is unknown; see kernel_ops.py."""

from __future__ import annotations

from collections.abc import Iterable

from . import ir
from .declare import Benefit, Fact, Rule
from .figures import Figure
from .functions import FUNCTIONS
from .kernel_form import Form
from .plan import mark, person

COMPARE = {"<": "lt", "<=": "le", "==": "eq"}
ARITH = {"+": "add", "-": "sub", "*": "mul", "//": "floordiv"}


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
