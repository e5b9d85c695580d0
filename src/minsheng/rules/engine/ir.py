"""The small form every rule is read into: a tree of these nodes. One tree serves tracing, compiling and reading out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(eq=False, slots=True)
class Node:
    line: int = 0
    said: tuple[str, str] | None = None  # the comment on the line: the human reason (zh, en)
    type: Any = None  # "bool", "int" or a Choice, set when the book is linked
    speaks: Any = None  # what its value belongs to, for its unit; worked out when first explained


@dataclass(eq=False, slots=True)
class Const(Node):
    value: Any = None  # an int, a bool, or the key of a choice until linking makes it the index


@dataclass(eq=False, slots=True)
class Ref(Node):
    """A fact, rule, figure or the legal day, by name. `member` says that it was written m.name inside a loop over members."""

    name: str = ""
    member: bool = False
    target: Any = None  # the Fact, Rule or Figure, set by linking; None for `on`
    person: bool = False  # about one person, not the group; set by linking


@dataclass(eq=False, slots=True)
class Lookup(Node):
    figure: Ref = None  # type: ignore[assignment]
    keys: list[Node] = field(default_factory=list)
    choice: Node | None = None
    band: Node | None = None


@dataclass(eq=False, slots=True)
class Not(Node):
    item: Node = None  # type: ignore[assignment]


@dataclass(eq=False, slots=True)
class And(Node):
    items: list[Node] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Or(Node):
    items: list[Node] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Compare(Node):
    op: str = ""  # < <= > >= == !=
    left: Node = None  # type: ignore[assignment]
    right: Node = None  # type: ignore[assignment]


@dataclass(eq=False, slots=True)
class In(Node):
    item: Node = None  # type: ignore[assignment]
    options: list[Const] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Arith(Node):
    op: str = ""  # + - * //
    left: Node = None  # type: ignore[assignment]
    right: Node = None  # type: ignore[assignment]


@dataclass(eq=False, slots=True)
class MinMax(Node):
    op: str = ""  # min max
    items: list[Node] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class If(Node):
    test: Node = None  # type: ignore[assignment]
    then: Node = None  # type: ignore[assignment]
    other: Node = None  # type: ignore[assignment]


@dataclass(eq=False, slots=True)
class Over(Node):
    """any, all, sum, count, min, max or len over the members of the group."""

    op: str = ""
    item: Node | None = None  # None for len
    where: Node | None = None
    default: int = 0


@dataclass(eq=False, slots=True)
class Call(Node):
    """A function of days: age, months_between, …"""

    name: str = ""
    args: list[Node] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Round(Node):
    """round_up, round_down, round_half_up of numerator / denominator to a multiple of step."""

    name: str = ""
    num: Node = None  # type: ignore[assignment]
    den: Node = None  # type: ignore[assignment]
    step: Node = None  # type: ignore[assignment]


_CHILDREN: dict[type, Callable[[Any], list[Node]]] = {
    Const: lambda n: [],
    Ref: lambda n: [],
    Lookup: lambda n: [n.figure, *n.keys],
    Not: lambda n: [n.item],
    And: lambda n: n.items,
    Or: lambda n: n.items,
    MinMax: lambda n: n.items,
    Compare: lambda n: [n.left, n.right],
    Arith: lambda n: [n.left, n.right],
    In: lambda n: [n.item],
    If: lambda n: [n.test, n.then, n.other],
    Over: lambda n: [part for part in (n.item, n.where) if part is not None],
    Call: lambda n: n.args,
    Round: lambda n: [n.num, n.den, n.step],
}


def children(node: Node) -> list[Node]:
    """The nodes directly below, in reading order."""
    return _CHILDREN[node.__class__](node)


def walk(node: Node) -> Iterator[Node]:
    yield node
    for child in children(node):
        yield from walk(child)


def conditions(node: Node) -> list[Node]:
    """The single conditions of a bool tree in the order they are read: what a reason code points to."""
    match node:
        case And(items=items) | Or(items=items):
            return [c for i in items for c in conditions(i)]
        case Not(item=And() | Or() | Not() as item):
            return conditions(item)
        case If():
            return [c for part in (node.test, node.then, node.other) for c in conditions(part)]
        case Const():
            return []
    return [node]
