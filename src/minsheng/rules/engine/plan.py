"""What a set of benefits needs of the book, and in which order it can be worked out: the ground of a compiled kernel."""

from __future__ import annotations

from typing import Any

from . import ir
from .declare import Benefit, Fact, Rule
from .figures import Figure
from .problems import BookError
from .types import Entity

COLUMNS = ((-(2**7) + 1, 2**7 - 1, "int8"), (-(2**15) + 1, 2**15 - 1, "int16"), (-(2**31) + 1, 2**31 - 1, "int32"))
FACTS = 124  # of one kernel: two words of what is missing, less the sign and the bit of figures
RULES = 60  # of one kernel: compiling takes longer than in proportion, and what one benefit does not know should not slow the others


def dtype(fact: Fact) -> str:
    """The narrowest column that holds the fact's range and the mark of unknown (the dtype's minimum)."""
    return next((name for lo, hi, name in COLUMNS if lo <= fact.type.lo and fact.type.hi <= hi), "int64")


class Plan:
    """What a set of benefits needs: rules in order, facts, figures with their slots, and in which pass each rule can be worked out."""

    def __init__(self, book: Any, benefits: list[Benefit]):
        self.book, self.benefits = book, benefits
        self.kernels: dict[str, Any] = {}  # compiled, by form
        self.spare: list[Any] = []  # memory of earlier answers
        reached = frozenset().union(*(book.reach_of(b) for b in benefits))
        self.rules: list[Rule] = [book.rules[n] for n in book.order if n in reached]
        self.facts: list[Fact] = [f for n, f in book.facts.items() if n in reached]
        self.figures: list[Figure] = [f for n, f in book.figures.items() if n in reached]
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
        if i >= FACTS:
            raise BookError(
                self.benefits[0].folder, f"benefit {self.benefits[0].key} reads more than {FACTS} facts", "fewer facts, or a benefit less at a time"
            )
        return (1 << i, 0) if i < 62 else (0, 1 << (i - 62))

    def reasons(self, benefit: Benefit) -> list[tuple[str, ir.Node]]:
        """(label rule, condition) by reason code − 1, over all versions of the benefit's condition."""
        rule = self.book.rules[benefit.eligible]
        return [(rule.name, c) for v in rule.versions for c in ir.conditions(v.tree)] if rule.type == "bool" else []


def person(thing: Rule | Fact | Benefit) -> bool:
    return thing.entity.members is None


def mark(fact: Fact) -> int:
    """How its column says unknown."""
    return {"int8": -(2**7), "int16": -(2**15), "int32": -(2**31), "int64": -(2**63)}[dtype(fact)]


def plans(book: Any, group: Entity) -> list[Plan]:
    """The benefits of one kind of group, shared out among kernels: each joins the one in which it adds the fewest rules, or starts one.
    The same for a book whatever is asked, so that a compiled kernel serves every question."""
    if group.key not in book.plans:
        shared: list[tuple[list[Benefit], set[str]]] = []
        for b in (b for b in book.benefits.values() if book.world(b) is group):
            own = {n for n in book.reach_of(b) if n in book.rules}
            fits = [(len(own - rules), i) for i, (_, rules) in enumerate(shared) if len(own | rules) <= RULES and 10 * len(own - rules) <= 7 * len(own)]
            if fits:
                benefits, rules = shared[min(fits)[1]]
                benefits.append(b)
                rules |= own
            else:
                shared.append(([b], own))
        book.plans[group.key] = [Plan(book, benefits) for benefits, _ in shared]
    found: list[Plan] = book.plans[group.key]
    return found
