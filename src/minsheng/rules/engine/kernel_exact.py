"""Rules as plain arithmetic, for households of which everything needed is known."""

from __future__ import annotations

from . import ir
from .declare import Benefit, Fact, Rule
from .figures import Figure
from .kernel_form import Form
from .plan import Plan, person


class Exact(Form):
    """Plain numbers: for households of which everything needed is known."""

    name = "exact"

    def __init__(self, plan: Plan, reasons: bool):
        super().__init__(plan)
        self.reasons = reasons
        self.slots: set[int] = set()  # of figures read; each household takes them from the table once

    def figure(self, slot: int) -> str:
        self.slots.add(slot)
        return f"f{slot}"

    def body(self) -> None:
        at, depth = len(self.lines), self.depth
        super().body()
        self.lines[at:at] = ["    " * depth + f"f{slot} = F[p, {slot}]" for slot in sorted(self.slots)]

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
            return self.figure(self.plan.slots[target.name][0] + 1)
        if isinstance(target, Fact):
            index = "i" if person(target) else "h"
            return f"(c_{target.name}[{index}] == 1)" if node.type == "bool" else f"np.int64(c_{target.name}[{index}])"
        if not person(target) or target.name in self.here:
            return f"r_{target.name}"
        stored = f"T[{self.plan.row[target.name]}, j]"
        return f"({stored} == 1)" if target.type == "bool" else stored

    def e_Lookup(self, node: ir.Lookup) -> str:
        at, bands, _ = self.plan.slots[node.figure.name]
        if node.choice is not None and not isinstance(node.choice, ir.Const):
            base = f"{at} + {2 * bands} * {self.expr(node.choice)}"
            return f"F[p, {base} + 1]" if node.band is None else f"look(F, p, {base}, {bands}, {self.expr(node.band)})"
        at += 2 * bands * int(node.choice.value) if node.choice is not None else 0
        if node.band is None:
            return self.figure(at + 1)
        key, text = self.temp(self.expr(node.band)), "0"
        for b in range(bands):
            text = f"({self.figure(at + bands + b)} if {key} >= {self.figure(at + b)} else {text})"
        return text

    def e_Not(self, node: ir.Not) -> str:
        return f"(not {self.expr(node.item)})"

    def e_And(self, node: ir.And) -> str:
        return "(" + " & ".join(self.expr(i) for i in node.items) + ")"

    def e_Or(self, node: ir.Or) -> str:
        return "(" + " | ".join(self.expr(i) for i in node.items) + ")"

    def e_Compare(self, node: ir.Compare) -> str:
        return f"({self.expr(node.left)} {node.op} {self.expr(node.right)})"

    def e_In(self, node: ir.In) -> str:
        item = self.expr(node.item)
        return "(" + " | ".join(f"({item} == {int(o.value)})" for o in node.options) + ")"

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
            self.put(
                {"any": f"{name} = {name} | {item}", "all": f"{name} = {name} & {item}", "count": f"{name} += 1 if {item} else 0"}.get(
                    node.op, f"{name} += {item}"
                )
            )
        if node.where is not None:
            self.depth -= 1

    def out(self, benefit: Benefit, index: str) -> None:
        rule = self.plan.book.rules[benefit.eligible]
        value = self.e_Ref(ir.Ref(name=rule.name, target=rule, type=rule.type))
        if rule.type != "bool":
            self.put(f"o_{benefit.key}_status[{index}] = 1")
            self.put(f"o_{benefit.key}_amount[{index}] = {value}")
            return
        self.put(f"o_{benefit.key}_status[{index}] = 1 if {value} else 0")
        if benefit.amount:
            amount = self.plan.book.rules[benefit.amount]
            paid = self.e_Ref(ir.Ref(name=amount.name, target=amount, type="int"))
            self.put(f"o_{benefit.key}_amount[{index}] = {paid} if {value} else 0")

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
