"""Random rules: every operator, loop, look-up and rounding in random trees, over facts of few values so that all completions of a
partly known household can be tried."""

from __future__ import annotations

import ast
import random

from .making import RULE


class Writer:
    """Writes expressions about one household, or about one person of it. `numbers` and `conditions`: the rules written before."""

    def __init__(self, dice: random.Random, person: bool, numbers: list[str], conditions: list[str]):
        self.dice, self.person, self.loop = dice, person, False
        self.numbers, self.conditions = numbers, conditions

    def name(self, *names: str) -> str:
        return self.dice.choice(names)

    def of_member(self, name: str) -> str:
        return f"m.{name}" if self.loop else self.name(name)

    def number(self, depth: int) -> str:
        if depth <= 0:
            return self.leaf()
        n, d = self.number, depth - 1
        forms = [
            lambda: f"({n(d)} {self.dice.choice('+-*')} {n(d)})", lambda: f"{n(d)} // max(1, {n(d)})", lambda: f"-{n(d)}" if d else self.leaf(),
            lambda: f"{self.dice.choice(['min', 'max'])}({n(d)}, {n(d)}, {n(d)})", lambda: f"({n(d)} if {self.condition(d)} else {n(d)})",
            lambda: f"g[{self.option(d)}]", lambda: f"k[{n(d)}]", lambda: f"n[{self.option(d)}, {n(d)}]",
            lambda: f"round_{self.dice.choice(['up', 'down', 'half_up'])}({n(d)}, max(1, {n(d)}), {self.dice.choice(['1', '3', '7', 'f'])})",
            self.leaf,
        ]  # fmt: skip
        if not self.person and not self.loop:
            forms += [lambda: self.over(self.dice.choice(["sum", "count", "min", "max"]), d)] * 3 + [lambda: "len(members)"]
        return self.dice.choice(forms)()

    def leaf(self) -> str:
        leaves = [lambda: str(self.dice.randint(-2, 4)), lambda: self.name("a", "d", "f")]
        leaves += [lambda: self.of_member("p")] * 2 if self.person or self.loop else []
        leaves += [lambda: self.name(*self.numbers)] if self.numbers and not self.loop else []
        return self.dice.choice(leaves)()

    def condition(self, depth: int) -> str:
        if depth <= 0:
            names = ["b", *(self.conditions if not self.loop else [])]
            return self.of_member("q") if (self.person or self.loop) and self.dice.random() < 0.5 else self.name(*names)
        n, c, d = self.number, self.condition, depth - 1
        forms = [
            lambda: f"({c(d)} and {c(d)} and {c(d)})", lambda: f"({c(d)} or {c(d)})", lambda: f"not ({c(d)})", lambda: f"{n(d)} {self.sign()} {n(d)}",
            lambda: f"({n(d)} < {n(d)} <= {n(d)})", lambda: f"{n(d)} in (0, 2, 3)", lambda: f"{n(d)} not in (1,)",
            lambda: f"{self.option(d)} {self.dice.choice(['==', '!='])} {self.option(0)}", lambda: f"{self.option(d)} in ('x', 'z')",
            lambda: f"({c(d)} if {c(d)} else {c(d)})", lambda: f"{n(d)} {self.sign()} {n(d)}",
        ]  # fmt: skip
        if not self.person and not self.loop:
            forms += [lambda: self.over(self.dice.choice(["any", "all"]), d)] * 2
        return self.dice.choice(forms)()

    def sign(self) -> str:
        return self.dice.choice(["<", "<=", ">", ">=", "==", "!="])

    def option(self, depth: int) -> str:
        return self.name("c") if depth <= 0 or self.dice.random() < 0.7 else f"({self.option(0)} if {self.condition(depth - 1)} else 'y')"

    def over(self, op: str, depth: int) -> str:
        self.loop = True
        item = self.condition(depth) if op in ("any", "all", "count") else self.number(depth)
        where = f" if {self.condition(depth - 1)}" if self.dice.random() < 0.5 else ""
        self.loop = False
        default = f", default={self.dice.randint(-2, 2)}" if op in ("min", "max") else ""
        return f"{op}(({item} for m in members{where}){default})" if default else f"{op}({item} for m in members{where})"

    def body(self, condition: bool, depth: int) -> str:
        make = self.condition if condition else self.number
        if self.dice.random() < 0.6:
            return f"    return {make(depth)}\n"
        tests = [f"    {word} {self.condition(depth - 1)}:\n        return {make(depth - 1)}\n" for word in self.dice.choice([["if"], ["if", "elif"]])]
        return "".join(tests) + self.dice.choice([f"    else:\n        return {make(depth - 1)}\n", f"    return {make(depth - 1)}\n"])


def parameters(body: str) -> list[str]:
    """The facts, figures and rules that a body names."""
    names = {n.id for n in ast.walk(ast.parse(f"def rule():\n{body}")) if isinstance(n, ast.Name)}
    return sorted(names - {"m", "min", "max", "sum", "any", "all", "count", "len", "round_up", "round_down", "round_half_up"})


def policy(seed: int, depth: int = 3) -> str:
    """Six rules that read each other, and two benefits: one of the household, one of each person."""
    dice = random.Random(seed)
    out, of_home, of_all = "", {False: [], True: []}, {False: [], True: []}
    for name, person, condition in (("num", False, False), ("own", True, False), ("cond", False, True), ("home_yes", False, True), ("home_paid", False, False),
                                    ("person_yes", True, True), ("person_paid", True, False)):  # fmt: skip
        known = of_all if person else of_home
        writer = Writer(dice, person, known[False], known[True])
        body = writer.body(condition, depth)
        out += RULE.format("Person" if person else "Household", "") + f"def {name}({', '.join(parameters(body))}):\n{body}\n\n"
        of_all[condition].append(name)
        if not person:
            of_home[condition].append(name)
    return out + (
        'HOME = benefit("home", "户", "Home", entity=Household, eligible="home_yes", amount="home_paid")\n'
        'OWN = benefit("own", "人", "Own", entity=Person, eligible="person_yes", amount="person_paid")\n'
    )
