"""Reads the text of a rule (ordinary Python, a small part of it) into the tree of ir.py, and refuses everything else with
file, line and what to write instead."""

from __future__ import annotations

import ast
import io
import tokenize
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import FunctionType

from . import functions, ir
from .problems import BookError

OPS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.FloorDiv: "//"}
COMPARISONS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}
INSTEAD = {
    ast.Assign: "a rule of its own with a name of its own, named here as a parameter",
    ast.For: "sum / any / all / count / min / max over `members`",
    ast.While: "a closed formula",
    ast.Div: "`//` (floor), or round_up / round_down / round_half_up(numerator, denominator, step)",
    ast.Attribute: "a parameter that names the fact or rule; attributes only inside a loop over members",
    ast.Lambda: "a rule of its own",
    ast.JoinedStr: "labels and comments; rules compute no text",
    ast.Raise: "nothing: what cannot be decided is unknown by itself",
    ast.Try: "nothing: what cannot be decided is unknown by itself",
}


@dataclass(frozen=True)
class Source:
    """One file of the book: its functions by first line, its trailing comments by line."""

    path: str
    functions: dict[int, ast.FunctionDef]
    comments: dict[int, str]
    lines: list[str]


@cache
def source(path: str) -> Source:
    text = Path(path).read_text(encoding="utf-8")
    found = {n.lineno: n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef)}
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    comments = {t.start[0]: t.string.lstrip("# ").strip() for t in tokens if t.type == tokenize.COMMENT}
    return Source(path, found, comments, text.splitlines())


def short(path: str) -> str:
    parts = Path(path).parts
    return "/".join(parts[-3:])


def read(fn: FunctionType) -> tuple[list[str], ir.Node, str]:
    """A decorated function → its parameters, its tree, and its text with the comments and layout taken out (for the hash)."""
    src = source(fn.__code__.co_filename)
    line = fn.__code__.co_firstlineno
    node = next((src.functions[n] for n in range(line, line + 40) if n in src.functions), None)
    if node is None or node.name != fn.__name__:
        raise BookError(f"{short(src.path)}:{line}", "the text of this rule was not found", "a plain `def` in a file of the book")
    return Reader(src, fn).rule(node)


class Reader:
    def __init__(self, src: Source, fn: FunctionType):
        self.src, self.fn = src, fn
        self.loop = ""  # the variable of the loop over members we are inside
        self.read_lines: set[int] = set()  # comments that became reasons

    def refuse(self, node: ast.AST, what: str, instead: str = "") -> BookError:
        line = getattr(node, "lineno", self.fn.__code__.co_firstlineno)
        return BookError(f"{short(self.src.path)}:{line}", f"{self.fn.__name__}: {what}", instead or INSTEAD.get(type(node), ""))

    def rule(self, node: ast.FunctionDef) -> tuple[list[str], ir.Node, str]:
        args = node.args
        if args.vararg or args.kwarg or args.kwonlyargs or args.defaults or args.posonlyargs:
            raise self.refuse(node, "a rule has plain parameters only", "the names of the rules, facts and figures it reads")
        self.params = [a.arg for a in args.args]
        body = node.body
        if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant) and isinstance(body[0].value.value, str):
            body = body[1:]
        tree = self.block(body, node)
        used = {n.name for n in ir.walk(tree) if isinstance(n, ir.Ref) and not n.member}
        used |= {"members"} if any(isinstance(n, ir.Over) for n in ir.walk(tree)) else set()
        if unused := [p for p in self.params if p not in used]:
            raise self.refuse(node, f"parameter {unused[0]} is not used", "only what the rule reads")
        for line in range(node.body[0].lineno, (node.end_lineno or 0) + 1):
            if "|" in self.src.comments.get(line, "") and line not in self.read_lines:
                where = f"{short(self.src.path)}:{line}"
                raise BookError(where, f"{self.fn.__name__}: this reason belongs to no single condition", "each condition on a line of its own")
        return self.params, tree, ast.dump(ast.Module(body=body, type_ignores=[]))

    def block(self, body: list[ast.stmt], at: ast.AST) -> ir.Node:
        """Statements → one expression: `if` with returns, then what follows."""
        if not body:
            raise self.refuse(at, "a way through this rule returns nothing", "a `return` at the end of every way")
        first, rest = body[0], body[1:]
        if isinstance(first, ast.Return) and first.value is not None:
            if rest:
                raise self.refuse(rest[0], "this line is never reached", "nothing after `return`")
            return self.comment(self.expr(first.value), first)
        if isinstance(first, ast.If):
            test = self.comment(self.expr(first.test), first.test)
            then = self.block(first.body, first)
            return ir.If(first.lineno, test=test, then=then, other=self.block([*first.orelse, *rest], first))
        raise self.refuse(first, f"`{type(first).__name__.lower()}` is not part of the language of rules")

    def expr(self, node: ast.expr) -> ir.Node:
        made = getattr(self, "x_" + type(node).__name__, None)
        if made is None:
            raise self.refuse(node, f"`{ast.unparse(node)}` is not part of the language of rules")
        out: ir.Node = made(node)
        out.line = out.line or node.lineno
        return out

    # -- reasons -----------------------------------------------------------------------------------------------------

    def comment(self, tree: ir.Node, at: ast.AST) -> ir.Node:
        """A comment on the last line of a whole return or test is its reason, unless it belongs to a part of it."""
        whole = not isinstance(tree, ir.And | ir.Or) or at.lineno == at.end_lineno  # type: ignore[attr-defined]
        if whole and tree.said is None:
            tree.said = self.reason(at.end_lineno or at.lineno)  # type: ignore[attr-defined]
        return tree

    def reason(self, line: int) -> tuple[str, str] | None:
        text = self.src.comments.get(line)
        if not text:
            return None
        self.read_lines.add(line)
        zh, bar, en = (part.strip() for part in text.partition("|"))
        if not (bar and zh and en):
            raise BookError(f"{short(self.src.path)}:{line}", "a reason stands in both languages or not at all", "# 中文 | English")
        return zh, en

    def reasons(self, values: list[ast.expr], items: list[ir.Node]) -> None:
        """Give each part of and/or the comment on the line where it ends (a closing bracket may follow on its own line)."""
        for value, item in zip(values, items, strict=True):
            line = value.end_lineno or value.lineno
            if isinstance(item, ir.And | ir.Or):
                line += 1
                while line <= len(self.src.lines) and not self.src.lines[line - 1].strip():
                    line += 1
                if not self.src.lines[line - 1].lstrip().startswith(")"):
                    continue
            elif sum(1 for v in values if v.end_lineno == line) > 1:
                continue  # the comment is that of the whole, if it stands on a line of its own
            item.said = item.said or self.reason(line)

    # -- expressions -------------------------------------------------------------------------------------------------

    def x_Constant(self, node: ast.Constant) -> ir.Node:
        if isinstance(node.value, bool | int | str):
            return ir.Const(value=node.value)
        raise self.refuse(node, f"{node.value!r} is not a whole number", "whole numbers; per cent as 150 // 100; amounts as figures")

    def x_Name(self, node: ast.Name) -> ir.Node:
        if node.id not in self.params:
            raise self.refuse(node, f"{node.id} is not a parameter of this rule", f"add `{node.id}` to the parameters")
        if node.id == "members":
            raise self.refuse(node, "`members` stands alone", "sum / any / all / count / len over members")
        return ir.Ref(name=node.id)

    def x_Attribute(self, node: ast.Attribute) -> ir.Node:
        if not (isinstance(node.value, ast.Name) and self.loop and node.value.id == self.loop):
            raise self.refuse(node, f"`{ast.unparse(node)}` is not part of the language of rules")
        return ir.Ref(name=node.attr, member=True)

    def x_BoolOp(self, node: ast.BoolOp) -> ir.Node:
        items = [self.expr(v) for v in node.values]
        self.reasons(node.values, items)
        return ir.And(items=items) if isinstance(node.op, ast.And) else ir.Or(items=items)

    def x_UnaryOp(self, node: ast.UnaryOp) -> ir.Node:
        item = self.expr(node.operand)
        if isinstance(node.op, ast.Not):
            return ir.Not(item=item)
        if isinstance(node.op, ast.USub):
            if isinstance(item, ir.Const) and type(item.value) is int:
                return ir.Const(value=-item.value)
            return ir.Arith(op="-", left=ir.Const(value=0), right=item)
        raise self.refuse(node, f"`{ast.unparse(node)}` is not part of the language of rules")

    def x_BinOp(self, node: ast.BinOp) -> ir.Node:
        if type(node.op) not in OPS:
            raise self.refuse(node, f"`{ast.unparse(node)}` is not part of the language of rules", INSTEAD.get(type(node.op), "+ - * //"))
        return ir.Arith(op=OPS[type(node.op)], left=self.expr(node.left), right=self.expr(node.right))

    def x_Compare(self, node: ast.Compare) -> ir.Node:
        terms = [self.expr(t) for t in [node.left, *node.comparators]] if not self.membership(node) else []
        if not terms:
            return self.x_in(node)
        pairs = [self.pair(node, op, terms[i], terms[i + 1]) for i, op in enumerate(node.ops)]
        return pairs[0] if len(pairs) == 1 else ir.And(items=pairs)

    def membership(self, node: ast.Compare) -> bool:
        return any(isinstance(op, ast.In | ast.NotIn) for op in node.ops)

    def pair(self, node: ast.Compare, op: ast.cmpop, left: ir.Node, right: ir.Node) -> ir.Node:
        if type(op) not in COMPARISONS:
            raise self.refuse(node, f"`{ast.unparse(node)}` is not part of the language of rules", "< <= > >= == != in")
        return ir.Compare(node.lineno, op=COMPARISONS[type(op)], left=left, right=right)

    def x_in(self, node: ast.Compare) -> ir.Node:
        right = node.comparators[0]
        if len(node.ops) > 1 or not isinstance(right, ast.Tuple | ast.List | ast.Set):
            raise self.refuse(node, "`in` takes a list of constants", 'x in ("a", "b")')
        options = [self.expr(e) for e in right.elts]
        if not all(isinstance(o, ir.Const) for o in options):
            raise self.refuse(node, "`in` takes a list of constants", 'x in ("a", "b")')
        found = ir.In(node.lineno, item=self.expr(node.left), options=options)  # type: ignore[arg-type]
        return ir.Not(item=found) if isinstance(node.ops[0], ast.NotIn) else found

    def x_IfExp(self, node: ast.IfExp) -> ir.Node:
        return ir.If(test=self.expr(node.test), then=self.expr(node.body), other=self.expr(node.orelse))

    def x_Subscript(self, node: ast.Subscript) -> ir.Node:
        figure = self.expr(node.value)
        if not isinstance(figure, ir.Ref) or figure.member:
            raise self.refuse(node, "only a figure is looked up", "figure[key]")
        keys = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        return ir.Lookup(figure=figure, keys=[self.expr(k) for k in keys])

    def x_Call(self, node: ast.Call) -> ir.Node:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name in ("sum", "any", "all", "count", "min", "max", "len") and self.is_over(node):
            return self.over(node, name)
        if node.keywords:
            raise self.refuse(node, "no keyword arguments here", "plain arguments in order")
        if name in ("min", "max") and len(node.args) > 1:
            return ir.MinMax(op=name, items=[self.expr(a) for a in node.args])
        known = functions.FUNCTIONS.get(name)
        if known and len(node.args) == known[1]:
            return ir.Call(name=name, args=[self.expr(a) for a in node.args])
        if name in functions.ROUNDINGS and len(node.args) == 3:
            num, den, step = (self.expr(a) for a in node.args)
            return ir.Round(name=name, num=num, den=den, step=step)
        allowed = ", ".join([*functions.FUNCTIONS, *functions.ROUNDINGS, "sum any all count len min max over members"])
        raise self.refuse(node, f"`{ast.unparse(node)}` is not part of the language of rules", allowed)

    def is_over(self, node: ast.Call) -> bool:
        first = node.args[0] if node.args else None
        return isinstance(first, ast.GeneratorExp) or (isinstance(first, ast.Name) and first.id == "members")

    def over(self, node: ast.Call, name: str) -> ir.Node:
        first = node.args[0]
        if name == "len" and isinstance(first, ast.Name) and "members" in self.params:
            return ir.Over(op="len")
        if not isinstance(first, ast.GeneratorExp) or len(first.generators) != 1 or len(node.args) != 1 or self.loop:
            raise self.refuse(node, "one simple loop over members", "sum(m.x for m in members if m.y)")
        loop = first.generators[0]
        plain = isinstance(loop.target, ast.Name) and isinstance(loop.iter, ast.Name) and loop.iter.id == "members"
        if not plain or "members" not in self.params or len(loop.ifs) > 1:
            raise self.refuse(node, "one simple loop over members", "sum(m.x for m in members if m.y), with `members` a parameter")
        self.loop = loop.target.id  # type: ignore[attr-defined]
        item, where = self.expr(first.elt), self.expr(loop.ifs[0]) if loop.ifs else None
        self.loop = ""
        return ir.Over(op=name, item=item, where=where, default=self.default(node, name))

    def default(self, node: ast.Call, name: str) -> int:
        found = {k.arg: k.value for k in node.keywords}
        value = self.expr(found["default"]) if set(found) == {"default"} else None
        if name in ("min", "max") and isinstance(value, ir.Const) and type(value.value) is int:
            return value.value
        if found or name in ("min", "max"):
            raise self.refuse(node, f"{name} over members needs default=<whole number>", f"{name}((m.x for m in members), default=0)")
        return 0
