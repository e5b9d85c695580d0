"""Ties the names in every rule to what they mean, and proves what can be proved before anything runs: types, no circles,
no division by what may be zero, nothing beyond 64 bits."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from . import ir
from .declare import Rule, Version
from .everything import Everything, Stop
from .figures import Figure
from .problems import BookError
from .types import Bool, Choice

LIMIT = 2**62


class Linker:
    def __init__(self, book: Any):
        self.book = book
        self.done: set[str] = set()
        self.path: list[str] = []

    def all(self) -> list[str]:
        """Links every rule; returns their names in an order where each comes after what it reads."""
        order: list[str] = []
        for name in self.book.rules:
            self.rule(name, order)
        return order

    def fail(self, version: Version, node: ir.Node | None, what: str, instead: str = "") -> BookError:
        file, _, line = version.where.partition(":")
        return BookError(f"{file}:{node.line if node and node.line else line}", f"{version.fn.__name__}: {what}", instead)

    def rule(self, name: str, order: list[str]) -> None:
        if name in self.done:
            return
        rule: Rule = self.book.rules[name]
        if name in self.path:
            circle = " → ".join([*self.path[self.path.index(name) :], name])
            raise self.fail(rule.latest, None, f"the rules go round in a circle: {circle}", "break the circle with a fact or another rule")
        self.path.append(name)
        for version in rule.versions:
            version.place_code = self.book.places.find(version.place).code
            for node in ir.walk(version.tree):
                if isinstance(node, ir.Ref):
                    self.name(version, node)
            for node in ir.walk(version.tree):
                if isinstance(node, ir.Ref) and isinstance(node.target, Rule):
                    self.rule(node.name, order)
            self.check_type(rule, version)
        self.bounds(rule)
        self.path.pop()
        self.done.add(name)
        order.append(name)

    # -- names -------------------------------------------------------------------------------------------------------

    def name(self, version: Version, node: ir.Ref) -> None:
        if node.name == "on" and not node.member:
            return
        target = self.book.names.get(node.name)
        if target is None:
            near = self.book.nearest(node.name)
            raise self.fail(version, node, f"{node.name} is no rule, fact or figure of this book", f"perhaps {near}" if near else "declare it")
        node.target = target
        if isinstance(target, Figure):
            if node.member:
                raise self.fail(version, node, f"{node.name} is a figure, not something of a member", f"`{node.name}` as a parameter")
            return
        node.person = person = target.entity.members is None
        if node.member and not person:
            raise self.fail(version, node, f"m.{node.name} is about the {target.entity.key}, not a member", f"`{node.name}` as a parameter")
        if not node.member and person and version.entity.members is not None:
            raise self.fail(version, node, f"{node.name} is about one person", f"any / all / sum over members: m.{node.name}")

    # -- types -------------------------------------------------------------------------------------------------------

    def check_type(self, rule: Rule, version: Version) -> None:
        uses_members = any(isinstance(n, ir.Over) for n in ir.walk(version.tree))
        if uses_members and version.entity.members is None:
            raise self.fail(version, version.tree, "a rule about one person cannot loop over members", "a rule about the household, named here")
        found = self.infer(version, version.tree, version.returns)
        if version.returns is not None and found is not version.returns:
            raise self.fail(version, version.tree, "returns something else than its `returns` says", "key strings of the choice")
        if rule.type is not None and rule.type is not found:
            raise self.fail(version, version.tree, "versions of one rule differ in type", "the same type everywhere")
        if found == "bool" and version.unit:
            raise self.fail(version, version.tree, "a yes-or-no rule has a unit", "no unit")
        rule.type = found

    def infer(self, version: Version, node: ir.Node, want: Any = None) -> Any:
        node.type = getattr(self, "t_" + type(node).__name__)(version, node, want)
        return node.type

    def need(self, version: Version, node: ir.Node, want: Any) -> None:
        found = self.infer(version, node, want if isinstance(want, Choice) else None)
        if found is not want and found != want:
            names = {"bool": "a condition (yes or no)", "int": "a number"}
            label = names.get(want, "an option of the choice") if isinstance(want, str) else "an option of the choice"
            raise self.fail(version, node, f"{label} is needed here", "a comparison" if want == "bool" else "")

    def t_Const(self, version: Version, node: ir.Const, want: Any) -> Any:
        if isinstance(node.value, str):
            if not isinstance(want, Choice):
                raise self.fail(version, node, f"{node.value!r} is compared with something that has no options", "a fact with a Choice type")
            if node.value not in want.keys:
                raise self.fail(version, node, f"{node.value!r} is not an option", " / ".join(want.keys))
            node.value = want.keys.index(node.value)
            return want
        if isinstance(want, Choice) and node.type is want:
            return want
        return "bool" if isinstance(node.value, bool) else "int"

    def t_Ref(self, version: Version, node: ir.Ref, want: Any) -> Any:
        if node.target is None or isinstance(node.target, Figure):
            if isinstance(node.target, Figure) and (node.target.by or node.target.bands):
                raise self.fail(version, node, f"{node.name} has {'options' if node.target.by else 'bands'}", f"{node.name}[key]")
            return "int"
        if isinstance(node.target, Rule):
            return node.target.type
        kind = node.target.type
        return "bool" if isinstance(kind, Bool) else kind if isinstance(kind, Choice) else "int"

    def t_Lookup(self, version: Version, node: ir.Lookup, want: Any) -> Any:
        figure = node.figure.target
        dims = [d for d in (figure.by, figure.bands) if d] if isinstance(figure, Figure) else []
        if len(dims) != len(node.keys) or not dims:
            raise self.fail(version, node, f"{node.figure.name} is looked up with {len(dims)} keys", "figure[option, number]")
        keys = list(node.keys)
        if figure.by:
            node.choice = keys.pop(0)
            self.option(version, node, node.choice, figure)
        if figure.bands:
            node.band = keys.pop(0)
            self.need(version, node.band, "int")
        node.figure.type = "int"
        return "int"

    def option(self, version: Version, node: ir.Lookup, key: ir.Node, figure: Figure) -> None:
        """The option a figure is looked up by: a fact or rule with just its keys, or one key as a constant."""
        constant = isinstance(key, ir.Const) and isinstance(key.value, str)
        kind = (figure.options or Choice(**{k: (k, k) for k in figure.by or ()})) if constant else self.infer(version, key)
        if not isinstance(kind, Choice) or sorted(kind.keys) != sorted(figure.by or ()):
            raise self.fail(version, node, f"{figure.name} is by {figure.by}", "a fact or rule with exactly these options")
        if figure.options is not None and figure.options.keys != kind.keys:
            raise self.fail(version, node, f"{figure.name} is looked up by options in two orders", "one Choice for both")
        figure.options, figure.by = kind, list(kind.keys)  # the order of the columns in the kernel
        self.need(version, key, kind)

    def t_Not(self, version: Version, node: ir.Not, want: Any) -> Any:
        self.need(version, node.item, "bool")
        return "bool"

    def t_And(self, version: Version, node: ir.And, want: Any) -> Any:
        for item in node.items:
            self.need(version, item, "bool")
        return "bool"

    t_Or = t_And

    def t_Compare(self, version: Version, node: ir.Compare, want: Any) -> Any:
        first, second = node.left, node.right
        if isinstance(first, ir.Const):
            first, second = second, first
        kind = self.infer(version, first)
        self.need(version, second, kind)
        if isinstance(kind, Choice) and node.op not in ("==", "!="):
            raise self.fail(version, node, "options have no order", "== or in")
        if kind == "bool":
            raise self.fail(version, node, "conditions are not compared", "`x` or `not x`")
        return "bool"

    def t_In(self, version: Version, node: ir.In, want: Any) -> Any:
        kind = self.infer(version, node.item)
        for option in node.options:
            self.need(version, option, kind)
        return "bool"

    def t_Arith(self, version: Version, node: ir.Arith, want: Any) -> Any:
        self.need(version, node.left, "int")
        self.need(version, node.right, "int")
        return "int"

    def t_MinMax(self, version: Version, node: ir.MinMax, want: Any) -> Any:
        for item in node.items:
            self.need(version, item, "int")
        return "int"

    def t_If(self, version: Version, node: ir.If, want: Any) -> Any:
        self.need(version, node.test, "bool")
        kind = self.infer(version, node.then, want)
        self.need(version, node.other, kind)
        return kind

    def t_Over(self, version: Version, node: ir.Over, want: Any) -> Any:
        for part, kind in ((node.item, "bool" if node.op in ("any", "all", "count") else "int"), (node.where, "bool")):
            if part is not None:
                self.need(version, part, kind)
        return "bool" if node.op in ("any", "all") else "int"

    def t_Call(self, version: Version, node: ir.Call, want: Any) -> Any:
        for arg in node.args:
            self.need(version, arg, "int")
        return "int"

    def t_Round(self, version: Version, node: ir.Round, want: Any) -> Any:
        for part in (node.num, node.den, node.step):
            self.need(version, part, "int")
        return "int"

    # -- ranges ------------------------------------------------------------------------------------------------------

    def bounds(self, rule: Rule) -> None:
        """What the rule can be at all: its text over everything unknown."""
        spans = []
        for version in rule.versions:
            everything = Everything(version.entity)
            with suppress(Stop):
                spans.append(everything.value(version.tree)[:2])
            if problem := everything.problem:
                raise self.fail(version, problem[0], problem[1], problem[2])
        rule.lo, rule.hi = min(0, *(s[0] for s in spans)), max(0, *(s[1] for s in spans))
        if isinstance(rule.type, Choice):
            rule.lo, rule.hi = rule.type.lo, rule.type.hi
